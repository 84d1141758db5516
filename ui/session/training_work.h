#pragma once

#include "session/moments.h"
#include "session/saved_training.h"
#include "session/training_runner.h"
#include "session/training_setup.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace bertlab {

/// What the thread of a training and its owner share: the owner gives orders, the thread carries them out between two
/// steps.
struct TrainingRunner::Work
{
    using Clock = std::chrono::steady_clock;

    Work(TrainingRunner *of, std::shared_ptr<Workers> team, std::function<TrainingStart()> from)
        : owner(of), workers(std::move(team)), begin(std::move(from))
    {}

    /// The thread: prepares, trains, then serves errands until it is abandoned.
    void run();

    /// For the owner: changes what is shared and wakes the thread.
    void order(const std::function<void()> &change);
    /// The model at the moment that was asked for last, null if that is no longer kept; called by its errand.
    std::shared_ptr<const Model> modelWanted(Index &step);
    /// What the probes answer there; null when asked to stop.
    std::shared_ptr<const AnsweredProbes> askBehind(const std::shared_ptr<const Model> &model, Index step);
    /// What was asked for last; null if a moment of it is no longer kept, or when asked to stop.
    std::shared_ptr<const MomentComparison> compareWanted();
    /// The run behind the last step is copied, and written while the training goes on; one of the two is called then,
    /// on the owner's thread.
    void orderSaving(const QString &folder, const std::function<void()> &saved,
                     const std::function<void(const QString &)> &failed, bool mayBeReplaced);

    std::mutex mutex;
    std::condition_variable changed;
    bool isPaused = false, isStopped = false;
    int singleSteps = 0;
    std::deque<std::function<void()>> errands; ///< with the trainer at rest
    std::optional<WantedMoment> wantedMoment;  ///< an errand will show it
    std::optional<std::pair<Index, Index>> wantedComparison;
    std::atomic<bool> isAbandoned = false; ///< at once, in the middle of a step

    std::unique_ptr<TrainingMaterial> material;
    std::unique_ptr<Trainer> trainer;
    Moments moments;
    QString autosaveFolder; ///< before the thread begins

private:
    IsCancelled cancelled()
    {
        return [this] { return isAbandoned.load(); };
    }
    void prepareAll();
    void describeMaterial();
    bool waitForWork();
    void takeStep(bool opens);
    bool takesSingleStep();
    void noteStep(const TrainingStep &step);
    void noteEvaluation(const std::optional<Evaluation> &evaluation);
    void noteAnswers();
    void notePace();
    void showModel(bool rests = false);
    void report();
    void finish();
    void autosave();
    void serveErrands();
    std::shared_ptr<const Model> modelBehind(const Parameters &weights, Index step) const;
    void holdMoments();
    void keepMark();
    void runErrand(std::unique_lock<std::mutex> &lock);

    TrainingRunner *owner;
    std::shared_ptr<Workers> workers;
    std::function<TrainingStart()> begin;
    std::shared_ptr<const RunRecord> rival; ///< null: no race
    const std::vector<Probe> probes = classroom_probes();
    TrainingProgress progress;
    QString id; ///< of the run
    Clock::time_point reported{}, modelled{}, followedAt{}, autosavedAt{};
    Index seenMoment = -1; ///< by the pages
    std::pair<Index, Index> seenComparison{-1, -1};
    Index settledStep = -1; ///< at which it last came to rest
    Index autosavedStep = 0;
    double modelSeconds = 0;                                      ///< what the last model and its probes took
    std::deque<std::pair<Clock::time_point, std::uint64_t>> pace; ///< moments and tokens of the last seconds at work
};

} // namespace bertlab
