#include "model/sequence_groups.h"

namespace bertlab {

std::vector<SequenceGroup> group_sequences(const Batch &batch)
{
    constexpr Index enough_tokens = 128;
    std::vector<SequenceGroup> groups;
    for (Index sequence = 0; sequence < batch.sequences(); ++sequence) {
        if (groups.empty() || groups.back().tokens >= enough_tokens)
            groups.push_back({sequence, 0, batch.start(sequence), 0, {0}});
        SequenceGroup &group = groups.back();
        ++group.sequences;
        group.tokens += batch.length(sequence);
        group.starts.push_back(group.tokens);
    }
    return groups;
}

} // namespace bertlab
