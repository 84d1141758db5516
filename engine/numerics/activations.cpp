#include "numerics/activations.h"

#include "numerics/elementwise_kernels.h"

#include <cassert>

namespace bertlab {
namespace {

void apply(ElementwiseKernels::Function function, const ConstMatrixView &x, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols());
    float *out = const_cast<float *>(y.data());
    for (Index row = 0; row < x.rows(); ++row)
        function(x.data() + row * x.outerStride(), out + row * y.outerStride(), x.cols());
}

} // namespace

void activate(Activation activation, const ConstMatrixView &x, const MatrixView &y)
{
    const ElementwiseKernels &kernels = elementwise_kernels(chosen_instruction_set());
    switch (activation) {
    case Activation::gelu:
        return apply(kernels.gelu, x, y);
    case Activation::gelu_tanh:
        return apply(kernels.gelu_tanh, x, y);
    case Activation::relu:
        return apply(kernels.relu, x, y);
    }
}

void tanh_forward(const ConstMatrixView &x, const MatrixView &y)
{
    apply(elementwise_kernels(chosen_instruction_set()).tanh, x, y);
}

} // namespace bertlab
