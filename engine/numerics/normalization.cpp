#include "numerics/normalization.h"

#include "numerics/elementwise_kernels.h"
#include "numerics/gradient_kernels.h"

#include <cassert>

namespace bertlab {

namespace {

float *row_of(const MatrixView &y, Index row)
{
    return const_cast<float *>(y.data()) + row * y.outerStride();
}

} // namespace

void normalize_rows(const ConstMatrixView &x, const float *gamma, const float *beta, float eps, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols());
    const auto normalize = elementwise_kernels(chosen_instruction_set()).normalize;
    for (Index row = 0; row < x.rows(); ++row)
        normalize({x.data() + row * x.outerStride(), nullptr, gamma, beta, eps, row_of(y, row), x.cols()});
}

void normalize_rows_of_sum(const ConstMatrixView &x, const ConstMatrixView &residual, const float *gamma,
                           const float *beta, float eps, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols());
    assert(residual.rows() == x.rows() && residual.cols() == x.cols());
    const auto normalize = elementwise_kernels(chosen_instruction_set()).normalize;
    for (Index row = 0; row < x.rows(); ++row)
        normalize({x.data() + row * x.outerStride(), residual.data() + row * residual.outerStride(), gamma, beta, eps,
                   row_of(y, row), x.cols()});
}

void normalize_rows_backward(const ConstMatrixView &dy, const ConstMatrixView &x, const ConstMatrixView &residual,
                             const float *gamma, float eps, const MatrixView &dx, float *dgamma, float *dbeta)
{
    assert(dy.rows() == x.rows() && dy.cols() == x.cols() && dx.rows() == x.rows() && dx.cols() == x.cols());
    const auto normalize = gradient_kernels(chosen_instruction_set()).normalize;
    for (Index row = 0; row < x.rows(); ++row)
        normalize({x.data() + row * x.outerStride(),
                   residual.rows() > 0 ? residual.data() + row * residual.outerStride() : nullptr, gamma, eps,
                   dy.data() + row * dy.outerStride(), row_of(dx, row), dgamma, dbeta, x.cols()});
}

} // namespace bertlab
