#include "io/model_directory.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/config_json.h"
#include "io/safetensors.h"
#include "io/tokenizer_json.h"
#include "io/torch_archive.h"
#include "io/weights.h"

#include <algorithm>

namespace bertlab {

namespace fs = std::filesystem;

namespace {

std::string_view text_of(const MappedFile &file)
{
    const auto bytes = file.bytes();
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

bool is_there(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// "model.safetensors", "pytorch_model.bin": what can be read, the better form first.
constexpr const char *safetensors_file = "model.safetensors";
constexpr const char *torch_file = "pytorch_model.bin";

std::string folder_name(const fs::path &directory)
{
    std::error_code ignored;
    const fs::path whole = fs::weakly_canonical(directory, ignored); // so that "." and "model/" have a name
    return display_name(whole.has_filename() ? whole : directory);
}

void expect_folder(const fs::path &directory)
{
    std::error_code ignored;
    const fs::file_status status = fs::status(directory, ignored);
    if (!fs::exists(status))
        throw Error(folder_name(directory) + ": the folder was not found.");
    if (!fs::is_directory(status))
        throw Error(folder_name(directory) +
                    ": found a file, expected a folder with config.json, vocab.txt and weights.");
}

void check_vocabulary_size(std::size_t pieces, const Config &config, const std::string &name)
{
    if (pieces > static_cast<std::size_t>(config.vocab_size))
        throw Error(name + ": the vocabulary has " + std::to_string(pieces) +
                    " pieces, but config.json (vocab_size) has room for " + std::to_string(config.vocab_size) + ".");
}

/// A vocab.txt; counted before it is taken apart, so that a huge one costs nothing.
Vocabulary vocabulary_from_text(std::string_view text, const Config &config, const std::string &name)
{
    while (text.ends_with("\n\n") || text.ends_with("\n\r\n"))
        text.remove_suffix(text.ends_with("\r\n") ? 2 : 1); // blank lines at the end number no piece
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) +
                       (text.empty() || text.ends_with('\n') ? 0 : 1);
    check_vocabulary_size(lines, config, name);
    return Vocabulary::from_text(text, name);
}

Vocabulary load_vocabulary(const fs::path &directory, const Config &config)
{
    if (is_there(directory / "vocab.txt")) {
        const MappedFile file(directory / "vocab.txt");
        return vocabulary_from_text(text_of(file), config, "vocab.txt");
    }
    if (!is_there(directory / "tokenizer.json"))
        throw Error(folder_name(directory) + ": neither vocab.txt nor tokenizer.json was found.");
    const MappedFile file(directory / "tokenizer.json");
    std::vector<std::string> pieces = parse_wordpiece_vocabulary(text_of(file), "tokenizer.json");
    check_vocabulary_size(pieces.size(), config, "tokenizer.json");
    return Vocabulary::from_pieces(std::move(pieces), "tokenizer.json");
}

bool load_lower_case(const fs::path &directory)
{
    const fs::path path = directory / "tokenizer_config.json";
    if (!is_there(path))
        return true;
    const MappedFile file(path);
    return parse_lower_case(text_of(file), "tokenizer_config.json");
}

/// A clone without Git LFS has a short text in place of the weights.
void expect_weights(const MappedFile &file, const char *name)
{
    if (text_of(file).starts_with("version https://git-lfs"))
        throw Error(std::string(name) +
                    ": found the pointer of Git LFS, expected the weights themselves (git lfs pull).");
}

/// Reads the weights' file of a folder; both forms end in the same table.
Bert load_bert(const fs::path &directory, const Config &config, LoadReport &report, const IsCancelled &is_cancelled)
{
    if (is_there(directory / safetensors_file)) {
        const MappedFile file(directory / safetensors_file);
        expect_weights(file, safetensors_file);
        const TensorTable tensors = read_safetensors(file.bytes(), safetensors_file);
        return Bert(config, find_weights(tensors, config, safetensors_file, report, is_cancelled,
                                         [&file](auto bytes) { file.release(bytes); }));
    }
    if (is_there(directory / torch_file)) {
        const MappedFile file(directory / torch_file);
        expect_weights(file, torch_file);
        const TorchArchive archive(file.bytes(), torch_file);
        return Bert(config, find_weights(archive.tensors(), config, torch_file, report, is_cancelled,
                                         [&file](auto bytes) { file.release(bytes); }));
    }
    for (const char *weights : {safetensors_file, torch_file}) {
        const std::string index = std::string(weights) + ".index.json";
        if (is_there(directory / index))
            throw Error(index + ": the weights are split over several files, expected one " + weights + ".");
    }
    throw Error(folder_name(directory) + ": neither " + safetensors_file + " nor " + torch_file + " was found.");
}

} // namespace

std::shared_ptr<const Model> load_model_directory(const fs::path &directory, const IsCancelled &is_cancelled)
{
    expect_folder(directory);
    const MappedFile config_file(directory / "config.json");
    const Config config = parse_config(text_of(config_file), "config.json");
    Tokenizer tokenizer(load_vocabulary(directory, config), load_lower_case(directory));
    LoadReport report;
    Bert bert = load_bert(directory, config, report, is_cancelled);
    return std::shared_ptr<const Model>(
        new Model{folder_name(directory), std::move(tokenizer), std::move(bert), std::move(report)});
}

std::shared_ptr<const Model> load_model(const ModelSource &source)
{
    const Config config = parse_config(source.config_json, "config.json");
    Tokenizer tokenizer(vocabulary_from_text(source.vocabulary, config, "vocab.txt"), source.lower_case);
    LoadReport report;
    const TensorTable tensors = read_safetensors(source.safetensors, safetensors_file);
    Bert bert(config, find_weights(tensors, config, safetensors_file, report, {}));
    return std::shared_ptr<const Model>(
        new Model{source.name, std::move(tokenizer), std::move(bert), std::move(report)});
}

} // namespace bertlab
