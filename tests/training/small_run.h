#pragma once

#include "pretraining/small_corpus.h"
#include "training/initialization.h"
#include "training/trainer.h"

#include <array>

/// A run so small that a step takes a millisecond.
namespace bertlab::test {

class SmallRun
{
public:
    Vocabulary vocabulary = Vocabulary::from_text(read_text_file(classroom_file("vocab.txt")), "vocab.txt");
    EncodedCorpus corpus = encoded(Corpus::read(std::array{classroom_file("heldout.txt")}), vocabulary);
    InstanceOptions instances;
    TrainerOptions options;
    Index batch_size = 4;

    SmallRun()
    {
        instances.pairs.length = 24;
        options.schedule = {OptimizerVariant::bias_corrected, 1e-2, 2, 50};
        options.evaluate_every = 0;
    }

    Config config() const
    {
        Config config;
        config.vocab_size = vocabulary.size();
        config.hidden_size = 16;
        config.num_hidden_layers = 2;
        config.num_attention_heads = 2;
        config.intermediate_size = 32;
        config.max_position_embeddings = 32;
        return config;
    }
    TrainingState start() const
    {
        return TrainingState(initial_parameters(config(), Initialization::standard, PositionStart::random, {}, 1));
    }
    Trainer trainer(TrainingState state, Workers &workers, std::shared_ptr<const HeldOut> held_out = nullptr) const
    {
        auto batches = std::make_unique<CorpusBatches>(InstanceStream(corpus, vocabulary, instances, options.seed),
                                                       batch_size, options.objective);
        return {std::move(state), std::move(batches), std::move(held_out), options, workers};
    }
};

/// Everything of a state, in bits.
inline bool same_state(const TrainingState &a, const TrainingState &b)
{
    const auto same = [](std::span<const float> left, std::span<const float> right) {
        return std::ranges::equal(left, right);
    };
    return same(a.weights.values(), b.weights.values()) && same(a.first_moments, b.first_moments) &&
           same(a.second_moments, b.second_moments) && a.step == b.step && a.tokens == b.tokens && a.data == b.data;
}

} // namespace bertlab::test
