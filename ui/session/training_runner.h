#pragma once

#include "session/training_setup.h"
#include "training/probes.h"

#include <QList>
#include <QObject>
#include <QPointF>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace bertlab {

/// Where a training stands, as the window shows it. Immutable once made.
struct TrainingProgress
{
    Index step = 0, steps = 0; ///< taken so far, and in all
    std::uint64_t tokens = 0;
    double tokensPerSecond = 0, secondsLeft = 0;
    QList<QPointF> maskedLoss, nextLoss;                       ///< of each step
    QList<QPointF> heldOutMaskedLoss, heldOutNextLoss;         ///< where it was evaluated
    QList<QPointF> heldOutMaskedAccuracy, heldOutNextAccuracy; ///< 0 … 1
    std::vector<ProbeAnswer> probes;
    QList<Index> probesInTraining;          ///< how often each probe's sentence stands in the training text
    QList<std::optional<Index>> rightSince; ///< of each probe: behind so many steps it was right first
    std::optional<Index> nextLeft;          ///< behind so many steps NSP first beat 'always notNext' clearly
    QList<Index> moments;                   ///< steps behind which the weights are kept
    Ignorance ignorance;
    double alwaysNotNext = 0; ///< the share of the held-out pairs that are
    QString mostFrequentPiece;
    std::shared_ptr<const TrainingStep> last;
};

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

    void start(const RunRecipe &recipe); ///< ends what runs
    void pause();
    void resume();
    void stepOnce(); ///< one step, then paused
    void stop();     ///< keeps what was learnt

    /// The model behind so many steps (one of the progress' moments); asked for off the GUI thread, comes as
    /// modelReady. Of several that wait only the newest comes.
    void showMoment(Index step);
    /// Whether snapshots of the learning model come as modelReady while it trains, at most one a second.
    void setFollowed(bool followed) { m_followed = followed; }
    /// Writes the model as it is now into a folder; saved() or failed() follows.
    void save(const QString &folder);

signals:
    void stateChanged(bertlab::TrainingRunner::State state);
    void progressChanged();
    void modelReady(std::shared_ptr<const bertlab::Model> model, qlonglong step);
    void saved(const QString &folder);
    void failed(const QString &sentence);

private:
    struct Work;
    void setState(State state);
    void post(const std::function<void()> &onThisThread);
    void end();

    State m_state = State::idle;
    std::shared_ptr<const TrainingProgress> m_progress;
    std::atomic<bool> m_followed = false;
    std::shared_ptr<Work> m_work; ///< of the thread that runs
    std::thread m_thread;
};

} // namespace bertlab
