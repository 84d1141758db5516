#pragma once

#include "model/trace.h"

#include <vector>

namespace bertlab {

/// The indices of the `count` largest values (fewer if there are fewer), largest first; equal ones by index.
std::vector<Index> largest_entries(const ConstRowView &values, Index count);

/// The largest attention weight of a sequence over all layers and heads in the trace; 0 if none was kept. Maps that
/// are to be compared share it as the end of their scale.
float largest_attention(const Trace &trace, Index sequence);

} // namespace bertlab
