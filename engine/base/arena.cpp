#include "base/arena.h"

#include <algorithm>
#include <numeric>

namespace bertlab {

Arena::Block::Block(Index floats)
    : values(static_cast<float *>(::operator new(static_cast<std::size_t>(floats) * sizeof(float), alignment))),
      size(floats)
{}

MatrixView Arena::take(Index rows, Index cols)
{
    constexpr Index line = static_cast<Index>(static_cast<std::size_t>(alignment) / sizeof(float));
    const Index floats = (rows * cols + line - 1) / line * line;
    while (m_block < m_blocks.size() && m_used + floats > m_blocks[m_block].size) {
        ++m_block;
        m_used = 0;
    }
    if (m_block == m_blocks.size())
        m_blocks.emplace_back(floats);
    float *values = m_blocks[m_block].values.get() + m_used;
    m_used += floats;
    return {values, rows, cols, Eigen::OuterStride<>(cols)};
}

void Arena::give_back(std::size_t block, Index used)
{
    m_block = block;
    m_used = used;
    if (m_block > 0 || m_used > 0 || m_blocks.size() < 2)
        return;
    // All of it is free: one block for what did not fit into one before.
    const Index size = std::accumulate(m_blocks.begin(), m_blocks.end(), Index(0),
                                       [](Index sum, const Block &part) { return sum + part.size; });
    m_blocks.clear();
    m_blocks.emplace_back(size);
}

} // namespace bertlab
