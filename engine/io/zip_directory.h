#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// One file of a zip archive, as the central directory has it.
struct ZipEntry
{
    std::string name;
    bool stored = false;              ///< uncompressed: `bytes` are its content
    std::uint64_t size = 0;           ///< unpacked, as the directory claims
    std::span<const std::byte> bytes; ///< as they lie in the archive
};

/// The central directory of a zip archive in memory, in its order; zip64 too. Each entry's bytes lie within the
/// archive. Source: PKWARE APPNOTE.TXT 4.3. Throws Error naming `file` for what is cut, damaged or encrypted, and for a
/// name that occurs twice.
std::vector<ZipEntry> read_zip_directory(std::span<const std::byte> archive, std::string_view file);

/// Unpacks the compressed entry of this number; the caller has decided that its size is acceptable.
/// Throws Error naming `file` if it cannot be unpacked or does not have the size that the directory claims.
std::vector<std::byte> unpack_zip_entry(std::span<const std::byte> archive, const std::vector<ZipEntry> &entries,
                                        std::size_t number, std::string_view file);

} // namespace bertlab
