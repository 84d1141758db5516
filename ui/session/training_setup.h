#pragma once

#include "tasks/reading.h"
#include "training/ignorance.h"
#include "training/run_data.h"

#include <QString>

#include <memory>

namespace bertlab {

/// The classroom world, as its recipe trains it: tiny, 1,600 steps, quick start.
RunRecipe classroomRecipe();

/// Everything that a run reads, and where it begins. Made off the GUI thread; the trainer refers to it.
struct TrainingMaterial
{
    RunRecipe recipe;
    std::unique_ptr<const RunData> data;
    TrainingState start; ///< the trainer takes it
    Ignorance ignorance;
};

/// Throws Error (a file, a size that does not fit), Cancelled.
std::unique_ptr<TrainingMaterial> prepare(RunRecipe recipe, Workers &workers, const IsCancelled &isCancelled);

/// A model of weights as they are now, for pages and files.
std::shared_ptr<const Model> modelOf(const Parameters &weights, const Tokenizer &tokenizer, const QString &name);

} // namespace bertlab
