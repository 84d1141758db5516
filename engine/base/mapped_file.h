#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace bertlab {

/// The name of a file as a sentence for people calls it: its last part, in UTF-8.
std::string display_name(const std::filesystem::path &path);

/// A path from UTF-8 text, also on Windows.
std::filesystem::path path_from_utf8(const std::string &text);

/// A whole file as read-only bytes, through the system's file mapping. Lives while it is being read; what stays in
/// memory is copied out. Throws Error if the file is not there, is a folder or cannot be read. An empty file maps to
/// an empty span.
class MappedFile
{
public:
    explicit MappedFile(const std::filesystem::path &path);
    ~MappedFile();
    MappedFile(MappedFile &&other) noexcept;
    MappedFile(const MappedFile &) = delete;
    MappedFile &operator=(const MappedFile &) = delete;
    MappedFile &operator=(MappedFile &&) = delete;

    std::span<const std::byte> bytes() const & { return {m_data, m_size}; }
    std::span<const std::byte> bytes() && = delete; // the bytes end with the mapping
    /// A hint that these bytes of the file have been read and need no memory any more; they stay readable.
    void release(std::span<const std::byte> part) const;

private:
    const std::byte *m_data = nullptr;
    std::size_t m_size = 0;
};

/// The whole of a text file. Throws Error as MappedFile does.
std::string read_text_file(const std::filesystem::path &path);

} // namespace bertlab
