#include "training/estimate.h"

#include "base/error.h"
#include "numerics/random.h"

#include <algorithm>
#include <limits>

namespace bertlab {

namespace {

constexpr Index tokens_at_most = 1536, timed_steps = 2;
constexpr Index most_held_out = 512; // instances that HeldOut evaluates at most
constexpr double forward_share = 1. / 3, floats_in_arenas = 6;

Index predictions_of_a_sequence(const RunRecipe &recipe)
{
    if (recipe.instances.objective == Objective::next_piece)
        return recipe.instances.pairs.length - 1;
    return masking_budget(recipe.instances.pairs.length, recipe.instances.masking);
}

/// Sequences of full length with as many labels as the recipe has.
LabelledInstances made_up(const RunRecipe &recipe, Index sequences)
{
    const auto length = static_cast<std::size_t>(recipe.instances.pairs.length);
    const auto vocabulary = static_cast<std::size_t>(recipe.config.vocab_size);
    LabelledInstances labelled;
    for (Index sequence = 0; sequence < sequences; ++sequence) {
        std::vector<std::int32_t> ids(length), types(length);
        for (std::size_t i = 0; i < length; ++i) {
            ids[i] = static_cast<std::int32_t>((i * 31 + static_cast<std::size_t>(sequence) * 97) % vocabulary);
            types[i] = i < length / 2 ? 0 : 1;
        }
        const Index start = labelled.batch.tokens();
        labelled.batch.add(ids, types);
        for (Index label = 0; label < predictions_of_a_sequence(recipe); ++label) {
            labelled.labels.masked_rows.push_back(start + label);
            labelled.labels.masked_ids.push_back(ids[static_cast<std::size_t>(label)]);
        }
        if (recipe.instances.objective == Objective::masked_lm_and_next_sentence)
            labelled.labels.next_sentence.push_back(static_cast<std::int32_t>(sequence % 2));
    }
    return labelled;
}

/// The fastest of a few steps, behind one that only makes room.
double time_of_step(const RunRecipe &recipe, Index sequences, Workers &workers, const IsCancelled &is_cancelled)
{
    TrainerOptions options = recipe.trainer;
    options.evaluate_every = 0;
    options.schedule.peak = 1e-6; // the made-up text is not to be learnt
    Trainer trainer(TrainingState(initial_parameters(recipe.config, Initialization::standard, PositionStart::random, {},
                                                     recipe.seed)),
                    std::make_unique<FixedBatch>(made_up(recipe, sequences)), nullptr, options, workers);
    Trainer::StepOptions step;
    step.is_cancelled = is_cancelled;
    double fastest = std::numeric_limits<double>::max();
    for (Index taken = 0; taken <= timed_steps; ++taken) {
        const double before = trainer.seconds();
        trainer.step(step);
        if (taken > 0)
            fastest = std::min(fastest, trainer.seconds() - before);
    }
    return fastest;
}

} // namespace

double run_bytes(const RunRecipe &recipe)
{
    const Config &config = recipe.config;
    const auto number = [](Index value) { return static_cast<double>(value); };
    const double of_a_token =
        number(config.num_hidden_layers * (16 * config.hidden_size + 3 * config.intermediate_size +
                                           2 * config.num_attention_heads * recipe.instances.pairs.length));
    const double logits = 2 * number(predictions_of_a_sequence(recipe)) * number(config.vocab_size);
    const double of_a_sequence = number(recipe.instances.pairs.length) * of_a_token + logits;
    return static_cast<double>(sizeof(float)) *
           (floats_in_arenas * static_cast<double>(ParameterLayout(config).size()) +
            number(recipe.batch_size) * of_a_sequence);
}

RunEstimate estimate_run(const RunRecipe &recipe, Workers &workers, const IsCancelled &is_cancelled)
{
    if (recipe.instances.pairs.length > recipe.config.max_position_embeddings)
        throw Error("The length is " + std::to_string(recipe.instances.pairs.length) +
                    ", but the model reads at most " + std::to_string(recipe.config.max_position_embeddings) +
                    " tokens.");
    const Index many = std::min(recipe.batch_size, std::max<Index>(2, tokens_at_most / recipe.instances.pairs.length));
    const Index few = std::max<Index>(1, many / 2);
    const double with_many = time_of_step(recipe, many, workers, is_cancelled);
    const double with_few = few < many ? time_of_step(recipe, few, workers, is_cancelled) : with_many;
    const double of_a_sequence = few < many ? std::max(0., (with_many - with_few) / static_cast<double>(many - few))
                                            : with_many / static_cast<double>(many);
    RunEstimate estimate;
    estimate.step_seconds = with_many + of_a_sequence * static_cast<double>(recipe.batch_size - many);
    const Index every = recipe.trainer.evaluate_every;
    const auto evaluations = every > 0 ? static_cast<double>(recipe.steps / every + 2) : 0.;
    estimate.seconds = estimate.step_seconds * static_cast<double>(recipe.steps) +
                       evaluations * static_cast<double>(most_held_out) * of_a_sequence * forward_share;
    estimate.bytes = run_bytes(recipe);
    return estimate;
}

} // namespace bertlab
