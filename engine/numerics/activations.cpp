#include "numerics/activations.h"

#include <cassert>
#include <cmath>

namespace bertlab {
namespace {

float gelu(float x)
{
    return 0.5f * x * std::erfc(-x * 0.70710678f);
}

float gelu_tanh(float x)
{
    return 0.5f * x * (1 + std::tanh(0.79788456f * (x + 0.044715f * x * x * x)));
}

float relu(float x)
{
    return x < 0 ? 0 : x;
}

template <typename Function>
void apply(const ConstMatrixView &x, const MatrixView &y, const Function &function)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols());
    MatrixView out = y;
    out = x.unaryExpr([&function](float value) { return function(value); });
}

} // namespace

void activate(Activation activation, const ConstMatrixView &x, const MatrixView &y)
{
    switch (activation) {
    case Activation::gelu:
        return apply(x, y, gelu);
    case Activation::gelu_tanh:
        return apply(x, y, gelu_tanh);
    case Activation::relu:
        return apply(x, y, relu);
    }
}

void tanh_forward(const ConstMatrixView &x, const MatrixView &y)
{
    apply(x, y, [](float value) { return std::tanh(value); });
}

} // namespace bertlab
