#include "window/training_keeper.h"

#include "session/saved_training.h"
#include "window/notices.h"
#include "window/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QWidget>

#include <utility>

namespace bertlab {

TrainingKeeper::TrainingKeeper(TrainingRunner &training, Settings &settings, Dialogs &dialogs, Notices &notices,
                               QWidget &window)
    : QObject(&window), m_training(training), m_settings(settings), m_dialogs(dialogs), m_notices(notices),
      m_window(window), m_lock(settings.trainingFolder() + QStringLiteral(".lock"))
{
    m_lock.setStaleLockTime(0); // however long a window is open; that of a process that crashed does not count

    connect(&notices, &Notices::savedTrainingWanted, this, &TrainingKeeper::resume);
    connect(&training, &TrainingRunner::runSaved, this, &TrainingKeeper::closeWindow);
    connect(&training, &TrainingRunner::saved, this, &TrainingKeeper::noteModel);
    connect(&training, &TrainingRunner::stateChanged, this, &TrainingKeeper::follow);
    connect(&training, &TrainingRunner::autosaveFailed, this, &TrainingKeeper::sayOnce);
}

void TrainingKeeper::offer()
{
    if (!mayKeep())
        return;
    m_training.setAutosaveFolder(m_settings.trainingFolder());
    if (const auto saved = savedTraining(m_settings.trainingFolder()))
        m_notices.showSavedTraining(*saved);
}

bool TrainingKeeper::mayKeep()
{
    QDir().mkpath(QFileInfo(m_settings.trainingFolder()).path());
    return m_lock.isLocked() || m_lock.tryLock();
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
        const bool couldKeep = m_lock.isLocked();
        if (!couldKeep && mayKeep())
            setAsideTraining(m_settings.trainingFolder()); // the other window has closed, and kept its own
        if (m_lock.isLocked())
            m_training.saveRun(m_settings.trainingFolder()); // the window closes when it is done, stays if it fails
        else
            m_notices.showError(tr("Another window of BertLab keeps its own training. Save this one's model in a "
                                   "folder, or close the other window first."));
    } else if (answer == Dialogs::Closing::discard) {
        m_training.giveUp();
        if (m_isOurs && m_lock.isLocked())
            m_training.discardSaved(m_settings.trainingFolder());
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
    m_isOurs = true;
    m_training.resumeSaved(m_settings.trainingFolder());
    emit goesOn();
}

void TrainingKeeper::follow(TrainingRunner::State state)
{
    if (state == TrainingRunner::State::finished && !m_training.progress())
        m_isOurs = false; // it did not even begin
    if (state != TrainingRunner::State::preparing)
        return;
    m_isKept = false;
    m_saysFailure = true;
    if (!std::exchange(m_isOurs, true) && m_lock.isLocked())
        setAsideTraining(m_settings.trainingFolder()); // someone begins anew; the other comes back at a later start
    m_notices.clearSavedTraining();
}

/// The model of a training that has ended is in a folder of its own: nothing is left to go on with.
void TrainingKeeper::noteModel()
{
    if (m_training.state() != TrainingRunner::State::finished)
        return;
    m_isKept = true;
    if (m_isOurs && m_lock.isLocked())
        m_training.discardSaved(m_settings.trainingFolder());
}

void TrainingKeeper::sayOnce(const QString &failure)
{
    if (std::exchange(m_saysFailure, false))
        m_notices.showError(tr("The training is not kept against a crash. %1").arg(failure));
}

} // namespace bertlab
