#pragma once

#include "training/initialization.h"
#include "training/trainer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bertlab {

/// What a run is: every choice with its value. The one place where choices become what the trainer reads: bertlab-cli
/// pretrain and the window both go through here, so that the same recipe gives the same bits in both.
struct RunRecipe
{
    std::vector<std::filesystem::path> corpus;
    std::filesystem::path held_out;   ///< a text; empty: held_out_share of the corpus' documents
    double held_out_share = 0.05;     ///< 0: nothing is held out
    std::filesystem::path vocabulary; ///< a vocab.txt; empty: vocab_size pieces, trained on what is not held out
    Index vocab_size = 1000;
    bool lower_case = true;
    Config config; ///< of the model; its vocab_size is that of the vocabulary
    Initialization initialization = Initialization::quick;
    PositionStart positions = PositionStart::sinusoidal;
    InstanceOptions instances;
    Index batch_size = 32;
    Index steps = 1; ///< after which the run ends
    TrainerOptions trainer;
    std::uint64_t seed = 1; ///< of all that is drawn

    /// The config and what recommended() says for it.
    void take_shape(const Config &shape, Initialization how, std::optional<Index> total_steps);
};

/// Rates and betas that go with a size and a start.
struct RecommendedRecipe
{
    double learning_rate, beta1, beta2, dropout;
    Index warmup_steps;
    PositionStart positions;
};

/// Of the quick start's own recipe, as measured on the classroom world and the reference model; else BERT's, with a
/// rate by size. The warm-up is at most a fifth (quick) or a tenth (BERT's) of `total_steps`, if those are known.
RecommendedRecipe recommended(const Config &config, Initialization initialization, std::optional<Index> total_steps);

/// Config::of_shape, with 128 positions for tiny and mini, which classroom texts are trained with, else 512.
Config training_shape(const std::string &name);

} // namespace bertlab
