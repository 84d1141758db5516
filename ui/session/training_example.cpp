#include "session/training_example.h"

#include "base/error.h"
#include "pretraining/random_sites.h"
#include "session/corpora.h"
#include "session/light_reading.h"

#include <algorithm>
#include <array>

namespace bertlab {

namespace {

InstanceOptions instanceOptions(const ExampleOptions &options)
{
    InstanceOptions instance;
    instance.pairs.length = options.length;
    instance.masking = options.masking;
    return instance;
}

/// The sentences of a reading, masked by the rolls of one run.
PretrainingInstance maskReading(const Reading &reading, const ExampleOptions &options, std::uint32_t run)
{
    PretrainingInstance instance;
    instance.original_ids = reading.encoding.ids;
    instance.token_type_ids = reading.encoding.type_ids;
    RandomSequence random(options.seed, 0, random_site::masking, run);
    mask_instance(instance, reading.model->tokenizer.vocabulary(), options.masking, random);
    return instance;
}

void add(ExampleTally &tally, const PretrainingInstance &instance)
{
    const auto &pieces = instance.masking.pieces;
    const auto chosen = static_cast<Index>(pieces.size());
    const auto treated = [&pieces](MaskedPiece::Treatment treatment) {
        return static_cast<Index>(std::ranges::count(pieces, treatment, &MaskedPiece::treatment));
    };
    tally.fewest = tally.runs == 0 ? chosen : std::min(tally.fewest, chosen);
    tally.most = std::max(tally.most, chosen);
    ++tally.runs;
    tally.tokens += static_cast<Index>(instance.original_ids.size());
    for (const MaskingCandidate &candidate : instance.masking.candidates)
        tally.candidates += static_cast<Index>(candidate.positions.size());
    tally.chosen += chosen;
    tally.masked += treated(MaskedPiece::Treatment::mask);
    tally.random += treated(MaskedPiece::Treatment::random);
    tally.kept += treated(MaskedPiece::Treatment::keep);
    tally.randomNext += instance.is_random_next;
    tally.alwaysRandom += !instance.pair.next_roll;
}

} // namespace

std::shared_ptr<const ExampleCorpus> readExampleCorpus(std::shared_ptr<const Model> model,
                                                       const IsCancelled &isCancelled)
{
    const std::array files{bundledCorpus("classroom/train.txt")};
    Corpus text = Corpus::read(files);
    Workers workers(Workers::available());
    EncodedCorpus pieces(text, model->tokenizer, workers, isCancelled);
    return std::make_shared<ExampleCorpus>(ExampleCorpus{std::move(model), std::move(text), std::move(pieces)});
}

std::shared_ptr<const TrainingExample> drawExample(std::shared_ptr<const Reading> reading,
                                                   std::shared_ptr<const ExampleCorpus> corpus,
                                                   const ExampleOptions &options)
{
    auto example = std::make_shared<TrainingExample>();
    example->reading = lightReading(*reading);
    example->corpus = std::move(corpus);
    example->options = options;
    if (example->corpus) {
        DataPosition first;
        example->instance =
            InstanceStream(example->corpus->pieces, example->vocabulary(), instanceOptions(options), options.seed)
                .next(first);
    } else {
        example->instance = maskReading(*example->reading, options, 0);
    }
    add(example->tally, example->instance);
    return example;
}

std::vector<ExampleTally> runExamples(const TrainingExample &example, int runs, const IsCancelled &isCancelled)
{
    std::unique_ptr<InstanceStream> stream;
    if (example.corpus)
        stream = std::make_unique<InstanceStream>(example.corpus->pieces, example.vocabulary(),
                                                  instanceOptions(example.options), example.options.seed);
    DataPosition position;
    std::vector<ExampleTally> tallies;
    ExampleTally tally;
    for (int run = 0; run < runs; ++run) {
        if (isCancelled && isCancelled())
            throw Cancelled();
        add(tally, stream ? stream->next(position)
                          : maskReading(*example.reading, example.options, static_cast<std::uint32_t>(run)));
        tallies.push_back(tally);
    }
    return tallies;
}

} // namespace bertlab
