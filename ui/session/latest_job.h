#pragma once

#include "numerics/parallel.h"

#include <QFutureWatcher>
#include <QString>
#include <QThreadPool>
#include <QtConcurrent>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace bertlab {

/// Runs one job at a time on a thread of its own; the newest wins: a running job is cancelled when another comes, and
/// its result is never delivered. `done` and `failed` are called on the thread that made this object. Destruction
/// cancels and waits, so a job may use what outlives this object.
template <typename Result>
class LatestJob
{
public:
    using Work = std::function<Result(const IsCancelled &)>;

    LatestJob(std::function<void(Result)> done, std::function<void(const QString &)> failed)
        : m_done(std::move(done)), m_failed(std::move(failed))
    {
        m_pool.setMaxThreadCount(1);
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { deliver(); });
    }

    ~LatestJob()
    {
        cancel();
        m_pool.waitForDone();
    }

    void run(Work work)
    {
        cancel();
        m_next = std::move(work);
        if (!m_running)
            start();
    }

    /// Nothing of what was asked for so far is delivered any more.
    void cancel()
    {
        m_next.reset();
        if (m_running)
            *m_cancelled = true;
    }

    /// Something is on its way.
    bool isBusy() const { return m_next || (m_running && !*m_cancelled); }

private:
    using Outcome = std::variant<Result, QString>; ///< QString: what went wrong

    void start()
    {
        m_cancelled = std::make_shared<std::atomic_bool>(false);
        m_running = true;
        auto job = [work = *std::exchange(m_next, std::nullopt), cancelled = m_cancelled]() -> Outcome {
            try {
                return work([cancelled] { return cancelled->load(); });
            } catch (const std::exception &exception) { // QFuture would not keep its words
                return QString::fromUtf8(exception.what());
            }
        };
        m_watcher.setFuture(QtConcurrent::run(&m_pool, job));
    }

    void deliver()
    {
        m_running = false;
        Outcome outcome = m_watcher.result();
        if (m_next)
            start();
        else if (*m_cancelled)
            return;
        else if (const QString *sentence = std::get_if<QString>(&outcome))
            m_failed(*sentence);
        else
            m_done(std::move(std::get<Result>(outcome)));
    }

    std::function<void(Result)> m_done;
    std::function<void(const QString &)> m_failed;
    QThreadPool m_pool;
    std::optional<Work> m_next; ///< waits until the running one has noticed that it is cancelled
    std::shared_ptr<std::atomic_bool> m_cancelled;
    bool m_running = false;
    QFutureWatcher<Outcome> m_watcher;
};

} // namespace bertlab
