#pragma once

#include "pages/explanation.h"
#include "session/training_progress.h"

/// What the explanation says beside a training, view by view.
namespace bertlab {

/// Before a training, and how it goes. `progress` may be null; `moment` is the step at the handle of the time machine,
/// -1 at now.
Explanation explainCourse(const TrainingProgress *progress, Index moment = -1);
Explanation explainRates(const TrainingProgress &progress, Index moment);
Explanation explainBatch(const TrainingProgress &progress);
Explanation explainGradient(const TrainingProgress &progress);
Explanation explainMoments(const TrainingProgress &progress);
Explanation explainRaceForm();
Explanation explainRace(const TrainingProgress &second);

/// How many held-out pieces stand in sentences that the training text has too, and how many in others; or that there
/// are none of a kind, or nothing is held out.
QString seenInShort(const TrainingProgress &progress);

/// A curve of shares, as its axis has it.
QList<QPointF> inPercent(QList<QPointF> shares);

} // namespace bertlab
