#pragma once

#include <cstdint>

/// What the rolls of pre-training are for: each purpose has random numbers of its own, so that none of them changes
/// when another is drawn once more. Dropout has its sites in model/training_run.
namespace bertlab::random_site {

inline constexpr std::uint32_t held_out = 1, pairs = 2, order = 3, masking = 4,
                               first_weights = 2'000'000; ///< one a tensor

} // namespace bertlab::random_site
