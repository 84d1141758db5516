#pragma once

#include "session/training_progress.h"

#include <QList>
#include <QString>

#include <optional>

namespace bertlab {

/// A run as it is kept beside another one: what was trained, how it went, and the weights at its moments.
struct RunRecord
{
    QString title;           ///< "Classroom world · tiny"
    TrainingProgress course; ///< its recipe too
    Moments moments = {};
};

/// What is opened or only of the last step is left out: it is large.
RunRecord recordOf(const QString &title, const TrainingProgress &progress);

/// All that a race and its report show of a run, every number to the bit; its moments apart.
QJsonObject jsonOf(const RunRecord &record);
/// Throws Error naming `name` if the recipe is missing or damaged; of the rest, what is missing stays empty.
RunRecord recordFrom(const QJsonObject &json, const std::string &name);

/// Steps behind which the probes of both runs were asked, ascending.
QList<Index> stepsAskedInBoth(const TrainingHistory &one, const TrainingHistory &other);
/// What the probes answered behind a step; empty if they were not asked.
std::vector<ProbeAnswer> answersBehind(const TrainingHistory &history, Index step);

/// Held-out numbers of a run behind one step; shares from 0 to 1.
struct HeldOutNumbers
{
    std::optional<double> maskedLoss, maskedAccuracy, nextLoss, nextAccuracy;
};
HeldOutNumbers heldOutBehind(const TrainingHistory &history, Index step);
/// The last step behind which both were evaluated.
std::optional<Index> lastEvaluatedInBoth(const TrainingHistory &one, const TrainingHistory &other);

} // namespace bertlab
