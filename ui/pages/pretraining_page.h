#pragma once

#include "pages/page.h"
#include "session/training_runner.h"

#include <functional>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace bertlab {

class EmptyState;
class PretrainingForm;
class RaceForm;
class SegmentedControl;
class StepBatch;
class StepGradients;
class TrainingCourse;
class TrainingMoments;
class TrainingRace;
class TrainingRates;

/// A BERT that learns while one looks: curves, probe sentences, a way back to every moment, and one step opened.
class PretrainingPage : public Page
{
    Q_OBJECT

public:
    explicit PretrainingPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    Explanation explanation() const override;
    bool showsAnswersOfReading() const override { return false; }
    QWidget *controls() const override;
    void setColors(const Palette &palette) override;
    /// Own text files to train on (chosen, or dropped on the window).
    void setFiles(const QStringList &files);
    /// Asked before the run in memory gives way to another: calls back when it may. Without one it may at once.
    using BeforeAnother = std::function<void(const std::function<void()> &go)>;
    void setBeforeAnother(const BeforeAnother &ask) { m_beforeAnother = ask; }
    /// Of the race that is seen (race_report.h). Throws Error.
    void saveReport(const QString &path) const;

signals:
    void filesWanted();                       ///< a dialog for text files is asked for
    void folderToSaveWanted();                ///< and one for the folder of the model
    void reportWanted(const QString &format); ///< and one for the file of a report: "html" or "pdf"

protected:
    void showReading(const Reading &) override {}
    void showSelection(const Reading &) override {}
    void showEvent(QShowEvent *event) override;
    void retranslate() override;

private:
    enum Stack { form, run, raceForm };
    enum Tab { course, rates, batch, gradient, moments, race };
    QWidget *buildRun();
    QBoxLayout *buildBar();
    QBoxLayout *buildStatus();
    void connectParts();
    void start();
    void startRace();
    void beginRun();
    void showRival();
    void showState();
    void showRaceButton();
    void showMoment();
    void wordNoStep();
    void showProgress();
    void showTab(int tab);
    void chooseMoment(qlonglong step);
    qlonglong ownMoment() const;
    QString stateInWords() const;
    TrainingRunner &runner() const;

    BeforeAnother m_beforeAnother = [](const std::function<void()> &go) { go(); };
    QStackedWidget *m_stack, *m_tabs;
    QWidget *m_head; ///< of a run: its buttons and where it stands
    SegmentedControl *m_tab;
    PretrainingForm *m_form;
    RaceForm *m_raceForm;
    QPushButton *m_pause, *m_step, *m_stop, *m_save, *m_again, *m_race;
    QCheckBox *m_follow;
    QLabel *m_status;
    QProgressBar *m_done;
    TrainingCourse *m_course;
    TrainingRates *m_rates;
    TrainingMoments *m_moments;
    StepBatch *m_batch;
    StepGradients *m_gradients;
    TrainingRace *m_raced;
    EmptyState *m_noStep; ///< in the place of both
};

} // namespace bertlab
