#pragma once

#include "io/model_directory.h"
#include "pretraining/instances.h"
#include "tasks/reading.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bertlab {

/// The corpus that examples are drawn from, in the pieces of one model. Immutable.
struct ExampleCorpus
{
    std::shared_ptr<const Model> model;
    Corpus text;
    EncodedCorpus pieces;
};

struct ExampleOptions
{
    bool fromDocuments = true; ///< else the sentences that were read are masked
    Index length = 32;         ///< of an example from documents
    MaskingOptions masking{};
    std::uint64_t seed = 1;
};

/// What came of a number of runs, summed.
struct ExampleTally
{
    int runs = 0;
    Index tokens = 0, candidates = 0; ///< [CLS] and [SEP] are tokens but no candidates
    Index chosen = 0, masked = 0, random = 0, kept = 0;
    Index fewest = 0, most = 0;           ///< chosen in one run
    int randomNext = 0, alwaysRandom = 0; ///< the latter: chunks of one sentence
    /// With a coin for every chunk of several sentences.
    double expectedRandomNext() const { return runs ? (runs + alwaysRandom) / (2. * runs) : 0; }
    bool operator==(const ExampleTally &) const = default;
};

/// One example of pre-training with every roll. Immutable once made.
struct TrainingExample
{
    std::shared_ptr<const Reading> reading;      ///< without its results
    std::shared_ptr<const ExampleCorpus> corpus; ///< null: the sentences of the reading, without rolls of a pair
    ExampleOptions options;
    PretrainingInstance instance;
    ExampleTally tally; ///< of this one run

    const Vocabulary &vocabulary() const { return reading->model->tokenizer.vocabulary(); }
};

/// Reads the corpus that comes with the program and splits it with the model's vocabulary. Throws Error or Cancelled.
std::shared_ptr<const ExampleCorpus> readExampleCorpus(std::shared_ptr<const Model> model,
                                                       const IsCancelled &isCancelled);

/// The first example of `seed`: of the corpus, or of the reading where `corpus` is null. Throws Error.
std::shared_ptr<const TrainingExample> drawExample(std::shared_ptr<const Reading> reading,
                                                   std::shared_ptr<const ExampleCorpus> corpus,
                                                   const ExampleOptions &options);

/// The tally after each of `runs` runs: of examples of the same corpus, or of the same sentences masked anew. The first
/// run is the example itself. Throws Cancelled.
std::vector<ExampleTally> runExamples(const TrainingExample &example, int runs, const IsCancelled &isCancelled);

} // namespace bertlab
