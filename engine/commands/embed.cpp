#include "analysis/pooling.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/commands.h"
#include "commands/json_output.h"
#include "commands/options.h"
#include "commands/sentences.h"
#include "io/npy.h"

#include <ostream>

namespace bertlab {

namespace {

struct EmbedOptions
{
    CommonOptions common;
    std::string text, file, out, pooling = "cls";
};

std::span<const float> values_of(const ConstMatrixView &rows)
{
    assert(rows.outerStride() == rows.cols());
    return {rows.data(), static_cast<std::size_t>(rows.size())};
}

/// The vectors of one text: a row, or a row a token without pooling.
Matrix vectors_of(const Reading &reading, const std::string &pooling)
{
    const Matrix &tokens = reading.result.last_hidden_state;
    if (pooling == "cls")
        return tokens.row(0);
    if (pooling == "mean")
        return mean_of_rows(view(tokens));
    if (pooling == "pooler")
        return reading.result.pooler_output;
    return tokens;
}

void print_json(const Reading &reading, const Matrix &vectors, const std::string &pooling, std::ostream &out)
{
    Json json{{"text", reading.text}, {"pooling", pooling}};
    if (pooling == "none") {
        json["tokens"] = reading.encoding.tokens;
        for (Index row = 0; row < vectors.rows(); ++row)
            json["vectors"].push_back(json_of(values_of(rows_of(view(vectors), row, 1))));
    } else {
        json["vector"] = json_of(values_of(view(vectors)));
    }
    print_json_line(out, json);
}

void embed(const std::vector<Sentences> &input, const EmbedOptions &options, Console console)
{
    const auto model = open_model(options.common);
    if (options.pooling == "pooler" && !model->bert.has(Part::pooler))
        throw Error(model->name +
                    ": the model has no pooler; expected bert.pooler.dense.weight, or another --pooling.");
    Workers workers(options.common.threads);
    std::vector<float> all;
    const Index columns = model->bert.config().hidden_size;
    for (const Sentences &sentences : input) {
        const auto reading = read_sentences(model, sentences.text, std::nullopt, true, workers, console);
        const Matrix vectors = vectors_of(*reading, options.pooling);
        if (options.out.empty()) {
            print_json(*reading, vectors, options.pooling, console.out);
        } else {
            const auto values = values_of(view(vectors));
            all.insert(all.end(), values.begin(), values.end());
        }
    }
    if (options.out.empty())
        return;
    const std::array shape{static_cast<Index>(all.size()) / columns, columns};
    write_npy(path_from_utf8(options.out), all, shape);
    if (options.common.json)
        print_json_line(console.out,
                        {{"out", options.out}, {"pooling", options.pooling}, {"shape", json_of_shape(shape)}});
    else
        console.out << options.out << ": " << describe_shape(shape) << '\n';
}

} // namespace

void add_embed(CLI::App &program, Console console)
{
    auto options = std::make_shared<EmbedOptions>();
    CLI::App *command = program.add_subcommand("embed", "Turn texts into vectors, as JSON lines or a .npy file");
    const auto *text = command->add_option("TEXT", options->text, "The text")->type_name("");
    const auto *file = command->add_option("--file", options->file, "A text a line")->type_name("F");
    command
        ->add_option("--pooling", options->pooling,
                     "cls: last layer at [CLS]; pooler: the same through dense and tanh; mean: of all tokens; "
                     "none: a vector a token")
        ->type_name("HOW")
        ->capture_default_str()
        ->check(CLI::IsMember({"cls", "pooler", "mean", "none"}).description(""));
    command->add_option("--out", options->out, "Write the vectors, row below row, to this .npy file")
        ->type_name("X.npy")
        ->check(ends_with({".npy"}));
    add_model_options(*command, options->common);
    add_example(*command, R"(embed "He got bit by a python." --pooling mean)");
    command->callback([=] {
        if (text->count() + file->count() != 1)
            throw_usage("embed reads one of TEXT and --file");
        if (file->count() > 0)
            embed(read_text_lines(options->file), *options, console);
        else
            embed({{options->text, std::nullopt}}, *options, console);
    });
}

} // namespace bertlab
