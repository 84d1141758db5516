#include "model/training_weights.h"

#include <array>
#include <utility>

namespace bertlab {

namespace {

constexpr std::array attention_parts{"attention.self.query", "attention.self.key", "attention.self.value"};

std::string layer_prefix(Index layer)
{
    return "bert.encoder.layer." + std::to_string(layer) + ".";
}

ConstRowView vector(const Parameters &parameters, const std::string &name)
{
    const ConstMatrixView values = parameters.tensor(name);
    return {values.data(), values.cols()};
}

RowView vector(Parameters &parameters, const std::string &name)
{
    const MatrixView values = parameters.tensor(name);
    return {const_cast<float *>(values.data()), values.cols()};
}

LayerNormWeights norm(const Parameters &parameters, const std::string &prefix)
{
    return {vector(parameters, prefix + ".weight"), vector(parameters, prefix + ".bias"),
            static_cast<float>(parameters.config().layer_norm_eps)};
}

EmbeddingTables tables(const Parameters &parameters)
{
    return {parameters.tensor("bert.embeddings.word_embeddings.weight"),
            parameters.tensor("bert.embeddings.position_embeddings.weight"),
            parameters.tensor("bert.embeddings.token_type_embeddings.weight")};
}

/// Its dense layers are still empty.
TrainingLayer empty_layer(const Parameters &parameters, const std::string &prefix)
{
    const Config &config = parameters.config();
    return {{{}, {}, norm(parameters, prefix + "attention.output.LayerNorm"), config.num_attention_heads},
            {},
            {{}, {}, norm(parameters, prefix + "output.LayerNorm"), config.hidden_act},
            {}};
}

} // namespace

TrainingWeights::TrainingWeights(const Parameters &parameters)
    : embeddings(tables(parameters)), embeddings_norm(norm(parameters, "bert.embeddings.LayerNorm")),
      transform{{}, norm(parameters, "cls.predictions.transform.LayerNorm"), parameters.config().hidden_act},
      m_parameters(parameters), m_query_key_value(3 * parameters.config().hidden_size, parameters.config().hidden_size)
{
    for (Index layer = 0; layer < parameters.config().num_hidden_layers; ++layer)
        layers.push_back(empty_layer(parameters, layer_prefix(layer)));
}

void TrainingWeights::pack_linear(const std::string &prefix, LinearWeights &forward, PackedMatrix &transposed,
                                  Workers &workers)
{
    const ConstMatrixView weight = m_parameters.tensor(prefix + ".weight");
    forward.weight.assign(weight, workers);
    forward.bias = vector(m_parameters, prefix + ".bias");
    transposed.assign_transposed(weight, workers);
}

void TrainingWeights::pack_layer(const std::string &prefix, TrainingLayer &layer, Workers &workers)
{
    const Index hidden = m_parameters.config().hidden_size;
    LinearWeights &query_key_value = layer.attention.query_key_value;
    query_key_value.bias.resize(3 * hidden);
    for (std::size_t part = 0; part < attention_parts.size(); ++part) {
        const Index first = static_cast<Index>(part) * hidden;
        m_query_key_value.middleRows(first, hidden) = m_parameters.tensor(prefix + attention_parts[part] + ".weight");
        query_key_value.bias.segment(first, hidden) = vector(m_parameters, prefix + attention_parts[part] + ".bias");
    }
    query_key_value.weight.assign(view(std::as_const(m_query_key_value)), workers);
    layer.attention_transposed.query_key_value.assign_transposed(view(std::as_const(m_query_key_value)), workers);
    pack_linear(prefix + "attention.output.dense", layer.attention.dense, layer.attention_transposed.dense, workers);
    pack_linear(prefix + "intermediate.dense", layer.feed_forward.intermediate,
                layer.feed_forward_transposed.intermediate, workers);
    pack_linear(prefix + "output.dense", layer.feed_forward.output, layer.feed_forward_transposed.output, workers);
}

void TrainingWeights::pack(Workers &workers)
{
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
        pack_layer(layer_prefix(static_cast<Index>(layer)), layers[layer], workers);
    pack_linear("bert.pooler.dense", pooler.forward, pooler.transposed, workers);
    pack_linear("cls.seq_relationship", next_sentence.forward, next_sentence.transposed, workers);
    pack_linear("cls.predictions.transform.dense", transform.dense, transform_transposed, workers);
    decoder.forward.weight.assign(embeddings.word, workers);
    decoder.forward.bias = vector(m_parameters, "cls.predictions.bias");
    decoder.transposed.assign_transposed(embeddings.word, workers);
}

namespace {

LinearGradient linear_gradient(Parameters &gradients, const std::string &prefix)
{
    return {gradients.tensor(prefix + ".weight"), vector(gradients, prefix + ".bias")};
}

LayerNormGradient norm_gradient(Parameters &gradients, const std::string &prefix)
{
    return {vector(gradients, prefix + ".weight"), vector(gradients, prefix + ".bias")};
}

TrainingLayerGradients layer_gradients(Parameters &gradients, const std::string &prefix)
{
    const LinearGradient query = linear_gradient(gradients, prefix + attention_parts[0]);
    const LinearGradient key = linear_gradient(gradients, prefix + attention_parts[1]);
    const LinearGradient value = linear_gradient(gradients, prefix + attention_parts[2]);
    const LinearGradient dense = linear_gradient(gradients, prefix + "attention.output.dense");
    const LinearGradient inner = linear_gradient(gradients, prefix + "intermediate.dense");
    const LinearGradient outer = linear_gradient(gradients, prefix + "output.dense");
    const AttentionSums attention_sums{query.bias, key.bias, value.bias, dense.bias,
                                       norm_gradient(gradients, prefix + "attention.output.LayerNorm")};
    const FeedForwardSums feed_forward_sums{inner.bias, outer.bias,
                                            norm_gradient(gradients, prefix + "output.LayerNorm")};
    return {{query.weight, key.weight, value.weight, dense.weight, attention_sums},
            {inner.weight, outer.weight, feed_forward_sums}};
}

} // namespace

TrainingGradients::TrainingGradients(Parameters &gradients)
    : embeddings{gradients.tensor("bert.embeddings.word_embeddings.weight"),
                 gradients.tensor("bert.embeddings.position_embeddings.weight"),
                 gradients.tensor("bert.embeddings.token_type_embeddings.weight")},
      embeddings_norm(norm_gradient(gradients, "bert.embeddings.LayerNorm")),
      pooler(linear_gradient(gradients, "bert.pooler.dense")),
      next_sentence(linear_gradient(gradients, "cls.seq_relationship")), decoder{embeddings.word,
                                                                                 vector(gradients,
                                                                                        "cls.predictions.bias")},
      transform{linear_gradient(gradients, "cls.predictions.transform.dense"),
                norm_gradient(gradients, "cls.predictions.transform.LayerNorm")}
{
    for (Index layer = 0; layer < gradients.config().num_hidden_layers; ++layer)
        layers.push_back(layer_gradients(gradients, layer_prefix(layer)));
}

} // namespace bertlab
