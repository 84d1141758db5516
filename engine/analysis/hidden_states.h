#pragma once

#include "model/bert.h"

namespace bertlab {

/// T x H: what layer `layer` gave, 0 for the embeddings behind their LayerNorm. Expects embeddings.output and each
/// layer's output in the trace.
ConstMatrixView hidden_state(const Trace &trace, Index layer);

/// The length of each row, summed in double.
RowVector lengths_of_rows(const ConstMatrixView &rows);

/// How long the vectors are that the blocks add to one token's, before the LayerNorms: one number a layer.
struct AddedLengths
{
    RowVector attention, feed_forward;
};
/// Of one token of a sequence, reckoned again from what each layer read: attention.dense and output.dense of all tokens
/// need not be in the trace. Expects the hidden states, values and probabilities there. Throws Cancelled.
AddedLengths added_lengths(const Bert &bert, const Trace &trace, Index sequence, Index token, Workers &workers,
                           const IsCancelled &is_cancelled = {});

} // namespace bertlab
