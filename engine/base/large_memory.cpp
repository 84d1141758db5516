#include "base/large_memory.h"

#ifdef __linux__
#include <cstdint>
#include <sys/mman.h>
#endif

namespace bertlab {

void prefer_huge_pages([[maybe_unused]] void *data, [[maybe_unused]] std::size_t bytes)
{
#ifdef __linux__
    constexpr std::uintptr_t huge_page = 2u << 20;
    const auto begin = reinterpret_cast<std::uintptr_t>(data);
    const std::uintptr_t first = (begin + huge_page - 1) & ~(huge_page - 1);
    const std::uintptr_t end = (begin + bytes) & ~(huge_page - 1);
    if (first < end)
        ::madvise(reinterpret_cast<void *>(first), end - first, MADV_HUGEPAGE); // a refusal changes nothing
#endif
}

} // namespace bertlab
