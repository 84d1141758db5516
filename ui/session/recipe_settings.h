#pragma once

#include "training/recipe.h"

#include <QList>

namespace bertlab {

/// The choices of a recipe, as someone would name them: what two runs can differ in. One may stand for several fields
/// that only make sense together.
enum class Setting {
    corpus, ///< and what of it is held out
    vocabulary,
    seed,
    steps,
    evaluations, ///< how often the held-out text is read
    objective,
    layers,
    width, ///< with heads and feed-forward
    form,  ///< the rest of the model's configuration
    start, ///< of the weights
    positions,
    batch,
    length,
    learningRate,
    warmup,
    dropout,
    optimizer, ///< its variant and betas
    weightDecay,
    clipping,
    maskShare,
    maskSplit,
    maskUnit, ///< pieces or words
    epochs,   ///< whether each draws pairs and masks anew
};
inline constexpr int settingCount = static_cast<int>(Setting::epochs) + 1;

/// In the order of the enumeration; none: the two give the same bits.
QList<Setting> differences(const RunRecipe &one, const RunRecipe &other);

/// Whether the held-out text is read in another way too: its loss is then one of another task.
bool changesHeldOut(Setting setting);

} // namespace bertlab
