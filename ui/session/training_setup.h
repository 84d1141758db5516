#pragma once

#include "session/moments.h"
#include "session/run_record.h"
#include "tasks/reading.h"
#include "training/fingerprint.h"
#include "training/ignorance.h"
#include "training/run_data.h"

#include <QString>

#include <memory>
#include <optional>

namespace bertlab {

/// The classroom world, as its recipe trains it: tiny, 1,600 steps, quick start.
RunRecipe classroomRecipe();
/// The children's stories that come with the program, with a vocabulary of their own.
RunRecipe storiesRecipe();

/// A recipe alone, or a run that goes on with its vocabulary, its state and what it went through.
struct TrainingStart
{
    RunRecipe recipe;
    std::optional<Tokenizer> tokenizer;
    std::optional<TrainingState> state;
    TrainingHistory history;
    Moments moments;
    QString id;                                  ///< of the run that goes on; empty: a new one
    std::shared_ptr<const RunRecord> rival = {}; ///< that it is raced against; null: none
};

/// Behind which a run ends: a race ends where the first run did.
Index lastStepOf(const RunRecipe &recipe, const RunRecord *rival);

/// Everything that a run reads, and where it begins. Made off the GUI thread; the trainer refers to it.
struct TrainingMaterial
{
    RunRecipe recipe;
    std::unique_ptr<const RunData> data;
    TrainingState start; ///< the trainer takes it
    std::vector<FileFingerprint> inputs;
    Ignorance ignorance;
};

/// Throws Error (a file, a size that does not fit), Cancelled.
std::unique_ptr<TrainingMaterial> prepare(TrainingStart from, Workers &workers, const IsCancelled &isCancelled);

/// A model of weights as they are now, for pages and files.
std::shared_ptr<const Model> modelOf(const Parameters &weights, const Tokenizer &tokenizer, const QString &name);

} // namespace bertlab
