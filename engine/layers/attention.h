#pragma once

#include "layers/dropout.h"
#include "layers/layer_norm.h"
#include "layers/linear.h"

#include <span>
#include <vector>

namespace bertlab {

/// Attention maps of a ragged batch: for each sequence A matrices of S x S (row: the query that looks, column: the key
/// that is looked at), one after the other. `starts` has the first token of each sequence and, last, the number of
/// tokens.
Index attention_size(std::span<const Index> starts, Index heads); ///< elements of all maps
MatrixView attention_map(std::span<float> maps, std::span<const Index> starts, Index heads, Index sequence, Index head);

/// Where the maps are kept if someone wants them (trace, training): attention_size elements each, or nothing.
struct AttentionMaps
{
    std::span<float> scores, probabilities;
};

/// What attention does differently in training.
struct AttentionOptions
{
    bool causal = false; ///< a query sees the keys up to its own alone: the probabilities of the others are exactly 0
    Dropout dropout;     ///< of the probabilities on their way to the values; row t A + a is that of token t, head a
    /// So many keys at the start of each sequence that no query sees: their probabilities are exactly 0. Fewer than its
    /// tokens; empty: none. Forward only, and not with causal.
    std::span<const Index> closed_keys = {};
};

/// For each sequence and head:  scores = Q Kᵀ / sqrt(d),  probabilities = softmax of each row,  context = probabilities
/// V. Source: Vaswani et al. 2017, equation 1.  query_key_value: T x 3H, the columns of Q, K and V side by side and in
/// each the d = H / A columns of one head after the other; context: T x H, in the same order. Sequences do not see each
/// other, nothing is padded: a sequence's bits do not depend on the batch. Throws Cancelled if asked to stop, between
/// heads.
void attention_forward(const ConstMatrixView &query_key_value, std::span<const Index> starts, Index heads,
                       const AttentionMaps &maps, const MatrixView &context, const Execution &execution,
                       const AttentionOptions &options = {});

/// From P = softmax(Q Kᵀ / sqrt(d)), C = D V with D = dropout(P), and dC:  dV = Dᵀ dC,  dD = dC Vᵀ,  dP = dropout(dD),
/// dS = P (dP - Σ_keys P dP) / sqrt(d),  dQ = dS K,  dK = dSᵀ Q.  probabilities: P of the forward pass, before its
/// dropout; dquery_key_value: T x 3H, assigned, as query_key_value. Sums over queries run in their order, whatever the
/// threads. Nothing overlaps. Throws Cancelled.
void attention_backward(const ConstMatrixView &query_key_value, std::span<const Index> starts, Index heads,
                        std::span<float> probabilities, const ConstMatrixView &dcontext,
                        const MatrixView &dquery_key_value, const Execution &execution,
                        const AttentionOptions &options);

/// The attention block of an encoder layer.
struct AttentionWeights
{
    LinearWeights query_key_value; ///< 3H x H: W_Q, W_K and W_V below each other, so that they are one product
    LinearWeights dense;           ///< H x H
    LayerNormWeights norm;
    Index heads = 1;
};

/// What the block computes on its way, where the caller wants it; dense is what the dropout left, if any; output may be
/// x, else nothing overlaps.
struct AttentionActivations
{
    MatrixView query_key_value; ///< T x 3H
    AttentionMaps maps;
    MatrixView context, dense, output; ///< T x H
};

/// output = LayerNorm(x + dropout(dense(attention(x)))).  Source: BertAttention; attention_layer in modeling.py of
/// google-research/bert.  x: T x H.  Throws Cancelled.
void attention_block_forward(const ConstMatrixView &x, std::span<const Index> starts, const AttentionWeights &weights,
                             const AttentionActivations &activations, const Execution &execution,
                             const AttentionOptions &options = {}, const Dropout &dropout = {});

/// The weights of the block as the gradients by its inputs need them.
struct AttentionTransposed
{
    PackedMatrix query_key_value, dense; ///< Wᵀ: H x 3H, H x H
};

/// Where the gradients are added to: those that are sums over rows of what the block passes back …
struct AttentionSums
{
    RowView query_bias, key_bias, value_bias, dense_bias; ///< H
    LayerNormGradient norm;
};
/// … and those of the weights.
struct AttentionGradients
{
    MatrixView query, key, value, dense; ///< H x H
    AttentionSums sums;
};

/// The gradients on their way back through the block, from which those of its weights are made.
struct AttentionSlopes
{
    MatrixView dense, context;  ///< T x H, by what the dense layer gave and took
    MatrixView query_key_value; ///< T x 3H
};

/// The block backwards, sequence by sequence: `gradient` holds dL/doutput and then dL/dx, T x H (x also goes past the
/// attention). The slopes are assigned, the sums are added to. Expects what the forward pass had and
/// computed, each activation apart. Throws Cancelled.
void attention_block_backward(const ConstMatrixView &x, std::span<const Index> starts, const AttentionWeights &weights,
                              const AttentionTransposed &transposed, const AttentionActivations &activations,
                              const AttentionOptions &options, const Dropout &dropout, const MatrixView &gradient,
                              const AttentionSlopes &slopes, const AttentionSums &sums, const Execution &execution);
/// Then the gradients of the four weights over all rows, added. `columns` is room for the inputs of a layer as the
/// gradient of its weight wants them. Throws Cancelled.
void attention_block_backward_weights(const ConstMatrixView &x, const AttentionActivations &activations,
                                      const AttentionSlopes &slopes, const AttentionGradients &gradients,
                                      PackedMatrix &columns, const Execution &execution);

} // namespace bertlab
