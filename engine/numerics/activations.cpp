#include "numerics/activations.h"

#include "numerics/elementwise_kernels.h"
#include "numerics/gradient_kernels.h"

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

void apply(GradientKernels::Function function, const ConstMatrixView &x, const ConstMatrixView &dy,
           const MatrixView &dx)
{
    assert(x.rows() == dy.rows() && x.cols() == dy.cols() && x.rows() == dx.rows() && x.cols() == dx.cols());
    float *out = const_cast<float *>(dx.data());
    for (Index row = 0; row < x.rows(); ++row)
        function(x.data() + row * x.outerStride(), dy.data() + row * dy.outerStride(), out + row * dx.outerStride(),
                 x.cols());
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

void activate_backward(Activation activation, const ConstMatrixView &x, const ConstMatrixView &dy, const MatrixView &dx)
{
    const GradientKernels &kernels = gradient_kernels(chosen_instruction_set());
    switch (activation) {
    case Activation::gelu:
        return apply(kernels.gelu, x, dy, dx);
    case Activation::gelu_tanh:
        return apply(kernels.gelu_tanh, x, dy, dx);
    case Activation::relu:
        return apply(kernels.relu, x, dy, dx);
    }
}

void tanh_forward(const ConstMatrixView &x, const MatrixView &y)
{
    apply(elementwise_kernels(chosen_instruction_set()).tanh, x, y);
}

void tanh_backward(const ConstMatrixView &y, const ConstMatrixView &dy, const MatrixView &dx)
{
    apply(gradient_kernels(chosen_instruction_set()).tanh, y, dy, dx);
}

} // namespace bertlab
