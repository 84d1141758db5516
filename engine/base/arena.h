#pragma once

#include "base/views.h"

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace bertlab {

/// Room for the matrices of a computation that is done again and again: what one round took is used again by the next,
/// and from the third round of a size on nothing is allocated. For one thread at a time.
class Arena
{
public:
    /// rows x cols, contiguous, at a cache line's start; holds anything until written. Stays where it is until the
    /// scope that was open when it was taken ends. Throws std::bad_alloc.
    MatrixView take(Index rows, Index cols);

    /// Gives back, when it ends, what was taken since it began. Scopes end in the opposite order.
    class Scope
    {
    public:
        explicit Scope(Arena &arena) : m_arena(arena), m_block(arena.m_block), m_used(arena.m_used) {}
        ~Scope() { m_arena.give_back(m_block, m_used); }
        Scope(const Scope &) = delete;
        Scope &operator=(const Scope &) = delete;

    private:
        Arena &m_arena;
        std::size_t m_block;
        Index m_used;
    };

private:
    static constexpr std::align_val_t alignment{64};
    struct Free
    {
        void operator()(float *values) const { ::operator delete(values, alignment); }
    };
    struct Block
    {
        explicit Block(Index floats);
        std::unique_ptr<float, Free> values;
        Index size;
    };
    void give_back(std::size_t block, Index used);

    std::vector<Block> m_blocks;
    std::size_t m_block = 0; ///< the one that is taken from
    Index m_used = 0;        ///< floats of it
};

} // namespace bertlab
