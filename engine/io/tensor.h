#pragma once

#include "base/views.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

enum class DataType { f32, f16, bf16, f64, i64 };
std::string_view name_of(DataType type); ///< "F32" …
std::size_t size_of(DataType type);      ///< bytes of one element

/// A tensor as a file holds it: type, shape, and little-endian values in row-major order, perhaps unaligned. `bytes`
/// point into the file or archive that was read, which must outlive it.
struct TensorRef
{
    DataType type = DataType::f32;
    std::vector<Index> shape;
    std::span<const std::byte> bytes;

    Index size() const; ///< elements
};

/// Names to tensors of one file.
using TensorTable = std::map<std::string, TensorRef, std::less<>>;

/// Converts the values to float (F16, BF16 and F64 too); out has exactly size() elements. I64 is an Error naming
/// `name`.
void copy_as_float(const TensorRef &tensor, std::string_view name, std::span<float> out);
/// Expects type i64.
std::vector<std::int64_t> copy_as_int64(const TensorRef &tensor);
/// "4 x 21 x 64", "scalar".
std::string describe_shape(std::span<const Index> shape);
/// Bytes of a tensor of this shape; nothing if a dimension is negative or the number passes that of 63 bits.
std::optional<std::size_t> byte_count(std::span<const Index> shape, DataType type);
/// The place of the first NaN or infinity.
std::optional<std::size_t> first_not_finite(std::span<const float> values);

/// A tensor that owns its values, for writing.
struct OwnedTensor
{
    DataType type = DataType::f32;
    std::vector<Index> shape;
    std::vector<std::byte> bytes;
    static OwnedTensor from_floats(std::span<const float> values, std::vector<Index> shape,
                                   DataType type = DataType::f32); ///< f32 or f16 (round to nearest even)
    static OwnedTensor from_int64(std::span<const std::int64_t> values, std::vector<Index> shape);
};

} // namespace bertlab
