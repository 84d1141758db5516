#include "session/training_setup.h"

#include "session/corpora.h"

#include <algorithm>

namespace bertlab {

RunRecipe classroomRecipe()
{
    RunRecipe recipe;
    recipe.corpus = {bundledCorpus("classroom/train.txt")};
    recipe.held_out = bundledCorpus("classroom/heldout.txt");
    recipe.vocabulary = bundledCorpus("classroom/vocab.txt");
    recipe.instances.pairs.length = 48;
    recipe.steps = 1600;
    recipe.take_shape(training_shape("tiny"), Initialization::quick, recipe.steps);
    recipe.trainer.evaluate_every = 50;
    return recipe;
}

RunRecipe storiesRecipe()
{
    RunRecipe recipe;
    recipe.corpus = {bundledCorpus("stories/train.txt")};
    recipe.held_out = bundledCorpus("stories/heldout.txt");
    return recipe;
}

Index lastStepOf(const RunRecipe &recipe, const RunRecord *rival)
{
    return rival ? std::min(recipe.steps, rival->course.step) : recipe.steps;
}

std::unique_ptr<TrainingMaterial> prepare(TrainingStart from, Workers &workers, const IsCancelled &isCancelled)
{
    RunRecipe &recipe = from.recipe;
    const RunText text = read_text(recipe);
    std::vector<FileFingerprint> inputs = fingerprints(recipe); // now: the files may change while it learns
    Tokenizer tokenizer = from.tokenizer ? std::move(*from.tokenizer) : make_tokenizer(recipe, text.train, isCancelled);
    recipe.config.vocab_size = tokenizer.vocabulary().size();
    auto data = encode(recipe, text, std::move(tokenizer), workers, isCancelled);
    TrainingState start = from.state ? std::move(*from.state) : first_state(recipe, &data->train);
    const Ignorance ignorance = ignorance_of(data->train, recipe.config.vocab_size);
    return std::make_unique<TrainingMaterial>(
        TrainingMaterial{std::move(recipe), std::move(data), std::move(start), std::move(inputs), ignorance});
}

std::shared_ptr<const Model> modelOf(const Parameters &weights, const Tokenizer &tokenizer, const QString &name)
{
    return std::make_shared<const Model>(Model{name.toStdString(), tokenizer, Bert(weights), {}});
}

} // namespace bertlab
