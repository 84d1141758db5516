#pragma once

#include "session/latest_job.h"
#include "session/training_example.h"

#include <QObject>

namespace bertlab {

/// Draws examples and runs them often, off the GUI thread; the newest request wins. The corpus is read once a model.
class ExampleRunner : public QObject
{
    Q_OBJECT

public:
    explicit ExampleRunner(QObject *parent = nullptr);

    void draw(std::shared_ptr<const Reading> reading, const ExampleOptions &options);
    void runOften(std::shared_ptr<const TrainingExample> example, int runs);
    /// The runs of an example that is gone are not delivered.
    void cancelRuns() { m_runs.cancel(); }
    bool isDrawing() const { return m_draw.isBusy(); }

signals:
    void drawn(std::shared_ptr<const bertlab::TrainingExample> example);
    void ran(const std::vector<bertlab::ExampleTally> &tallies); ///< after each run
    void failed(const QString &sentence);

private:
    std::shared_ptr<const ExampleCorpus> m_corpus; ///< of the model that was drawn for last
    LatestJob<std::shared_ptr<const TrainingExample>> m_draw;
    LatestJob<std::vector<ExampleTally>> m_runs;
};

} // namespace bertlab
