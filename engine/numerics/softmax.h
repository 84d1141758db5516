#pragma once

#include "base/views.h"

namespace bertlab {

/// Each row becomes exp(x - max of the row) / sum; y may be x. Rows have at least one column and a finite maximum.
/// Relative error at most (8 + 2 (max - x)) / 2²⁴ (rounding max - x costs as much), where the exact value is not below
/// 1.2e-38. The bits of a row depend on that row alone. A NaN makes its whole row NaN.
void softmax_rows(const ConstMatrixView &x, const MatrixView &y);
/// The same over the first `open` + r columns of row r only; the others become exactly 0. x may hold anything there,
/// but 1 <= open and the last row has at most x.cols(). (Causal attention: a query sees no key to its right.)
void softmax_rows_left_of_diagonal(const ConstMatrixView &x, Index open, const MatrixView &y);
/// From the gradient dq by q = dropout(p), p = softmax(x), the gradient by x, times scale, row by row:
///     dx = scale p (dp - Σ p dp),  dp = dropout(dq);  since p dp = q dq, that is  scale (q dq - p Σ q dq).
/// Without dropout q is p. dx may be dq. Where p is 0, dx is 0 (for finite dq).
void softmax_rows_backward(const ConstMatrixView &p, const ConstMatrixView &q, const ConstMatrixView &dq, float scale,
                           const MatrixView &dx);

} // namespace bertlab
