#include "model/bert_weights.h"

#include "base/large_memory.h"
#include "numerics/parallel.h"

#include <mutex>
#include <utility>

namespace bertlab {

namespace {

/// Moves the tensors of `from` into the two maps of `to`, and makes the layers that stand on them. Several threads may
/// ask at once.
class Packer
{
public:
    Packer(const Parameters &from, BertWeights &to) : m_from(from), m_to(to) {}

    ConstMatrixView table(const std::string &name)
    {
        const ConstMatrixView tensor = m_from.tensor(name);
        Matrix copy(tensor.rows(), tensor.cols());
        prefer_huge_pages(copy.data(), static_cast<std::size_t>(copy.size()) * sizeof(float));
        copy = tensor;
        const std::lock_guard lock(m_mutex);
        const Matrix &kept = m_to.kept.insert_or_assign(name, std::move(copy)).first->second;
        return view(kept);
    }

    LayerNormWeights norm(const std::string &prefix)
    {
        return {vector(prefix + ".weight"), vector(prefix + ".bias"),
                static_cast<float>(m_from.config().layer_norm_eps)};
    }

    LinearWeights linear(const std::string &prefix)
    {
        LinearWeights layer{PackedMatrix(m_from.tensor(prefix + ".weight")), vector(prefix + ".bias")};
        const std::lock_guard lock(m_mutex);
        m_to.packed.insert_or_assign(prefix + ".weight", PackedRows{layer.weight, 0, layer.weight.out_features()});
        return layer;
    }

    /// W_Q, W_K and W_V below each other, as one layer whose output has Q, K and V side by side.
    LinearWeights query_key_value(const std::string &prefix)
    {
        const Index hidden = m_from.config().hidden_size;
        Matrix weight(3 * hidden, hidden);
        RowVector bias(3 * hidden);
        Index first = 0;
        for (const std::string &part : {prefix + "query", prefix + "key", prefix + "value"}) {
            weight.middleRows(first, hidden) = m_from.tensor(part + ".weight");
            bias.segment(first, hidden) = vector(part + ".bias");
            first += hidden;
        }
        LinearWeights layer{PackedMatrix(read_only(view(weight))), bias};
        const std::lock_guard lock(m_mutex);
        first = 0;
        for (const std::string &part : {prefix + "query", prefix + "key", prefix + "value"}) {
            m_to.packed.insert_or_assign(part + ".weight", PackedRows{layer.weight, first, hidden});
            first += hidden;
        }
        return layer;
    }

    EncoderLayerWeights layer(Index number)
    {
        const std::string prefix = "bert.encoder.layer." + std::to_string(number) + ".";
        const std::string attention = prefix + "attention.";
        return {{query_key_value(attention + "self."), linear(attention + "output.dense"),
                 norm(attention + "output.LayerNorm"), m_from.config().num_attention_heads},
                {linear(prefix + "intermediate.dense"), linear(prefix + "output.dense"),
                 norm(prefix + "output.LayerNorm"), m_from.config().hidden_act}};
    }

    MaskedLmWeights masked_lm()
    {
        const std::string transform = "cls.predictions.transform.";
        return {
            {linear(transform + "dense"), norm(transform + "LayerNorm"), m_from.config().hidden_act},
            {PackedMatrix(m_from.tensor("bert.embeddings.word_embeddings.weight")), vector("cls.predictions.bias")}};
    }

private:
    ConstRowView vector(const std::string &name)
    {
        const ConstMatrixView kept = table(name);
        return {kept.data(), kept.cols()};
    }

    const Parameters &m_from;
    BertWeights &m_to;
    std::mutex m_mutex; ///< of the two maps
};

} // namespace

BertWeights::BertWeights(const Parameters &parameters)
    : config(parameters.config()), layout(parameters.layout()),
      embeddings{Packer(parameters, *this).table("bert.embeddings.word_embeddings.weight"),
                 Packer(parameters, *this).table("bert.embeddings.position_embeddings.weight"),
                 Packer(parameters, *this).table("bert.embeddings.token_type_embeddings.weight")},
      embeddings_norm(Packer(parameters, *this).norm("bert.embeddings.LayerNorm"))
{
    // Packing is most of the time that loading takes; each layer is a piece of its own, and so is the largest table.
    Packer packer(parameters, *this);
    std::vector<std::optional<EncoderLayerWeights>> packed_layers(static_cast<std::size_t>(config.num_hidden_layers));
    Workers(Workers::available()).for_each(config.num_hidden_layers + 1, [&](Index piece) {
        if (piece > 0)
            packed_layers[static_cast<std::size_t>(piece - 1)].emplace(packer.layer(piece - 1));
        else if (parameters.has(Part::masked_lm))
            masked_lm.emplace(packer.masked_lm());
    });
    layers.reserve(packed_layers.size());
    for (auto &layer : packed_layers)
        layers.push_back(*std::move(layer));
    if (parameters.has(Part::pooler))
        pooler.emplace(packer.linear("bert.pooler.dense"));
    if (parameters.has(Part::next_sentence))
        next_sentence.emplace(packer.linear("cls.seq_relationship"));
}

} // namespace bertlab
