#pragma once

#include "session/moments.h"
#include "session/run_record.h"
#include "training/fingerprint.h"
#include "training/run_data.h"

#include <QString>

#include <optional>
#include <vector>

/// A training that its window saved, on closing or while it ran: a folder with recipe, vocabulary, checkpoint, history
/// and moments, from which it goes on to the bit. It is written beside and renamed: whenever the process ends,
/// savedTraining() finds the newest one that is whole. One thread or process at a time.
namespace bertlab {

/// What is said of it before it is read.
struct SavedTraining
{
    QString title; ///< "Classroom world · tiny"
    Index step = 0, steps = 0;
    bool isRace = false; ///< against another run, which is kept with it
};

/// All that is needed to go on.
struct StoredRun
{
    QString id; ///< of the run, however often it is saved and goes on: moments with equal steps are equal
    QString title;
    RunRecipe recipe;
    std::vector<FileFingerprint> inputs; ///< of the recipe's files, as they were read
    Tokenizer tokenizer;
    TrainingState state;
    TrainingHistory history;
    Moments moments;                             ///< for the time machine
    std::shared_ptr<const RunRecord> rival = {}; ///< that it is raced against; null: none
};

/// Nothing if there is none. Brings to its place what an end of the process left beside it.
std::optional<SavedTraining> savedTraining(const QString &folder);
/// Throws Error naming the file that cannot be written; what was saved before stays then. Moments that the folder has
/// already are not written again.
void saveTraining(const QString &folder, const StoredRun &run);
/// Throws Error naming what is missing or damaged, or the file of the corpus that has changed since.
StoredRun loadTraining(const QString &folder);
void discardTraining(const QString &folder);
/// Makes room for another one: what is saved there comes back when that is discarded, or was never saved. Of several
/// that were set aside the last one is kept.
void setAsideTraining(const QString &folder);

} // namespace bertlab
