#pragma once

#include "model/bert.h"

#include <cstdint>

/// The numbers behind one number: the real operands of a cell that someone points at, taken from the trace and the
/// weights. Rows are tokens of the batch, layers count from 0. Each expects the named tensors in the trace
/// (attention can do without the scores).
namespace bertlab {

/// sum = word + position + token_type at one token and dimension, then
/// output = gamma (sum - mean) / sqrt(variance + eps) + beta.  Source: BertEmbeddings; Ba et al. 2016.
struct EmbeddingOperands
{
    float word, position, token_type, sum;
    double mean, variance, eps; ///< of the token's row of the sum, biased
    float gamma, beta, output;
};
EmbeddingOperands embedding_operands(const Bert &bert, const Trace &trace, Index row, Index dimension);

/// One attention weight: probability = exp(score - row_max) / row_sum with score = q·k / sqrt(d), and what the key's
/// value adds to the query's context. In a causal pass the row's maximum and sum are of the keys that the query sees,
/// and exponential and probability of the others are 0. Source: Vaswani et al. 2017, equation 1.
struct AttentionOperands
{
    RowVector query, key, value; ///< d values of this head
    RowVector products;          ///< query x key, element by element
    RowVector weighted_value;    ///< probability x value: what this key adds to the context
    double dot, sqrt_d;          ///< dot = sum of products
    double score, row_max;       ///< as traced, or reckoned from q and k where the trace has no scores: the row's
                                 ///< maximum is the score of one of its cells to the bit
    double exponential, row_sum; ///< of these scores
    float probability;
};
AttentionOperands attention_operands(const Bert &bert, const Trace &trace, Index sequence, Index layer, Index head,
                                     Index query, Index key);

/// logit of a piece = t · row + bias with t = LayerNorm(activation(dense(h))), row = the piece's row of the token
/// table.
struct PieceOperands
{
    RowVector transform, token_row, products; ///< H values each
    double dot;
    float bias, logit; ///< the logit as traced; where prediction_logits are not in the trace, dot + bias
};
PieceOperands piece_operands(const Bert &bert, const Trace &trace, Index row, std::int32_t piece);

/// pooler_output[i] = tanh(W_i · h_[CLS] + b_i).
struct PoolerOperands
{
    RowVector weights, cls, products; ///< H values each
    double dot;
    float bias, dense, output;
};
PoolerOperands pooler_operands(const Bert &bert, const Trace &trace, Index sequence, Index dimension);

/// NSP logit k = w_k · pooled + b_k.
struct NextSentenceOperands
{
    RowVector weights, pooled, products; ///< H values each
    double dot;
    float bias, logit;
};
NextSentenceOperands next_sentence_operands(const Bert &bert, const Trace &trace, Index sequence, Index which);

} // namespace bertlab
