#pragma once

#include "session/run_record.h"
#include "session/training_progress.h"
#include "session/training_saver.h"
#include "session/training_setup.h"

#include <QObject>

#include <atomic>
#include <chrono>
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

    explicit TrainingRunner(std::shared_ptr<Workers> workers, QObject *parent = nullptr);
    ~TrainingRunner() override;

    State state() const { return m_state; }
    bool isActive() const
    {
        return m_state == State::preparing || m_state == State::running || m_state == State::paused;
    }
    /// Null before the first step.
    std::shared_ptr<const TrainingProgress> progress() const { return m_progress; }

    /// Its objective is the next piece: a token sees nothing to its right.
    bool readsLeftToRight() const;

    /// What is trained, for people: "Classroom world · tiny".
    const QString &title() const { return m_title; }

    /// The run in memory with the weights at its moments, for a race against it; needs progress().
    RunRecord record() const;
    /// The run that this one is raced against; null: none.
    std::shared_ptr<const RunRecord> rival() const { return m_rival; }

    void start(const RunRecipe &recipe, const QString &title); ///< ends what runs
    /// The same, up to the step that `rival` came to.
    void race(const RunRecord &rival, const RunRecipe &recipe, const QString &title);
    /// Goes on with what saveRun() wrote, to the bit; ends what runs.
    void resumeSaved(const QString &folder);
    void pause();
    void resume();
    void stepOnce(); ///< one step, then paused
    void stop();     ///< keeps what was learnt

    /// The model behind so many steps (one of the progress' moments); asked for off the GUI thread, comes as
    /// modelReady, and what the probes answer there as momentAnswered. Of several that wait only the newest comes.
    void showMoment(Index step);
    /// The same behind a step of the run that this one is raced against (one of its moments); needs rival().
    void showRivalMoment(Index step);
    /// What the probes answer behind two of the progress' moments; comes as momentsCompared, of several the newest.
    void compareMoments(Index before, Index after);
    /// Whether snapshots of the learning model come as modelReady: at most one a second while it trains, and the last
    /// one when it rests.
    void setFollowed(bool followed);
    bool isFollowed() const { return m_followed; }
    /// Follows it from where it stands; needs progress().
    void follow();
    /// No model comes as modelReady any more until one is asked for.
    void release();
    /// Writes the model as it is now into a folder; saved() or failed() follows.
    void save(const QString &folder);
    /// Writes the run, so that resumeSaved() can go on with it (saved_training.h); runSaved() or failed() follows.
    void saveRun(const QString &folder);
    /// Writes the run there while it goes on, as saveRun() does: behind a step when the interval has passed, and
    /// whenever it rests or ends. Each time autosaved() or autosaveFailed() follows, except for what a newer state
    /// replaced before it was written. From the next start on.
    void setAutosaveFolder(const QString &folder) { m_autosaveFolder = folder; }
    void setAutosaveInterval(std::chrono::milliseconds interval) { m_autosaveInterval = interval; }
    /// Ends what runs without keeping anything of it: the state is idle then.
    void giveUp();
    /// Removes what is saved there, when nothing writes to it any more.
    void discardSaved(const QString &folder);

signals:
    void stateChanged(bertlab::TrainingRunner::State state);
    void progressChanged();
    void modelReady(std::shared_ptr<const bertlab::Model> model, qlonglong step);
    void followedChanged(bool followed);
    void momentAnswered(std::shared_ptr<const bertlab::AnsweredProbes> asked);
    void rivalChanged(); ///< a race goes on: rival() is read, after the state was preparing
    void released();     ///< other pages are left to another model
    void runLeaves();    ///< the run in memory gives way: there will be no model of it any more
    void momentsCompared(std::shared_ptr<const bertlab::MomentComparison> comparison);
    void saved(const QString &folder);
    void runSaved(const QString &folder);
    void autosaved(qlonglong step);
    void autosaveFailed(const QString &sentence);
    void failed(const QString &sentence);

private:
    struct Work;
    struct WantedMoment
    {
        Index step;
        bool isOfRival;
    };
    void setState(State state);
    void post(const std::function<void()> &onThisThread);
    void postFrom(const std::weak_ptr<Work> &work, const std::function<void()> &onThisThread);
    void begin(const QString &title, const std::function<TrainingStart()> &from,
               std::shared_ptr<const RunRecord> rival = nullptr);
    void writeAtRest(const std::function<void()> &write);
    void end();
    void leave();
    void askFor(const WantedMoment &moment);

    std::shared_ptr<Workers> m_workers;
    QString m_title;
    State m_state = State::idle;
    std::shared_ptr<const TrainingProgress> m_progress;
    Moments m_moments; ///< that the progress speaks of
    std::shared_ptr<const RunRecord> m_rival;
    std::atomic<bool> m_followed = false;
    bool m_wantsMoment = false;
    QString m_autosaveFolder; ///< empty: it is not saved
    std::atomic<std::chrono::milliseconds> m_autosaveInterval{std::chrono::minutes(2)};
    std::shared_ptr<Work> m_work; ///< of the thread that runs
    std::thread m_thread;
    TrainingSaver m_saver;
};

} // namespace bertlab
