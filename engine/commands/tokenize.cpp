#include "base/error.h"
#include "base/mapped_file.h"
#include "builtin_models.h"
#include "commands/commands.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/options.h"
#include "commands/sentences.h"

#include <ostream>

namespace bertlab {

namespace {

struct TokenizeOptions
{
    CommonOptions common;
    std::string text, pair, file, json_lines, vocabulary;
    bool cased = false;
};

/// Only the vocabulary is read where that is possible: a model's weights take a while.
Tokenizer open_tokenizer(const TokenizeOptions &options)
{
    if (!options.common.model.empty()) {
        const auto model = open_model(options.common);
        return {model->tokenizer.vocabulary(), model->tokenizer.lower_case() && !options.cased};
    }
    if (options.vocabulary.empty())
        return {Vocabulary::from_text(builtin_models().front().vocabulary, "vocab.txt"), !options.cased};
    return {Vocabulary::from_file(path_from_utf8(options.vocabulary)), !options.cased};
}

void print_json(const Sentences &sentences, const Encoding &encoding, std::ostream &out)
{
    Json offsets = Json::array();
    for (const Span &span : encoding.offsets)
        offsets.push_back({span.begin, span.end});
    print_json_line(out, {{"text", sentences.text},
                          {"pair", sentences.pair ? Json(*sentences.pair) : Json()},
                          {"tokens", encoding.tokens},
                          {"ids", encoding.ids},
                          {"type_ids", encoding.type_ids},
                          {"offsets", std::move(offsets)}});
}

void tokenize(const std::vector<Sentences> &input, const TokenizeOptions &options, Console console)
{
    const Tokenizer tokenizer = open_tokenizer(options);
    for (const Sentences &sentences : input) {
        if (Interruption::requested())
            throw Cancelled();
        print_json(sentences, tokenizer.encode(sentences.text, sentences.pair), console.out);
    }
}

} // namespace

void add_tokenize(CLI::App &program, Console console)
{
    auto options = std::make_shared<TokenizeOptions>();
    CLI::App *command =
        program.add_subcommand("tokenize", "Split texts into WordPiece tokens, with offsets, as JSON lines");
    const auto *text = command->add_option("TEXT", options->text, "The text")->type_name("");
    const auto *pair =
        command->add_option("--pair", options->pair, "A second text for the same input")->type_name("TEXT");
    const auto *file = command->add_option("--file", options->file, "A text a line")->type_name("F");
    const auto *json_lines =
        command->add_option("--json-lines", options->json_lines, R"({"text","pair"} a line)")->type_name("F");
    command->add_option("--vocab", options->vocabulary, "A vocab.txt instead of a model")->type_name("FILE");
    command->add_flag("--cased", options->cased, "Keep upper case and accents");
    add_model_options(*command, options->common);
    add_example(*command, R"(tokenize "Unaffable embeddings." --pair "Pretraining!")");
    command->callback([=] {
        if (text->count() + file->count() + json_lines->count() != 1)
            throw_usage("tokenize reads one of TEXT, --file and --json-lines");
        if (pair->count() > 0 && text->count() == 0)
            throw_usage("--pair belongs to TEXT; --json-lines has a pair in each line");
        if (!options->vocabulary.empty() && !options->common.model.empty())
            throw_usage("--vocab stands in place of --model: give one of them");
        if (file->count() > 0)
            tokenize(read_text_lines(options->file), *options, console);
        else if (json_lines->count() > 0)
            tokenize(read_json_lines(options->json_lines), *options, console);
        else
            tokenize({{options->text, pair->count() > 0 ? std::optional(options->pair) : std::nullopt}}, *options,
                     console);
    });
}

} // namespace bertlab
