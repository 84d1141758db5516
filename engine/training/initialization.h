#pragma once

#include "model/parameters.h"

#include <cstdint>
#include <span>

namespace bertlab {

/// Where a model's weights begin.
enum class Initialization {
    standard, ///< truncated normal of initializer_range, as BERT's: modeling.py of google-research/bert
    /// Gets a small post-LayerNorm model off the long plateau of MLM. Keys begin equal to queries (W_K = W_Q), so that
    /// a token looks at its own kind; the attention's output begins as 0.7 W - 0.3 W_Vᵀ; the bias of each piece is the
    /// logarithm of its frequency (its mean subtracted); a normal distribution of quick_deviation(). Measured on the
    /// classroom world (resources/corpora).
    quick,
};

enum class PositionStart {
    random,     ///< like the other weights, as BERT's
    sinusoidal, ///< 0.06 · sin / cos of the Transformer paper (Vaswani et al. 2017, section 3.5), base 1,000
};

/// 0.06 up to 2 layers, 0.04 up to 4, beyond that BERT's 0.02.
double quick_deviation(Index num_hidden_layers);

/// The first weights of all parts; LayerNorms are 1 and 0, biases 0 but for what is said above. Deviation:
/// initializer_range of `config`. `piece_counts` ([V], or empty without knowledge of a text) are for quick's biases.
/// A tensor's numbers depend on the seed and on the tensor alone.
Parameters initial_parameters(const Config &config, Initialization initialization, PositionStart positions,
                              std::span<const std::uint64_t> piece_counts, std::uint64_t seed);

} // namespace bertlab
