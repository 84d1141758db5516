#pragma once

#include <cstdint>

/// What the rolls of pre-training are for: each purpose has random numbers of its own, so that none of them changes
/// when another is drawn once more. Dropout and first weights have theirs from 1,000 on (see training).
namespace bertlab::random_site {

inline constexpr std::uint32_t held_out = 1, pairs = 2, order = 3, masking = 4;

} // namespace bertlab::random_site
