#pragma once

#include "base/views.h"
#include "model/batch.h"
#include "model/trace_buffers.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// The names of the tensors that a forward pass can keep, as the command line and the window show them.
/// Layers count from 0 here, as in the names of the weights.
namespace trace_name {
std::string layer(Index layer, std::string_view tensor); ///< "encoder.layer.<l>.<tensor>"
inline constexpr std::string_view
    // [T, H]
    embeddings_word = "embeddings.word",
    embeddings_position = "embeddings.position", embeddings_token_type = "embeddings.token_type",
    embeddings_sum = "embeddings.sum", embeddings_output = "embeddings.output", last_hidden_state = "last_hidden_state",
    transform = "cls.predictions.transform",
    // [T, H], once a layer
    query = "attention.query", key = "attention.key", value = "attention.value", context = "attention.context",
    attention_dense = "attention.dense", attention_output = "attention.output", output_dense = "output.dense",
    output = "output",
    // [A, S, S] for each sequence, once a layer
    scores = "attention.scores", probabilities = "attention.probabilities",
    // [T, I], once a layer
    intermediate_dense = "intermediate.dense", intermediate_output = "intermediate.output",
    // [B, H], [B, H], [T, V], [B, 2]
    pooler_dense = "pooler.dense", pooler_output = "pooler_output", prediction_logits = "prediction_logits",
    seq_relationship_logits = "seq_relationship_logits";
} // namespace trace_name

/// Which tensors to keep, asked by name; an empty function keeps none.
using TraceRequest = std::function<bool(std::string_view name)>;
TraceRequest trace_everything();

/// The tensors of one forward pass, by name; filled by Bert::forward, read by everyone.
class Trace
{
public:
    /// Its tensors come from `buffers` and go back there.
    Trace(const Batch &batch, std::shared_ptr<TraceBuffers> buffers, bool causal = false,
          std::vector<Index> closed_keys = {})
        : m_starts(batch.starts()), m_buffers(std::move(buffers)), m_causal(causal),
          m_closed_keys(std::move(closed_keys))
    {}
    ~Trace();
    Trace(const Trace &) = delete;
    Trace &operator=(const Trace &) = delete;

    /// What the rows of a tensor stand for.
    enum class Rows { tokens, sequences, attention };
    struct Tensor
    {
        Rows rows;
        Index heads = 0;           ///< for attention
        Index columns = 0;         ///< for tokens and sequences
        std::vector<float> values; ///< tokens: T x columns; sequences: B x columns; attention: per sequence A x S x S
    };

    bool has(std::string_view name) const { return m_tensors.find(name) != m_tensors.end(); }
    /// Rows by token (or by sequence). Expects has(name) and a tensor that is not attention.
    ConstMatrixView tensor(std::string_view name) const;
    /// S x S: rows look (queries), columns are looked at (keys). Expects an attention tensor.
    ConstMatrixView attention(std::string_view name, Index sequence, Index head) const;
    const std::map<std::string, Tensor, std::less<>> &tensors() const { return m_tensors; }

    Index sequences() const { return static_cast<Index>(m_starts.size()) - 1; }
    Index start(Index sequence) const { return m_starts[static_cast<std::size_t>(sequence)]; }
    Index length(Index sequence) const { return start(sequence + 1) - start(sequence); }
    /// The keys that a query of this sequence could see: so many from this one on.
    Index first_visible_key(Index sequence) const
    {
        return m_closed_keys.empty() ? 0 : m_closed_keys[static_cast<std::size_t>(sequence)];
    }
    Index visible_keys(Index sequence, Index query) const
    {
        return m_causal ? query + 1 : length(sequence) - first_visible_key(sequence);
    }

    /// For the forward pass: room for a tensor of this name, to be filled.
    MatrixView add(std::string name, Rows rows, Index columns);
    /// Room for A x S x S of each sequence; attention_of() gives one head's part to fill.
    std::span<float> add_attention(std::string name, Index heads);
    MatrixView attention_of(std::string_view name, Index sequence, Index head);

private:
    std::vector<Index> m_starts;
    std::shared_ptr<TraceBuffers> m_buffers;
    bool m_causal;
    std::vector<Index> m_closed_keys;
    std::map<std::string, Tensor, std::less<>> m_tensors;
};

} // namespace bertlab
