#include "window/training_keeper.h"

#include "session/saved_training.h"
#include "window/notices.h"
#include "window/settings.h"

#include <QLocale>
#include <QWidget>

namespace bertlab {

TrainingKeeper::TrainingKeeper(TrainingRunner &training, Settings &settings, Dialogs &dialogs, Notices &notices,
                               QWidget &window)
    : QObject(&window), m_training(training), m_settings(settings), m_dialogs(dialogs), m_notices(notices),
      m_window(window)
{
    connect(&notices, &Notices::savedTrainingWanted, this, &TrainingKeeper::resume);
    connect(&training, &TrainingRunner::runSaved, this, &TrainingKeeper::closeWindow);
    connect(&training, &TrainingRunner::saved, this, &TrainingKeeper::noteModel);
    connect(&training, &TrainingRunner::stateChanged, this, &TrainingKeeper::follow);
}

void TrainingKeeper::offer()
{
    if (const auto saved = savedTraining(m_settings.trainingFolder()))
        m_notices.showSavedTraining(*saved);
}

bool TrainingKeeper::mayClose()
{
    const auto progress = m_training.progress();
    const bool isLearnt = progress && progress->step > 0;
    if (m_isSettled || !isLearnt || (!m_training.isActive() && m_isKept))
        return true;
    ask();
    return false;
}

void TrainingKeeper::ask()
{
    const auto progress = m_training.progress();
    const auto number = [](Index step) { return QLocale(QLocale::English).toString(qlonglong(step)); };
    const QString what = m_training.isActive()
                             ? tr("The training %1 is at step %2 of %3.")
                             : tr("The training %1 ended at step %2 of %3, and its model is not saved in a folder.");
    m_dialogs.askBeforeClosing(&m_window, what.arg(m_training.title(), number(progress->step), number(progress->steps)),
                               [this](Dialogs::Closing answer) { settle(answer); });
}

void TrainingKeeper::settle(Dialogs::Closing answer)
{
    if (answer == Dialogs::Closing::save) {
        m_training.pause();
        m_training.saveRun(m_settings.trainingFolder()); // the window closes when it is done, and stays if it fails
    } else if (answer == Dialogs::Closing::discard) {
        if (m_isSaved)
            discardTraining(m_settings.trainingFolder());
        closeWindow();
    }
}

void TrainingKeeper::closeWindow()
{
    m_isSettled = true;
    QMetaObject::invokeMethod(&m_window, &QWidget::close, Qt::QueuedConnection); // not inside its close event
}

void TrainingKeeper::resume()
{
    m_training.resumeSaved(m_settings.trainingFolder());
    m_isSaved = true;
    emit goesOn();
}

void TrainingKeeper::follow(TrainingRunner::State state)
{
    if (state != TrainingRunner::State::preparing)
        return;
    m_isKept = m_isSaved = false; // resume() knows better
    m_notices.clearSavedTraining();
}

/// The model of a training that has ended is in a folder of its own: nothing is left to go on with.
void TrainingKeeper::noteModel()
{
    if (m_training.state() != TrainingRunner::State::finished)
        return;
    m_isKept = true;
    if (m_isSaved)
        discardTraining(m_settings.trainingFolder());
    m_isSaved = false;
}

} // namespace bertlab
