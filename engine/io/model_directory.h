#pragma once

#include "io/tensor.h"
#include "model/bert.h"
#include "text/tokenizer.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// One tensor of the file, as `info` lists it.
struct FileTensor
{
    std::string name;
    DataType type;
    std::vector<Index> shape;
};

/// What the weights' file had and had not.
struct LoadReport
{
    std::vector<FileTensor> tensors;
    std::vector<std::string> missing;    ///< names of the layout that the file does not have
    std::vector<std::string> unexpected; ///< names of the file that no BERT has
};

/// A model with its tokenizer, ready to run. Immutable.
struct Model
{
    std::string name; ///< what the window and `info` call it: the folder's name, or the built-in model's title
    Tokenizer tokenizer;
    Bert bert;
    LoadReport report;
};

/// The three texts and the weights of a model, wherever they lie; the bytes must live during the call only.
struct ModelSource
{
    std::string name;
    std::string_view config_json;
    std::string_view vocabulary; ///< vocab.txt
    bool lower_case = true;
    std::span<const std::byte> safetensors;
};

/// Loads a Hugging Face directory: config.json, vocab.txt (or tokenizer.json), tokenizer_config.json if there,
/// model.safetensors or pytorch_model.bin. Names with or without `bert.`, gamma/beta for weight/bias, position_ids
/// ignored, a tied decoder present or absent. A missing pooler or head leaves the part out; a missing tensor of the
/// embeddings or the encoder, a wrong shape, NaN or infinite weights are an Error naming file, tensor, found, expected.
/// is_cancelled is asked before each tensor, on any thread but by one at a time.
std::shared_ptr<const Model> load_model_directory(const std::filesystem::path &directory,
                                                  const IsCancelled &is_cancelled = {});
std::shared_ptr<const Model> load_model(const ModelSource &source);

} // namespace bertlab
