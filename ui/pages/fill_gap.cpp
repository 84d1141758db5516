#include "pages/fill_gap.h"

#include "analysis/largest.h"
#include "pages/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

class Fill
{
    Q_DECLARE_TR_FUNCTIONS(Fill)
};

QString count(Index number)
{
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(number));
}

/// How the MLM head makes t of a token's last hidden state h.
QString headFormula(const Config &config)
{
    const bool relu = config.hidden_act == Activation::relu;
    return QStringLiteral("t = LayerNorm(%1(dense(h)))").arg(relu ? QStringLiteral("ReLU") : QStringLiteral("GELU"));
}

/// Its score, beside that of the best piece (which softmax subtracts), then its probability.
QStringList calculationOf(const Reading &reading, const PieceScore &score)
{
    const MaskPrediction &prediction = *score.gap->prediction;
    const double logit = double(score.prediction.logit), max = prediction.max_logit();
    QList<std::pair<QString, QString>> steps{
        {Fill::tr("t · row"), withDecimals(score.operands.dot)},
        {Fill::tr("+ bias"), withDecimals(double(score.operands.bias))},
        {Fill::tr("= score (logit)"), withDecimals(logit)},
        {Fill::tr("rank of %1").arg(count(prediction.vocabulary_size())), count(score.rank)}};
    if (score.rank > 1) {
        const PieceScore best = pieceScore(reading, *score.gap, prediction.top(1).front().id);
        steps << std::pair{Fill::tr("best: “%1”").arg(pieceText(reading, best.prediction.id)), QString()}
              << std::pair{sum(best.operands.dot, double(best.operands.bias)), withDecimals(max)};
    }
    steps << std::pair{QStringLiteral("exp(%1)").arg(difference(logit, max)), shortNumber(std::exp(logit - max))}
          << std::pair{Fill::tr("÷ sum %1 = probability").arg(shortNumber(prediction.sum_of_exponentials())),
                       shortNumber(score.prediction.probability)};
    return calculationLines(steps);
}

} // namespace

QString pieceText(const Reading &reading, std::int32_t piece)
{
    const Vocabulary &vocabulary = reading.model->tokenizer.vocabulary();
    return piece < vocabulary.size() ? toQString(vocabulary.piece(piece)) : Fill::tr("row %1").arg(piece);
}

GapGuesses gapGuesses(const Reading &reading, const Gap &gap, int best, std::int32_t asked)
{
    GapGuesses guesses;
    guesses.bars.quantity = Fill::tr("probability");
    const auto add = [&](const PiecePrediction &guess, const QString &note) {
        guesses.bars.rows.append({.label = pieceText(reading, guess.id),
                                  .value = guess.probability,
                                  .number = {},
                                  .note = note,
                                  .right = gap.covered_id == guess.id});
        guesses.pieces.append(guess.id);
    };
    for (const PiecePrediction &guess : gap.prediction->top(best))
        add(guess, {});
    for (const std::int32_t piece : {gap.covered_id.value_or(-1), asked})
        if (piece >= 0 && !guesses.pieces.contains(piece))
            add(gap.prediction->of(piece), Fill::tr("rank %1").arg(count(gap.prediction->rank(piece))));
    return guesses;
}

QString truthOf(const Reading &reading, const Gap &gap)
{
    if (!gap.covered_id)
        return Fill::tr("truth unknown");
    const QString piece = pieceText(reading, *gap.covered_id);
    return gap.prediction ? Fill::tr("%1: rank %2").arg(piece, count(gap.prediction->rank(*gap.covered_id))) : piece;
}

PieceScore pieceScore(const Reading &reading, const Gap &gap, std::int32_t piece)
{
    return {&gap, gap.prediction->of(piece), gap.prediction->rank(piece),
            piece_operands(reading.model->bert, *reading.result.trace, gap.position, piece)};
}

VectorRowsData pieceStrips(const PieceScore &score)
{
    const PieceOperands &operands = score.operands;
    VectorRowsData data;
    data.showScale = false; // each strip has its own, since t is much larger than the row
    const auto add = [&data](const QString &label, const RowVector &values, const QString &note) {
        const double max = double(values.cwiseAbs().maxCoeff());
        const QString end = QStringLiteral("±") + shortNumber(max);
        data.rows.append({label, values, note.isEmpty() ? end : end + QStringLiteral("  ") + note, max});
    };
    add(QStringLiteral("t"), operands.transform, {});
    add(Fill::tr("row"), operands.token_row, {});
    add(Fill::tr("t × row"), operands.products, Fill::tr("sum %1").arg(withDecimals(operands.dot)));
    data.tensor = toQString(std::string(trace_name::transform));
    return data;
}

BarListData gapAttention(const Reading &reading, const Gap &gap, const Selection &selection, int count,
                         QList<int> &tokens)
{
    const std::string tensor = trace_name::layer(selection.layer, trace_name::probabilities);
    const ConstMatrixView weights = reading.result.trace->attention(tensor, 0, selection.head);
    const ConstRowView row(weights.row(gap.position).data(), weights.cols());
    BarListData bars;
    bars.quantity = toQString(tensor);
    tokens.clear();
    for (const Index token : largest_entries(row, count)) {
        bars.rows.append({.label = tokenName(reading, static_cast<int>(token)),
                          .value = double(row[token]),
                          .number = {},
                          .note = {}});
        tokens.append(static_cast<int>(token));
    }
    bars.max = double(row.maxCoeff()); // among a hundred tokens every weight is small
    return bars;
}

Explanation explainGaps(const Reading &reading, const std::optional<PieceScore> &score)
{
    Explanation words;
    words.title = Fill::tr("Fill the gap");
    words.what =
        Fill::tr("What the model holds probable where a piece is covered: every piece of the vocabulary gets a "
                 "score, and softmax makes %1 probabilities of them that sum to 1.")
            .arg(count(reading.model->bert.config().vocab_size));
    if (score) {
        words.cellTitle = Fill::tr("Score of “%1” at %2")
                              .arg(pieceText(reading, score->prediction.id), tokenName(reading, score->gap->position));
        words.calculation =
            QStringList{headFormula(reading.model->bert.config()),
                        Fill::tr("row = “%1” in the token table").arg(pieceText(reading, score->prediction.id))} +
            calculationOf(reading, *score);
    }
    words.tryThis =
        reading.gaps.empty()
            ? Fill::tr("Double click a token above the page, or type [MASK] into the sentence.")
            : Fill::tr("Change a word far from the gap, left or right of it, and watch the bars. Ask for a piece: why "
                       "is its score lower? Cover a second piece and put one guess in: the other gap changes.");
    words.careful =
        Fill::tr("BERT does not write text from left to right. It guesses every gap by itself; when gaps are "
                 "filled one after the other, the result depends on the order.");
    words.experiment = {Fill::tr("Fill two gaps in turn"), QStringLiteral("fill"), QStringLiteral("fill-order-1"),
                        QStringLiteral("The [MASK] was [MASK].")}; // at once a wet radio, in turn a loud one
    return words;
}

} // namespace bertlab
