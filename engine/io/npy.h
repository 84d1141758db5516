#pragma once

#include "io/tensor.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace bertlab {

/// NumPy's .npy (format 1.0, little-endian float32, C order), atomically.
void write_npy(const std::filesystem::path &path, std::span<const float> values, std::span<const Index> shape);
/// NumPy's .npz: an uncompressed zip with one .npy a tensor (F32 or I64), atomically.
/// Expects at least one.
void write_npz(const std::filesystem::path &path, const std::map<std::string, OwnedTensor, std::less<>> &tensors);

/// An array that NumPy reads without pickle: values in C order, little-endian.
struct NpyArray
{
    std::string type; ///< NumPy's: "<f4", "<f8", "<U5"
    std::vector<Index> shape;
    std::vector<std::byte> bytes;

    /// As many values as the shape has places. As float32 where that keeps each of them to the bit (and NaN), else as
    /// float64.
    static NpyArray from_doubles(std::span<const double> values, std::vector<Index> shape);
    /// One-dimensional; as wide as the longest text, at least one code point.
    static NpyArray from_texts(std::span<const std::u32string> texts);
};
/// The same with these; an entry may have '/' in its name.
void write_npz(const std::filesystem::path &path, const std::map<std::string, NpyArray, std::less<>> &arrays);

} // namespace bertlab
