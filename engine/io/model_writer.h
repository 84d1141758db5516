#pragma once

#include "io/tensor.h"
#include "model/parameters.h"
#include "text/vocabulary.h"

#include <filesystem>

namespace bertlab {

/// Writes a Hugging Face directory that transformers' BertForPreTraining loads with nothing missing and nothing
/// unexpected: config.json, vocab.txt, tokenizer_config.json and model.safetensors (F32, or F16 rounded to nearest
/// even), the weights last. They take their places when all of them are on the disk: a folder that held a model keeps
/// it if one cannot be written, and nothing is left behind. The decoder is tied and not written; parts that the model
/// does not have neither. The bytes depend on nothing but what is given. Makes the folder if it is not there; throws
/// Error naming what cannot be written.
void write_model_directory(const std::filesystem::path &directory, const Parameters &parameters,
                           const Vocabulary &vocabulary, bool lower_case, DataType type = DataType::f32);

/// The tensors of the parts that are there, by name, as references into the arena.
TensorTable tensors_of(const Parameters &parameters);

} // namespace bertlab
