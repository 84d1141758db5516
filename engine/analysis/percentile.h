#pragma once

#include "base/views.h"

namespace bertlab {

/// The smallest |value| that at least this share of all |values| does not pass (nearest rank); the end of a colour
/// scale that a few outliers must not stretch. 0 < share <= 1; 0 for an empty matrix.
float magnitude_percentile(const ConstMatrixView &values, double share);

} // namespace bertlab
