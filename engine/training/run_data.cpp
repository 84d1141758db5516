#include "training/run_data.h"

#include "pretraining/corpus_words.h"
#include "text/wordpiece_trainer.h"

#include <array>

namespace bertlab {

RunText read_text(const RunRecipe &recipe)
{
    RunText text{Corpus::read(recipe.corpus), {}};
    if (!recipe.held_out.empty())
        text.held_out = Corpus::read(std::array{recipe.held_out});
    else if (recipe.held_out_share > 0)
        text.held_out = hold_out(text.train, recipe.held_out_share,
                                 recipe.instances.objective == Objective::next_piece ? 1 : 2, recipe.seed);
    return text;
}

Tokenizer make_tokenizer(const RunRecipe &recipe, const Corpus &train, const IsCancelled &is_cancelled)
{
    if (!recipe.vocabulary.empty())
        return {Vocabulary::from_file(recipe.vocabulary), recipe.lower_case};
    WordPieceTrainerOptions options;
    options.vocab_size = static_cast<std::size_t>(recipe.vocab_size);
    options.is_cancelled = is_cancelled;
    return {train_wordpiece(count_words(train, recipe.lower_case, is_cancelled).counts(), options), recipe.lower_case};
}

std::unique_ptr<const RunData> encode(const RunRecipe &recipe, const RunText &text, Tokenizer tokenizer,
                                      Workers &workers, const IsCancelled &is_cancelled)
{
    EncodedCorpus train(text.train, tokenizer, workers, is_cancelled);
    std::shared_ptr<const HeldOut> held_out;
    if (!text.held_out.documents.empty())
        held_out = std::make_shared<const HeldOut>(EncodedCorpus(text.held_out, tokenizer, workers, is_cancelled),
                                                   tokenizer.vocabulary(), recipe.instances, &train);
    return std::make_unique<const RunData>(RunData{std::move(tokenizer), std::move(train), std::move(held_out)});
}

TrainingState first_state(const RunRecipe &recipe, const EncodedCorpus *train)
{
    const auto counts = train ? piece_counts(*train, recipe.config.vocab_size) : std::vector<std::uint64_t>();
    return TrainingState(
        initial_parameters(recipe.config, recipe.initialization, recipe.positions, counts, recipe.seed));
}

std::unique_ptr<BatchSource> batches_of(const RunRecipe &recipe, const RunData &data)
{
    return std::make_unique<CorpusBatches>(
        InstanceStream(data.train, data.tokenizer.vocabulary(), recipe.instances, recipe.seed), recipe.batch_size,
        recipe.instances.objective);
}

} // namespace bertlab
