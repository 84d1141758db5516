#pragma once

#include "numerics/dropout.h"
#include "numerics/parallel.h"

namespace bertlab {

/// y = dropout(x) on all workers (numerics/dropout.h); y may be x. Without dropout y becomes a copy of x.
void dropout_forward(const ConstMatrixView &x, const Dropout &dropout, const MatrixView &y, Workers &workers);
/// dx from dy: the same elements are dropped, the others scaled alike; dx may be dy.
void dropout_backward(const ConstMatrixView &dy, const Dropout &dropout, const MatrixView &dx, Workers &workers);

} // namespace bertlab
