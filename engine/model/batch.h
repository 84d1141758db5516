#pragma once

#include "base/views.h"
#include "model/config.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bertlab {

/// Sequences of different lengths, one after the other, without padding.
class Batch
{
public:
    /// Adds a sequence; position i of it has position index i. Expects equal lengths >= 1.
    void add(std::span<const std::int32_t> input_ids, std::span<const std::int32_t> token_type_ids);
    /// The same with position indices of its own (a padded batch that had holes).
    void add(std::span<const std::int32_t> input_ids, std::span<const std::int32_t> token_type_ids,
             std::span<const std::int32_t> position_ids);

    Index sequences() const { return static_cast<Index>(m_starts.size()) - 1; }
    Index tokens() const { return m_starts.back(); }
    Index start(Index sequence) const { return m_starts[static_cast<std::size_t>(sequence)]; }
    Index length(Index sequence) const { return start(sequence + 1) - start(sequence); }
    /// Where each sequence starts, and behind the last one the number of tokens in all.
    const std::vector<Index> &starts() const { return m_starts; }

    const std::vector<std::int32_t> &input_ids() const { return m_input_ids; }
    const std::vector<std::int32_t> &token_type_ids() const { return m_token_type_ids; }
    const std::vector<std::int32_t> &position_ids() const { return m_position_ids; }

    /// Throws Error naming the first id, type or position that a model of this size does not have, with its place.
    void check(const Config &config) const;

private:
    std::vector<std::int32_t> m_input_ids, m_token_type_ids, m_position_ids;
    std::vector<Index> m_starts{0};
};

} // namespace bertlab
