#include "numerics/gemm_kernels.h"

#include <algorithm>
#include <array>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "numerics/gemm_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "numerics/gemm_tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace bertlab::HWY_NAMESPACE {
using RunTile = void (*)(const Tile &);

template <int panels, Rows x_rows = Rows::apart, std::size_t... row>
constexpr std::array<RunTile, sizeof...(row)> tiles_of(std::index_sequence<row...>)
{
    return {&run_tile<static_cast<int>(row) + 1, panels, x_rows>...};
}
// [rows - 1]; two or four panels at once as long as their sums fit into the registers
constexpr auto single_tiles = tiles_of<1>(std::make_index_sequence<tile_rows>());
constexpr auto double_tiles = tiles_of<2>(std::make_index_sequence<tile_rows / 2>());
constexpr auto fourfold_tiles = tiles_of<4>(std::make_index_sequence<tile_rows / 4>());
constexpr auto transposed_tiles = tiles_of<1, Rows::side_by_side>(std::make_index_sequence<tile_rows>());

/// The tile of so many rows and one panel.
template <Rows x_rows>
RunTile single_tile(Index rows)
{
    const auto &tiles = x_rows == Rows::apart ? single_tiles : transposed_tiles;
    return tiles[static_cast<std::size_t>(rows - 1)];
}

/// The last panel, with fewer columns than a register tile: computed beside y, and only what exists is copied.
template <Rows x_rows>
void run_edge_tile(Tile t, Index rows, Index columns)
{
    float y[tile_rows * panel_columns] = {};
    float bias[panel_columns] = {};
    if (!t.first)
        for (Index r = 0; r < rows; ++r)
            std::copy_n(t.y + r * t.y_stride, columns, y + r * panel_columns);
    if (t.bias) {
        std::copy_n(t.bias, columns, bias);
        t.bias = bias;
    }
    const std::pair<float *, Index> out(t.y, t.y_stride);
    t.y = y;
    t.y_stride = panel_columns;
    single_tile<x_rows>(rows)(t);
    for (Index r = 0; r < rows; ++r)
        std::copy_n(y + r * panel_columns, columns, out.first + r * out.second);
}

/// The part of x that the next row of tiles will copy.
struct NextRows
{
    const float *x = nullptr;
    Index stride = 0, rows = 0, depth = 0;

    /// Asks for the share of `panel` among `panels`.
    void prefetch(Index panel, Index panels) const
    {
        for (Index row = rows * panel / panels; row < rows * (panel + 1) / panels; ++row)
            for (Index k = 0; k < depth; k += cache_line)
                hwy::Prefetch(x + row * stride + k);
    }
};

/// One row of tiles: all whole panels, then the edge, whose weights lie at `edge` in rows of `edge_stride`.
template <Rows x_rows>
void run_tiles(Tile t, Index rows, Index columns, const float *edge, Index edge_stride, const NextRows &next = {})
{
    const std::size_t row = static_cast<std::size_t>(rows - 1);
    const Index all_panels = columns / panel_columns;
    Index panels = all_panels;
    while (panels > 0) {
        next.prefetch(all_panels - panels, all_panels);
        Index taken = 1;
        if (x_rows == Rows::side_by_side) {
            transposed_tiles[row](t);
        } else if (panels >= 4 && row < fourfold_tiles.size()) {
            fourfold_tiles[row](t);
            taken = 4;
        } else if (panels >= 2 && row < double_tiles.size()) {
            double_tiles[row](t);
            taken = 2;
        } else {
            single_tiles[row](t);
        }
        panels -= taken;
        t.ahead += t.lines_ahead * cache_line * ((t.depth + step - 1) / step);
        t.weights += taken * t.panel_step;
        t.y += taken * panel_columns;
        if (t.bias)
            t.bias += taken * panel_columns;
    }
    t.weights = edge;
    t.weights_stride = edge_stride;
    if (columns % panel_columns != 0)
        run_edge_tile<x_rows>(t, rows, columns % panel_columns);
}

/// Calls each(first, count) for tiles of nearly equal heights: 13 rows make 7 and 6, not 12 and 1.
template <typename Each>
void for_each_row_tile(Index rows, const Each &each)
{
    const Index tiles = (rows + tile_rows - 1) / tile_rows;
    for (Index tile = 0, first = 0; tile < tiles; ++tile) {
        const Index count = rows / tiles + (tile < rows % tiles);
        each(first, count);
        first += count;
    }
}

/// Copies `depth` groups of `rows` neighbours; a fixed number of them takes a few instructions.
template <int rows>
void copy_groups(const float *from, Index stride, Index depth, float *to)
{
    for (Index k = 0; k < depth; ++k)
        std::copy_n(from + k * stride, rows, to + k * tile_rows);
}
template <std::size_t... row>
constexpr auto group_copies_of(std::index_sequence<row...>)
{
    return std::array{&copy_groups<static_cast<int>(row) + 1>...};
}
constexpr auto group_copies = group_copies_of(std::make_index_sequence<tile_rows>()); // [rows - 1]

/// Copies what a row of tiles takes of x: `rows` rows, `depth` values each. `from` is the first value; of a transposed
/// x the rows are columns.
template <Rows x_rows>
void copy_rows(const float *from, Index stride, Index rows, Index depth, float *to)
{
    if constexpr (x_rows == Rows::apart) {
        for (Index r = 0; r < rows; ++r)
            std::copy_n(from + r * stride, depth, to + r * copied_stride);
    } else {
        group_copies[static_cast<std::size_t>(rows - 1)](from, stride, depth, to);
    }
}

/// Where x[k] of row `row` is.
template <Rows x_rows>
const float *x_at(const PackedBlock &block, Index row, Index k)
{
    return x_rows == Rows::apart ? block.x + row * block.x_stride + k : block.x + k * block.x_stride + row;
}

/// What copy_rows will read of x for `rows` rows and `depth`.
template <Rows x_rows>
NextRows next_rows_at(const PackedBlock &block, Index row, Index rows, Index k, Index depth)
{
    const float *x = x_at<x_rows>(block, row, k);
    rows = std::min<Index>(rows, tile_rows);
    return x_rows == Rows::apart ? NextRows{x, block.x_stride, rows, depth} : NextRows{x, block.x_stride, depth, rows};
}

/// Shares the wait for the next weights among the rows of tiles that come before them. Without it, the first row of
/// tiles would wait for memory and the others would leave it idle.
class Ahead
{
public:
    /// `floats` from `next` on, while `tiles` rows of tiles over `panels` and `depth` run.
    Ahead(const float *next, Index floats, Index tiles, Index panels, Index depth)
        : m_next(next), m_left(next && tiles > 1 ? floats / cache_line : 0),
          m_steps(panels * ((depth + step - 1) / step)),
          m_lines_of_a_step((m_left + tiles * m_steps - 1) / std::max<Index>(tiles * m_steps, 1))
    {}
    void share(Tile &t)
    {
        t.ahead = m_next;
        t.lines_ahead = m_left > 0 ? m_lines_of_a_step : 0;
        m_next += t.lines_ahead * m_steps * cache_line;
        m_left -= t.lines_ahead * m_steps;
    }

private:
    const float *m_next;
    Index m_left, m_steps, m_lines_of_a_step;
};

template <Rows x_rows>
void multiply_block(const PackedBlock &block)
{
    alignas(64) float x[tile_rows * copied_stride];
    const WeightLayout layout{panel_columns, depth_block, block.depth, block.all_panels};
    const Index panels = (block.columns + panel_columns - 1) / panel_columns;
    const Index tiles = (block.rows + tile_rows - 1) / tile_rows;
    Index start = 0;
    do { // also once for K = 0, which gives the bias
        const Index depth = layout.depth_of_block(start), next = start + depth;
        const float *weights = block.weights + layout.offset(start, block.first_panel);
        Tile tile{.x = x,
                  .depth = depth,
                  .weights = weights,
                  .weights_stride = panel_columns,
                  .panel_step = depth * panel_columns,
                  .y = block.y,
                  .y_stride = block.y_stride,
                  .first = start == 0 && !block.adds,
                  .bias = next == block.depth ? block.bias : nullptr,
                  .prefetch_distance = prefetched_rows * panel_columns};
        Ahead ahead(next < block.depth ? block.weights + layout.offset(next, block.first_panel) : block.next_weights,
                    panels * panel_columns * (next < block.depth ? layout.depth_of_block(next) : depth), tiles, panels,
                    depth);
        const float *edge = weights + block.columns / panel_columns * tile.panel_step;
        for_each_row_tile(block.rows, [&](Index row, Index rows) {
            copy_rows<x_rows>(x_at<x_rows>(block, row, start), block.x_stride, rows, depth, x);
            tile.y = block.y + row * block.y_stride;
            ahead.share(tile);
            const Index rows_left = block.rows - row - rows;
            const NextRows next_rows = // then on with the first rows of the next block of K
                rows_left > 0 ? next_rows_at<x_rows>(block, row + rows, rows_left, start, depth)
                              : next_rows_at<x_rows>(block, 0, block.rows, next, layout.depth_of_block(next));
            run_tiles<x_rows>(tile, rows, block.columns, edge, panel_columns, next_rows);
        });
        start = next;
    } while (start < block.depth);
}

/// The views' own product y = a b or, with rows of a transposed a side by side, y += aᵀ b.
template <Rows a_rows>
void multiply_plain_views(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    alignas(64) float x[tile_rows * copied_stride];
    alignas(64) float edge[depth_block * panel_columns] = {};
    const Index edge_columns = b.cols() % panel_columns;
    float *out = const_cast<float *>(y.data());
    const Index all_depth = b.rows();
    Index start = 0;
    do {
        const Index depth = std::min(depth_block, all_depth - start);
        const float *weights = b.data() + start * b.outerStride();
        for (Index k = 0; k < depth && edge_columns > 0; ++k)
            std::copy_n(weights + k * b.outerStride() + b.cols() - edge_columns, edge_columns,
                        edge + k * panel_columns);
        for_each_row_tile(y.rows(), [&](Index row, Index rows) {
            const Index first = a_rows == Rows::apart ? row * a.outerStride() + start : start * a.outerStride() + row;
            copy_rows<a_rows>(a.data() + first, a.outerStride(), rows, depth, x);
            const Tile tile{.x = x,
                            .depth = depth,
                            .weights = weights,
                            .weights_stride = b.outerStride(),
                            .panel_step = panel_columns,
                            .y = out + row * y.outerStride(),
                            .y_stride = y.outerStride(),
                            .first = start == 0 && a_rows == Rows::apart};
            run_tiles<a_rows>(tile, rows, b.cols(), edge, panel_columns);
        });
        start += depth;
    } while (start < all_depth);
}

void multiply_views(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    multiply_plain_views<Rows::apart>(a, b, y);
}

void multiply_transposed_views_add(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    multiply_plain_views<Rows::side_by_side>(a, b, y);
}

void pack_panel(const float *rows, Index stride, Index columns, Index depth, float *panel)
{
    constexpr Index block = 16; // of k: what is read and written at once stays in the L1 cache
    for (Index start = 0; start < depth; start += block) {
        const Index end = std::min(start + block, depth);
        for (Index column = 0; column < panel_columns; column += 4) {
            Index k = start;
            if (can_transpose && column + 4 <= columns)
                for (; k + 4 <= end; k += 4)
                    transpose_four(rows + column * stride + k, stride, panel + k * panel_columns + column,
                                   panel_columns);
            for (; k < end; ++k)
                for (Index i = column; i < column + 4; ++i)
                    panel[k * panel_columns + i] = i < columns ? rows[i * stride + k] : 0;
        }
    }
}

void pack_panel_of_transposed(const float *rows, Index stride, Index columns, Index depth, float *panel)
{
    for (Index k = 0; k < depth; ++k, rows += stride, panel += panel_columns) {
        if (columns == panel_columns) {
            std::copy_n(rows, panel_columns, panel);
        } else {
            std::copy_n(rows, columns, panel);
            std::fill_n(panel + columns, panel_columns - columns, 0.0f);
        }
    }
}

void multiply_views_transposed(const ConstMatrixView &a, const ConstMatrixView &b, float scale, const MatrixView &y)
{
    alignas(64) float x[tile_rows * copied_stride];
    alignas(64) float panels[depth_block * panel_columns];
    float *out = const_cast<float *>(y.data());
    Index start = 0;
    do {
        const Index depth = std::min(depth_block, a.cols() - start);
        const bool last = start + depth == a.cols();
        const Index panel_step = depth * panel_columns;
        const Index most_columns = depth_block / std::max<Index>(depth, 1) * panel_columns;
        for (Index column = 0; column < b.rows(); column += most_columns) {
            const Index columns = std::min(most_columns, b.rows() - column);
            for (Index done = 0; done < columns; done += panel_columns)
                pack_panel(b.data() + (column + done) * b.outerStride() + start, b.outerStride(), columns - done, depth,
                           panels + done / panel_columns * panel_step);
            for_each_row_tile(a.rows(), [&](Index row, Index rows) {
                copy_rows<Rows::apart>(a.data() + row * a.outerStride() + start, a.outerStride(), rows, depth, x);
                const Tile tile{.x = x,
                                .depth = depth,
                                .weights = panels,
                                .weights_stride = panel_columns,
                                .panel_step = panel_step,
                                .y = out + row * y.outerStride() + column,
                                .y_stride = y.outerStride(),
                                .first = start == 0,
                                .scale = last ? scale : 1};
                run_tiles<Rows::apart>(tile, rows, columns, panels + columns / panel_columns * panel_step,
                                       panel_columns);
            });
        }
        start += depth;
    } while (start < a.cols());
}

double compute_only(Index rounds)
{
    constexpr int chains = std::max(12, tile_rows * panel_vectors); // enough to hide the latency
    Vector sums[chains];
    HWY_UNROLL(32)
    for (int i = 0; i < chains; ++i)
        sums[i] = broadcast(static_cast<float>(i));
    const Vector half = broadcast(0.5f), one = broadcast(1);
    for (Index round = 0; round < rounds; ++round)
        HWY_UNROLL(32)
    for (int i = 0; i < chains; ++i)
        sums[i] = multiply_add(sums[i], half, one);
    alignas(64) float results[chains * lanes];
    HWY_UNROLL(32)
    for (int i = 0; i < chains; ++i)
        store(sums[i], results + i * lanes);
    volatile float used = *std::max_element(results, results + chains * lanes);
    static_cast<void>(used);
    return static_cast<double>(rounds) * static_cast<double>(chains * lanes);
}

constexpr GemmKernels kernels{tile_rows,
                              panel_columns,
                              depth_block,
                              &pack_panel,
                              &pack_panel_of_transposed,
                              &multiply_block<Rows::apart>,
                              &multiply_block<Rows::side_by_side>,
                              &multiply_views,
                              &multiply_views_transposed,
                              &multiply_transposed_views_add,
                              &compute_only};

} // namespace bertlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bertlab {

const GemmKernels &gemm_kernels(InstructionSet set)
{
#if HWY_TARGETS & HWY_AVX3
    if (set == InstructionSet::avx512)
        return N_AVX3::kernels;
#endif
#if HWY_TARGETS & HWY_AVX2
    if (set == InstructionSet::avx2)
        return N_AVX2::kernels;
#endif
    static_cast<void>(set);
    return HWY_STATIC_DISPATCH(kernels);
}

} // namespace bertlab
#endif
