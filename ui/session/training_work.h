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

    Work(TrainingRunner *of, std::function<TrainingStart()> from) : owner(of), begin(std::move(from)) {}

    /// The thread: prepares, trains, then serves errands until it is abandoned.
    void run();

    /// For the owner: changes what is shared and wakes the thread.
    void order(const std::function<void()> &change);
    /// The moment that was asked for last; called by its errand.
    std::shared_ptr<const Parameters> takeWantedMoment(Index &step);
    /// What was asked for last; null if a moment of it is no longer kept, or when asked to stop.
    std::shared_ptr<const MomentComparison> compareWanted();
    std::shared_ptr<const Model> modelBehind(const Parameters &weights, Index step) const;
    /// With the history up to the step behind which the trainer rests.
    void saveTo(const QString &folder) const;

    std::mutex mutex;
    std::condition_variable changed;
    bool isPaused = false, isStopped = false;
    int singleSteps = 0;
    std::deque<std::function<void()>> errands; ///< with the trainer at rest
    std::optional<Index> wantedMoment;         ///< an errand will show it
    std::optional<std::pair<Index, Index>> wantedComparison;
    std::atomic<bool> isAbandoned = false; ///< at once, in the middle of a step

    std::unique_ptr<TrainingMaterial> material;
    std::unique_ptr<Trainer> trainer;
    Moments moments;

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
    void notePace();
    void showModel();
    void report();
    void finish();
    void serveErrands();
    void runErrand(std::unique_lock<std::mutex> &lock);

    TrainingRunner *owner;
    std::function<TrainingStart()> begin;
    Workers workers{Workers::available()};
    const std::vector<Probe> probes = classroom_probes();
    TrainingProgress progress;
    Clock::time_point reported{}, modelled{}, followedAt{};
    Index reportedStep = -1;
    double modelSeconds = 0;                                      ///< what the last model and its probes took
    std::deque<std::pair<Clock::time_point, std::uint64_t>> pace; ///< moments and tokens of the last seconds at work
};

} // namespace bertlab
