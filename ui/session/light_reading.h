#pragma once

#include "tasks/reading.h"

#include <memory>

namespace bertlab {

/// Texts, tokens and predictions of a reading without its trace and hidden states, the largest things in memory: for
/// whoever outlives the reading or may be hidden while another takes its place.
inline std::shared_ptr<const Reading> lightReading(const Reading &reading)
{
    auto light = std::make_shared<Reading>(reading);
    light->result = {};
    return light;
}

} // namespace bertlab
