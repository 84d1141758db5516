#pragma once

#include <cstddef>
#include <new>

namespace bertlab {

/// Asks the system for huge pages behind a large block that nobody has touched yet: weights of hundreds of megabytes
/// then cost hundreds of page faults, not a hundred thousand, which is half of the time it takes to load a model.
/// A hint: without effect for small blocks and on systems that have no such call.
void prefer_huge_pages(void *data, std::size_t bytes);

/// For containers of weights.
template <typename T>
struct LargeAllocator
{
    using value_type = T;
    LargeAllocator() = default;
    template <typename Other>
    LargeAllocator(const LargeAllocator<Other> &)
    {}

    T *allocate(std::size_t count)
    {
        if (count > static_cast<std::size_t>(-1) / sizeof(T))
            throw std::bad_array_new_length();
        void *data = ::operator new(count * sizeof(T));
        prefer_huge_pages(data, count * sizeof(T));
        return static_cast<T *>(data);
    }
    void deallocate(T *data, std::size_t) { ::operator delete(data); }
    bool operator==(const LargeAllocator &) const = default;
};

} // namespace bertlab
