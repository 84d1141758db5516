#include "window/training_keeper.h"

#include "plots/number_table.h"
#include "session/saved_training.h"
#include "window/notices.h"
#include "window/settings.h"

#include <QDir>
#include <QFileInfo>
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
    connect(&training, &TrainingRunner::failed, this, [this] { m_next = {}; }); // it could not be saved: it stays
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

bool TrainingKeeper::wouldBeLost() const
{
    const auto progress = m_training.progress();
    const bool isLearnt = progress && progress->step > 0;
    return isLearnt && (m_training.isActive() || !m_isKept);
}

bool TrainingKeeper::mayClose()
{
    if (m_isSettled || !wouldBeLost())
        return true;
    ask();
    return false;
}

QString TrainingKeeper::inWords() const
{
    const auto progress = m_training.progress();
    const QString what = m_training.isActive()
                             ? tr("The training %1 is at step %2 of %3.")
                             : tr("The training %1 ended at step %2 of %3, and its model is not saved in a folder.");
    return what.arg(m_training.title(), grouped(progress->step), grouped(progress->steps));
}

void TrainingKeeper::ask()
{
    m_dialogs.askBeforeClosing(&m_window, inWords(), [this](Dialogs::Closing answer) { settle(answer); });
}

void TrainingKeeper::beforeAnother(const std::function<void()> &go)
{
    if (!wouldBeLost())
        return go();
    m_dialogs.askBeforeReplacing(&m_window, inWords(), [this, go](Dialogs::Closing answer) { giveWay(answer, go); });
}

void TrainingKeeper::giveWay(Dialogs::Closing answer, const std::function<void()> &go)
{
    if (answer == Dialogs::Closing::save) {
        m_dialogs.chooseFolderToSave(&m_window, QDir::homePath(), [this, go](const QString &folder) {
            m_next = go;
            m_training.save(folder);
        });
    } else if (answer == Dialogs::Closing::discard) {
        forget();
        go();
    }
}

/// What was kept of it against a crash too.
void TrainingKeeper::forget()
{
    m_training.giveUp();
    if (m_isOurs && m_lock.isLocked())
        m_training.discardSaved(m_settings.trainingFolder());
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
        forget();
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
    m_notices.clearError();
}

/// The model of a training that has ended is in a folder of its own: nothing is left to go on with.
void TrainingKeeper::noteModel()
{
    if (m_training.state() == TrainingRunner::State::finished) {
        m_isKept = true;
        if (m_isOurs && m_lock.isLocked())
            m_training.discardSaved(m_settings.trainingFolder());
    }
    if (const auto next = std::exchange(m_next, {}))
        next();
}

void TrainingKeeper::sayOnce(const QString &failure)
{
    if (std::exchange(m_saysFailure, false))
        m_notices.showError(tr("The training is not kept against a crash. %1").arg(failure));
}

} // namespace bertlab
