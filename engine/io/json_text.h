#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace bertlab {

/// Parses a JSON text that may come from anywhere. Throws Error naming `name` (the file) for what is not JSON (with
/// line and column), not UTF-8, nested deeper than 32 levels, or has a key twice in one object.
nlohmann::json parse_json(std::string_view text, std::string_view name);

/// What a value is, for "found …": the text "gelu", the number -1, a list, null.
std::string describe(const nlohmann::json &value);

} // namespace bertlab
