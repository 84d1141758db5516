#pragma once

#include "analysis/operands.h"
#include "pages/attention_picture.h"
#include "pages/explanation.h"
#include "plots/vector_rows.h"
#include "session/selection.h"
#include "tasks/reading.h"

#include <optional>

namespace bertlab {

/// A selection as one reading can show it: layer and head inside the model, tokens that are not there as -1.
Selection clampedTo(const Reading &reading, Selection selection);

/// One weight of one head, opened.
struct AttentionCell
{
    int layer, head;
    int query, key;
    bool strongest; ///< nobody chose this key: it is the one with the largest weight in its row
    AttentionOperands operands;
};

/// The cell that is selected; with a token alone the strongest of its row, without one nothing. Expects a clamped
/// selection and a full trace.
std::optional<AttentionCell> attentionCell(const Reading &reading, const Selection &selection);

/// q, k and their products, which sum to the score times √d.
VectorRowsData scoreStrips(const AttentionCell &cell);
/// v, and what it adds to the query's context: weight × v.
VectorRowsData valueStrips(const AttentionCell &cell);

/// Words and numbers for the panel on the right. `cell` may be missing.
Explanation explainAttention(const Reading &reading, const Selection &selection,
                             const std::optional<AttentionCell> &cell);
/// The same for the mean of a layer's heads and for the rollout. `shown`: the picture that the choice gave.
Explanation explainMixture(const Reading &reading, const Selection &selection, const AttentionChoice &choice,
                           const AttentionPicture &shown);

} // namespace bertlab
