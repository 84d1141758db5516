#pragma once

#include "session/training_progress.h"

#include <QWidget>

#include <memory>

namespace bertlab {

class ChangeListView;
class CurvePlotView;
class TimelineView;

/// Two moments of a training side by side: where they lie on the curves, and what the probes answer at both.
class TrainingMoments : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingMoments(QWidget *parent = nullptr);

    void begin(); ///< another training: nothing is compared yet
    /// Asks for a comparison when a moment has moved: A begins at the first moment, B at the last.
    void setProgress(const TrainingProgress &progress);
    void setComparison(const MomentComparison &comparison);
    void retranslate();

signals:
    void comparisonWanted(qlonglong before, qlonglong after); ///< steps

private:
    void showCurves(const TrainingProgress &progress);
    void want();
    Index stepOf(const TimelineView &timeline, Index otherwise) const;

    CurvePlotView *m_loss, *m_accuracy;
    ChangeListView *m_changes;
    TimelineView *m_before, *m_after;
    std::shared_ptr<const TrainingProgress> m_progress;
    std::pair<Index, Index> m_wanted{-1, -1};
};

} // namespace bertlab
