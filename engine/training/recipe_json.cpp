#include "training/recipe_json.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/config_json.h"
#include "io/json_text.h"

#include <array>
#include <utility>

namespace bertlab {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

template <typename Value, std::size_t count>
using Names = std::array<std::pair<Value, std::string_view>, count>;

constexpr Names<Initialization, 2> initializations{
    {{Initialization::standard, "standard"}, {Initialization::quick, "quick"}}};
constexpr Names<PositionStart, 2> position_starts{
    {{PositionStart::random, "random"}, {PositionStart::sinusoidal, "sinusoidal"}}};
constexpr Names<Objective, 3> objectives{{{Objective::masked_lm_and_next_sentence, "mlm+nsp"},
                                          {Objective::masked_lm, "mlm"},
                                          {Objective::next_piece, "next-piece"}}};
constexpr Names<MaskingMethod, 3> methods{{{MaskingMethod::exact, "exact"},
                                           {MaskingMethod::bernoulli, "bernoulli"},
                                           {MaskingMethod::complete_words, "complete-words"}}};
constexpr Names<OptimizerVariant, 2> variants{
    {{OptimizerVariant::google, "google"}, {OptimizerVariant::bias_corrected, "bias-corrected"}}};

constexpr const auto &names_of(Initialization)
{
    return initializations;
}
constexpr const auto &names_of(PositionStart)
{
    return position_starts;
}
constexpr const auto &names_of(Objective)
{
    return objectives;
}
constexpr const auto &names_of(MaskingMethod)
{
    return methods;
}
constexpr const auto &names_of(OptimizerVariant)
{
    return variants;
}

std::string absolute_name(const fs::path &file)
{
    if (file.empty())
        return {};
    const std::u8string name = fs::absolute(file).lexically_normal().u8string();
    return {name.begin(), name.end()};
}

Json json_of(const fs::path &file)
{
    return absolute_name(file);
}
Json json_of(const std::vector<fs::path> &files)
{
    Json names = Json::array();
    for (const fs::path &file : files)
        names.push_back(absolute_name(file));
    return names;
}
template <typename Value>
Json json_of(const Value &value)
{
    if constexpr (std::is_enum_v<Value>) {
        for (const auto &[known, name] : names_of(value))
            if (known == value)
                return std::string(name);
        return {};
    } else {
        return value;
    }
}

void take(const nlohmann::json &json, fs::path &file)
{
    file = path_from_utf8(json.get<std::string>());
}
void take(const nlohmann::json &json, std::vector<fs::path> &files)
{
    for (const std::string &name : json.get<std::vector<std::string>>())
        files.push_back(path_from_utf8(name));
}
template <typename Value>
void take(const nlohmann::json &json, Value &value)
{
    if constexpr (std::is_enum_v<Value>) {
        const auto text = json.get<std::string>();
        for (const auto &[known, name] : names_of(value))
            if (name == text) {
                value = known;
                return;
            }
        throw Error("unknown"); // told with its field by parse_recipe
    } else {
        value = json.get<Value>();
    }
}

/// Calls visit(name, member) for every choice but the config.
template <typename Recipe, typename Visit>
void for_each_field(Recipe &r, const Visit &visit)
{
    visit("corpus", r.corpus);
    visit("held_out", r.held_out);
    visit("held_out_share", r.held_out_share);
    visit("vocabulary", r.vocabulary);
    visit("vocab_size", r.vocab_size);
    visit("lower_case", r.lower_case);
    visit("initialization", r.initialization);
    visit("positions", r.positions);
    visit("objective", r.instances.objective);
    visit("sequence", r.instances.pairs.length);
    visit("short_probability", r.instances.pairs.short_probability);
    visit("masking", r.instances.masking.method);
    visit("masking_probability", r.instances.masking.probability);
    visit("max_predictions", r.instances.masking.max_predictions);
    visit("whole_word", r.instances.masking.whole_word);
    visit("roll_per_word", r.instances.masking.roll_per_word);
    visit("split_mask", r.instances.masking.split.mask);
    visit("split_random", r.instances.masking.split.random);
    visit("split_keep", r.instances.masking.split.keep);
    visit("static", r.instances.is_static);
    visit("batch_size", r.batch_size);
    visit("steps", r.steps);
    visit("schedule", r.trainer.schedule.variant);
    visit("learning_rate", r.trainer.schedule.peak);
    visit("warmup_steps", r.trainer.schedule.warmup_steps);
    visit("total_steps", r.trainer.schedule.total_steps);
    visit("optimizer", r.trainer.optimizer.variant);
    visit("beta1", r.trainer.optimizer.beta1);
    visit("beta2", r.trainer.optimizer.beta2);
    visit("epsilon", r.trainer.optimizer.epsilon);
    visit("weight_decay", r.trainer.optimizer.weight_decay);
    visit("clip_norm", r.trainer.optimizer.clip_norm);
    visit("evaluate_every", r.trainer.evaluate_every);
    visit("seed", r.seed);
}

} // namespace

std::string write_recipe(const RunRecipe &recipe)
{
    Json json = Json::object();
    for_each_field(recipe, [&json](const char *name, const auto &value) { json[name] = json_of(value); });
    json["config"] = Json::parse(write_config(recipe.config));
    return json.dump();
}

RunRecipe parse_recipe(std::string_view text, const std::string &name)
{
    const nlohmann::json json = parse_json(text, name);
    const auto field = [&](const char *key) -> const nlohmann::json & {
        if (!json.is_object() || !json.contains(key))
            throw Error(name + ": " + key + " is missing; expected all choices of a run.");
        return json.at(key);
    };
    RunRecipe recipe;
    for_each_field(recipe, [&](const char *key, auto &value) {
        const nlohmann::json &found = field(key);
        try {
            take(found, value);
        } catch (const std::exception &) {
            throw Error(name + ": " + key + " is " + describe(found) + ", which it cannot be.");
        }
    });
    recipe.config = parse_config(field("config").dump(), name);
    recipe.trainer.objective = recipe.instances.objective;
    recipe.trainer.seed = recipe.seed;
    return recipe;
}

} // namespace bertlab
