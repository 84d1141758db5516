#pragma once

#include "base/views.h"

namespace bertlab {

/// y = gamma * (x - mean) / sqrt(variance + eps) + beta for each row: mean, then biased variance of the row, in two
/// passes. x, y: R x N; gamma, beta: N values; y may be x. The bits of a row depend on nothing but the row.
void normalize_rows(const ConstMatrixView &x, const float *gamma, const float *beta, float eps, const MatrixView &y);
/// The same of x + residual, R x N each; y may be x or residual.
void normalize_rows_of_sum(const ConstMatrixView &x, const ConstMatrixView &residual, const float *gamma,
                           const float *beta, float eps, const MatrixView &y);

/// From the gradient dy by y of normalize_rows_of_sum: dx, by x and by residual alike, is assigned; dgamma and dbeta (N
/// values each) are added to, row after row. `residual` may have no rows: then of normalize_rows. dx may be dy.
void normalize_rows_backward(const ConstMatrixView &dy, const ConstMatrixView &x, const ConstMatrixView &residual,
                             const float *gamma, float eps, const MatrixView &dx, float *dgamma, float *dbeta);

} // namespace bertlab
