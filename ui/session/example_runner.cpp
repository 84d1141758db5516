#include "session/example_runner.h"

#include "session/light_reading.h"

namespace bertlab {

ExampleRunner::ExampleRunner(QObject *parent)
    : QObject(parent), m_draw(
                           [this](std::shared_ptr<const TrainingExample> example) {
                               if (example->corpus)
                                   m_corpus = example->corpus;
                               emit drawn(std::move(example));
                           },
                           [this](const QString &sentence) { emit failed(sentence); }),
      m_runs([this](const std::vector<ExampleTally> &tallies) { emit ran(tallies); },
             [this](const QString &sentence) { emit failed(sentence); })
{}

void ExampleRunner::draw(std::shared_ptr<const Reading> reading, const ExampleOptions &options)
{
    m_draw.run([reading = lightReading(*reading), options, corpus = m_corpus](const IsCancelled &isCancelled) {
        if (!options.fromDocuments)
            return drawExample(reading, nullptr, options);
        const bool there = corpus && corpus->model == reading->model;
        return drawExample(reading, there ? corpus : readExampleCorpus(reading->model, isCancelled), options);
    });
}

void ExampleRunner::runOften(std::shared_ptr<const TrainingExample> example, int runs)
{
    m_runs.run([example = std::move(example), runs](const IsCancelled &isCancelled) {
        return runExamples(*example, runs, isCancelled);
    });
}

} // namespace bertlab
