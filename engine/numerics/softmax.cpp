#include "numerics/softmax.h"

#include "numerics/elementwise_kernels.h"

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

} // namespace bertlab
