#pragma once

#include "session/covers.h"
#include "session/latest_job.h"
#include "tasks/reading.h"

#include <QObject>

#include <memory>

namespace bertlab {

/// Every tensor that some page shows: those of the embeddings; query, key, value and probabilities of each layer and
/// what it gives; the last hidden states, the transform of the MLM head and the pooler. What is soon reckoned for one
/// row is not among them: scores (as large as the probabilities) from q and k, what the blocks add from what they read.
TraceRequest traceForPages();

/// Runs readings on a thread of its own; the newest request wins: a running one is cancelled when another comes, and
/// its result is never delivered. Destruction cancels and waits.
class InferenceRunner : public QObject
{
    Q_OBJECT

public:
    explicit InferenceRunner(std::shared_ptr<Workers> workers, QObject *parent = nullptr);

    /// Reads `text` and `pair` (empty: none) with what is covered, as it stands in them.
    void run(std::shared_ptr<const Model> model, const QString &text, const QString &pair, const Covers &covers,
             const ReadingVariant &variant);
    void cancel() { m_job.cancel(); }
    bool isBusy() const { return m_job.isBusy(); }

signals:
    void finished(std::shared_ptr<const bertlab::Reading> reading);
    void failed(const QString &sentence); ///< the engine's sentence

private:
    std::shared_ptr<Workers> m_workers;
    LatestJob<std::shared_ptr<const Reading>> m_job;
};

} // namespace bertlab
