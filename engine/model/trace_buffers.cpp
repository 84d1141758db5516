#include "model/trace_buffers.h"

#include <utility>

namespace bertlab {

std::vector<float> TraceBuffers::take(std::size_t size)
{
    std::vector<float> buffer;
    {
        const std::lock_guard lock(m_mutex);
        auto best = m_free.end();
        for (auto free = m_free.begin(); free != m_free.end(); ++free)
            if (free->capacity() >= size && free->capacity() / 2 <= size &&
                (best == m_free.end() || free->capacity() < best->capacity()))
                best = free;
        if (best != m_free.end()) {
            std::swap(*best, m_free.back());
            buffer = std::move(m_free.back());
            m_free.pop_back();
            m_floats -= buffer.capacity();
        }
    }
    if (buffer.capacity() == 0)
        buffer.reserve(size + size / 8); // a sentence grows while someone types
    buffer.resize(size);
    return buffer;
}

void TraceBuffers::give_back(std::vector<float> buffer)
{
    const std::lock_guard lock(m_mutex);
    if (m_floats + buffer.capacity() > most_floats)
        return;
    m_floats += buffer.capacity();
    m_free.push_back(std::move(buffer));
}

void TraceBuffers::free_rest()
{
    std::vector<std::vector<float>> rest; // freed behind the lock
    const std::lock_guard lock(m_mutex);
    m_free.swap(rest);
    m_floats = 0;
}

} // namespace bertlab
