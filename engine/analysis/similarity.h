#pragma once

#include "base/views.h"

namespace bertlab
{

/// a·b / (|a| |b|), in double: 1 for the same direction, 0 for none in common. Of equal length; 0 if one is all zero.
double cosine_similarity(const ConstRowView &a, const ConstRowView &b);

} // namespace bertlab
