#pragma once

#include "session/moments.h"
#include "session/training_progress.h"
#include "training/run_data.h"

#include <QString>

#include <optional>

/// A training that its window saved on closing: a folder with recipe, vocabulary, checkpoint, history and moments, from
/// which it goes on to the bit. A folder that is named here is whole: it is written beside and renamed.
namespace bertlab {

/// What is said of it before it is read.
struct SavedTraining
{
    QString title; ///< "Classroom world · tiny"
    Index step = 0, steps = 0;
};

/// All that is needed to go on.
struct StoredRun
{
    QString title;
    RunRecipe recipe;
    Tokenizer tokenizer;
    TrainingState state;
    TrainingHistory history;
    Moments moments; ///< for the time machine
};

/// Nothing if there is none.
std::optional<SavedTraining> savedTraining(const QString &folder);
/// Throws Error naming the file that cannot be written; what was saved before stays then.
void saveTraining(const QString &folder, const QString &title, const RunRecipe &recipe, const RunData &data,
                  const TrainingState &state, const TrainingHistory &history, const Moments &moments);
/// Throws Error naming what is missing or damaged, or the file of the corpus that has changed since.
StoredRun loadTraining(const QString &folder);
void discardTraining(const QString &folder);

} // namespace bertlab
