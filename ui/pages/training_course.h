#pragma once

#include "plots/curve_plot.h"
#include "session/training_progress.h"

#include <QWidget>

#include <memory>

namespace bertlab {

class ProbeListView;
class TimelineView;

/// How a training goes: losses and held-out accuracy with their lines of ignorance, probe sentences, time machine.
class TrainingCourse : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingCourse(QWidget *parent = nullptr);

    void begin(const QString &title); ///< another training: the time machine is empty
    void setProgress(const std::shared_ptr<const TrainingProgress> &progress);
    /// What the probes answer at an earlier moment: seen while the handle stands there.
    void setAnswers(const std::shared_ptr<const AnsweredProbes> &asked);
    qlonglong currentMoment() const; ///< the step at the handle of the time machine, -1 at now
    void showNow();                  ///< the handle goes there
    void retranslate();

signals:
    void momentChosen(qlonglong step); ///< -1: now

private:
    void showLosses(const TrainingProgress &progress);
    void showAccuracy(const TrainingProgress &progress);
    void showProbes(const TrainingProgress &progress);
    void showTimeline(const TrainingProgress &progress);
    void showMoment();
    QString timelineSubtitle() const;
    QList<CurvePlotData::Mark> marks() const; ///< where the handle stands, on the curves

    QString m_title;
    std::shared_ptr<const TrainingProgress> m_progress;
    std::shared_ptr<const AnsweredProbes> m_asked; ///< at an earlier moment
    CurvePlotView *m_masked, *m_next, *m_accuracy;
    ProbeListView *m_probes;
    TimelineView *m_timeline;
};

} // namespace bertlab
