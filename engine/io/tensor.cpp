#include "io/tensor.h"

#include "base/error.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

static_assert(std::endian::native == std::endian::little, "files are little-endian and copied as they are");

namespace bertlab {

namespace {

constexpr std::uint32_t exponent_of_infinity = 0x7f800000u;

/// Unaligned read of element i; compilers make one load of it.
template <typename T>
T element(const std::byte *bytes, std::size_t i)
{
    T value;
    std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
    return value;
}

/// Exact. Without branches, so that a loop over it becomes SIMD; no denormal float is ever an operand.
float from_half(std::uint16_t half)
{
    const std::uint32_t magnitude = half & 0x7fffu;
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16;
    const std::uint32_t normal = (magnitude << 13) + (112u << 23);          // exponent bias 15 becomes 127
    const std::uint32_t special = exponent_of_infinity | (magnitude << 13); // infinity, NaN
    constexpr std::uint32_t smallest_normal = 113u << 23;                   // 2^-14
    const std::uint32_t denormal = std::bit_cast<std::uint32_t>(
        std::bit_cast<float>(smallest_normal + (magnitude << 13)) - std::bit_cast<float>(smallest_normal));
    const std::uint32_t bits = magnitude >= 0x7c00u ? special : magnitude < 0x0400u ? denormal : normal;
    return std::bit_cast<float>(bits | sign);
}

/// Round to nearest, ties to even; too large becomes infinity, NaN stays NaN.
std::uint16_t to_half(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 16) & 0x8000u;
    std::uint32_t magnitude = bits & 0x7fffffffu;
    std::uint32_t half;
    if (magnitude > exponent_of_infinity)
        half = 0x7e00u; // a quiet NaN
    else if (magnitude >= 0x47800000u)
        half = 0x7c00u; // 65536 and above
    else if (magnitude < 0x38800000u) {
        // Below 2^-14 a half counts in units of 2^-24, as a float near 0.5 does: the addition rounds.
        half =
            std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + 0.5f) - std::bit_cast<std::uint32_t>(0.5f);
    } else {
        const std::uint32_t lowest_kept_bit = (magnitude >> 13) & 1u;
        magnitude += 0xfffu + lowest_kept_bit;
        half = (magnitude - (112u << 23)) >> 13; // may carry into infinity, as it should
    }
    return static_cast<std::uint16_t>(half | sign);
}

float from_bfloat16(std::uint16_t value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

} // namespace

std::string_view name_of(DataType type)
{
    switch (type) {
    case DataType::f32:
        return "F32";
    case DataType::f16:
        return "F16";
    case DataType::bf16:
        return "BF16";
    case DataType::f64:
        return "F64";
    case DataType::i64:
        return "I64";
    }
    assert(false);
    return {};
}

std::size_t size_of(DataType type)
{
    switch (type) {
    case DataType::f32:
        return 4;
    case DataType::f16:
    case DataType::bf16:
        return 2;
    case DataType::f64:
    case DataType::i64:
        return 8;
    }
    assert(false);
    return 0;
}

Index TensorRef::size() const
{
    if (std::ranges::find(shape, 0) != shape.end())
        return 0; // whatever the other dimensions claim
    Index product = 1;
    for (Index dimension : shape)
        product *= dimension;
    return product;
}

std::optional<std::size_t> byte_count(std::span<const Index> shape, DataType type)
{
    auto count = static_cast<std::uint64_t>(size_of(type));
    bool empty = false;
    for (Index dimension : shape) {
        if (dimension < 0)
            return std::nullopt;
        empty = empty || dimension == 0;
    }
    if (empty)
        return 0;
    constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::ptrdiff_t>::max());
    for (Index dimension : shape) {
        if (count > limit / static_cast<std::uint64_t>(dimension))
            return std::nullopt;
        count *= static_cast<std::uint64_t>(dimension);
    }
    return static_cast<std::size_t>(count);
}

void copy_as_float(const TensorRef &tensor, std::string_view name, std::span<float> out)
{
    assert(static_cast<Index>(out.size()) == tensor.size());
    assert(tensor.bytes.size() == out.size() * size_of(tensor.type));
    const std::byte *bytes = tensor.bytes.data();
    switch (tensor.type) {
    case DataType::f32:
        if (!out.empty())
            std::memcpy(out.data(), bytes, tensor.bytes.size());
        return;
    case DataType::f16:
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = from_half(element<std::uint16_t>(bytes, i));
        return;
    case DataType::bf16:
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = from_bfloat16(element<std::uint16_t>(bytes, i));
        return;
    case DataType::f64:
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<float>(element<double>(bytes, i));
        return;
    case DataType::i64:
        throw Error(std::string(name) + " holds whole numbers (I64), expected F32, F16, BF16 or F64.");
    }
}

std::vector<std::int64_t> copy_as_int64(const TensorRef &tensor)
{
    assert(tensor.type == DataType::i64);
    std::vector<std::int64_t> values(static_cast<std::size_t>(tensor.size()));
    assert(tensor.bytes.size() == values.size() * sizeof(std::int64_t));
    if (!values.empty())
        std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

std::string describe_shape(std::span<const Index> shape)
{
    if (shape.empty())
        return "scalar";
    std::string text;
    for (Index dimension : shape) {
        if (!text.empty())
            text += " x ";
        text += std::to_string(dimension);
    }
    return text;
}

std::optional<std::size_t> first_not_finite(std::span<const float> values)
{
    constexpr std::size_t block = 4096; // a block without branches is SIMD; only a bad one is searched
    for (std::size_t first = 0; first < values.size(); first += block) {
        const auto part = values.subspan(first, std::min(block, values.size() - first));
        std::uint32_t bad = 0;
        for (float value : part)
            bad |= (std::bit_cast<std::uint32_t>(value) & exponent_of_infinity) == exponent_of_infinity ? 1u : 0u;
        if (!bad)
            continue;
        for (std::size_t i = 0; i < part.size(); ++i)
            if (!std::isfinite(part[i]))
                return first + i;
    }
    return std::nullopt;
}

OwnedTensor OwnedTensor::from_floats(std::span<const float> values, std::vector<Index> shape, DataType type)
{
    assert(type == DataType::f32 || type == DataType::f16);
    OwnedTensor tensor{type, std::move(shape), std::vector<std::byte>(values.size() * size_of(type))};
    assert(byte_count(tensor.shape, type) == tensor.bytes.size());
    if (values.empty())
        return tensor;
    if (type == DataType::f32) {
        std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
        return tensor;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = to_half(values[i]);
        std::memcpy(tensor.bytes.data() + i * sizeof half, &half, sizeof half);
    }
    return tensor;
}

OwnedTensor OwnedTensor::from_int64(std::span<const std::int64_t> values, std::vector<Index> shape)
{
    const auto bytes = std::as_bytes(values);
    OwnedTensor tensor{DataType::i64, std::move(shape), {bytes.begin(), bytes.end()}};
    assert(byte_count(tensor.shape, DataType::i64) == tensor.bytes.size());
    return tensor;
}

} // namespace bertlab
