#include "model/bert_weights.h"

#include "numerics/parallel.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace bertlab {

namespace {

/// Room for weights on their way into panels: one for each thread, used again and again.
class Rooms
{
public:
    explicit Rooms(const Config &config)
        : m_size(config.hidden_size * std::max(3 * config.hidden_size, config.intermediate_size))
    {}

    Matrix take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty())
            return Matrix(1, m_size);
        Matrix room = std::move(m_free.back());
        m_free.pop_back();
        return room;
    }
    void give_back(Matrix room)
    {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(room));
    }

private:
    Index m_size;
    std::mutex m_mutex;
    std::vector<Matrix> m_free;
};

/// Reads the tensors into the two maps of `to`, and makes the layers that stand on them. Several threads may ask at
/// once.
class Packer
{
public:
    Packer(const WeightSource &from, BertWeights &to) : m_from(from), m_to(to), m_rooms(to.config) {}

    ConstMatrixView table(const std::string &name)
    {
        const TensorInfo &info = *m_to.layout.find(name);
        Matrix values = info.is_vector() ? Matrix(1, info.rows) : Matrix(info.rows, info.columns);
        m_from.read(info, view(values));
        const std::lock_guard lock(m_mutex);
        const Matrix &kept = m_to.kept.insert_or_assign(name, std::move(values)).first->second;
        return view(kept);
    }

    LayerNormWeights norm(const std::string &prefix)
    {
        return {vector(prefix + ".weight"), vector(prefix + ".bias"), static_cast<float>(m_to.config.layer_norm_eps)};
    }

    /// A dense layer, or several of the same input as one, whose outputs lie side by side.
    LinearWeights linear(const std::vector<std::string> &prefixes)
    {
        std::vector<const TensorInfo *> parts;
        Index rows = 0;
        for (const std::string &prefix : prefixes) {
            parts.push_back(m_to.layout.find(prefix + ".weight"));
            rows += parts.back()->rows;
        }
        Matrix room = m_rooms.take();
        const Index columns = parts.front()->columns;
        const MatrixView weight(room.data(), rows, columns, Eigen::OuterStride<>(columns));
        RowVector bias(rows);
        Index first = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            m_from.read(*parts[i], rows_of(weight, first, parts[i]->rows));
            bias.segment(first, parts[i]->rows) = vector(prefixes[i] + ".bias");
            first += parts[i]->rows;
        }
        LinearWeights layer{PackedMatrix(read_only(weight)), bias};
        m_rooms.give_back(std::move(room));
        const std::lock_guard lock(m_mutex);
        first = 0;
        for (const TensorInfo *part : parts) {
            m_to.packed.insert_or_assign(part->name, PackedRows{layer.weight, first, part->rows});
            first += part->rows;
        }
        return layer;
    }

    EncoderLayerWeights layer(Index number)
    {
        const std::string prefix = "bert.encoder.layer." + std::to_string(number) + ".";
        const std::string attention = prefix + "attention.";
        return {{linear({attention + "self.query", attention + "self.key", attention + "self.value"}),
                 linear({attention + "output.dense"}), norm(attention + "output.LayerNorm"),
                 m_to.config.num_attention_heads},
                {linear({prefix + "intermediate.dense"}), linear({prefix + "output.dense"}),
                 norm(prefix + "output.LayerNorm"), m_to.config.hidden_act}};
    }

    MaskedLmWeights masked_lm()
    {
        const std::string transform = "cls.predictions.transform.";
        return {{linear({transform + "dense"}), norm(transform + "LayerNorm"), m_to.config.hidden_act},
                {PackedMatrix(m_to.embeddings.word), vector("cls.predictions.bias")}};
    }

private:
    ConstRowView vector(const std::string &name)
    {
        const ConstMatrixView kept = table(name);
        return {kept.data(), kept.cols()};
    }

    const WeightSource &m_from;
    BertWeights &m_to;
    Rooms m_rooms;
    std::mutex m_mutex; ///< of the two maps
};

} // namespace

BertWeights::BertWeights(const Config &model_config, const WeightSource &source)
    : config(model_config),
      layout(model_config), embeddings{Packer(source, *this).table("bert.embeddings.word_embeddings.weight"),
                                       Packer(source, *this).table("bert.embeddings.position_embeddings.weight"),
                                       Packer(source, *this).table("bert.embeddings.token_type_embeddings.weight")},
      embeddings_norm(Packer(source, *this).norm("bert.embeddings.LayerNorm"))
{
    // Packing is most of the time that loading takes; each layer is a piece of its own, and so is the largest table.
    Packer packer(source, *this);
    std::vector<std::optional<EncoderLayerWeights>> packed_layers(static_cast<std::size_t>(config.num_hidden_layers));
    Workers(Workers::available()).for_each(config.num_hidden_layers + 1, [&](Index piece) {
        if (piece > 0)
            packed_layers[static_cast<std::size_t>(piece - 1)].emplace(packer.layer(piece - 1));
        else if (source.has(Part::masked_lm))
            masked_lm.emplace(packer.masked_lm());
    });
    layers.reserve(packed_layers.size());
    for (auto &layer : packed_layers)
        layers.push_back(*std::move(layer));
    if (source.has(Part::pooler))
        pooler.emplace(packer.linear({"bert.pooler.dense"}));
    if (source.has(Part::next_sentence))
        next_sentence.emplace(packer.linear({"cls.seq_relationship"}));
}

} // namespace bertlab
