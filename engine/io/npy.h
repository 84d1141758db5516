#pragma once

#include "io/tensor.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace bertlab {

/// NumPy's .npy (format 1.0, little-endian float32, C order), atomically.
void write_npy(const std::filesystem::path &path, std::span<const float> values, std::span<const Index> shape);
/// NumPy's .npz: an uncompressed zip with one .npy a tensor (F32 or I64), atomically.
/// Expects at least one.
void write_npz(const std::filesystem::path &path, const std::map<std::string, OwnedTensor, std::less<>> &tensors);

} // namespace bertlab
