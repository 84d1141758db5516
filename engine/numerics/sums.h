#pragma once

#include "base/views.h"

namespace bertlab {

/// sum[c] += x(0, c) + x(1, c) + … for each column c: blocks of 64 rows on their own, then the blocks in order, so that
/// long columns lose less to rounding. sum: x.cols() values.
void add_rows(const ConstMatrixView &x, float *sum);

} // namespace bertlab
