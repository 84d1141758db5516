#include "pages/pair_wording.h"

#include "analysis/operands.h"
#include "pages/pooler_strips.h"
#include "pages/wording.h"

#include <QCoreApplication>

#include <cmath>

namespace bertlab {

namespace {

class PairWording
{
    Q_DECLARE_TR_FUNCTIONS(PairWording)
};

/// Its dot product and bias, then the softmax of both logits.
QStringList logitCalculation(const Reading &reading, int which)
{
    const NextSentenceOperands cell = next_sentence_operands(reading.model->bert, *reading.result.trace, 0, which);
    const NextSentencePrediction &answer = *reading.next_sentence;
    const auto own = static_cast<double>(answer.logits[which]), other = static_cast<double>(answer.logits[1 - which]);
    const double most = std::max(own, other);
    return calculationLines(
        {{PairWording::tr("weights · pooled"), withDecimals(cell.dot)},
         {PairWording::tr("+ bias"), withDecimals(static_cast<double>(cell.bias))},
         {PairWording::tr("= logit %1").arg(which), withDecimals(static_cast<double>(cell.logit))},
         {QStringLiteral("exp(%1)").arg(difference(own, most)), shortNumber(std::exp(own - most))},
         {PairWording::tr("÷ sum %1 = probability").arg(shortNumber(std::exp(own - most) + std::exp(other - most))),
          shortNumber(which == 0 ? answer.is_next : answer.not_next)}});
}

QString carefulWithPairs(const Reading &reading)
{
    if (reading.variant.types_as_mask)
        return PairWording::tr("Type ids say which sentence; the attention mask says what may be looked at. Given one "
                               "for the other, nobody sees A, and the answer means nothing.");
    return PairWording::tr("Index 0 means IsNext. In BERT's own data 57 to 60 % of the pairs are random next, since "
                           "chunks of one segment always are. NSP does not make BERT write; later models dropped it.");
}

} // namespace

Explanation explainPair(const Reading &reading, int logit, int dimension)
{
    Explanation explanation{
        .title = PairWording::tr("Is it the next sentence?"),
        .what = PairWording::tr(
            "The [CLS] row of the last layer goes through a dense layer and tanh: the pooled vector. Two "
            "rows of weights make two logits of it, softmax makes two probabilities."),
        .tryThis =
            PairWording::tr("Compare “She cooked pasta. / It was delicious.” with “Turn the radio on. / She bought a "
                            "new hat.”, both among the examples. Then take another B."),
        .careful = carefulWithPairs(reading),
        .experiment = {PairWording::tr("Draw 1,000 pairs"), QStringLiteral("example"), QStringLiteral("example-run")}};
    if (logit >= 0) {
        explanation.cellTitle = logit == 0 ? PairWording::tr("How the logit of 0, IsNext, comes about")
                                           : PairWording::tr("How the logit of 1, NotNext, comes about");
        explanation.calculation = logitCalculation(reading, logit);
    } else if (dimension >= 0) {
        explanation.cellTitle = PairWording::tr("This cell: pooled vector, dimension %1").arg(dimension);
        explanation.calculation = pooledDimensionCalculation(reading, dimension);
    }
    return explanation;
}

} // namespace bertlab
