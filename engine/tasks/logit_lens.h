#pragma once

#include "model/bert.h"
#include "tasks/fill_mask.h"

#include <cstdint>
#include <vector>

namespace bertlab {

/// The MLM head's best guess on every layer and position of one sequence. It was trained on the last layer only: what
/// it reads on others is a hint. Source: nostalgebraist 2020, "interpreting GPT: the logit lens".
struct LogitLens
{
    Index positions = 0;
    std::vector<PiecePrediction> best; ///< by layer (0: embeddings), then position

    Index layers() const { return positions ? static_cast<Index>(best.size()) / positions : 0; }
    const PiecePrediction &at(Index layer, Index position) const
    {
        return best[static_cast<std::size_t>(layer * positions + position)];
    }
};

/// Expects the MLM head and every hidden state in the trace. Throws Cancelled.
LogitLens logit_lens(const Bert &bert, const Trace &trace, Index sequence, Workers &workers,
                     const IsCancelled &is_cancelled = {});

/// The head's whole answer on each layer (0: embeddings) at one position.
std::vector<MaskPrediction> answers_by_layer(const Bert &bert, const Trace &trace, Index sequence,
                                             std::int32_t position, Workers &workers,
                                             const IsCancelled &is_cancelled = {});

} // namespace bertlab
