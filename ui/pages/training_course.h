#pragma once

#include "plots/curve_plot.h"
#include "session/run_record.h"

#include <QWidget>

#include <memory>

namespace bertlab {

class ProbeListView;
class SegmentedControl;
class TimelineView;

/// How a training goes: losses and held-out accuracy with their lines of ignorance, probe sentences, time machine. Of a
/// race either run can be seen.
class TrainingCourse : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingCourse(QWidget *parent = nullptr);

    void begin(const QString &title); ///< another training: the time machine is empty
    void setProgress(const std::shared_ptr<const TrainingProgress> &progress);
    /// The run that this one is raced against; null: none.
    void setRival(const std::shared_ptr<const RunRecord> &rival);
    bool showsRival() const;
    /// Of the run that is seen; null before there is any.
    std::shared_ptr<const TrainingProgress> shown() const;
    /// What the probes answer at an earlier moment: seen while the handle stands there.
    void setAnswers(const std::shared_ptr<const AnsweredProbes> &asked);
    qlonglong currentMoment() const; ///< the step at the handle of the time machine, -1 at now
    void showNow();                  ///< the handle goes there, in the run that is trained
    void setColors(const Palette &palette);
    void retranslate();

signals:
    void momentChosen(qlonglong step); ///< -1: now
    void runChanged();                 ///< another run of the race is seen, and no moment of either

private:
    void showLosses(const TrainingProgress &progress);
    void showAccuracy(const TrainingProgress &progress);
    void showProbes(const TrainingProgress &progress);
    void showTimeline(const TrainingProgress &progress);
    void showMoment();
    void changeRun();
    QString timelineSubtitle() const;
    QList<CurvePlotData::Mark> marks() const; ///< where the handle stands, on the curves

    QString m_title;
    std::shared_ptr<const TrainingProgress> m_progress;
    std::shared_ptr<const RunRecord> m_rival;
    std::shared_ptr<const AnsweredProbes> m_asked; ///< at an earlier moment
    CurvePlotView *m_masked, *m_next, *m_accuracy;
    ProbeListView *m_probes;
    TimelineView *m_timeline;
    SegmentedControl *m_run; ///< of a race: first | second
};

} // namespace bertlab
