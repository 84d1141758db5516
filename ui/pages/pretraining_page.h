#pragma once

#include "pages/page.h"
#include "session/training_runner.h"

class QBoxLayout;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace bertlab {

class EmptyState;
class PretrainingForm;
class SegmentedControl;
class StepBatch;
class StepGradients;
class TrainingCourse;
class TrainingMoments;
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
    enum Tab { course, rates, batch, gradient, moments };
    QWidget *buildRun();
    QBoxLayout *buildBar();
    QBoxLayout *buildStatus();
    void connectParts();
    void start();
    void showState();
    void showProgress();
    void showTab(int tab);
    void chooseMoment(qlonglong step);
    QString stateInWords() const;
    TrainingRunner &runner() const;

    QStackedWidget *m_stack, *m_tabs;
    SegmentedControl *m_tab;
    PretrainingForm *m_form;
    QPushButton *m_pause, *m_step, *m_stop, *m_save, *m_again;
    QCheckBox *m_follow;
    QLabel *m_status;
    QProgressBar *m_done;
    TrainingCourse *m_course;
    TrainingRates *m_rates;
    TrainingMoments *m_moments;
    StepBatch *m_batch;
    StepGradients *m_gradients;
    EmptyState *m_noStep; ///< in the place of both
};

} // namespace bertlab
