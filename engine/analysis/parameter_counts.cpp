#include "analysis/parameter_counts.h"

#include "model/parameters.h"

#include <string_view>

namespace bertlab {

std::size_t ParameterCounts::Layer::sum() const
{
    return query_key_value + attention_dense + attention_norm + intermediate + output_dense + output_norm;
}

namespace {

std::size_t &place_in_layer(ParameterCounts::Layer &layer, std::string_view name)
{
    if (name.find("attention.self") != name.npos)
        return layer.query_key_value;
    if (name.find("attention.output.dense") != name.npos)
        return layer.attention_dense;
    if (name.find("attention.output.LayerNorm") != name.npos)
        return layer.attention_norm;
    if (name.find("intermediate") != name.npos)
        return layer.intermediate;
    return name.find("LayerNorm") != name.npos ? layer.output_norm : layer.output_dense;
}

std::size_t &place_in_embeddings(ParameterCounts &counts, std::string_view name)
{
    if (name.find("word") != name.npos)
        return counts.word;
    if (name.find("position") != name.npos)
        return counts.position;
    return name.find("token_type") != name.npos ? counts.token_type : counts.embeddings_norm;
}

} // namespace

ParameterCounts parameter_counts(const Config &config)
{
    ParameterCounts counts;
    counts.layers = static_cast<std::size_t>(config.num_hidden_layers);
    const ParameterLayout layout(config);
    for (const TensorInfo &tensor : layout.tensors()) {
        const auto size = static_cast<std::size_t>(tensor.size());
        switch (tensor.spec->part) {
        case Part::embeddings:
            place_in_embeddings(counts, tensor.name) += size;
            break;
        case Part::encoder:
            if (tensor.name.starts_with("bert.encoder.layer.0."))
                place_in_layer(counts.layer, tensor.name) += size;
            break;
        case Part::pooler:
            counts.pooler += size;
            break;
        case Part::masked_lm:
            counts.masked_lm += size;
            break;
        case Part::next_sentence:
            counts.next_sentence += size;
            break;
        }
    }
    return counts;
}

} // namespace bertlab
