#pragma once

#include "base/views.h"
#include "numerics/gemm.h"

namespace bertlab {

/// Memory that is used again: grows to the largest matrix asked for.
class Room
{
public:
    /// rows x columns of anything; what was taken before is gone.
    MatrixView take(Index rows, Index columns)
    {
        if (m_memory.size() < rows * columns)
            m_memory.resize(1, rows * columns);
        return {m_memory.data(), rows, columns, Eigen::OuterStride<>(columns)};
    }

private:
    Matrix m_memory;
};

/// What the backward passes of the blocks need on their way and forget.
struct BackwardRoom
{
    Room dense, context;  ///< gradients T x H
    Room wide;            ///< gradients T x 3H or T x I
    PackedMatrix columns; ///< the inputs of a layer as the gradient of its weight wants them
};

} // namespace bertlab
