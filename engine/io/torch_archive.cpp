#include "io/torch_archive.h"

#include "base/error.h"
#include "io/pickle.h"
#include "io/printable.h"
#include "io/state_dict.h"
#include "io/zip_directory.h"

#include <cassert>
#include <cstring>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace bertlab {

namespace {

using Bytes = std::span<const std::byte>;
using Storages = std::map<std::string, Bytes, std::less<>>;

/// What the archive has to copy: compressed entries and tensors with unusual strides. All copies together stay in a
/// proportion to the file, so that a small file cannot fill the memory.
class Copies
{
public:
    Copies(std::size_t file_size, std::string file) : m_room(64'000'000 + 4 * file_size), m_file(std::move(file)) {}

    void reserve(std::uint64_t size)
    {
        if (size > m_room)
            throw Error(m_file + ": unpacking needs " + std::to_string(size) +
                        " bytes or more, out of proportion to "
                        "the size of the file; expected the weights of a model.");
        m_room -= size;
    }
    Bytes keep(std::vector<std::byte> bytes) { return m_kept.emplace_back(std::move(bytes)); }

private:
    std::uint64_t m_room;
    std::string m_file;
    std::deque<std::vector<std::byte>> m_kept;
};

/// The elements of a tensor in row-major order, wherever its strides scatter them.
std::vector<std::byte> gather(const StoredTensor &tensor, Bytes storage, std::size_t size)
{
    const std::size_t width = size_of(tensor.type);
    std::vector<std::byte> ordered(size);
    std::vector<Index> index(tensor.shape.size());
    std::size_t element = static_cast<std::size_t>(tensor.first);
    for (std::size_t place = 0; place < size; place += width) {
        std::memcpy(ordered.data() + place, storage.data() + element * width, width);
        for (std::size_t d = index.size(); d-- > 0;) { // counts like an odometer
            element += static_cast<std::size_t>(tensor.strides[d]);
            if (++index[d] < tensor.shape[d])
                break;
            element -= static_cast<std::size_t>(tensor.strides[d]) * static_cast<std::size_t>(tensor.shape[d]);
            index[d] = 0;
        }
    }
    return ordered;
}

/// The zip form: <any name>/data.pkl, and a storage an entry in <any name>/data/.
class ZipForm
{
public:
    ZipForm(Bytes archive, std::string_view file, Copies &copies)
        : m_archive(archive), m_file(file), m_copies(copies), m_entries(read_zip_directory(archive, file))
    {
        for (const ZipEntry &entry : m_entries) {
            m_entry_of_name.emplace(entry.name, &entry);
            if (entry.name != "data.pkl" && !entry.name.ends_with("/data.pkl"))
                continue;
            if (m_folder)
                throw Error(m_file + ": the zip archive has more than one data.pkl, expected one.");
            m_folder = entry.name.substr(0, entry.name.rfind("data.pkl"));
        }
        if (!m_folder)
            throw Error(m_file + ": the zip archive has no data.pkl, expected what torch.save writes.");
        if (const ZipEntry *order = find("byteorder")) {
            const Bytes bytes = content(*order);
            const std::string text(reinterpret_cast<const char *>(bytes.data()), bytes.size());
            if (text != "little")
                throw Error(m_file + ": its byteorder is \"" + printable(text) + "\", expected little.");
        }
    }

    Pickle pickle() const { return Pickle(content(*find("data.pkl")), m_file); }

    Storages storages(const std::vector<StoredTensor> &tensors) const
    {
        Storages storages;
        for (const StoredTensor &tensor : tensors) {
            const ZipEntry *entry = find("data/" + tensor.storage);
            const std::string place = m_file + ": " + printable(tensor.name);
            if (!entry)
                throw Error(place + " lies in the entry data/" + printable(tensor.storage) +
                            ", which the zip archive does not have.");
            const std::uint64_t width = size_of(tensor.type);
            if (entry->size % width != 0 || entry->size / width != tensor.storage_size)
                throw Error(place + " needs a storage of " + std::to_string(tensor.storage_size) + " elements of " +
                            std::string(name_of(tensor.type)) + ", but the entry data/" + printable(tensor.storage) +
                            " has " + std::to_string(entry->size) + " bytes.");
            if (!storages.contains(tensor.storage))
                storages[tensor.storage] = content(*entry);
        }
        return storages;
    }

private:
    const ZipEntry *find(const std::string &name) const
    {
        const auto found = m_entry_of_name.find(*m_folder + name);
        return found == m_entry_of_name.end() ? nullptr : found->second;
    }
    Bytes content(const ZipEntry &entry) const
    {
        if (entry.stored)
            return entry.bytes;
        m_copies.reserve(entry.size);
        const auto number = static_cast<std::size_t>(&entry - m_entries.data());
        return m_copies.keep(unpack_zip_entry(m_archive, m_entries, number, m_file));
    }

    Bytes m_archive;
    std::string m_file;
    Copies &m_copies;
    std::vector<ZipEntry> m_entries;
    std::map<std::string, const ZipEntry *> m_entry_of_name;
    std::optional<std::string> m_folder; ///< with its slash
};

/// The form before torch 1.6: five pickles (magic number, protocol, system, state dict, keys of the storages), then the
/// storages in the order of the keys, each with its number of elements in front.
class LegacyForm
{
public:
    LegacyForm(Bytes bytes, std::string_view file) : m_rest(bytes), m_file(file)
    {
        const Pickle magic = pickle();
        constexpr std::string_view magic_number = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
        if (magic.value().kind != PickleValue::Kind::large_number || magic.value().text != magic_number)
            throw Error(m_file + ": begins with " + describe(magic.value()) +
                        ", expected the magic number of torch.save.");
        const Pickle protocol = pickle();
        if (protocol.value().kind != PickleValue::Kind::whole_number || protocol.value().number != 1001)
            throw Error(m_file + ": torch's protocol is " + describe(protocol.value()) + ", expected the number 1001.");
        check_system(pickle());
    }

    /// The next pickle of the file.
    Pickle pickle()
    {
        Pickle pickle(m_rest, m_file);
        m_rest = m_rest.subspan(pickle.size());
        return pickle;
    }

    /// To be called behind the pickle of the state dict.
    Storages storages(const std::vector<StoredTensor> &tensors)
    {
        std::map<std::string, const StoredTensor *, std::less<>> tensor_of_storage;
        for (const StoredTensor &tensor : tensors) {
            const auto [place, is_new] = tensor_of_storage.emplace(tensor.storage, &tensor);
            if (place->second->type != tensor.type || place->second->storage_size != tensor.storage_size)
                throw Error(m_file + ": " + printable(tensor.name) + " and " + printable(place->second->name) +
                            " share a storage, but differ in its type or size.");
        }
        const Pickle keys = pickle();
        if (keys.value().kind != PickleValue::Kind::list)
            throw Error(m_file + ": the storages are named by " + describe(keys.value()) + ", expected a list.");
        Storages storages;
        for (const PickleValue *key : keys.value().items) {
            const auto found = tensor_of_storage.find(key->text);
            if (key->kind != PickleValue::Kind::text || found == tensor_of_storage.end())
                throw Error(m_file + ": the list of storages has " + describe(*key) +
                            ", expected the key of a storage of the state dict.");
            storages[key->text] = take_storage(*found->second);
        }
        for (const auto &[key, tensor] : tensor_of_storage) {
            if (!storages.contains(key))
                throw Error(m_file + ": the storage of " + printable(tensor->name) + " is missing.");
        }
        return storages;
    }

private:
    void check_system(const Pickle &system) const
    {
        const auto &items = system.value().items;
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            if (items[i]->text == "little_endian" && items[i + 1]->number != 1)
                throw Error(m_file + ": was written by a big-endian computer, expected little-endian numbers.");
        }
    }
    Bytes take(std::size_t size, const std::string &name)
    {
        if (size > m_rest.size())
            throw Error(m_file + ": the storage of " + printable(name) + " needs " + std::to_string(size) +
                        " bytes, but only " + std::to_string(m_rest.size()) + " are left; the file is cut short.");
        const Bytes taken = m_rest.first(size);
        m_rest = m_rest.subspan(size);
        return taken;
    }
    Bytes take_storage(const StoredTensor &tensor)
    {
        Index elements;
        std::memcpy(&elements, take(sizeof elements, tensor.name).data(), sizeof elements);
        if (elements < 0 || static_cast<std::uint64_t>(elements) != tensor.storage_size)
            throw Error(m_file + ": the storage of " + printable(tensor.name) + " has " + std::to_string(elements) +
                        " elements, but the state dict says " + std::to_string(tensor.storage_size) + ".");
        const auto size = byte_count(std::span(&elements, 1), tensor.type);
        if (!size)
            throw Error(m_file + ": the storage of " + printable(tensor.name) + " claims " + std::to_string(elements) +
                        " elements, more than a file can have.");
        return take(*size, tensor.name);
    }

    Bytes m_rest;
    std::string m_file;
};

TensorTable make_table(const std::vector<StoredTensor> &tensors, const Storages &storages, Copies &copies)
{
    TensorTable table;
    for (const StoredTensor &tensor : tensors) {
        const Bytes storage = storages.find(tensor.storage)->second;
        const auto size = byte_count(tensor.shape, tensor.type);
        assert(size); // the tensor lies within its storage
        Bytes bytes;
        if (*size > 0 && tensor.is_contiguous())
            bytes = storage.subspan(static_cast<std::size_t>(tensor.first) * size_of(tensor.type), *size);
        else if (*size > 0) {
            copies.reserve(*size);
            bytes = copies.keep(gather(tensor, storage, *size));
        }
        table.emplace(tensor.name, TensorRef{tensor.type, tensor.shape, bytes});
    }
    return table;
}

bool begins_with(Bytes bytes, std::string_view text)
{
    return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

} // namespace

struct TorchArchive::Contents
{
    Copies copies;
    TensorTable tensors;
};

TorchArchive::TorchArchive(Bytes bytes, std::string_view name)
    : m_contents(new Contents{Copies(bytes.size(), std::string(name)), {}})
{
    Copies &copies = m_contents->copies;
    if (begins_with(bytes, "PK\x03\x04")) {
        const ZipForm zip(bytes, name, copies);
        const Pickle pickle = zip.pickle();
        const auto tensors = tensors_of_state_dict(pickle.value(), name);
        m_contents->tensors = make_table(tensors, zip.storages(tensors), copies);
    } else if (begins_with(bytes, "\x80")) {
        LegacyForm legacy(bytes, name);
        const Pickle pickle = legacy.pickle();
        const auto tensors = tensors_of_state_dict(pickle.value(), name);
        m_contents->tensors = make_table(tensors, legacy.storages(tensors), copies);
    } else {
        throw Error(std::string(name) + ": is neither a zip archive nor a pickle, expected what torch.save writes.");
    }
}

TorchArchive::~TorchArchive() = default;
TorchArchive::TorchArchive(TorchArchive &&) noexcept = default;

const TensorTable &TorchArchive::tensors() const &
{
    return m_contents->tensors;
}

} // namespace bertlab
