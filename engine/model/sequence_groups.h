#pragma once

#include "model/batch.h"

#include <vector>

namespace bertlab {

/// Neighbouring whole sequences of a batch, enough of them for the products to be efficient and few enough for what the
/// layers pass on to stay in a processor's own cache.
struct SequenceGroup
{
    Index first_sequence, sequences;
    Index first_token, tokens;
    std::vector<Index> starts; ///< of its sequences, from 0, and last its number of tokens
};

/// Cuts a batch into groups of at least 128 tokens (the last may have fewer). It depends on nothing but the lengths, so
/// sums that are made group by group have the same bits with any number of threads.
std::vector<SequenceGroup> group_sequences(const Batch &batch);

} // namespace bertlab
