#pragma once

#include "session/recipe_settings.h"

#include <QString>

#include <optional>

/// Recipes in words.
namespace bertlab {

QString nameOf(Setting setting);                           ///< "learning rate"
QString valueOf(Setting setting, const RunRecipe &recipe); ///< "0.004"
QString differenceInWords(Setting setting, const RunRecipe &first,
                          const RunRecipe &second); ///< "learning rate: 0.004 → 0.001"

/// Why these two cannot be raced, in one sentence; nothing if they differ in one setting.
std::optional<QString> raceRefusal(const RunRecipe &first, const RunRecipe &second);

} // namespace bertlab
