#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>

namespace bertlab {

/// What a file goes through on its way to the disk.
enum class FileStep { write, flush, rename, flush_folder };
/// Called before each of them: a test ends the process there.
using FileStepHook = std::function<void(FileStep step)>;

/// Writes all bytes to a temporary name beside `path`, flushes them to the disk and renames: whoever reads `path` sees
/// the old content or the new, never a part, whenever the process or the machine stops. Throws Error naming the file
/// and the system's reason.
void write_file_atomically(const std::filesystem::path &path, std::span<const std::byte> bytes,
                           const FileStepHook &before = {});
/// The same for a file made of pieces, one behind the other.
void write_pieces_atomically(const std::filesystem::path &path, std::span<const std::span<const std::byte>> pieces,
                             const FileStepHook &before = {});

} // namespace bertlab
