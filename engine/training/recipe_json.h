#pragma once

#include "training/recipe.h"

#include <string>
#include <string_view>

namespace bertlab {

/// One line of JSON, and back. Files are written by their absolute names. Throws Error naming `name` and the field that
/// is missing or of another kind.
std::string write_recipe(const RunRecipe &recipe);
RunRecipe parse_recipe(std::string_view json, const std::string &name);

} // namespace bertlab
