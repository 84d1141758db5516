#pragma once

#include "training/probes.h"

#include <memory>
#include <string>
#include <vector>

namespace bertlab {

/// What two models, or one at two moments, answer to a probe.
struct ProbeChange
{
    struct Answer
    {
        std::string token;
        double before = 0, after = 0; ///< probabilities
        double difference() const { return after - before; }
    };
    Probe probe;
    /// The right one, then the three best pieces of either (the other answer of a pair), the most probable first.
    std::vector<Answer> answers;
};

/// Expects models with one vocabulary. Throws Cancelled.
std::vector<ProbeChange> compare(const std::vector<Probe> &probes, const std::shared_ptr<const Model> &before,
                                 const std::shared_ptr<const Model> &after, Workers &workers,
                                 const IsCancelled &is_cancelled);

} // namespace bertlab
