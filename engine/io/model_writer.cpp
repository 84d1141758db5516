#include "io/model_writer.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "io/config_json.h"
#include "io/safetensors.h"

#include <nlohmann/json.hpp>

#include <cassert>
#include <string>

namespace bertlab {

namespace {

namespace fs = std::filesystem;

constexpr const char *config_file = "config.json", *vocabulary_file = "vocab.txt",
                     *tokenizer_file = "tokenizer_config.json", *weights_file = "model.safetensors";

void write_text(const std::filesystem::path &path, const std::string &text)
{
    write_file_atomically(path, std::as_bytes(std::span(text)));
}

std::string tokenizer_config(const Config &config, bool lower_case)
{
    const nlohmann::ordered_json json{{"tokenizer_class", "BertTokenizer"},
                                      {"do_lower_case", lower_case},
                                      {"model_max_length", config.max_position_embeddings},
                                      {"unk_token", "[UNK]"},
                                      {"sep_token", "[SEP]"},
                                      {"pad_token", "[PAD]"},
                                      {"cls_token", "[CLS]"},
                                      {"mask_token", "[MASK]"}};
    return json.dump(2) + "\n";
}

/// Each file atomically, the weights last.
void write_files(const fs::path &directory, const Parameters &parameters, const Vocabulary &vocabulary, bool lower_case,
                 DataType type)
{
    write_text(directory / config_file, write_config(parameters.config()));
    write_text(directory / vocabulary_file, vocabulary.to_text());
    write_text(directory / tokenizer_file, tokenizer_config(parameters.config(), lower_case));
    TensorTable tensors = tensors_of(parameters);
    if (type == DataType::f32)
        return write_safetensors(directory / weights_file, tensors);
    std::map<std::string, OwnedTensor, std::less<>> rounded;
    for (const auto &[name, tensor] : tensors) {
        std::vector<float> values(static_cast<std::size_t>(tensor.size()));
        copy_as_float(tensor, name, values);
        rounded.emplace(name, OwnedTensor::from_floats(values, tensor.shape, type));
    }
    write_safetensors(directory / weights_file, rounded);
}

} // namespace

TensorTable tensors_of(const Parameters &parameters)
{
    TensorTable tensors;
    for (const TensorInfo &info : parameters.layout().tensors()) {
        if (!parameters.has(info.spec->part))
            continue;
        std::vector<Index> shape{info.rows};
        if (!info.is_vector())
            shape.push_back(info.columns);
        const auto values = parameters.values().subspan(info.offset, static_cast<std::size_t>(info.size()));
        tensors.emplace(info.name, TensorRef{DataType::f32, std::move(shape), std::as_bytes(values)});
    }
    return tensors;
}

void write_model_directory(const fs::path &directory, const Parameters &parameters, const Vocabulary &vocabulary,
                           bool lower_case, DataType type)
{
    assert(type == DataType::f32 || type == DataType::f16);
    const fs::path unfinished = directory / ".unfinished-bertlab-model"; // nobody else's: it is removed at the end
    std::error_code problem;
    const bool is_new = !fs::exists(directory, problem);
    try {
        fs::create_directories(unfinished, problem);
        if (problem)
            throw Error(display_name(directory) + ": the folder cannot be made (" + problem.message() + ").");
        write_files(unfinished, parameters, vocabulary, lower_case, type);
        for (const char *name : {config_file, vocabulary_file, tokenizer_file, weights_file}) {
            fs::rename(unfinished / name, directory / name, problem);
            if (problem)
                throw Error(std::string(name) + ": the file cannot be written (" + problem.message() + ").");
        }
    } catch (...) {
        fs::remove_all(unfinished, problem);
        if (is_new)
            fs::remove(directory, problem);
        throw;
    }
    fs::remove_all(unfinished, problem);
}

} // namespace bertlab
