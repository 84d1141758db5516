#pragma once

#include "model/trace.h"

namespace bertlab {

/// T x H: what layer `layer` gave, 0 for the embeddings behind their LayerNorm. Expects embeddings.output and each
/// layer's output in the trace.
ConstMatrixView hidden_state(const Trace &trace, Index layer);

/// The length of each row, summed in double.
RowVector lengths_of_rows(const ConstMatrixView &rows);

} // namespace bertlab
