#pragma once

#include "session/training_runner.h"
#include "window/dialogs.h"

#include <QObject>

class QWidget;

namespace bertlab {

class Notices;
class Settings;

/// Nothing that was learnt is lost by closing the window: asks while a training runs, or has ended without its model
/// being saved; keeps it, and offers at the next start to go on with it.
class TrainingKeeper : public QObject
{
    Q_OBJECT

public:
    /// All outlive the keeper but `window`, which it closes and may belong to.
    TrainingKeeper(TrainingRunner &training, Settings &settings, Dialogs &dialogs, Notices &notices, QWidget &window);

    /// A line above the page, if a training was saved.
    void offer();
    /// False while something would be lost: then it is asked about, and the window is closed once that is settled.
    bool mayClose();

signals:
    void goesOn(); ///< with the saved training, as someone wished

private:
    void ask();
    void settle(Dialogs::Closing answer);
    void closeWindow();
    void resume();
    void follow(TrainingRunner::State state);
    void noteModel();

    TrainingRunner &m_training;
    Settings &m_settings;
    Dialogs &m_dialogs;
    Notices &m_notices;
    QWidget &m_window;
    bool m_isSettled = false; ///< the training is saved or given up: the window may close
    bool m_isSaved = false;   ///< what runs is in the folder too, as it was
    bool m_isKept = false;    ///< it has ended, and its model is saved
};

} // namespace bertlab
