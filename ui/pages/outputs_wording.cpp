#include "pages/outputs_wording.h"

#include "analysis/similarity.h"
#include "pages/pooler_strips.h"
#include "pages/wording.h"

#include <QCoreApplication>

namespace bertlab {

namespace {

class OutputsWording
{
    Q_DECLARE_TR_FUNCTIONS(OutputsWording)
};
using W = OutputsWording;

QStringList cosines(const Reading &reading, const RowVector &mean)
{
    const Matrix &pooled = reading.result.pooler_output;
    const ConstRowView pooledRow(pooled.data(), pooled.cols());
    return calculationLines(
        {{W::tr("cosine(pooled, mean)"), shortNumber(cosine_similarity(pooledRow, view(mean)))},
         {W::tr("cosine(pooled, [CLS] row)"), shortNumber(cosine_similarity(pooledRow, clsRow(reading)))}});
}

} // namespace

Explanation explainOutputs(const Reading &reading, const RowVector &mean, int token, int dimension)
{
    Explanation explanation{
        .title = W::tr("What comes out"),
        .what = W::tr("The sequence output has a vector for each token. The pooler makes one vector for all of them "
                      "out of its first row, [CLS]."),
        .tryThis = W::tr("Change the last word: every row of the sequence output changes a little, the pooled vector "
                         "too."),
        .careful = W::tr("The pooled output is not the [CLS] row: a dense layer and tanh lie between. Nor is it a "
                         "sentence embedding before fine-tuning: compare it with the mean of the tokens.")};
    const bool pooler = reading.model->bert.has(Part::pooler);
    if (dimension < 0) {
        if (pooler)
            explanation.calculation = cosines(reading, mean);
        return explanation;
    }
    const ConstMatrixView sequence = reading.result.trace->tensor(trace_name::last_hidden_state);
    if (token > 0 || !pooler) {
        const int row = std::max(0, token);
        explanation.cellTitle = W::tr("This cell: %1, dimension %2").arg(tokenName(reading, row)).arg(dimension);
        explanation.calculation = calculationLines(
            {{W::tr("output[%1]").arg(dimension), shortNumber(static_cast<double>(sequence(row, dimension)))},
             {W::tr("mean of all tokens"), shortNumber(static_cast<double>(mean[dimension]))}});
        return explanation;
    }
    explanation.cellTitle = W::tr("This cell: pooled vector, dimension %1").arg(dimension);
    explanation.calculation =
        pooledDimensionCalculation(reading, dimension) +
        calculationLines(
            {{W::tr("[CLS] row[%1]").arg(dimension), shortNumber(static_cast<double>(sequence(0, dimension)))},
             {W::tr("mean[%1]").arg(dimension), shortNumber(static_cast<double>(mean[dimension]))}});
    return explanation;
}

} // namespace bertlab
