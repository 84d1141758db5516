#pragma once

#include "io/reading.h"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

/// Makes the files of torch.save byte by byte, whole ones and such as torch would never write.
namespace bertlab::test {

template <typename Number>
std::string number_bytes(Number number)
{
    return {reinterpret_cast<const char *>(&number), sizeof number};
}

/// Pieces of pickles, protocol 2.
namespace pickled {

inline std::string text(std::string_view value)
{
    return "X" + number_bytes(static_cast<std::uint32_t>(value.size())) + std::string(value);
}
inline std::string number(std::int64_t value)
{
    return "\x8a\x08" + number_bytes(value);
}
inline std::string tuple(std::initializer_list<std::int64_t> values)
{
    std::string items = "(";
    for (const std::int64_t value : values)
        items += number(value);
    return items + "t";
}
inline std::string name(std::string_view module, std::string_view attribute)
{
    return "c" + std::string(module) + "\n" + std::string(attribute) + "\n";
}
inline std::string program(const std::string &body)
{
    return "\x80\x02" + body + ".";
}

struct Tensor
{
    std::string storage_class = "FloatStorage";
    std::string key = "0";
    std::int64_t elements = 6;
    std::int64_t offset = 0;
    std::string shape = tuple({2, 3});
    std::string strides = tuple({3, 1});
    bool legacy = false;

    std::string pickle() const
    {
        const std::string storage = "(" + text("storage") + name("torch", storage_class) + text(key) + text("cpu") +
                                    number(elements) + (legacy ? "N" : "") + "tQ";
        return name("torch._utils", "_rebuild_tensor_v2") + "(" + storage + number(offset) + shape + strides + "\x89" +
               name("collections", "OrderedDict") + ")R" + "tR";
    }
};

inline std::string state_dict(const std::vector<std::pair<std::string, std::string>> &entries)
{
    std::string body = name("collections", "OrderedDict") + ")R(";
    for (const auto &[key, value] : entries)
        body += text(key) + value;
    return program(body + "u");
}

} // namespace pickled

/// Files in a zip archive, uncompressed.
class ZipWriter
{
public:
    explicit ZipWriter(bool zip64 = false) : m_zip64(zip64) {}

    ZipWriter &add(const std::string &name, const std::string &content, std::uint16_t flags = 0)
    {
        const auto offset = static_cast<std::uint64_t>(m_bytes.size());
        const auto size = static_cast<std::uint64_t>(content.size());
        append_number(m_bytes, 0x04034b50u);
        append_header(size, size, flags, name, 0);
        append(m_bytes, name + content);
        append_number(m_directory, 0x02014b50u);
        append_number(m_directory, std::uint16_t{45});
        const std::uint64_t shown_size = m_zip64 ? 0xffffffffu : size;
        std::swap(m_bytes, m_directory);
        append_header(shown_size, shown_size, flags, name, m_zip64 ? 28 : 0);
        append(m_bytes, std::string(2 + 2 + 2 + 4, '\0')); // comment, disk, attributes
        append_number(m_bytes, m_zip64 ? 0xffffffffu : static_cast<std::uint32_t>(offset));
        append(m_bytes, name);
        if (m_zip64) {
            append_number(m_bytes, std::uint32_t{1 | (24 << 16)});
            for (const std::uint64_t value : {size, size, offset})
                append_number(m_bytes, value);
        }
        std::swap(m_bytes, m_directory);
        ++m_entries;
        return *this;
    }

    Bytes bytes() const
    {
        Bytes all = m_bytes;
        const std::uint64_t offset = all.size(), size = m_directory.size(), end64 = offset + size;
        all.insert(all.end(), m_directory.begin(), m_directory.end());
        if (m_zip64) {
            append_number(all, 0x06064b50u);
            append_number(all, std::uint64_t{44});
            append(all, std::string(2 + 2 + 4 + 4, '\0'));
            for (const std::uint64_t value : {m_entries, m_entries, size, offset})
                append_number(all, value);
            append_number(all, 0x07064b50u);
            append_number(all, 0u);
            append_number(all, end64);
            append_number(all, 1u);
        }
        append_number(all, 0x06054b50u);
        append_number(all, 0u);
        for (int i = 0; i < 2; ++i)
            append_number(all, static_cast<std::uint16_t>(m_zip64 ? 0xffff : m_entries));
        append_number(all, m_zip64 ? 0xffffffffu : static_cast<std::uint32_t>(size));
        append_number(all, m_zip64 ? 0xffffffffu : static_cast<std::uint32_t>(offset));
        append_number(all, std::uint16_t{0});
        return all;
    }

private:
    /// What local and central headers share, from the version to the length of the extra field.
    void append_header(std::uint64_t packed, std::uint64_t size, std::uint16_t flags, const std::string &name,
                       std::uint16_t extra)
    {
        append_number(m_bytes, std::uint16_t{45});
        append_number(m_bytes, flags);
        append(m_bytes, std::string(2 + 4 + 4, '\0')); // stored; time; CRC-32, which nobody reads
        append_number(m_bytes, static_cast<std::uint32_t>(packed));
        append_number(m_bytes, static_cast<std::uint32_t>(size));
        append_number(m_bytes, static_cast<std::uint16_t>(name.size()));
        append_number(m_bytes, extra);
    }

    bool m_zip64;
    Bytes m_bytes, m_directory;
    std::uint64_t m_entries = 0;
};

/// Six floats, 1 to 6.
inline std::string six_floats()
{
    std::string bytes;
    for (int i = 1; i <= 6; ++i)
        bytes += number_bytes(static_cast<float>(i));
    return bytes;
}

/// The zip form with this pickle and one storage of six floats.
inline Bytes in_zip_form(const std::string &pickle)
{
    return ZipWriter().add("archive/data.pkl", pickle).add("archive/data/0", six_floats()).bytes();
}
inline Bytes in_zip_form(const pickled::Tensor &tensor)
{
    return in_zip_form(pickled::state_dict({{"x", tensor.pickle()}}));
}

/// The legacy form: what stands behind the state dict is one storage of six floats.
inline Bytes in_legacy_form(const std::string &state_dict, const std::string &keys, std::int64_t elements = 6)
{
    const std::string magic = std::string("\x80\x02\x8a\x0a") + "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
    const std::string system = pickled::program("}" + pickled::text("little_endian") + "\x88s");
    return bytes_of(magic + pickled::program(pickled::number(1001)) + system + state_dict + keys +
                    number_bytes(elements) + six_floats());
}

} // namespace bertlab::test
