#include "base/error.h"
#include "commands/commands.h"
#include "commands/json_output.h"
#include "commands/options.h"

#include <ostream>

namespace bertlab {

namespace {

struct FillOptions
{
    CommonOptions common;
    std::string text, pair;
    Index top = 5;
};

/// A model may have more rows than its vocabulary has pieces.
std::string token_of(const Vocabulary &vocabulary, std::int32_t id)
{
    return id < vocabulary.size() ? vocabulary.piece(id) : "[" + std::to_string(id) + "]";
}

void print_json(const Reading &reading, Index top, std::ostream &out)
{
    Json masks = Json::array();
    for (const Gap &gap : reading.gaps) {
        Json predictions = Json::array();
        for (const PiecePrediction &piece : gap.prediction->top(top))
            predictions.push_back({{"token", token_of(reading.model->tokenizer.vocabulary(), piece.id)},
                                   {"id", piece.id},
                                   {"probability", piece.probability}});
        masks.push_back({{"position", gap.position}, {"predictions", std::move(predictions)}});
    }
    print_json_line(out, {{"masks", std::move(masks)}});
}

void print_text(const Reading &reading, Index top, std::ostream &out)
{
    using enum Table::Align;
    out << joined(reading.encoding.tokens) << '\n';
    for (const Gap &gap : reading.gaps) {
        out << "\n[MASK] at position " << gap.position << '\n';
        Table table({right, left, right});
        for (const PiecePrediction &piece : gap.prediction->top(top))
            table.add({percent(piece.probability), token_of(reading.model->tokenizer.vocabulary(), piece.id),
                       std::to_string(piece.id)});
        table.print(out);
    }
}

void fill(const FillOptions &options, const std::optional<std::string> &pair, Console console)
{
    const auto model = open_model(options.common);
    if (!model->bert.has(Part::masked_lm))
        throw Error(model->name + ": the model has no MLM head (cls.predictions), which fill needs.");
    Workers workers(options.common.threads);
    const auto reading = read_sentences(model, options.text, pair, false, workers, console);
    if (reading->gaps.empty())
        throw Error("the text: no [MASK] was found; expected at least one among the tokens that the model reads.");
    if (options.common.json)
        print_json(*reading, options.top, console.out);
    else
        print_text(*reading, options.top, console.out);
}

} // namespace

void add_fill(CLI::App &program, Console console)
{
    auto options = std::make_shared<FillOptions>();
    CLI::App *command = program.add_subcommand("fill", "Guess the pieces under each [MASK] of a text");
    command->add_option("TEXT", options->text, "A text with [MASK] in it")->type_name("")->required();
    const auto *pair = command->add_option("--pair", options->pair, "The second sentence")->type_name("TEXT");
    add_count(*command, "--top", options->top, "So many guesses for each");
    add_model_options(*command, options->common);
    add_example(*command, R"(fill "Paris is a beautiful [MASK]." --pair "I love Paris." --top 3)");
    command->callback(
        [=] { fill(*options, pair->count() > 0 ? std::optional(options->pair) : std::nullopt, console); });
}

} // namespace bertlab
