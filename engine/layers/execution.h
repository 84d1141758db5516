#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "numerics/parallel.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace bertlab {

/// Who computes a pass, and who may stop it.
struct Execution
{
    Workers &workers;
    const IsCancelled &is_cancelled; ///< asked on the calling thread only; outlives this, as the workers do
    Arena *arena = nullptr;          ///< where a layer's own room comes from; without one it is allocated

    /// Throws Cancelled if the caller no longer wants the result.
    void check() const
    {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
    }
};

/// Room that a layer needs while it runs: rows x cols, from the execution's arena if it has one.
class Scratch
{
public:
    Scratch(const Execution &execution, Index rows, Index cols)
        : m_own(execution.arena ? 0 : rows, execution.arena ? 0 : cols), m_view(view(m_own))
    {
        if (execution.arena) {
            m_scope.emplace(*execution.arena);
            new (&m_view) MatrixView(execution.arena->take(rows, cols)); // Eigen's way to point a Map elsewhere
        }
    }
    MatrixView operator*() const { return m_view; }

private:
    Matrix m_own;
    std::optional<Arena::Scope> m_scope;
    MatrixView m_view;
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
