#include "io/npy.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <memory>
#include <string_view>
#include <vector>

namespace bertlab {

namespace {

using Bytes = std::span<const std::byte>;

/// What stands in front of the values. Source: NumPy's format description (numpy.lib.format), version 1.0.
std::string npy_header(std::string_view type, std::span<const Index> shape)
{
    std::string dimensions;
    for (Index dimension : shape)
        dimensions += std::to_string(dimension) + (shape.size() == 1 ? "," : ", "); // as Python writes a tuple
    if (shape.size() > 1)
        dimensions.resize(dimensions.size() - 2);
    std::string text =
        "{'descr': '" + std::string(type) + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
    std::string header("\x93NUMPY\x01\x00", 8);
    constexpr std::size_t length_bytes = 2, alignment = 64;
    const std::size_t used = header.size() + length_bytes + text.size() + 1;
    text.append((alignment - used % alignment) % alignment, ' ');
    text += '\n';
    header += static_cast<char>(text.size() & 0xff);
    header += static_cast<char>(text.size() >> 8);
    return header + text;
}

std::string_view npy_type(DataType type)
{
    assert(type == DataType::f32 || type == DataType::i64);
    return type == DataType::f32 ? "<f4" : "<i8";
}

Bytes bytes_of(const std::string &text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

/// The bytes of an archive that libzip wrote into memory.
std::vector<std::byte> read_source(zip_source_t *source)
{
    zip_stat_t status;
    if (zip_source_stat(source, &status) != 0 || !(status.valid & ZIP_STAT_SIZE) || zip_source_open(source) != 0)
        throw std::bad_alloc();
    std::vector<std::byte> bytes(static_cast<std::size_t>(status.size));
    const zip_int64_t count = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (count < 0 || static_cast<std::size_t>(count) != bytes.size())
        throw std::bad_alloc();
    return bytes;
}

/// A file of the archive before it is put together.
struct Entry
{
    const std::string &name;
    std::string header;
    Bytes values;
};

void write_archive(const std::filesystem::path &path, const std::vector<Entry> &entries)
{
    assert(!entries.empty());
    const auto fail = [&](const std::string &reason) {
        throw Error(display_name(path) + ": the file cannot be written (" + reason + ").");
    };
    const Source memory(zip_source_buffer_create(nullptr, 0, 0, nullptr), zip_source_free);
    if (!memory)
        throw std::bad_alloc();
    zip_source_keep(memory.get()); // one reference for the archive, one to read the result
    Archive archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, nullptr), zip_discard);
    if (!archive) {
        zip_source_free(memory.get());
        fail("no memory for an archive");
    }
    std::vector<std::vector<std::byte>> contents; // read by zip_close
    contents.reserve(entries.size());
    for (const auto &[name, header, values] : entries) {
        auto &content = contents.emplace_back(bytes_of(header).begin(), bytes_of(header).end());
        content.insert(content.end(), values.begin(), values.end());
        zip_source_t *source = zip_source_buffer(archive.get(), content.data(), content.size(), 0);
        const zip_int64_t entry = zip_file_add(archive.get(), (name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
        if (entry < 0) {
            zip_source_free(source);
            fail(zip_strerror(archive.get()));
        }
        zip_set_file_compression(archive.get(), static_cast<zip_uint64_t>(entry), ZIP_CM_STORE, 0);
        // A fixed time, the first that a zip archive knows: equal tensors make equal files.
        zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(entry), 0, 0x0021, 0);
    }
    if (zip_close(archive.get()) != 0)
        fail(zip_strerror(archive.get()));
    archive.release(); // closed
    write_file_atomically(path, read_source(memory.get()));
}

template <typename Value>
std::vector<std::byte> copy_of(const std::vector<Value> &values)
{
    const auto bytes = std::as_bytes(std::span(values));
    return {bytes.begin(), bytes.end()};
}

} // namespace

void write_npy(const std::filesystem::path &path, std::span<const float> values, std::span<const Index> shape)
{
    assert(byte_count(shape, DataType::f32) == values.size_bytes());
    const std::string header = npy_header(npy_type(DataType::f32), shape);
    write_pieces_atomically(path, std::array{bytes_of(header), std::as_bytes(values)});
}

void write_npz(const std::filesystem::path &path, const std::map<std::string, OwnedTensor, std::less<>> &tensors)
{
    std::vector<Entry> entries;
    for (const auto &[name, tensor] : tensors)
        entries.push_back({name, npy_header(npy_type(tensor.type), tensor.shape), tensor.bytes});
    write_archive(path, entries);
}

void write_npz(const std::filesystem::path &path, const std::map<std::string, NpyArray, std::less<>> &arrays)
{
    std::vector<Entry> entries;
    for (const auto &[name, array] : arrays)
        entries.push_back({name, npy_header(array.type, array.shape), array.bytes});
    write_archive(path, entries);
}

NpyArray NpyArray::from_doubles(std::span<const double> values, std::vector<Index> shape)
{
    assert(byte_count(shape, DataType::f64) == values.size_bytes());
    std::vector<float> floats;
    for (const double value : values)
        floats.push_back(static_cast<float>(value));
    const bool exact = std::ranges::equal(values, floats, [](double value, float shortened) {
        return static_cast<double>(shortened) == value || std::isnan(value);
    });
    if (exact)
        return {"<f4", std::move(shape), copy_of(floats)};
    return {"<f8", std::move(shape), copy_of(std::vector<double>(values.begin(), values.end()))};
}

NpyArray NpyArray::from_texts(std::span<const std::u32string> texts)
{
    std::size_t width = 1;
    for (const std::u32string &text : texts)
        width = std::max(width, text.size());
    std::vector<char32_t> letters;
    for (std::u32string text : texts) {
        text.resize(width); // NumPy takes the zeros at the end away
        letters.insert(letters.end(), text.begin(), text.end());
    }
    return {"<U" + std::to_string(width), {static_cast<Index>(texts.size())}, copy_of(letters)};
}

} // namespace bertlab
