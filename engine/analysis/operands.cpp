#include "analysis/operands.h"

#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

/// a · b; `products` gets the terms, each rounded to a float, the sum is of the exact ones.
double dot_in_double(const RowVector &a, const RowVector &b, RowVector &products)
{
    products = a.cwiseProduct(b);
    return a.cast<double>().dot(b.cast<double>());
}

float vector_element(const Bert &bert, std::string_view name, Index index)
{
    return bert.tensor_row(name, 0)[index];
}

/// One query's scores with all keys: those of the trace or, where it keeps none, reckoned anew in double.
RowVector scores_of(const Trace &trace, Index sequence, Index layer, Index head, Index query, Index size)
{
    const std::string kept = trace_name::layer(layer, trace_name::scores);
    if (trace.has(kept))
        return trace.attention(kept, sequence, head).row(query);
    const auto part = [&](std::string_view name) {
        return trace.tensor(trace_name::layer(layer, name))
            .block(trace.start(sequence), head * size, trace.length(sequence), size)
            .cast<double>();
    };
    const auto queries = part(trace_name::query), keys = part(trace_name::key);
    return ((queries.row(query) * keys.transpose()) / std::sqrt(static_cast<double>(size))).cast<float>();
}

} // namespace

EmbeddingOperands embedding_operands(const Bert &bert, const Trace &trace, Index row, Index dimension)
{
    const auto traced = [&](std::string_view name) { return trace.tensor(name)(row, dimension); };
    const RowVector sum = trace.tensor(trace_name::embeddings_sum).row(row);
    EmbeddingOperands operands{};
    operands.word = traced(trace_name::embeddings_word);
    operands.position = traced(trace_name::embeddings_position);
    operands.token_type = traced(trace_name::embeddings_token_type);
    operands.sum = sum[dimension];
    operands.mean = sum.cast<double>().mean();
    operands.variance = (sum.cast<double>().array() - operands.mean).square().mean();
    operands.eps = bert.config().layer_norm_eps;
    operands.gamma = vector_element(bert, "bert.embeddings.LayerNorm.weight", dimension);
    operands.beta = vector_element(bert, "bert.embeddings.LayerNorm.bias", dimension);
    operands.output = traced(trace_name::embeddings_output);
    return operands;
}

AttentionOperands attention_operands(const Bert &bert, const Trace &trace, Index sequence, Index layer, Index head,
                                     Index query, Index key)
{
    const Index size = bert.config().head_size();
    const auto part = [&](std::string_view name, Index token) -> RowVector {
        return trace.tensor(trace_name::layer(layer, name))
            .row(trace.start(sequence) + token)
            .segment(head * size, size);
    };
    const RowVector all = scores_of(trace, sequence, layer, head, query, size);
    const Index first = trace.first_visible_key(sequence);
    const RowVector scores = all.segment(first, trace.visible_keys(sequence, query));
    const bool visible = key >= first && key < first + scores.size();
    AttentionOperands operands;
    operands.query = part(trace_name::query, query);
    operands.key = part(trace_name::key, key);
    operands.value = part(trace_name::value, key);
    operands.dot = dot_in_double(operands.query, operands.key, operands.products);
    operands.sqrt_d = std::sqrt(static_cast<double>(size));
    operands.score = static_cast<double>(all[key]);
    operands.row_max = static_cast<double>(scores.maxCoeff());
    operands.exponential = visible ? std::exp(operands.score - operands.row_max) : 0;
    operands.row_sum = (scores.cast<double>().array() - operands.row_max).exp().sum();
    operands.probability =
        trace.attention(trace_name::layer(layer, trace_name::probabilities), sequence, head)(query, key);
    operands.weighted_value = operands.probability * operands.value;
    return operands;
}

PieceOperands piece_operands(const Bert &bert, const Trace &trace, Index row, std::int32_t piece)
{
    PieceOperands operands;
    operands.transform = trace.tensor(trace_name::transform).row(row);
    operands.token_row = bert.token_row(piece);
    operands.dot = dot_in_double(operands.transform, operands.token_row, operands.products);
    operands.bias = vector_element(bert, "cls.predictions.bias", piece);
    operands.logit = trace.has(trace_name::prediction_logits)
                         ? trace.tensor(trace_name::prediction_logits)(row, piece)
                         : static_cast<float>(operands.dot + static_cast<double>(operands.bias));
    return operands;
}

PoolerOperands pooler_operands(const Bert &bert, const Trace &trace, Index sequence, Index dimension)
{
    PoolerOperands operands;
    operands.weights = bert.tensor_row("bert.pooler.dense.weight", dimension);
    operands.cls = trace.tensor(trace_name::last_hidden_state).row(trace.start(sequence));
    operands.dot = dot_in_double(operands.weights, operands.cls, operands.products);
    operands.bias = vector_element(bert, "bert.pooler.dense.bias", dimension);
    operands.dense = trace.tensor(trace_name::pooler_dense)(sequence, dimension);
    operands.output = trace.tensor(trace_name::pooler_output)(sequence, dimension);
    return operands;
}

NextSentenceOperands next_sentence_operands(const Bert &bert, const Trace &trace, Index sequence, Index which)
{
    NextSentenceOperands operands;
    operands.weights = bert.tensor_row("cls.seq_relationship.weight", which);
    operands.pooled = trace.tensor(trace_name::pooler_output).row(sequence);
    operands.dot = dot_in_double(operands.weights, operands.pooled, operands.products);
    operands.bias = vector_element(bert, "cls.seq_relationship.bias", which);
    operands.logit = trace.tensor(trace_name::seq_relationship_logits)(sequence, which);
    return operands;
}

} // namespace bertlab
