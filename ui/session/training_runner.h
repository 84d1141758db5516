#pragma once

#include "session/training_progress.h"
#include "session/training_setup.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace bertlab {

/// Trains on a thread of its own. Signals arrive on the thread of this object, progress at most ten times a second.
/// Destruction stops and waits, within a block of a product.
class TrainingRunner : public QObject
{
    Q_OBJECT

public:
    enum class State { idle, preparing, running, paused, finished };

    explicit TrainingRunner(QObject *parent = nullptr);
    ~TrainingRunner() override;

    State state() const { return m_state; }
    bool isActive() const
    {
        return m_state == State::preparing || m_state == State::running || m_state == State::paused;
    }
    /// Null before the first step.
    std::shared_ptr<const TrainingProgress> progress() const { return m_progress; }

    /// What is trained, for people: "Classroom world · tiny".
    const QString &title() const { return m_title; }

    void start(const RunRecipe &recipe, const QString &title); ///< ends what runs
    /// Goes on with what saveRun() wrote, to the bit; ends what runs.
    void resumeSaved(const QString &folder);
    void pause();
    void resume();
    void stepOnce(); ///< one step, then paused
    void stop();     ///< keeps what was learnt

    /// The model behind so many steps (one of the progress' moments); asked for off the GUI thread, comes as
    /// modelReady. Of several that wait only the newest comes.
    void showMoment(Index step);
    /// What the probes answer behind two of the progress' moments; comes as momentsCompared, of several the newest.
    void compareMoments(Index before, Index after);
    /// Whether snapshots of the learning model come as modelReady while it trains, at most one a second.
    void setFollowed(bool followed) { m_followed = followed; }
    /// Writes the model as it is now into a folder; saved() or failed() follows.
    void save(const QString &folder);
    /// Writes the run, so that resumeSaved() can go on with it (saved_training.h); runSaved() or failed() follows.
    void saveRun(const QString &folder);

signals:
    void stateChanged(bertlab::TrainingRunner::State state);
    void progressChanged();
    void modelReady(std::shared_ptr<const bertlab::Model> model, qlonglong step);
    void momentsCompared(std::shared_ptr<const bertlab::MomentComparison> comparison);
    void saved(const QString &folder);
    void runSaved(const QString &folder);
    void failed(const QString &sentence);

private:
    struct Work;
    void setState(State state);
    void post(const std::function<void()> &onThisThread);
    void begin(const QString &title, const std::function<TrainingStart()> &from);
    void writeAtRest(const std::function<void()> &write);
    void end();

    QString m_title;
    State m_state = State::idle;
    std::shared_ptr<const TrainingProgress> m_progress;
    std::atomic<bool> m_followed = false;
    std::shared_ptr<Work> m_work; ///< of the thread that runs
    std::thread m_thread;
};

} // namespace bertlab
