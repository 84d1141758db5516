#pragma once

#include "base/atomic_file.h"
#include "io/tensor.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace bertlab {

/// Reads the header of a safetensors file and returns its tensors as references into `bytes`.
/// Checked: header length (<= 100 MB and within the file), JSON, known types, offsets in order without overlap or holes
/// and within the file, size = type x shape. Source: the format's description in huggingface/safetensors.
/// Throws Error naming `name` (the file) and the tensor.
TensorTable read_safetensors(std::span<const std::byte> bytes, std::string_view name);

/// Writes tensors in the order of their names, `__metadata__` = {"format":"pt"}, atomically. `before`: for tests, see
/// write_file_atomically.
void write_safetensors(const std::filesystem::path &path, const TensorTable &tensors, const FileStepHook &before = {});
void write_safetensors(const std::filesystem::path &path,
                       const std::map<std::string, OwnedTensor, std::less<>> &tensors);

} // namespace bertlab
