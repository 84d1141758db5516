#pragma once

#include "layers/layer_norm.h"
#include "layers/linear.h"
#include "numerics/activations.h"

namespace bertlab {

/// y = activation(x), elementwise, on all workers; y may be x.
void activation_forward(Activation activation, const ConstMatrixView &x, const MatrixView &y, Workers &workers);

/// The feed-forward block of an encoder layer.
struct FeedForwardWeights
{
    LinearWeights intermediate; ///< I x H
    LinearWeights output;       ///< H x I
    LayerNormWeights norm;
    Activation activation = Activation::gelu;
};

/// What the block computes on its way, where the caller wants it. intermediate_output may be intermediate_dense, output
/// may be x, else nothing overlaps.
struct FeedForwardActivations
{
    MatrixView intermediate_dense, intermediate_output; ///< T x I, before and after the activation
    MatrixView output_dense, output;                    ///< T x H
};

/// output = LayerNorm(x + W₂ activation(W₁ x + b₁) + b₂).  Source: BertIntermediate and BertOutput; Vaswani et al.
/// 2017, equation 2.  x: T x H.  Throws Cancelled.
void feed_forward_block_forward(const ConstMatrixView &x, const FeedForwardWeights &weights,
                                const FeedForwardActivations &activations, const Execution &execution);

} // namespace bertlab
