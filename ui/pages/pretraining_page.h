#pragma once

#include "pages/page.h"
#include "session/training_runner.h"

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace bertlab {

class CurvePlotView;
class PretrainingForm;
class ProbeListView;
class TimelineView;

/// A BERT that learns while one looks: curves, probe sentences, and a way back to every moment.
class PretrainingPage : public Page
{
    Q_OBJECT

public:
    explicit PretrainingPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    Explanation explanation() const override;
    void setColors(const Palette &palette) override;
    /// Own text files to train on (chosen, or dropped on the window).
    void setFiles(const QStringList &files);

signals:
    void filesWanted();        ///< a dialog for text files is asked for
    void folderToSaveWanted(); ///< and one for the folder of the model

protected:
    void showReading(const Reading &) override {}
    void showSelection(const Reading &) override {}
    void showEvent(QShowEvent *event) override;
    void retranslate() override;

private:
    QWidget *buildRun();
    void connectParts();
    void start();
    void showState();
    void showProgress();
    void showCurves(const TrainingProgress &progress);
    void showProbes(const TrainingProgress &progress);
    void showTimeline(const TrainingProgress &progress);
    void chooseMoment(int moment);
    QString stateInWords() const;
    TrainingRunner &runner() const;

    QStackedWidget *m_stack;
    PretrainingForm *m_form;
    QPushButton *m_pause, *m_step, *m_stop, *m_save, *m_again;
    QCheckBox *m_follow;
    QLabel *m_status;
    QProgressBar *m_done;
    CurvePlotView *m_masked, *m_next, *m_accuracy;
    ProbeListView *m_probes;
    TimelineView *m_timeline;
};

} // namespace bertlab
