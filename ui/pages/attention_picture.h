#pragma once

#include "base/views.h"
#include "plots/view.h"
#include "tasks/reading.h"

namespace bertlab {

/// What of the attention is shown, and how.
struct AttentionChoice
{
    enum class Source { head, mean, rollout } source = Source::head;
    bool words = false;         ///< instead of pieces
    bool hidesSpecials = false; ///< [CLS] and [SEP] are left out …
    bool renormalises = false;  ///< … and the rest of a row sums to 1 again
    enum class Part { all, fromAToB, fromBToA } part = Part::all;
    bool operator==(const AttentionChoice &) const = default;
};

/// A map as the choice wants it, and which tokens its rows and columns are.
struct AttentionPicture
{
    Matrix values;                   ///< rows look, columns are looked at
    QList<QList<int>> rows, columns; ///< the tokens of each
    QList<TokenLabel> rowLabels, columnLabels;
    QStringList rowNames, columnNames;
    Matrix links; ///< square: the same, 0 where the part has nothing
    QList<QList<int>> linkTokens;
    QList<TokenLabel> linkLabels;

    static int indexOf(const QList<QList<int>> &tokens, int token); ///< -1: not there
};

/// `map`: S x S of the source.
AttentionPicture attentionPicture(const Reading &reading, const ConstMatrixView &map, const AttentionChoice &choice);

/// "mean of 4 heads · words · without [CLS] and [SEP], rows sum to 1 again"; empty for a head as it is.
QString wordsOf(const AttentionChoice &choice, int heads);

} // namespace bertlab
