#pragma once

#include "layers/dropout.h"
#include "layers/layer_norm.h"
#include "layers/linear.h"
#include "numerics/activations.h"

namespace bertlab {

/// dense = W x + b,  output = activation(dense), part by part while it is in the cache.  dense, output: R x N, may be
/// the same; neither may overlap x: R x K.  Throws Cancelled.
void activated_linear_forward(const ConstMatrixView &x, const LinearWeights &weights, Activation activation,
                              const MatrixView &dense, const MatrixView &output, const Execution &execution);

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
    MatrixView output_dense, output;                    ///< T x H; the former behind the dropout, if any
};

/// output = LayerNorm(x + dropout(W₂ activation(W₁ x + b₁) + b₂)).  Source: BertIntermediate and BertOutput; Vaswani et
/// al. 2017, equation 2.  x: T x H.  Throws Cancelled.
void feed_forward_block_forward(const ConstMatrixView &x, const FeedForwardWeights &weights,
                                const FeedForwardActivations &activations, const Execution &execution,
                                const Dropout &dropout = {});

/// The weights of the block as the gradients by its inputs need them.
struct FeedForwardTransposed
{
    PackedMatrix intermediate, output; ///< W₁ᵀ: H x I, W₂ᵀ: I x H
};

/// Where the gradients are added to: those that are sums over rows of what the block passes back …
struct FeedForwardSums
{
    RowView intermediate_bias, output_bias; ///< I, H
    LayerNormGradient norm;
};
/// … and those of the weights.
struct FeedForwardGradients
{
    MatrixView intermediate, output; ///< I x H, H x I
    FeedForwardSums sums;
};

/// The gradients on their way back through the block, from which those of its weights are made.
struct FeedForwardSlopes
{
    MatrixView output_dense;       ///< T x H, by W₂ … + b₂
    MatrixView intermediate_dense; ///< T x I, by W₁ x + b₁
};

/// dx = activation'(x) dy, elementwise, on all workers; dx may be dy.
void activation_backward(Activation activation, const ConstMatrixView &x, const ConstMatrixView &dy,
                         const MatrixView &dx, Workers &workers);

/// The block backwards, row by row: `gradient` holds dL/doutput and then dL/dx, T x H. x goes two ways: through the
/// dense layers and past them, so dx is the gradient by the sum plus what comes back through W₁. The slopes are
/// assigned, the sums are added to. Expects activations, weights and dropout of the forward pass, each
/// activation apart. Throws Cancelled.
void feed_forward_block_backward(const ConstMatrixView &x, const FeedForwardWeights &weights,
                                 const FeedForwardTransposed &transposed, const FeedForwardActivations &activations,
                                 const Dropout &dropout, const MatrixView &gradient, const FeedForwardSlopes &slopes,
                                 const FeedForwardSums &sums, const Execution &execution);
/// Then the gradients of both weights over all rows, added. `columns` is room for the inputs of a layer as the
/// gradient of its weight wants them. Throws Cancelled.
void feed_forward_block_backward_weights(const ConstMatrixView &x, const FeedForwardActivations &activations,
                                         const FeedForwardSlopes &slopes, const FeedForwardGradients &gradients,
                                         PackedMatrix &columns, const Execution &execution);

} // namespace bertlab
