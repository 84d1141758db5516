#include "commands/options.h"

#include "base/mapped_file.h"
#include "builtin_models.h"
#include "commands/interruption.h"

#include <ostream>

namespace bertlab {

namespace {

constexpr int most_threads = 1024;
constexpr int largest_count = 1 << 20;

/// An empty name is a script's mistake, not the wish for the built-in model.
std::string refuse_empty(const std::string &name)
{
    return name.empty() ? "the name is empty" : "";
}

} // namespace

void add_common_options(CLI::App &command, CommonOptions &options)
{
    options.threads = Workers::available();
    command.add_flag("--json", options.json, "Print JSON");
    command.add_option("--threads", options.threads, "Threads to compute with; by default all processors")
        ->type_name("N")
        ->check(CLI::Range(1, most_threads).description(""));
}

void add_model_options(CLI::App &command, CommonOptions &options)
{
    command.add_option("--model", options.model, "A Hugging Face directory; by default the built-in model")
        ->type_name("DIR")
        ->check(CLI::Validator(refuse_empty, ""));
    add_common_options(command, options);
}

CLI::Option *add_count(CLI::App &command, const std::string &name, Index &value, const std::string &meaning)
{
    return command.add_option(name, value, meaning)
        ->type_name("N")
        ->capture_default_str()
        ->check(CLI::Range(1, largest_count).description(""));
}

void add_example(CLI::App &command, const std::string &example)
{
    command.footer("Example:\n  bertlab-cli " + example);
}

std::shared_ptr<const Model> open_model(const CommonOptions &options)
{
    if (!options.model.empty())
        return load_model_directory(path_from_utf8(options.model), Interruption::requested);
    const BuiltinModel &builtin = builtin_models().front();
    return load_model({.name = std::string(builtin.title),
                       .config_json = builtin.config_json,
                       .vocabulary = builtin.vocabulary,
                       .lower_case = true,
                       .safetensors = builtin.safetensors});
}

void throw_usage(const std::string &sentence)
{
    throw CLI::ValidationError(sentence, CLI::ExitCodes::ValidationError);
}

CLI::Validator ends_with(std::vector<std::string> endings)
{
    const auto check = [endings](const std::string &name) -> std::string {
        for (const std::string &ending : endings) {
            if (name.size() > ending.size() && name.ends_with(ending))
                return {};
        }
        return name + " does not end in " + joined(endings, " or ");
    };
    return CLI::Validator(check, "");
}

std::shared_ptr<const Reading> read_sentences(std::shared_ptr<const Model> model, const std::string &text,
                                              const std::optional<std::string> &pair, bool last_hidden_state,
                                              Workers &workers, Console console)
{
    ReadingRequest request;
    request.text = text;
    request.pair = pair;
    request.last_hidden_state = last_hidden_state;
    request.is_cancelled = Interruption::requested;
    auto reading = read(std::move(model), request, workers);
    report_cut(reading->encoding, console);
    return reading;
}

void report_cut(const Encoding &encoding, Console console)
{
    const auto report = [&](std::int32_t cut, const char *what) {
        if (cut > 0)
            console.error << what << ": the last " << cut << " tokens do not fit the " << encoding.size()
                          << " that the model reads; they were cut.\n";
    };
    report(encoding.cut_from_text, "the text");
    report(encoding.cut_from_pair, "the pair");
}

} // namespace bertlab
