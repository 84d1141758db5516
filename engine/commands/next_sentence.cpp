#include "tasks/next_sentence.h"

#include "base/error.h"
#include "commands/commands.h"
#include "commands/json_output.h"
#include "commands/options.h"

#include <ostream>

namespace bertlab {

namespace {

struct NextSentenceOptions
{
    CommonOptions common;
    std::string first, second;
};

void tell_next_sentence(const NextSentenceOptions &options, Console console)
{
    const auto model = open_model(options.common);
    if (!model->bert.has(Part::next_sentence) || !model->bert.has(Part::pooler))
        throw Error(model->name + ": the model has no NSP head (pooler and cls.seq_relationship), which "
                                  "next-sentence needs.");
    Workers workers(options.common.threads);
    const auto reading = read_sentences(model, options.first, options.second, false, workers, console);
    const NextSentencePrediction &answer = reading->next_sentence.value();
    if (options.common.json) {
        print_json_line(console.out, {{"is_next", answer.is_next},
                                      {"not_next", answer.not_next},
                                      {"logits", {answer.logits[0], answer.logits[1]}}});
        return;
    }
    using enum Table::Align;
    console.out << joined(reading->encoding.tokens) << "\n\n";
    Table table({left, right, right});
    table.add({"", "probability", "logit"});
    table.add({"is next", percent(answer.is_next), short_number(answer.logits[0])});
    table.add({"not next", percent(answer.not_next), short_number(answer.logits[1])});
    table.print(console.out);
}

} // namespace

void add_next_sentence(CLI::App &program, Console console)
{
    auto options = std::make_shared<NextSentenceOptions>();
    CLI::App *command = program.add_subcommand("next-sentence", "Tell whether sentence B follows sentence A");
    command->add_option("A", options->first, "The first sentence")->type_name("")->required();
    command->add_option("B", options->second, "The second sentence")->type_name("")->required();
    add_model_options(*command, options->common);
    add_example(*command, R"(next-sentence "She cooked pasta." "It was delicious.")");
    command->callback([=] { tell_next_sentence(*options, console); });
}

} // namespace bertlab
