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

} // namespace bertlab
