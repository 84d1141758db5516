#pragma once

#include "base/views.h"

namespace bertlab {

/// Each row becomes exp(x - max of the row) / sum; y may be x. Rows have at least one column and a finite maximum.
/// Relative error at most (8 + 2 (max - x)) / 2²⁴ (rounding max - x costs as much), where the exact value is not below
/// 1.2e-38. The bits of a row depend on that row alone. A NaN makes its whole row NaN.
void softmax_rows(const ConstMatrixView &x, const MatrixView &y);

} // namespace bertlab
