#pragma once

#include "base/error.h"
#include "numerics/parallel.h"

#include <algorithm>
#include <functional>

namespace bertlab {

/// Who computes a pass, and who may stop it.
struct Execution
{
    Workers &workers;
    IsCancelled is_cancelled; ///< asked on the calling thread only

    /// Throws Cancelled if the caller no longer wants the result.
    void check() const
    {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
    }
};

/// Calls work(first, count) for blocks of `rows` rows on all workers: for what treats each row on its own.
template <typename Work>
void for_each_block_of_rows(Index rows, Workers &workers, const Work &work)
{
    constexpr Index block = 16; // at H = 768 the rows of x and y of a block fill 96 KB: they stay in the L2 cache
    const auto piece_of_work = [&](Index piece) {
        const Index first = piece * block;
        work(first, std::min(block, rows - first));
    };
    workers.for_each((rows + block - 1) / block, std::cref(piece_of_work)); // a reference: nothing is allocated
}

} // namespace bertlab
