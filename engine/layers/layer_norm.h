#pragma once

#include "base/views.h"
#include "numerics/parallel.h"

namespace bertlab {

/// Views of the model's arena, which outlives them.
struct LayerNormWeights
{
    ConstRowView gamma{nullptr, 0}, beta{nullptr, 0}; ///< H
    float eps = 1e-12F;                               ///< layer_norm_eps of config.json
};

/// y = gamma * x_hat + beta,  x_hat = (x - mean) * rstd,  rstd = 1 / sqrt(var + eps);  mean and biased var over the H
/// features of a row, in two passes.  Source: Ba et al. 2016, section 3.  x, y: R x H, R tokens in all; y may be x.
/// Every row is added in the same order, wherever it lies in memory.
void layer_norm_forward(const ConstMatrixView &x, const LayerNormWeights &weights, const MatrixView &y,
                        Workers &workers);

/// y = LayerNorm(x + residual): the end of each block of a post-LayerNorm encoder.  Source: Devlin et al. 2019 (and
/// Vaswani et al. 2017, section 3.1); dense_output of BertSelfOutput, BertOutput.  All R x H; y may be x or residual.
void residual_layer_norm_forward(const ConstMatrixView &x, const ConstMatrixView &residual,
                                 const LayerNormWeights &weights, const MatrixView &y, Workers &workers);

/// Where the gradients of gamma and beta are added to, H each.
struct LayerNormGradient
{
    RowView gamma, beta;
};

/// With dx_hat = gamma * dy:  dx = rstd * (dx_hat - mean(dx_hat) - x_hat * mean(dx_hat * x_hat)), means over the H
/// features, since mean and rstd move with every x; dx is assigned and may be dy.  x: what was normalized.
/// Added to: dgamma += sum over rows of dy * x_hat,  dbeta += sum over rows of dy: fixed blocks of rows, added in
/// order.
void layer_norm_backward(const ConstMatrixView &dy, const ConstMatrixView &x, const LayerNormWeights &weights,
                         const MatrixView &dx, const LayerNormGradient &gradient, Workers &workers);
/// The same of LayerNorm(x + residual); dx is the gradient by x and by residual alike.
void residual_layer_norm_backward(const ConstMatrixView &dy, const ConstMatrixView &x, const ConstMatrixView &residual,
                                  const LayerNormWeights &weights, const MatrixView &dx,
                                  const LayerNormGradient &gradient, Workers &workers);

} // namespace bertlab
