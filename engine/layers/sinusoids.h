#pragma once

#include "base/views.h"

namespace bertlab {

/// The fixed positions of the Transformer, P x H: sin(p / base^(2i / H)) at dimension 2i, cos of the same at 2i + 1;
/// each row has the length sqrt(H / 2). Source: Vaswani et al. 2017, section 3.5, where base is 10,000. BERT's own
/// positions are learned.
Matrix sinusoidal_positions(Index positions, Index hidden_size, double base = 10000);

} // namespace bertlab
