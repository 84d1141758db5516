#pragma once

#include "analysis/operands.h"
#include "pages/explanation.h"
#include "plots/bar_list.h"
#include "plots/vector_rows.h"
#include "session/selection.h"
#include "tasks/reading.h"

#include <QList>

#include <optional>

namespace bertlab {

/// The best guesses for one gap, as bars, and whose bar each is.
struct GapGuesses
{
    BarListData bars;
    QList<std::int32_t> pieces; ///< one a row
};

/// The `count` most probable pieces; the covered one, marked as right, and one that was asked for (-1: none) come as
/// further rows with their ranks if they are not among them. Expects a prediction.
GapGuesses gapGuesses(const Reading &reading, const Gap &gap, int count, std::int32_t asked = -1);
/// "leaves: rank 1", or that the truth is unknown.
QString truthOf(const Reading &reading, const Gap &gap);

/// One piece's score at one gap, opened. Pointers live as long as the reading.
struct PieceScore
{
    const Gap *gap;
    PiecePrediction prediction;
    Index rank;
    PieceOperands operands;
};

/// Expects a prediction at the gap and a full trace.
PieceScore pieceScore(const Reading &reading, const Gap &gap, std::int32_t piece);
/// t, the piece's row of the token table, and their products, which sum to the score without its bias.
VectorRowsData pieceStrips(const PieceScore &score);

/// Where a gap looks in one head: the tokens with the largest weights.
BarListData gapAttention(const Reading &reading, const Gap &gap, const Selection &selection, int count,
                         QList<int> &tokens);

/// Words and numbers for the panel on the right; without a score only the words.
Explanation explainGaps(const Reading &reading, const std::optional<PieceScore> &score);

QString pieceText(const Reading &reading, std::int32_t piece);

} // namespace bertlab
