#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/commands.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/options.h"
#include "commands/padded_batch.h"
#include "io/npy.h"
#include "io/safetensors.h"

#include <algorithm>
#include <chrono>
#include <ostream>

namespace bertlab {

namespace {

struct RunOptions
{
    CommonOptions common;
    std::string text, pair, input, trace;
};

/// One pass and what it read.
struct Pass
{
    PaddedBatch batch;
    std::vector<std::string> tokens; ///< of a text; a batch file has only ids
    std::shared_ptr<const Trace> trace;
    double milliseconds = 0;
};

struct Summary
{
    double minimum, maximum, mean;
};

Summary summary_of(std::span<const float> values)
{
    Summary summary{values[0], values[0], 0};
    for (const double value : values) {
        summary.minimum = std::min(summary.minimum, value);
        summary.maximum = std::max(summary.maximum, value);
        summary.mean += value;
    }
    summary.mean /= static_cast<double>(values.size());
    return summary;
}

void print_json(const Pass &pass, const RunOptions &options, std::ostream &out)
{
    Json tensors;
    for (const auto &[name, tensor] : pass.trace->tensors()) {
        const Summary summary = summary_of(tensor.values);
        tensors[name] = {{"shape", json_of_shape(padded_shape(tensor, pass.batch))},
                         {"minimum", summary.minimum},
                         {"maximum", summary.maximum},
                         {"mean", summary.mean}};
    }
    Json json{{"sequences", pass.batch.sequences()},
              {"length", pass.batch.length},
              {"tokens_read", pass.batch.batch.tokens()},
              {"milliseconds", pass.milliseconds}};
    if (!pass.tokens.empty())
        json["tokens"] = pass.tokens;
    json["tensors"] = std::move(tensors);
    json["trace"] = options.trace.empty() ? Json() : Json(options.trace);
    print_json_line(out, json);
}

void print_text(const Pass &pass, const RunOptions &options, std::ostream &out)
{
    using enum Table::Align;
    if (!pass.tokens.empty())
        out << joined(pass.tokens) << "\n\n";
    Table table({left, right, right, right, right});
    table.add({"tensor", "shape", "minimum", "maximum", "mean"});
    for (const auto &[name, tensor] : pass.trace->tensors()) {
        const Summary summary = summary_of(tensor.values);
        table.add({name, describe_shape(padded_shape(tensor, pass.batch)), short_number(summary.minimum),
                   short_number(summary.maximum), short_number(summary.mean)});
    }
    table.print(out);
    out << '\n'
        << pass.batch.batch.tokens() << " tokens in " << pass.batch.sequences() << " x " << pass.batch.length << ", "
        << short_number(pass.milliseconds) << " ms\n";
    if (!options.trace.empty())
        out << pass.trace->tensors().size() << " tensors written to " << options.trace << '\n';
}

void write_trace(const std::string &path, const Pass &pass)
{
    const std::filesystem::path file = path_from_utf8(path);
    const auto tensors = padded_tensors(*pass.trace, pass.batch);
    if (file.extension() == ".npz")
        write_npz(file, tensors);
    else
        write_safetensors(file, tensors);
}

void run_forward(const Model &model, Pass &pass, Workers &workers)
{
    ForwardOptions options;
    options.trace = trace_everything();
    options.all_prediction_logits = model.bert.has(Part::masked_lm);
    options.is_cancelled = Interruption::requested;
    const auto begin = std::chrono::steady_clock::now();
    pass.trace = model.bert.forward(pass.batch.batch, options, workers).trace;
    pass.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

Pass read_input(const RunOptions &options, const std::optional<std::string> &pair, const Model &model, Console console)
{
    if (!options.input.empty())
        return {read_padded_batch(options.input), {}, nullptr};
    const Encoding encoding = encode_to_fit(model, options.text, pair);
    report_cut(encoding, console);
    return {padded_batch_of(encoding.ids, encoding.type_ids), encoding.tokens, nullptr};
}

void run(const RunOptions &options, const std::optional<std::string> &pair, Console console)
{
    const auto model = open_model(options.common);
    Pass pass = read_input(options, pair, *model, console);
    Workers workers(options.common.threads);
    run_forward(*model, pass, workers);
    if (!options.trace.empty())
        write_trace(options.trace, pass);
    if (options.common.json)
        print_json(pass, options, console.out);
    else
        print_text(pass, options, console.out);
}

} // namespace

void add_run(CLI::App &program, Console console)
{
    auto options = std::make_shared<RunOptions>();
    CLI::App *command = program.add_subcommand("run", "One forward pass: shapes, a summary, and every traced tensor");
    const auto *text = command->add_option("--text", options->text, "Sentence A")->type_name("A");
    const auto *pair = command->add_option("--pair", options->pair, "Sentence B")->type_name("B");
    const auto *input =
        command
            ->add_option("--input", options->input,
                         "input_ids, token_type_ids and attention_mask, I64 [B, S], in place of sentences")
            ->type_name("BATCH.safetensors");
    command->add_option("--trace", options->trace, "Write every traced tensor by name, padded back to [B, S, ...]")
        ->type_name("OUT.safetensors|.npz")
        ->check(ends_with({".safetensors", ".npz"}));
    add_model_options(*command, options->common);
    add_example(*command,
                R"(run --text "Paris is a beautiful city." --pair "I love Paris." --trace trace.safetensors)");
    command->callback([=] {
        if (text->count() + input->count() != 1)
            throw_usage("run reads one of --text and --input");
        if (pair->count() > 0 && text->count() == 0)
            throw_usage("--pair belongs to --text");
        run(*options, pair->count() > 0 ? std::optional(options->pair) : std::nullopt, console);
    });
}

} // namespace bertlab
