#pragma once

#include "pages/explanation.h"
#include "tasks/reading.h"

namespace bertlab {

/// The explanation of the page Sentence pair: one logit opened, or one dimension of the pooled vector; -1: none.
Explanation explainPair(const Reading &reading, int logit, int dimension);

} // namespace bertlab
