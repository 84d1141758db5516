#include "commands/commands.h"
#include "commands/json_output.h"
#include "commands/options.h"
#include "io/config_json.h"

#include <array>
#include <ostream>

namespace bertlab {

namespace {

constexpr std::array parts{std::pair{Part::embeddings, "embeddings"}, std::pair{Part::encoder, "encoder"},
                           std::pair{Part::pooler, "pooler"}, std::pair{Part::masked_lm, "masked_lm"},
                           std::pair{Part::next_sentence, "next_sentence"}};

std::size_t size_of_part(const Bert &bert, Part part)
{
    return bert.has(part) ? bert.layout().size(part) : 0;
}

std::size_t size_of_all(const Bert &bert)
{
    std::size_t size = 0;
    for (const auto &[part, name] : parts)
        size += size_of_part(bert, part);
    return size;
}

void print_json(const Model &model, std::ostream &out)
{
    Json sizes;
    for (const auto &[part, name] : parts)
        sizes[name] = size_of_part(model.bert, part);
    sizes["total"] = size_of_all(model.bert);
    Json tensors = Json::array();
    for (const FileTensor &tensor : model.report.tensors)
        tensors.push_back(
            {{"name", tensor.name}, {"type", name_of(tensor.type)}, {"shape", json_of_shape(tensor.shape)}});
    print_json_line(out,
                    {{"name", model.name},
                     {"config", Json::parse(write_config(model.bert.config()))},
                     {"vocabulary",
                      {{"pieces", model.tokenizer.vocabulary().size()}, {"lower_case", model.tokenizer.lower_case()}}},
                     {"parameters", std::move(sizes)},
                     {"tensors", std::move(tensors)},
                     {"missing", model.report.missing},
                     {"unexpected", model.report.unexpected}});
}

void print_names(const char *title, const std::vector<std::string> &names, std::ostream &out)
{
    out << '\n' << title << (names.empty() ? ": none\n" : "\n");
    for (const std::string &name : names)
        out << "  " << name << '\n';
}

void print_text(const Model &model, std::ostream &out)
{
    using enum Table::Align;
    out << model.name << "\n\nConfig\n";
    const Json fields = Json::parse(write_config(model.bert.config()));
    Table config({left, left});
    for (const auto &[field, value] : fields.items())
        config.add({field, value.is_string() ? value.get<std::string>() : value.dump()});
    config.print(out);
    out << "\nVocabulary: " << grouped(model.tokenizer.vocabulary().size()) << " pieces, "
        << (model.tokenizer.lower_case() ? "lower case" : "cased") << "\n\nParameters\n";
    Table sizes({left, right});
    for (const auto &[part, name] : parts)
        sizes.add(
            {name, model.bert.has(part) ? grouped(static_cast<long long>(size_of_part(model.bert, part))) : "missing"});
    sizes.add({"total", grouped(static_cast<long long>(size_of_all(model.bert)))});
    sizes.print(out);
    out << "\nTensors in the file\n";
    Table tensors({left, right, left});
    for (const FileTensor &tensor : model.report.tensors)
        tensors.add({std::string(name_of(tensor.type)), describe_shape(tensor.shape), tensor.name});
    tensors.print(out);
    print_names("Missing", model.report.missing, out);
    print_names("Unexpected", model.report.unexpected, out);
}

} // namespace

void add_info(CLI::App &program, Console console)
{
    auto options = std::make_shared<CommonOptions>();
    CLI::App *command = program.add_subcommand("info", "Tell what a model is made of and what its file lacks");
    add_model_options(*command, *options);
    add_example(*command, "info --json");
    command->callback([=] {
        const auto model = open_model(*options);
        if (options->json)
            print_json(*model, console.out);
        else
            print_text(*model, console.out);
    });
}

} // namespace bertlab
