#include "base/mapped_file.h"

#include "base/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace bertlab {

namespace fs = std::filesystem;

std::string display_name(const fs::path &path)
{
    const auto name = (path.has_filename() ? path.filename() : path).u8string();
    return {name.begin(), name.end()};
}

fs::path path_from_utf8(const std::string &text)
{
    return fs::path(std::u8string(text.begin(), text.end()));
}

namespace {

void expect_file(const fs::path &path)
{
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (!fs::exists(status))
        throw Error(display_name(path) + ": the file was not found.");
    if (fs::is_directory(status))
        throw Error(display_name(path) + ": expected a file, found a folder.");
}

#ifdef _WIN32

std::string last_reason()
{
    return std::system_category().message(static_cast<int>(GetLastError()));
}

#else

std::string last_reason()
{
    return std::strerror(errno);
}

#endif

[[noreturn]] void throw_unreadable(const fs::path &path)
{
    throw Error(display_name(path) + ": the file cannot be read (" + last_reason() + ").");
}

} // namespace

#ifdef _WIN32

MappedFile::MappedFile(const fs::path &path)
{
    expect_file(path);
    HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        throw_unreadable(path);
    LARGE_INTEGER size;
    const bool sized = GetFileSizeEx(file, &size);
    if (sized && size.QuadPart > 0) {
        if (HANDLE mapping = CreateFileMappingW(file, nullptr, PAGE_READONLY, 0, 0, nullptr)) {
            m_data = static_cast<const std::byte *>(MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0));
            m_size = static_cast<std::size_t>(size.QuadPart);
            CloseHandle(mapping); // the view keeps the mapping alive
        }
    }
    CloseHandle(file);
    if (!sized || (size.QuadPart > 0 && !m_data))
        throw_unreadable(path);
}

MappedFile::~MappedFile()
{
    if (m_data)
        UnmapViewOfFile(m_data);
}

void MappedFile::release(std::span<const std::byte>) const {} // Windows takes the pages when it needs them

#else

MappedFile::MappedFile(const fs::path &path)
{
    expect_file(path);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throw_unreadable(path);
    struct stat status = {};
    const bool sized = ::fstat(descriptor, &status) == 0;
    void *mapped = MAP_FAILED;
    if (sized && status.st_size > 0)
        mapped = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    if (!sized || (status.st_size > 0 && mapped == MAP_FAILED))
        throw_unreadable(path);
    if (status.st_size > 0) {
        m_data = static_cast<const std::byte *>(mapped);
        m_size = static_cast<std::size_t>(status.st_size);
    }
}

MappedFile::~MappedFile()
{
    if (m_data)
        ::munmap(const_cast<std::byte *>(m_data), m_size);
}

void MappedFile::release(std::span<const std::byte> part) const
{
    if (part.empty() || part.data() < m_data || part.data() + part.size() > m_data + m_size)
        return;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto offset = static_cast<std::size_t>(part.data() - m_data); // the mapping begins with a page
    const std::size_t first = (offset + page - 1) / page * page, end = (offset + part.size()) / page * page;
    if (first < end)
        ::madvise(const_cast<std::byte *>(m_data) + first, end - first, MADV_DONTNEED); // a refusal changes nothing
}

#endif

MappedFile::MappedFile(MappedFile &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{}

std::string read_text_file(const fs::path &path)
{
    const MappedFile file(path);
    const auto bytes = file.bytes();
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace bertlab
