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

QStringList cosines(const Reading &reading, const RowVector &mean)
{
    const Matrix &pooled = reading.result.pooler_output;
    const ConstRowView pooledRow(pooled.data(), pooled.cols());
    return calculationLines(
        {{OutputsWording::tr("cosine(pooled, mean)"), shortNumber(cosine_similarity(pooledRow, view(mean)))},
         {OutputsWording::tr("cosine(pooled, [CLS] row)"),
          shortNumber(cosine_similarity(pooledRow, clsRow(reading)))}});
}

} // namespace

Explanation explainOutputs(const Reading &reading, const RowVector &mean, int token, int dimension)
{
    Explanation explanation{
        .title = OutputsWording::tr("What comes out"),
        .what = OutputsWording::tr(
            "The sequence output has a vector for each token. The pooler makes one vector for all of them "
            "out of its first row, [CLS]."),
        .tryThis = OutputsWording::tr(
            "Change the last word: every row of the sequence output changes a little, the pooled vector "
            "too."),
        .careful = OutputsWording::tr(
            "The pooled output is not the [CLS] row: a dense layer and tanh lie between. Nor is it a "
            "sentence embedding before fine-tuning: compare it with the mean of the tokens."),
        .experiment = {OutputsWording::tr("See what the pair's answer is made of"), QStringLiteral("pair")}};
    const bool pooler = reading.model->bert.has(Part::pooler);
    if (dimension < 0) {
        if (pooler)
            explanation.calculation = cosines(reading, mean);
        return explanation;
    }
    const ConstMatrixView sequence = reading.result.trace->tensor(trace_name::last_hidden_state);
    if (token > 0 || !pooler) {
        const int row = std::max(0, token);
        explanation.cellTitle =
            OutputsWording::tr("This cell: %1, dimension %2").arg(tokenName(reading, row)).arg(dimension);
        explanation.calculation = calculationLines(
            {{OutputsWording::tr("output[%1]").arg(dimension),
              shortNumber(static_cast<double>(sequence(row, dimension)))},
             {OutputsWording::tr("mean of all tokens"), shortNumber(static_cast<double>(mean[dimension]))}});
        return explanation;
    }
    explanation.cellTitle = OutputsWording::tr("This cell: pooled vector, dimension %1").arg(dimension);
    explanation.calculation = pooledDimensionCalculation(reading, dimension) +
                              calculationLines({{OutputsWording::tr("[CLS] row[%1]").arg(dimension),
                                                 shortNumber(static_cast<double>(sequence(0, dimension)))},
                                                {OutputsWording::tr("mean[%1]").arg(dimension),
                                                 shortNumber(static_cast<double>(mean[dimension]))}});
    return explanation;
}

} // namespace bertlab
