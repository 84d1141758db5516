#include "numerics/softmax.h"

#include "numerics/elementwise_kernels.h"
#include "numerics/gradient_kernels.h"

#include <algorithm>
#include <cassert>

namespace bertlab {

void softmax_rows(const ConstMatrixView &x, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols() && x.cols() > 0);
    const auto softmax = elementwise_kernels(chosen_instruction_set()).softmax;
    float *out = const_cast<float *>(y.data());
    for (Index row = 0; row < x.rows(); ++row)
        softmax(x.data() + row * x.outerStride(), out + row * y.outerStride(), x.cols());
}

void softmax_rows_left_of_diagonal(const ConstMatrixView &x, Index open, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols() && open >= 1 && open + x.rows() - 1 <= x.cols());
    const auto softmax = elementwise_kernels(chosen_instruction_set()).softmax;
    float *out = const_cast<float *>(y.data());
    for (Index row = 0; row < x.rows(); ++row) {
        float *to = out + row * y.outerStride();
        softmax(x.data() + row * x.outerStride(), to, open + row);
        std::fill(to + open + row, to + y.cols(), 0.0F);
    }
}

void softmax_rows_backward(const ConstMatrixView &p, const ConstMatrixView &q, const ConstMatrixView &dq, float scale,
                           const MatrixView &dx)
{
    assert(p.rows() == dq.rows() && p.cols() == dq.cols() && p.rows() == dx.rows() && p.cols() == dx.cols());
    assert(q.rows() == p.rows() && q.cols() == p.cols());
    const auto softmax = gradient_kernels(chosen_instruction_set()).softmax;
    float *out = const_cast<float *>(dx.data());
    for (Index row = 0; row < p.rows(); ++row)
        softmax(p.data() + row * p.outerStride(), q.data() + row * q.outerStride(), dq.data() + row * dq.outerStride(),
                scale, out + row * dx.outerStride(), p.cols());
}

} // namespace bertlab
