#include "commands/pretrain_options.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/corpus_options.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bertlab {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> may_differ{"--steps", "--minutes", "--save-every"};

/// Calls visit(name, member) for every option that belongs to a run.
template <typename Options, typename Visit>
void for_each_option(Options &o, const Visit &visit)
{
    visit("--corpus", o.corpus);
    visit("--batch", o.batch);
    visit("--model", o.common.model);
    visit("--shape", o.shape);
    visit("--config", o.config);
    visit("--vocabulary", o.vocabulary);
    visit("--vocab-size", o.vocab_size);
    visit("--cased", o.cased);
    visit("--held-out", o.held_out);
    visit("--sequence", o.instances.sequence);
    visit("--seed", o.instances.seed);
    visit("--objective", o.instances.objective);
    visit("--masking", o.instances.masking);
    visit("--whole-word", o.instances.whole_word);
    visit("--mask-split", o.instances.mask_split);
    visit("--max-predictions", o.instances.max_predictions);
    visit("--static", o.instances.is_static);
    visit("--batch-size", o.batch_size);
    visit("--steps", o.steps);
    visit("--minutes", o.minutes);
    visit("--total-steps", o.total_steps);
    visit("--warmup-steps", o.warmup_steps);
    visit("--learning-rate", o.learning_rate);
    visit("--optimizer", o.optimizer);
    visit("--beta1", o.beta1);
    visit("--beta2", o.beta2);
    visit("--epsilon", o.epsilon);
    visit("--weight-decay", o.weight_decay);
    visit("--clip-norm", o.clip_norm);
    visit("--dropout", o.dropout);
    visit("--initialization", o.initialization);
    visit("--position-start", o.position_start);
    visit("--evaluate-every", o.evaluate_every);
    visit("--save-every", o.save_every);
    visit("--half", o.half);
}

template <typename Value>
Json json_of(const Value &value)
{
    return value;
}
template <typename Value>
Json json_of(const std::optional<Value> &value)
{
    return value ? Json(*value) : Json();
}

template <typename Value>
void take(const nlohmann::json &json, Value &value)
{
    value = json.get<Value>();
}
template <typename Value>
void take(const nlohmann::json &json, std::optional<Value> &value)
{
    value = json.is_null() ? std::nullopt : std::optional(json.get<Value>());
}

void add_data_options(CLI::App &command, PretrainOptions &options)
{
    auto *corpus = add_corpus(command, options.corpus);
    command.add_option("--batch", options.batch, "Repeat one fixed batch with its labels, instead of a corpus")
        ->type_name("BATCH.safetensors")
        ->excludes(corpus);
    command.add_option("--vocabulary", options.vocabulary, "A vocab.txt; else one is trained on the corpus")
        ->type_name("F");
    command.add_option("--vocab-size", options.vocab_size, "Pieces to train: 1,000 for tiny, else 6,000")
        ->type_name("N")
        ->check(CLI::Range(1, 1 << 20).description(""));
    command.add_flag("--cased", options.cased, "Keep upper case and accents");
    command
        .add_option("--held-out", options.held_out,
                    "To evaluate on: a share of the documents, a file, or 0 for nothing")
        ->type_name("FRACTION|FILE")
        ->capture_default_str();
    add_instance_settings(command, options.instances);
}

void add_model_choice(CLI::App &command, PretrainOptions &options)
{
    auto *shape = command
                      .add_option("--shape", options.shape,
                                  "tiny (by default), mini, small, medium, base or large, from random weights")
                      ->type_name("S")
                      ->check(CLI::IsMember({"tiny", "mini", "small", "medium", "base", "large"}).description(""));
    auto *config = command.add_option("--config", options.config, "A Hugging Face config.json instead of a shape")
                       ->type_name("F")
                       ->excludes(shape);
    command.get_option("--model")->excludes(shape)->excludes(config);
    command
        .add_option("--initialization", options.initialization,
                    "standard, or quick: learns sooner (by default for tiny and mini)")
        ->type_name("HOW")
        ->check(CLI::IsMember({"standard", "quick"}).description(""));
    command.add_option("--position-start", options.position_start, "random, or sinusoidal (by default with quick)")
        ->type_name("HOW")
        ->check(CLI::IsMember({"random", "sinusoidal"}).description(""));
    command.add_option("--dropout", options.dropout, "Of hidden states and attention; 0.1, with quick 0")
        ->type_name("P")
        ->check(CLI::Range(0.0, 0.99).description(""));
}

void add_optimizer_options(CLI::App &command, PretrainOptions &options)
{
    const auto positive = CLI::PositiveNumber;
    const auto number = [&command](const char *name, auto &value, const char *meaning) {
        return command.add_option(name, value, meaning)->type_name("X");
    };
    add_count(command, "--batch-size", options.batch_size, "Instances of a step");
    auto *steps = number("--steps", options.steps, "So many steps")
                      ->type_name("N")
                      ->check(CLI::Range(1, 1 << 30).description(""));
    number("--minutes", options.minutes, "So long, counted from the start of the program")
        ->check(positive)
        ->excludes(steps);
    number("--total-steps", options.total_steps, "Of the schedule; by default the steps")
        ->type_name("N")
        ->check(CLI::Range(1, 1 << 30).description(""));
    number("--warmup-steps", options.warmup_steps, "Until the learning rate is at its peak")
        ->type_name("N")
        ->check(CLI::Range(0, 1 << 30).description(""));
    number("--learning-rate", options.learning_rate, "At its peak")->check(positive);
    command.add_option("--optimizer", options.optimizer, "google: without bias correction; bias-corrected")
        ->type_name("WHICH")
        ->capture_default_str()
        ->check(CLI::IsMember({"google", "bias-corrected"}).description(""));
    const auto below_one = CLI::Range(0.0, 0.9999999).description("");
    number("--beta1", options.beta1, "0.9")->check(below_one);
    number("--beta2", options.beta2, "0.999, with quick 0.98")->check(below_one);
    number("--epsilon", options.epsilon, "Outside the root")->capture_default_str()->check(positive);
    number("--weight-decay", options.weight_decay, "Not of LayerNorms and biases")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    number("--clip-norm", options.clip_norm, "Of all gradients together; 0: not clipped")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
}

} // namespace

AdamWOptions PretrainOptions::adamw() const
{
    return {schedule().variant, beta1.value(), beta2.value(), epsilon, weight_decay, clip_norm};
}

Schedule PretrainOptions::schedule() const
{
    const auto variant = optimizer == "google" ? OptimizerVariant::google : OptimizerVariant::bias_corrected;
    return {variant, learning_rate.value(), warmup_steps.value(), total_steps.value_or(1)};
}

void add_pretrain_options(CLI::App &command, PretrainOptions &options)
{
    command.add_option("--out", options.out, "The folder of the run, and of the model that it gives")
        ->type_name("DIR")
        ->required();
    command.add_flag("--resume", options.resume, "Go on with the run in DIR");
    add_data_options(command, options);
    command.add_option("--model", options.common.model, "Begin with the weights and the vocabulary of a model")
        ->type_name("DIR");
    add_common_options(command, options.common);
    add_model_choice(command, options);
    add_optimizer_options(command, options);
    add_count(command, "--evaluate-every", options.evaluate_every, "Steps between evaluations on held-out text");
    add_count(command, "--save-every", options.save_every, "Steps between checkpoints");
    command.add_flag("--half", options.half, "Write the model's weights as F16; its checkpoints stay F32");
}

void make_absolute(PretrainOptions &options)
{
    const auto absolute = [](std::string &file) {
        if (file.empty())
            return;
        const auto name = std::filesystem::absolute(path_from_utf8(file)).lexically_normal().u8string();
        file.assign(name.begin(), name.end());
    };
    for (std::string *file : {&options.batch, &options.config, &options.vocabulary, &options.common.model})
        absolute(*file);
    for (std::string &file : options.corpus)
        absolute(file);
    if (!held_out_fraction(options.held_out))
        absolute(options.held_out);
}

void resolve(PretrainOptions &o, const Config &config)
{
    if (o.initialization.empty())
        o.initialization = o.shape == "tiny" || o.shape == "mini" ? "quick" : "standard";
    if (!o.total_steps)
        o.total_steps = o.steps;
    const RecommendedRecipe values =
        recommended(config, o.is_quick() ? Initialization::quick : Initialization::standard, o.total_steps);
    if (o.position_start.empty())
        o.position_start = values.positions == PositionStart::sinusoidal ? "sinusoidal" : "random";
    o.warmup_steps = o.warmup_steps.value_or(values.warmup_steps);
    o.learning_rate = o.learning_rate.value_or(values.learning_rate);
    o.beta1 = o.beta1.value_or(values.beta1);
    o.beta2 = o.beta2.value_or(values.beta2);
    o.dropout = o.dropout.value_or(values.dropout);
}

Json to_json(const PretrainOptions &options)
{
    Json json = Json::object();
    for_each_option(options, [&json](const char *name, const auto &value) { json[name] = json_of(value); });
    return json;
}

void take_from_json(const nlohmann::json &json, const std::string &file, PretrainOptions &options)
{
    for_each_option(options, [&](const char *name, auto &value) {
        const auto found = json.find(name);
        if (found == json.end())
            throw Error(file + ": the option " + name + " is missing; expected all options of the run.");
        try {
            take(*found, value);
        } catch (const nlohmann::json::exception &) {
            throw Error(file + ": the option " + name + " is " + found->dump() + ", which it cannot be.");
        }
    });
}

void expect_same_options(const CLI::App &command, const PretrainOptions &given, const PretrainOptions &of_run,
                         const std::string &file)
{
    const Json stored = to_json(of_run);
    for_each_option(given, [&](const std::string &name, const auto &value) {
        const bool is_given = command.get_option(name)->count() > 0;
        if (!is_given || std::ranges::find(may_differ, name) != may_differ.end() || stored.at(name) == json_of(value))
            return;
        throw Error(name + " is " + json_of(value).dump() + ", but the run has " + stored.at(name).dump() + " (" +
                    file + "); when a run goes on, only --steps, --minutes, --threads and --save-every may differ.");
    });
}

std::optional<double> held_out_fraction(const std::string &text)
{
    double fraction = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), fraction);
    const bool is_number = problem == std::errc() && rest == text.data() + text.size();
    return is_number ? std::optional(fraction) : std::nullopt;
}

} // namespace bertlab
