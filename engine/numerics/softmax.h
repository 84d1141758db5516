#pragma once

#include "base/views.h"

namespace bertlab {

/// Each row becomes exp(x - max of the row) / sum; y may be x. Rows have at least one column.
void softmax_rows(const ConstMatrixView &x, const MatrixView &y);

} // namespace bertlab
