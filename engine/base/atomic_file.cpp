#include "base/atomic_file.h"

#include "base/error.h"
#include "base/mapped_file.h"

#include <algorithm>
#include <system_error>
#include <utility>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace bertlab {

namespace fs = std::filesystem;

namespace {

#ifdef _WIN32

int last_error()
{
    return static_cast<int>(GetLastError());
}

/// A file that is being written.
class OutputFile
{
public:
    explicit OutputFile(const fs::path &path)
        : m_file(CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0, nullptr))
    {}
    ~OutputFile() { close(); }
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    bool is_open() const { return m_file != INVALID_HANDLE_VALUE; }
    bool write(std::span<const std::byte> bytes)
    {
        while (!bytes.empty()) {
            DWORD written = 0;
            const DWORD piece = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1u << 30));
            if (!WriteFile(m_file, bytes.data(), piece, &written, nullptr))
                return false;
            bytes = bytes.subspan(written);
        }
        return true;
    }
    bool flush() { return FlushFileBuffers(m_file); }
    bool close() { return !is_open() || CloseHandle(std::exchange(m_file, INVALID_HANDLE_VALUE)); }

private:
    HANDLE m_file;
};

bool rename_over(const fs::path &from, const fs::path &to)
{
    return MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}

void flush_folder(const fs::path &) {} // MOVEFILE_WRITE_THROUGH has done it

#else

int last_error()
{
    return errno;
}

/// A file that is being written.
class OutputFile
{
public:
    explicit OutputFile(const fs::path &path)
        : m_descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666))
    {}
    ~OutputFile() { close(); }
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    bool is_open() const { return m_descriptor >= 0; }
    bool write(std::span<const std::byte> bytes)
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return false;
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool flush() { return ::fsync(m_descriptor) == 0; }
    bool close() { return !is_open() || ::close(std::exchange(m_descriptor, -1)) == 0; }

private:
    int m_descriptor;
};

bool rename_over(const fs::path &from, const fs::path &to)
{
    return ::rename(from.c_str(), to.c_str()) == 0;
}

/// The new name itself must reach the disk. Not every file system can do that; the file is whole in any case.
void flush_folder(const fs::path &file)
{
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

#endif

/// False leaves the reason in last_error().
bool write_and_rename(const fs::path &temporary, const fs::path &path,
                      std::span<const std::span<const std::byte>> pieces, const FileStepHook &before)
{
    OutputFile file(temporary);
    if (!file.is_open())
        return false;
    for (const std::span<const std::byte> piece : pieces) {
        before(FileStep::write);
        if (!file.write(piece))
            return false;
    }
    before(FileStep::flush);
    if (!file.flush() || !file.close())
        return false;
    before(FileStep::rename);
    return rename_over(temporary, path);
}

} // namespace

void write_pieces_atomically(const fs::path &path, std::span<const std::span<const std::byte>> pieces,
                             const FileStepHook &hook)
{
    const FileStepHook before = hook ? hook : [](FileStep) {};
    fs::path temporary = path;
    temporary += ".partial";
    if (!write_and_rename(temporary, path, pieces, before)) {
        const int reason = last_error();
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw Error(display_name(path) + ": the file cannot be written (" + std::system_category().message(reason) +
                    ").");
    }
    before(FileStep::flush_folder);
    flush_folder(path);
}

void write_file_atomically(const fs::path &path, std::span<const std::byte> bytes, const FileStepHook &before)
{
    write_pieces_atomically(path, std::span(&bytes, 1), before);
}

} // namespace bertlab
