#include "io/safetensors.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "io/json_text.h"
#include "io/printable.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>

namespace bertlab {

using nlohmann::json;

namespace {

constexpr std::size_t length_bytes = 8;
constexpr std::uint64_t longest_header = 100'000'000; // as in huggingface/safetensors
constexpr std::array known_types{DataType::f32, DataType::f16, DataType::bf16, DataType::f64, DataType::i64};

std::uint64_t header_length(std::span<const std::byte> bytes, const std::string &name)
{
    if (bytes.size() < length_bytes)
        throw Error(name + ": the file has " + std::to_string(bytes.size()) +
                    " bytes, expected at least the 8 that hold the header's length.");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), length_bytes);
    if (length > longest_header)
        throw Error(name + ": the header claims " + std::to_string(length) + " bytes, expected at most " +
                    std::to_string(longest_header) + "; this is no safetensors file.");
    if (length > bytes.size() - length_bytes)
        throw Error(name + ": the header claims " + std::to_string(length) + " bytes, but only " +
                    std::to_string(bytes.size() - length_bytes) + " follow; the file is cut short.");
    return length;
}

/// One entry of the header while its offsets are being checked; begin and end count from the end of the header.
struct Entry
{
    std::string name;
    TensorRef tensor;
    std::uint64_t begin = 0, end = 0;
};

/// Reads one entry; `place` is "model.safetensors: bert.pooler.dense.weight" and begins every sentence.
class EntryReader
{
public:
    EntryReader(const json &entry, std::string place) : m_entry(entry), m_place(std::move(place)) {}

    Entry read(const std::string &name) const
    {
        if (!m_entry.is_object())
            throw Error(m_place + " is " + describe(m_entry) + ", expected an object with dtype, shape, data_offsets.");
        Entry entry{name, {type(), shape(), {}}, 0, 0};
        const json &offsets = field("data_offsets");
        if (!offsets.is_array() || offsets.size() != 2)
            throw Error(m_place + ": data_offsets is not a list of two numbers.");
        entry.begin = whole_number(offsets[0], "data_offsets");
        entry.end = whole_number(offsets[1], "data_offsets");
        check_size(entry);
        return entry;
    }

private:
    const json &field(const char *key) const
    {
        const auto found = m_entry.find(key);
        if (found == m_entry.end())
            throw Error(m_place + ": " + key + " is missing.");
        return *found;
    }
    std::uint64_t whole_number(const json &value, const char *key) const
    {
        if (!value.is_number_unsigned())
            throw Error(m_place + ": " + key + " has " + describe(value) + ", expected a whole number from 0.");
        return value.get<std::uint64_t>();
    }
    DataType type() const
    {
        const json &dtype = field("dtype");
        for (DataType known : known_types)
            if (dtype.is_string() && dtype.get_ref<const std::string &>() == name_of(known))
                return known;
        throw Error(m_place + ": dtype is " + describe(dtype) + ", expected F32, F16, BF16, F64 or I64.");
    }
    std::vector<Index> shape() const
    {
        const json &dimensions = field("shape");
        if (!dimensions.is_array())
            throw Error(m_place + ": shape is " + describe(dimensions) + ", expected a list.");
        std::vector<Index> shape;
        for (const json &dimension : dimensions) {
            const std::uint64_t number = whole_number(dimension, "shape");
            if (number > static_cast<std::uint64_t>(std::numeric_limits<Index>::max()))
                throw Error(m_place + ": shape has " + describe(dimension) + ", which no tensor has.");
            shape.push_back(static_cast<Index>(number));
        }
        return shape;
    }
    void check_size(const Entry &entry) const
    {
        if (entry.end < entry.begin)
            throw Error(m_place + ": data_offsets end at " + std::to_string(entry.end) + " before they begin at " +
                        std::to_string(entry.begin) + ".");
        const auto expected = byte_count(entry.tensor.shape, entry.tensor.type);
        if (expected != entry.end - entry.begin)
            throw Error(m_place + " has " + std::to_string(entry.end - entry.begin) + " bytes of data, but " +
                        std::string(name_of(entry.tensor.type)) + " and the shape " +
                        describe_shape(entry.tensor.shape) + " ask for " +
                        (expected ? std::to_string(*expected) : "more than a file can have") + ".");
    }

    const json &m_entry;
    std::string m_place;
};

/// The tensors must lie one behind the other and fill the file: no byte twice, none left over.
void check_offsets(const std::vector<Entry> &entries, std::uint64_t data_size, const std::string &name)
{
    std::uint64_t end = 0;
    const Entry *before = nullptr;
    for (const Entry &entry : entries) {
        const std::string place = name + ": " + printable(entry.name);
        if (entry.end > data_size)
            throw Error(place + " ends at byte " + std::to_string(entry.end) + " of the data, but the file has only " +
                        std::to_string(data_size) + "; it is cut short or the offsets are wrong.");
        if (entry.begin < end)
            throw Error(place + " begins at byte " + std::to_string(entry.begin) + " of the data and overlaps " +
                        printable(before->name) + ", which ends at " + std::to_string(end) + ".");
        if (entry.begin > end)
            throw Error(place + " begins at byte " + std::to_string(entry.begin) + " of the data, expected " +
                        std::to_string(end) + ": the bytes between belong to no tensor.");
        end = entry.end;
        before = &entry;
    }
    if (end != data_size)
        throw Error(name + ": the tensors end at byte " + std::to_string(end) + " of the data, but the file has " +
                    std::to_string(data_size) + ".");
}

std::string header_of(const TensorTable &tensors)
{
    nlohmann::ordered_json header;
    header["__metadata__"] = {{"format", "pt"}};
    std::size_t offset = 0;
    for (const auto &[name, tensor] : tensors) {
        const std::size_t end = offset + tensor.bytes.size();
        header[name] = {{"dtype", name_of(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump();
    text.append((length_bytes - text.size() % length_bytes) % length_bytes, ' '); // so the data begin aligned
    return text;
}

} // namespace

TensorTable read_safetensors(std::span<const std::byte> bytes, std::string_view name_view)
{
    const std::string name(name_view);
    const auto length = static_cast<std::size_t>(header_length(bytes, name));
    const std::string_view text(reinterpret_cast<const char *>(bytes.data()) + length_bytes, length);
    const auto data = bytes.subspan(length_bytes + length);

    const json header = parse_json(text, name + " (header)");
    if (!header.is_object())
        throw Error(name + ": the header is " + describe(header) + ", expected an object.");
    std::vector<Entry> entries;
    for (const auto &[tensor_name, entry] : header.items())
        if (tensor_name != "__metadata__")
            entries.push_back(EntryReader(entry, name + ": " + printable(tensor_name)).read(tensor_name));
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; // an empty tensor before what begins there too
    });
    check_offsets(entries, data.size(), name);

    TensorTable table;
    for (Entry &entry : entries) {
        entry.tensor.bytes =
            data.subspan(static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(entry.end - entry.begin));
        table.emplace(std::move(entry.name), std::move(entry.tensor));
    }
    return table;
}

void write_safetensors(const std::filesystem::path &path, const TensorTable &tensors, const FileStepHook &before)
{
    const std::string header = header_of(tensors);
    const std::uint64_t length = header.size();
    std::vector<std::span<const std::byte>> pieces{std::as_bytes(std::span(&length, 1)),
                                                   std::as_bytes(std::span(header))};
    for (const auto &[name, tensor] : tensors)
        pieces.push_back(tensor.bytes);
    write_pieces_atomically(path, pieces, before);
}

void write_safetensors(const std::filesystem::path &path,
                       const std::map<std::string, OwnedTensor, std::less<>> &tensors)
{
    TensorTable references;
    for (const auto &[name, tensor] : tensors)
        references.emplace(name, TensorRef{tensor.type, tensor.shape, tensor.bytes});
    write_safetensors(path, references);
}

} // namespace bertlab
