#pragma once

#include "base/views.h"

#include <nlohmann/json.hpp>

#include <iosfwd>
#include <span>

namespace bertlab {

/// Fields in the order in which they are written.
using Json = nlohmann::ordered_json;

/// One line of UTF-8 that ends in \n.
void print_json_line(std::ostream &out, const Json &json);

Json json_of(std::span<const float> values);
Json json_of_shape(std::span<const Index> shape);

} // namespace bertlab
