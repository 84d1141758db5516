#include "model/bert_weights.h"

#include <initializer_list>

namespace bertlab {

namespace {

/// Moves the tensors of `from` into the two maps of `to`, and makes the layers that stand on them.
class Packer
{
public:
    Packer(const Parameters &from, BertWeights &to) : m_from(from), m_to(to) {}

    ConstMatrixView table(const std::string &name)
    {
        const Matrix &kept = m_to.kept.insert_or_assign(name, Matrix(m_from.tensor(name))).first->second;
        return view(kept);
    }

    LayerNormWeights norm(const std::string &prefix)
    {
        return {vector(prefix + ".weight"), vector(prefix + ".bias"),
                static_cast<float>(m_from.config().layer_norm_eps)};
    }

    /// One product for several dense layers of the same input, whose outputs lie side by side.
    LinearWeights linear(std::initializer_list<std::string> prefixes)
    {
        Index rows = 0;
        for (const std::string &prefix : prefixes)
            rows += m_from.tensor(prefix + ".weight").rows();
        Matrix weight(rows, m_from.tensor(*prefixes.begin() + ".weight").cols());
        RowVector bias(rows);
        Index first = 0;
        for (const std::string &prefix : prefixes) {
            const ConstMatrixView part = m_from.tensor(prefix + ".weight");
            weight.middleRows(first, part.rows()) = part;
            bias.segment(first, part.rows()) = vector(prefix + ".bias");
            first += part.rows();
        }
        const LinearWeights packed{PackedMatrix(read_only(view(weight))), bias};
        first = 0;
        for (const std::string &prefix : prefixes) {
            const Index count = m_to.layout.find(prefix + ".weight")->rows;
            m_to.packed.insert_or_assign(prefix + ".weight", PackedRows{packed.weight, first, count});
            first += count;
        }
        return packed;
    }

    EncoderLayerWeights layer(Index number)
    {
        const std::string prefix = "bert.encoder.layer." + std::to_string(number) + ".";
        const std::string attention = prefix + "attention.";
        return {{linear({attention + "self.query", attention + "self.key", attention + "self.value"}),
                 linear({attention + "output.dense"}), norm(attention + "output.LayerNorm"),
                 m_from.config().num_attention_heads},
                {linear({prefix + "intermediate.dense"}), linear({prefix + "output.dense"}),
                 norm(prefix + "output.LayerNorm"), m_from.config().hidden_act}};
    }

    MaskedLmWeights masked_lm()
    {
        const std::string transform = "cls.predictions.transform.";
        return {
            {linear({transform + "dense"}), norm(transform + "LayerNorm"), m_from.config().hidden_act},
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
};

} // namespace

BertWeights::BertWeights(const Parameters &parameters)
    : config(parameters.config()), layout(parameters.layout()),
      embeddings{Packer(parameters, *this).table("bert.embeddings.word_embeddings.weight"),
                 Packer(parameters, *this).table("bert.embeddings.position_embeddings.weight"),
                 Packer(parameters, *this).table("bert.embeddings.token_type_embeddings.weight")},
      embeddings_norm(Packer(parameters, *this).norm("bert.embeddings.LayerNorm"))
{
    Packer packer(parameters, *this);
    layers.reserve(static_cast<std::size_t>(config.num_hidden_layers));
    for (Index number = 0; number < config.num_hidden_layers; ++number)
        layers.push_back(packer.layer(number));
    if (parameters.has(Part::pooler))
        pooler.emplace(packer.linear({"bert.pooler.dense"}));
    if (parameters.has(Part::masked_lm))
        masked_lm.emplace(packer.masked_lm());
    if (parameters.has(Part::next_sentence))
        next_sentence.emplace(packer.linear({"cls.seq_relationship"}));
}

} // namespace bertlab
