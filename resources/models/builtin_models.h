#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace bertlab {

/// A model that lies inside the program, as its files' bytes.
struct BuiltinModel
{
    std::string_view id;    ///< "reference": stays the same over versions, for settings and session files
    std::string_view title; ///< "Built-in"
    std::string_view config_json;
    std::string_view vocabulary;
    std::span<const std::byte> safetensors;
};

/// All of them; the first is the default.
std::span<const BuiltinModel> builtin_models();

} // namespace bertlab
