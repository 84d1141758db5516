#pragma once

#include "commands/pretrain_options.h"
#include "tasks/reading.h"
#include "training/recipe.h"

namespace bertlab {

/// Of --model, --config or --shape (tiny where nothing is given); its dropout as that says. The size of a vocabulary
/// that does not come with the model is not in it yet.
Config make_config(const PretrainOptions &options, const Model *model);

/// What resolved options say. `config`: of the model that is trained.
RunRecipe recipe_of(const PretrainOptions &options, const Config &config);

/// The weights of a model in an arena; parts that it does not have begin at random.
Parameters weights_of(const Model &model, const PretrainOptions &options);

/// Size and hash (FNV-1a, 64 bits) of each file that the run reads: when it goes on, they must be the same.
nlohmann::ordered_json fingerprints(const PretrainOptions &options);

} // namespace bertlab
