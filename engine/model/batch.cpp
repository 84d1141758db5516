#include "model/batch.h"

#include "base/error.h"

#include <cassert>
#include <numeric>

namespace bertlab {

namespace {

struct Limit
{
    const char *what;                        ///< "token id"
    const std::vector<std::int32_t> &values; ///< of all tokens of the batch
    Index size;                              ///< values are in [0, size)
    const char *field;                       ///< of config.json, says the size
};

} // namespace

void Batch::add(std::span<const std::int32_t> input_ids, std::span<const std::int32_t> token_type_ids)
{
    std::vector<std::int32_t> position_ids(input_ids.size());
    std::iota(position_ids.begin(), position_ids.end(), 0);
    add(input_ids, token_type_ids, position_ids);
}

void Batch::add(std::span<const std::int32_t> input_ids, std::span<const std::int32_t> token_type_ids,
                std::span<const std::int32_t> position_ids)
{
    assert(!input_ids.empty() && token_type_ids.size() == input_ids.size() && position_ids.size() == input_ids.size());
    m_input_ids.insert(m_input_ids.end(), input_ids.begin(), input_ids.end());
    m_token_type_ids.insert(m_token_type_ids.end(), token_type_ids.begin(), token_type_ids.end());
    m_position_ids.insert(m_position_ids.end(), position_ids.begin(), position_ids.end());
    m_starts.push_back(static_cast<Index>(m_input_ids.size()));
}

void Batch::check(const Config &config) const
{
    const Limit limits[]{
        {"token id", m_input_ids, config.vocab_size, "vocab_size"},
        {"token type", m_token_type_ids, config.type_vocab_size, "type_vocab_size"},
        {"position", m_position_ids, config.max_position_embeddings, "max_position_embeddings"},
    };
    for (Index sequence = 0; sequence < sequences(); ++sequence) {
        for (Index token = 0; token < length(sequence); ++token) {
            for (const Limit &limit : limits) {
                const std::int32_t value = limit.values[static_cast<std::size_t>(start(sequence) + token)];
                if (value < 0 || value >= limit.size)
                    throw Error("Sequence " + std::to_string(sequence) + ", token " + std::to_string(token) + ": the " +
                                limit.what + " is " + std::to_string(value) + ", but this model (" + limit.field + " " +
                                std::to_string(limit.size) + ") knows 0 to " + std::to_string(limit.size - 1) + ".");
            }
        }
    }
}

} // namespace bertlab
