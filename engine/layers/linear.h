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
void linear_forward(const ConstMatrixView &x, const LinearWeights &weights, const MatrixView &y,
                    const Execution &execution);

} // namespace bertlab
