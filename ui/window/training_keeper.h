#pragma once

#include "session/training_runner.h"
#include "window/dialogs.h"

#include <QLockFile>
#include <QObject>

#include <functional>

class QWidget;

namespace bertlab {

class Notices;
class Settings;

/// Nothing that was learnt is lost by closing the window, by another training or by a crash: asks while a training
/// runs, or has ended without its model being saved; keeps it, every few minutes too, and offers at the next start to
/// go on with it.
class TrainingKeeper : public QObject
{
    Q_OBJECT

public:
    /// All outlive the keeper but `window`, which it closes and may belong to.
    TrainingKeeper(TrainingRunner &training, Settings &settings, Dialogs &dialogs, Notices &notices, QWidget &window);

    /// A line above the page, if a training was saved. Unless another window keeps its own there: from then on this
    /// window's are kept.
    void offer();
    /// Calls back when the training in memory may give way to another one: at once if nothing is lost, else when its
    /// model was saved or given up; never if someone wants to stay with it.
    void beforeAnother(const std::function<void()> &go);
    /// False while something would be lost: then it is asked about, and the window is closed once that is settled.
    bool mayClose();

signals:
    void goesOn(); ///< with the saved training, as someone wished

private:
    bool wouldBeLost() const;
    QString inWords() const;
    void ask();
    void giveWay(Dialogs::Closing answer, const std::function<void()> &go);
    void forget();
    void settle(Dialogs::Closing answer);
    void closeWindow();
    void resume();
    void follow(TrainingRunner::State state);
    void noteModel();
    bool mayKeep();
    void sayOnce(const QString &failure);

    TrainingRunner &m_training;
    Settings &m_settings;
    Dialogs &m_dialogs;
    Notices &m_notices;
    QWidget &m_window;
    bool m_isSettled = false; ///< the training is saved or given up: the window may close
    QLockFile m_lock;         ///< held: what is kept is this window's to read and to write
    bool m_isOurs = false;    ///< what is kept, if anything is, was trained or gone on with here
    bool m_saysFailure = true;
    bool m_isKept = false;        ///< it has ended, and its model is saved
    std::function<void()> m_next; ///< begins as soon as the model is saved
};

} // namespace bertlab
