#pragma once

#include "tasks/reading.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <optional>

namespace bertlab {

/// Runs readings on a thread of its own; the newest request wins: a running one is cancelled when another comes, and
/// its result is never delivered. Destruction cancels and waits.
class InferenceRunner : public QObject
{
    Q_OBJECT

public:
    explicit InferenceRunner(QObject *parent = nullptr);
    ~InferenceRunner() override;

    void run(std::shared_ptr<const Model> model, ReadingRequest request);
    bool isBusy() const;

signals:
    void finished(std::shared_ptr<const bertlab::Reading> reading);
    void failed(const QString &sentence); ///< the engine's sentence

private:
    struct Job;
    void start(Job job);
    std::shared_ptr<Workers> m_workers;
    std::unique_ptr<Job> m_next; ///< waits until the running one has noticed that it is cancelled
    QFutureWatcher<std::shared_ptr<const Reading>> m_watcher;
};

} // namespace bertlab
