#pragma once

#include "model/parameters.h"
#include "numerics/parallel.h"

#include <cstdint>

namespace bertlab {

/// 64 well mixed bits for a pair of numbers (the finalizer of SplitMix64; Steele, Lea, Flood 2014): the same on every
/// machine, whatever was asked before.
std::uint64_t mixed_bits(std::uint64_t site, std::uint64_t index);

/// Weights of a model that has learned nothing: normal with deviation .02, LayerNorm 1 and 0, biases 0; without heads.
/// Throws Cancelled if asked to stop.
Parameters random_weights(const Config &config, const IsCancelled &is_cancelled, Workers &workers);

} // namespace bertlab
