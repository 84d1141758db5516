#include "window/training_keeper.h"

#include "session/saved_training.h"
#include "window/notices.h"
#include "window/settings.h"

#include <QWidget>

namespace bertlab {

TrainingKeeper::TrainingKeeper(TrainingRunner &training, Settings &settings, Dialogs &dialogs, Notices &notices,
                               QWidget &window)
    : QObject(&window), m_training(training), m_settings(settings), m_dialogs(dialogs), m_notices(notices),
      m_window(window)
{
    connect(&notices, &Notices::savedTrainingWanted, this, &TrainingKeeper::resume);
    connect(&training, &TrainingRunner::runSaved, this, &TrainingKeeper::closeWindow);
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
    if (m_isSettled || !m_training.isActive() || !progress || progress->step == 0)
        return true;
    ask();
    return false;
}

void TrainingKeeper::ask()
{
    const auto progress = m_training.progress();
    m_dialogs.askBeforeClosing(
        &m_window,
        tr("The training %1 is at step %2 of %3.").arg(m_training.title()).arg(progress->step).arg(progress->steps),
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
    using State = TrainingRunner::State;
    if (state == State::preparing) {
        m_isSaved = false; // resume() knows better
        m_notices.clearSavedTraining();
    } else if (state == State::finished && m_isSaved && m_training.progress()) {
        discardTraining(m_settings.trainingFolder()); // it came to its end; one that could not go on stays
        m_isSaved = false;
    }
}

} // namespace bertlab
