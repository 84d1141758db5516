#pragma once

#include "base/views.h"
#include "numerics/instruction_set.h"

#include <algorithm>

/// The products' inner part, compiled once for each instruction set. Internal to the room, its tests and benchmarks.
///
/// The smallest unit is a tile of y: up to `tile_rows` rows of x times one panel of `panel_columns` weights, held in
/// registers while it runs down a block of K. Whatever the shape of the tile, an element of it is the chain
///     sum = fma(x[k], w[k], sum),  k = 0 … K - 1,  from sum = 0 or what y holds
/// (between blocks of K the sum waits in y), then + bias or * scale.
namespace bertlab {

/// A rectangle of y = x Wᵀ + bias: some rows, and the columns of some neighbouring panels.
struct PackedBlock
{
    const float *x; ///< the first row; of a transposed x the first column
    Index x_stride;
    Index rows;
    Index depth;          ///< K
    const float *weights; ///< all of W, as WeightLayout says
    Index first_panel;
    Index all_panels;  ///< of W
    const float *bias; ///< of the first column, or nullptr
    float *y;          ///< the first row and column of the rectangle
    Index y_stride;
    Index columns;             ///< only the last panel of W may have fewer than panel_columns
    const float *next_weights; ///< where those of this thread's next rectangle probably start, or nullptr: a hint
    const float *next_x;       ///< the same of x
    bool adds = false;         ///< the sums start from what y holds, else from 0
};

struct GemmKernels
{
    Index tile_rows;
    Index block_rows; ///< at most so many has a PackedBlock; a multiple of tile_rows
    Index panel_columns;
    Index depth_block;
    /// `depth` columns of some rows of W as a panel: panel_columns weights for each k; rows that W does not have are 0.
    void (*pack_panel)(const float *rows, Index stride, Index columns, Index depth, float *panel);
    /// The same of Wᵀ: `depth` rows of it, of which `columns` neighbouring values make one panel or several, each
    /// panel_step behind the one before.
    void (*pack_panels_of_transposed)(const float *rows, Index stride, Index columns, Index depth, float *panels,
                                      Index panel_step);
    void (*multiply_block)(const PackedBlock &block);
    /// The same for an x that lies transposed, K x M: x[k] of row m is at x + k x_stride + m.
    void (*multiply_block_of_transposed)(const PackedBlock &block);
    /// As the functions of the same names in numerics/gemm.h.
    void (*multiply_views)(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y);
    void (*multiply_views_transposed)(const ConstMatrixView &a, const ConstMatrixView &b, float scale,
                                      const MatrixView &y);
    void (*multiply_transposed_views_add)(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y);
    /// Independent chains of fused multiply-adds in registers, `rounds` long. Returns how many single ones it made.
    double (*compute_only)(Index rounds);
};

/// Where the weights lie: for each block of K (depth_block rows of Wᵀ, the last one what is left) panel after panel, of
/// which each is row-major, k x panel_columns. All that a row of tiles reads is one stream. Columns that the last panel
/// has too many are 0.
struct WeightLayout
{
    Index panel_columns, depth_block, depth, panels;

    Index size() const { return panels * panel_columns * depth; }
    Index depth_of_block(Index start) const { return std::min(depth_block, depth - start); }
    /// The panel's weights from row `start` on, a multiple of depth_block.
    Index offset(Index start, Index panel) const
    {
        return panel_columns * (start * panels + depth_of_block(start) * panel);
    }
};

/// The kernels of a usable instruction set.
const GemmKernels &gemm_kernels(InstructionSet set);

} // namespace bertlab
