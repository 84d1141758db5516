#pragma once

#include "pages/explanation.h"
#include "tasks/reading.h"

namespace bertlab {

/// The explanation of the page Outputs: one dimension of a token's vector, for [CLS] of the pooled vector; -1: none.
Explanation explainOutputs(const Reading &reading, const RowVector &mean, int token, int dimension);

} // namespace bertlab
