#pragma once

#include "base/views.h"

namespace bertlab {

enum class Activation {
    gelu,      ///< x Φ(x) = x/2 (1 + erf(x/√2)), "gelu"; Hendrycks, Gimpel 2016
    gelu_tanh, ///< the approximation x/2 (1 + tanh(√(2/π)(x + 0.044715 x³))), "gelu_new" and "gelu_pytorch_tanh"
    relu,      ///< max(0, x)
};

/// y = activation(x), elementwise; y may be x. Largest error against the exact function, over all floats: 4 ulp or 1e-7
/// absolute (measured: 1 ulp above 1e-7, 4e-8 below). The bits of a result depend on its x alone. NaN stays NaN.
void activate(Activation activation, const ConstMatrixView &x, const MatrixView &y);
/// dx = dy activation'(x), elementwise; dx may be dy or x. The slope's largest error is 4e-7. relu'(0) = 0.
void activate_backward(Activation activation, const ConstMatrixView &x, const ConstMatrixView &dy,
                       const MatrixView &dx);
/// y = tanh(x), elementwise; y may be x. Largest error 4 ulp (measured: 1.6). NaN stays NaN.
void tanh_forward(const ConstMatrixView &x, const MatrixView &y);
/// dx = dy (1 - y²) with y = tanh(x); dx may be dy.
void tanh_backward(const ConstMatrixView &y, const ConstMatrixView &dy, const MatrixView &dx);

} // namespace bertlab
