#pragma once

#include "commands/instance_options.h"
#include "commands/options.h"
#include "model/config.h"
#include "training/recipe.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bertlab {

/// The options of `pretrain`; what is not given stays empty until resolve() puts the defaults in.
struct PretrainOptions
{
    CommonOptions common; ///< --model: weights to begin with
    std::string out;
    bool resume = false;

    std::vector<std::string> corpus;
    std::string batch, shape, config, vocabulary;
    std::optional<Index> vocab_size;
    bool cased = false;
    InstanceSettings instances;
    std::string held_out = "0.05"; ///< a share of the documents, or a file

    Index batch_size = 32;
    std::optional<Index> steps, total_steps, warmup_steps;
    std::optional<double> minutes, learning_rate, beta1, beta2, dropout;
    std::string optimizer = "bias-corrected";
    double epsilon = 1e-6, weight_decay = 0.01, clip_norm = 1;
    std::string initialization, position_start;
    Index evaluate_every = 100, save_every = 500;
    bool half = false; ///< the model's weights are written as F16

    bool is_quick() const { return initialization == "quick"; }
    AdamWOptions adamw() const; ///< of resolved options
    Schedule schedule() const;  ///< of resolved options
};

/// The number that --held-out is, or nothing: then it is a file.
std::optional<double> held_out_fraction(const std::string &text);

/// Adds them to the command.
void add_pretrain_options(CLI::App &command, PretrainOptions &options);

/// Files by their absolute names, so that a run can be resumed from elsewhere.
void make_absolute(PretrainOptions &options);

/// Puts in what was not given: `quick` for tiny and mini, else `standard`, and what recommended() says for it.
/// `config`: of the model that is trained.
void resolve(PretrainOptions &options, const Config &config);

/// All options but those that may differ when a run goes on (--threads) and --out, for training.json.
nlohmann::ordered_json to_json(const PretrainOptions &options);
/// Takes them from training.json. Throws Error naming `file` and the option that is missing or of another kind.
void take_from_json(const nlohmann::json &json, const std::string &file, PretrainOptions &options);

/// Throws Error naming the first option that was given on the command line (as `command` knows) and differs from the
/// run's; --steps, --minutes, --threads and --save-every may.
void expect_same_options(const CLI::App &command, const PretrainOptions &given, const PretrainOptions &of_run,
                         const std::string &file);

} // namespace bertlab
