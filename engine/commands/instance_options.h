#pragma once

#include "pretraining/instances.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>

namespace bertlab {

/// How instances are drawn, as words and numbers of a command line.
struct InstanceSettings
{
    Index sequence = 64;
    std::uint64_t seed = 1;
    std::string objective = "mlm+nsp"; ///< mlm+nsp, mlm, next-piece
    std::string masking = "exact";     ///< exact, bernoulli, complete-words
    bool whole_word = false;
    std::string mask_split = "80,10,10"; ///< [MASK], random, kept
    Index max_predictions = 0;           ///< 0: no limit but 15 %
    bool is_static = false;
};

/// --sequence, --seed, --objective, --masking, --whole-word, --mask-split, --max-predictions, --static.
void add_instance_settings(CLI::App &command, InstanceSettings &settings);

/// Throws CLI::Error (wrong usage) for a split that is not three shares of 100, or whole words to be completed.
InstanceOptions instance_options(const InstanceSettings &settings);

} // namespace bertlab
