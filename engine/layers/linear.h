#pragma once

#include "layers/execution.h"
#include "numerics/gemm.h"

namespace bertlab {

/// A dense layer.
struct LinearWeights
{
    PackedMatrix weight; ///< N x K, out_features x in_features
    RowVector bias;      ///< N
};

/// y = x Wᵀ + b.  x: R x K, R tokens in all; y: R x N, must not overlap x. R may be 0.
/// Asks for cancel between blocks of rows; throws Cancelled. A row's bits do not depend on the other rows.
/// `done` sees each part of y as multiply() says.
void linear_forward(const ConstMatrixView &x, const LinearWeights &weights, const MatrixView &y,
                    const Execution &execution, const PartDone &done = {});

/// Where the gradients of a dense layer are added to: views of an arena of gradients.
struct LinearGradient
{
    MatrixView weight; ///< N x K
    RowView bias;      ///< N
};

/// From y_tn = Σ_k x_tk W_nk + b_n and dy = dL/dy:  dL/dx_tk = Σ_n dy_tn W_nk,  dx = dy W.  dy: R x N; `transposed`:
/// Wᵀ, K x N, packed; dx: R x K, assigned, must not overlap dy. Throws Cancelled.
void linear_backward_input(const ConstMatrixView &dy, const PackedMatrix &transposed, const MatrixView &dx,
                           const Execution &execution);
/// The same, added to dx: where x went other ways too.
void linear_backward_input_add(const ConstMatrixView &dy, const PackedMatrix &transposed, const MatrixView &dx,
                               const Execution &execution);
/// … and  dL/dW_nk = Σ_t dy_tn x_tk,  added to the gradient of W, N x K.  `x_columns`: xᵀ, K x R, packed (by
/// PackedMatrix::assign_transposed(x)). The sum runs over the rows in order. Throws Cancelled.
void linear_backward_weights(const ConstMatrixView &dy, const PackedMatrix &x_columns, const MatrixView &gradient,
                             const Execution &execution);
/// … and  dL/db_n = Σ_t dy_tn,  added to the gradient of b: fixed blocks of rows, added in order.
void linear_backward_bias(const ConstMatrixView &dy, const RowView &gradient, Workers &workers);
/// Both; `columns` is room for x_columns.
void linear_backward_parameters(const ConstMatrixView &dy, const ConstMatrixView &x, const LinearGradient &gradient,
                                PackedMatrix &columns, const Execution &execution);

} // namespace bertlab
