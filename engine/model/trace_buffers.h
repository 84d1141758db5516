#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

namespace bertlab {

/// What traces of a model gave up, for its next one: to be given fresh memory by the system costs more time than to
/// write a tensor into it. Keeps 256 MiB at most. Any thread may ask.
class TraceBuffers
{
public:
    /// `size` floats, whatever they are. The smallest buffer that suffices and is not much too large, else a new one.
    std::vector<float> take(std::size_t size);
    void give_back(std::vector<float> buffer);
    /// Frees what the pass that has ended had no use for.
    void free_rest();

private:
    static constexpr std::size_t most_floats = 64 << 20;

    std::mutex m_mutex;
    std::size_t m_floats = 0; ///< of those that are free
    std::vector<std::vector<float>> m_free;
};

} // namespace bertlab
