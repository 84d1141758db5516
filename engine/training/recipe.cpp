#include "training/recipe.h"

#include <algorithm>

namespace bertlab {

namespace {

/// Of quick's own recipe, as measured on the classroom world and the reference model; else by size.
double peak_rate(const Config &config, bool quick)
{
    if (quick)
        return config.num_hidden_layers <= 2 ? 4e-3 : 1e-3;
    return config.num_hidden_layers <= 4 ? 5e-4 : config.num_hidden_layers <= 8 ? 3e-4 : 1e-4;
}

Index warmup(const Config &config, bool quick, std::optional<Index> total_steps)
{
    const Index wanted = !quick ? 10'000 : config.num_hidden_layers <= 2 ? 60 : 500;
    return total_steps ? std::min(wanted, *total_steps / (quick ? 5 : 10)) : quick ? wanted : 100;
}

} // namespace

RecommendedRecipe recommended(const Config &config, Initialization initialization, std::optional<Index> total_steps)
{
    const bool quick = initialization == Initialization::quick;
    return {.learning_rate = peak_rate(config, quick),
            .beta1 = 0.9,
            .beta2 = quick ? 0.98 : 0.999,
            .dropout = quick ? 0 : config.hidden_dropout_prob,
            .warmup_steps = warmup(config, quick, total_steps),
            .positions = quick ? PositionStart::sinusoidal : PositionStart::random};
}

Config training_shape(const std::string &name)
{
    Config config = Config::of_shape(name);
    config.max_position_embeddings = name == "tiny" || name == "mini" ? 128 : 512;
    return config;
}

void RunRecipe::take_shape(const Config &shape, Initialization how, std::optional<Index> total_steps)
{
    const RecommendedRecipe values = recommended(shape, how, total_steps);
    config = shape;
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = values.dropout;
    if (how == Initialization::quick)
        config.initializer_range = quick_deviation(config.num_hidden_layers);
    initialization = how;
    positions = values.positions;
    trainer.schedule = {OptimizerVariant::bias_corrected, values.learning_rate, values.warmup_steps,
                        total_steps.value_or(1)};
    trainer.optimizer.variant = OptimizerVariant::bias_corrected;
    trainer.optimizer.beta1 = values.beta1;
    trainer.optimizer.beta2 = values.beta2;
}

} // namespace bertlab
