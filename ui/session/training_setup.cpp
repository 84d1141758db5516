#include "session/training_setup.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "pretraining/corpus_words.h"
#include "session/corpora.h"
#include "training/initialization.h"

#include <QDir>

#include <algorithm>
#include <array>
#include <cmath>

namespace bertlab {

namespace {

constexpr double heldOutShare = 0.05;

std::filesystem::path pathOf(const QString &file)
{
    return path_from_utf8(file.toStdString());
}

/// Training text, and what is held out (perhaps nothing).
std::pair<Corpus, Corpus> readCorpora(const TrainingSetup &setup)
{
    std::vector<std::filesystem::path> files;
    for (const QString &file : setup.files)
        files.push_back(pathOf(file));
    std::pair<Corpus, Corpus> corpora{Corpus::read(files), {}};
    auto &[train, heldOut] = corpora;
    heldOut = setup.heldOutFile.isEmpty() ? hold_out(train, heldOutShare, 2, setup.seed)
                                          : Corpus::read(std::array{pathOf(setup.heldOutFile)});
    return corpora;
}

Vocabulary vocabularyFor(const TrainingSetup &setup, const Corpus &train, const IsCancelled &isCancelled)
{
    if (!setup.vocabularyFile.isEmpty())
        return Vocabulary::from_file(pathOf(setup.vocabularyFile));
    WordPieceTrainerOptions options;
    options.vocab_size = static_cast<std::size_t>(setup.vocabularySize);
    options.is_cancelled = isCancelled;
    return train_wordpiece(count_words(train, true, isCancelled).counts(), options);
}

Config configFor(const TrainingSetup &setup, Index vocabularySize)
{
    Config config = Config::of_shape(setup.shape.toStdString());
    config.vocab_size = vocabularySize;
    config.max_position_embeddings = std::max<Index>(128, setup.instances.pairs.length);
    if (setup.quick) {
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0;
        config.initializer_range = quick_deviation(config.num_hidden_layers);
    }
    return config;
}

TrainerOptions trainerOptions(const TrainingSetup &setup)
{
    TrainerOptions options;
    const Index warmup = setup.quick ? std::min<Index>(60, setup.steps / 5) : setup.steps / 10;
    options.schedule = {OptimizerVariant::bias_corrected, setup.learningRate, warmup, setup.steps};
    options.optimizer.beta2 = setup.quick ? 0.98 : 0.999;
    options.objective = setup.instances.objective;
    options.seed = setup.seed;
    options.evaluate_every = setup.evaluateEvery;
    return options;
}

} // namespace

TrainingSetup TrainingSetup::classroom()
{
    const auto file = [](const char *name) { return QDir(bundledCorpus(name)).path(); };
    TrainingSetup setup;
    setup.files = {file("classroom/train.txt")};
    setup.heldOutFile = file("classroom/heldout.txt");
    setup.vocabularyFile = file("classroom/vocab.txt");
    setup.instances.pairs.length = 48;
    return setup;
}

std::unique_ptr<TrainingMaterial> prepare(const TrainingSetup &setup, Workers &workers, const IsCancelled &isCancelled)
{
    const auto [trainText, heldOutText] = readCorpora(setup);
    const Tokenizer tokenizer(vocabularyFor(setup, trainText, isCancelled), true);
    EncodedCorpus train(trainText, tokenizer, workers, isCancelled);
    std::shared_ptr<const HeldOut> heldOut;
    if (!heldOutText.documents.empty())
        heldOut = std::make_shared<const HeldOut>(EncodedCorpus(heldOutText, tokenizer, workers, isCancelled),
                                                  tokenizer.vocabulary(), setup.instances);
    const Config config = configFor(setup, tokenizer.vocabulary().size());
    const std::vector<std::uint64_t> counts = piece_counts(train, config.vocab_size);
    TrainingState start(initial_parameters(config, setup.quick ? Initialization::quick : Initialization::standard,
                                           setup.quick ? PositionStart::sinusoidal : PositionStart::random, counts,
                                           setup.seed));
    const auto all = static_cast<double>(train.pieces().size());
    double entropy = 0;
    for (const std::uint64_t count : counts)
        if (count > 0)
            entropy -= static_cast<double>(count) / all * std::log(static_cast<double>(count) / all);
    const auto most = std::ranges::max_element(counts);
    const auto piece = static_cast<std::int32_t>(most - counts.begin());
    return std::make_unique<TrainingMaterial>(TrainingMaterial{
        tokenizer, std::move(train), heldOut, std::move(start), trainerOptions(setup), setup.instances, setup.batchSize,
        setup.steps, std::log(static_cast<double>(config.vocab_size)), entropy, static_cast<double>(*most) / all,
        QString::fromStdString(tokenizer.vocabulary().piece(piece))});
}

std::shared_ptr<const Model> modelOf(const Parameters &weights, const Tokenizer &tokenizer, const QString &name)
{
    return std::make_shared<const Model>(Model{name.toStdString(), tokenizer, Bert(weights), {}});
}

} // namespace bertlab
