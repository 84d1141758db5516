#include "io/zip_directory.h"

#include "base/error.h"
#include "io/printable.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <set>

namespace bertlab {

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint32_t end_signature = 0x06054b50, end64_signature = 0x06064b50, locator64_signature = 0x07064b50,
                        central_signature = 0x02014b50, local_signature = 0x04034b50;
constexpr std::size_t end_size = 22, end64_size = 56, locator64_size = 20, central_size = 46, local_size = 30;
constexpr std::size_t longest_comment = 65535;
constexpr std::uint64_t see_zip64 = 0xffffffff; // a 32-bit field whose value stands in the zip64 record

/// Reads little-endian fields; whatever would lie outside is damage.
class Fields
{
public:
    Fields(Bytes bytes, std::string file) : m_bytes(bytes), m_file(std::move(file)) {}

    std::uint64_t size() const { return m_bytes.size(); }
    std::uint16_t number16(std::uint64_t offset) const { return number<std::uint16_t>(offset); }
    std::uint32_t number32(std::uint64_t offset) const { return number<std::uint32_t>(offset); }
    std::uint64_t number64(std::uint64_t offset) const { return number<std::uint64_t>(offset); }
    Bytes part(std::uint64_t offset, std::uint64_t count) const
    {
        if (offset > m_bytes.size() || count > m_bytes.size() - offset)
            fail("refers to bytes outside of the file; it is cut short or damaged");
        return m_bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(count));
    }
    std::string text(std::uint64_t offset, std::uint64_t count) const
    {
        const Bytes bytes = part(offset, count);
        return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
    }
    [[noreturn]] void fail(const std::string &found) const { throw Error(m_file + ": the zip archive " + found + "."); }

private:
    template <typename T>
    T number(std::uint64_t offset) const
    {
        T value;
        std::memcpy(&value, part(offset, sizeof value).data(), sizeof value);
        return value;
    }

    Bytes m_bytes;
    std::string m_file;
};

struct Directory
{
    std::uint64_t offset, size, entries;
};

/// The record at the very end, behind which only its own comment stands.
std::optional<std::uint64_t> find_end(const Fields &archive)
{
    if (archive.size() < end_size)
        return std::nullopt;
    const std::uint64_t last = archive.size() - end_size;
    const std::uint64_t first = last - std::min<std::uint64_t>(last, longest_comment);
    for (std::uint64_t offset = last + 1; offset-- > first;) {
        if (archive.number32(offset) == end_signature && archive.number16(offset + 20) == last - offset)
            return offset;
    }
    return std::nullopt;
}

Directory find_directory(const Fields &archive)
{
    const auto end = find_end(archive);
    if (!end)
        archive.fail("has no directory at its end; it is cut short or damaged");
    Directory directory{archive.number32(*end + 16), archive.number32(*end + 12), archive.number16(*end + 10)};
    if (*end >= locator64_size && archive.number32(*end - locator64_size) == locator64_signature) {
        const std::uint64_t end64 = archive.number64(*end - locator64_size + 8);
        archive.part(end64, end64_size);
        if (archive.number32(end64) != end64_signature)
            archive.fail("has no zip64 directory where it should be");
        directory = {archive.number64(end64 + 48), archive.number64(end64 + 40), archive.number64(end64 + 32)};
    }
    archive.part(directory.offset, directory.size);
    if (directory.entries > directory.size / central_size)
        archive.fail("claims " + std::to_string(directory.entries) + " entries, more than its directory can hold");
    return directory;
}

/// The 64-bit values of those fields that did not fit 32 bits, in this order.
void read_zip64_extra(const Fields &archive, std::uint64_t offset, std::uint64_t size,
                      std::initializer_list<std::uint64_t *> fields)
{
    constexpr std::uint16_t zip64_id = 1;
    const std::uint64_t end = offset + size;
    while (end - offset >= 4) {
        const std::uint64_t length = archive.number16(offset + 2);
        if (length > end - offset - 4)
            archive.fail("has a damaged extra field");
        if (archive.number16(offset) == zip64_id) {
            std::uint64_t place = offset + 4;
            for (std::uint64_t *field : fields) {
                if (*field != see_zip64)
                    continue;
                if (offset + 4 + length - place < sizeof(std::uint64_t))
                    archive.fail("has a zip64 field that is too short");
                *field = archive.number64(place);
                place += sizeof(std::uint64_t);
            }
        }
        offset += 4 + length;
    }
}

/// Reads the central header at `offset` and moves it to the next.
ZipEntry read_entry(const Fields &archive, std::uint64_t &offset)
{
    archive.part(offset, central_size);
    if (archive.number32(offset) != central_signature)
        archive.fail("has a damaged directory");
    const std::uint64_t name_length = archive.number16(offset + 28), extra_length = archive.number16(offset + 30),
                        comment_length = archive.number16(offset + 32);
    ZipEntry entry;
    entry.name = archive.text(offset + central_size, name_length);
    std::uint64_t packed_size = archive.number32(offset + 20), local = archive.number32(offset + 42);
    entry.size = archive.number32(offset + 24);
    const std::uint64_t extra = offset + central_size + name_length;
    archive.part(extra, extra_length);
    read_zip64_extra(archive, extra, extra_length, {&entry.size, &packed_size, &local});

    const std::string place = "entry " + printable(entry.name);
    if (archive.number16(offset + 8) & 1u)
        archive.fail("has the encrypted " + place + ", expected open ones");
    entry.stored = archive.number16(offset + 10) == ZIP_CM_STORE;
    if (entry.stored && entry.size != packed_size)
        archive.fail("gives two sizes for the uncompressed " + place);
    archive.part(local, local_size);
    if (archive.number32(local) != local_signature)
        archive.fail("has no header for the " + place + " where it should be");
    const std::uint64_t data = local + local_size + archive.number16(local + 26) + archive.number16(local + 28);
    entry.bytes = archive.part(data, packed_size);
    offset = extra + extra_length + comment_length;
    return entry;
}

using ZipHandle = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using ZipFileHandle = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

} // namespace

std::vector<ZipEntry> read_zip_directory(Bytes bytes, std::string_view file)
{
    const Fields archive(bytes, std::string(file));
    const Directory directory = find_directory(archive);
    std::vector<ZipEntry> entries;
    std::set<std::string> names;
    std::uint64_t offset = directory.offset;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        entries.push_back(read_entry(archive, offset));
        if (!names.insert(entries.back().name).second)
            archive.fail("has the entry " + printable(entries.back().name) + " twice");
    }
    return entries;
}

std::vector<std::byte> unpack_zip_entry(Bytes bytes, const std::vector<ZipEntry> &entries, std::size_t number,
                                        std::string_view file)
{
    const ZipEntry &entry = entries[number];
    const auto fail = [&](const std::string &found) {
        throw Error(std::string(file) + ": the zip entry " + printable(entry.name) + " " + found + ".");
    };
    zip_source_t *source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (!source)
        throw std::bad_alloc();
    const ZipHandle archive(zip_open_from_source(source, ZIP_RDONLY, nullptr), zip_discard);
    if (!archive) {
        zip_source_free(source);
        fail("cannot be unpacked, since the archive is damaged");
    }
    const ZipFileHandle content(zip_fopen_index(archive.get(), number, 0), zip_fclose);
    if (!content)
        fail("cannot be unpacked (" + std::string(zip_strerror(archive.get())) + ")");
    std::vector<std::byte> unpacked(static_cast<std::size_t>(entry.size));
    const zip_int64_t count = zip_fread(content.get(), unpacked.data(), unpacked.size());
    std::byte more;
    if (count < 0 || static_cast<std::uint64_t>(count) != entry.size || zip_fread(content.get(), &more, 1) != 0)
        fail("does not unpack to the " + std::to_string(entry.size) + " bytes that the archive claims");
    return unpacked;
}

} // namespace bertlab
