#include "numerics/gemm_kernels.h"

#include <algorithm>
#include <array>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "numerics/gemm_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "numerics/gemm_tile-inl.h"
#include "numerics/kernel_table.h"

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

    NextRows part(Index number, Index parts) const
    {
        const Index first = rows * number / parts;
        return {x + first * stride, stride, rows * (number + 1) / parts - first, depth};
    }
    /// Asks for the share of `panel` among `panels`.
    void prefetch(Index panel, Index panels) const
    {
        for (Index row = rows * panel / panels; row < rows * (panel + 1) / panels; ++row) {
            for (Index k = 0; k < depth; k += cache_line)
                hwy::Prefetch(x + row * stride + k);
            hwy::Prefetch(x + row * stride + depth - 1); // may lie in one line more
        }
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

/// A copy without a call: what the processor loads next it sees across rows.
HWY_INLINE void copy_row(const float *from, Index count, float *to)
{
    Index i = 0;
    for (; i + lanes <= count; i += lanes)
        store(load(from + i), to + i);
    for (; i < count; ++i)
        to[i] = from[i];
}

void copy_rows(const float *from, Index stride, Index rows, Index depth, float *to)
{
    for (Index r = 0; r < rows; ++r)
        copy_row(from + r * stride, depth, to + r * copied_stride);
}

/// Tiles of a transposed x are copied so many together: then most of each cache line that is read is used, and its page
/// is looked up once for all of them. (One alone reads 48 bytes here, 48 bytes 4 KiB further on …)
constexpr Index tiles_at_once = 4, rows_at_once = tiles_at_once * tile_rows;

/// Copies `depth` rows of a transposed x as tiles with their rows side by side, one tile behind the other.
void copy_columns(const float *from, Index stride, Index columns, Index depth, float *to)
{
    for (Index k = 0; k < depth; ++k, from += stride, to += tile_rows) {
        Index column = 0;
        for (; column + tile_rows <= columns; column += tile_rows)
            std::copy_n(from + column, tile_rows, to + column * depth);
        for (Index rest = column; rest < columns; ++rest)
            to[column * depth + rest - column] = from[rest];
    }
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

/// One block of K of a rectangle: what all its tiles have in common.
struct DepthBlock
{
    DepthBlock(const PackedBlock &block, Index first)
        : start(first), depth(std::min(depth_block, block.depth - start)), next(start + depth),
          next_depth(std::min(depth_block, block.depth - next)), m_block(block)
    {}

    const float *weights() const { return weights_at(start); }
    const float *edge() const { return weights() + m_block.columns / panel_columns * depth * panel_columns; }
    Tile tile() const
    {
        return {.x = nullptr,
                .depth = depth,
                .weights = weights(),
                .weights_stride = panel_columns,
                .panel_step = depth * panel_columns,
                .y = m_block.y,
                .y_stride = m_block.y_stride,
                .first = start == 0 && !m_block.adds,
                .bias = next == m_block.depth ? m_block.bias : nullptr,
                .prefetch_distance = prefetched_rows * panel_columns};
    }
    Ahead ahead() const
    {
        const Index tiles = (m_block.rows + tile_rows - 1) / tile_rows;
        const Index panels = (m_block.columns + panel_columns - 1) / panel_columns;
        const bool is_last = next == m_block.depth;
        return {is_last ? m_block.next_weights : weights_at(next),
                panels * panel_columns * (is_last ? depth : next_depth), tiles, panels, depth};
    }

    Index start, depth, next, next_depth;

private:
    const float *weights_at(Index k) const
    {
        const WeightLayout layout{panel_columns, depth_block, m_block.depth, m_block.all_panels};
        return m_block.weights + layout.offset(k, m_block.first_panel);
    }

    const PackedBlock &m_block;
};

void multiply_block(const PackedBlock &block)
{
    alignas(64) float x[tile_rows * copied_stride];
    Index start = 0;
    do { // also once for K = 0, which gives the bias
        const DepthBlock part(block, start);
        Tile tile = part.tile();
        tile.x = x;
        Ahead ahead = part.ahead();
        for_each_row_tile(block.rows, [&](Index row, Index rows) {
            const float *tile_x = block.x + row * block.x_stride + start;
            copy_rows(tile_x, block.x_stride, rows, part.depth, x);
            tile.y = block.y + row * block.y_stride;
            ahead.share(tile);
            NextRows next_rows{tile_x + rows * block.x_stride, block.x_stride, block.rows - row - rows, part.depth};
            if (next_rows.rows == 0) // then on with the first rows of the next block of K
                next_rows = {block.x + part.next, block.x_stride, block.rows, part.next_depth};
            next_rows.rows = std::min<Index>(next_rows.rows, tile_rows);
            run_tiles<Rows::apart>(tile, rows, block.columns, part.edge(), panel_columns, next_rows);
        });
        start = part.next;
    } while (start < block.depth);
}

void multiply_block_of_transposed(const PackedBlock &block)
{
    alignas(64) float x[rows_at_once * depth_block];
    Index start = 0;
    do {
        const DepthBlock part(block, start);
        Tile tile = part.tile();
        Ahead ahead = part.ahead();
        for (Index first = 0; first < block.rows; first += rows_at_once) {
            const float *from = block.x + start * block.x_stride + first;
            const Index rows = std::min(rows_at_once, block.rows - first), end = first + rows;
            copy_columns(from, block.x_stride, rows, part.depth, x);
            NextRows next{from + rows, block.x_stride, part.depth, std::min(rows_at_once, block.rows - end)};
            if (end == block.rows)
                next = {block.x + part.next * block.x_stride, block.x_stride, part.next_depth,
                        std::min(rows_at_once, block.rows)};
            const Index tiles = (rows + tile_rows - 1) / tile_rows;
            for (Index number = 0; number < tiles; ++number) {
                tile.x = x + number * tile_rows * part.depth;
                tile.y = block.y + (first + number * tile_rows) * block.y_stride;
                ahead.share(tile);
                run_tiles<Rows::side_by_side>(tile, std::min<Index>(tile_rows, rows - number * tile_rows),
                                              block.columns, part.edge(), panel_columns, next.part(number, tiles));
            }
        }
        start = part.next;
    } while (start < block.depth);
}

/// The views' own product y = a b or, with rows of a transposed a side by side, y += aᵀ b.
template <Rows a_rows>
void multiply_plain_views(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    alignas(64) float x[tile_rows * copied_stride];
    alignas(64) float edge[depth_block * panel_columns];
    const Index edge_columns = b.cols() % panel_columns;
    if (edge_columns > 0)
        std::fill(edge, edge + depth_block * panel_columns, 0.0f);
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
            if constexpr (a_rows == Rows::apart)
                copy_rows(a.data() + first, a.outerStride(), rows, depth, x);
            else
                copy_columns(a.data() + first, a.outerStride(), rows, depth, x);
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

void pack_panels_of_transposed(const float *rows, Index stride, Index columns, Index depth, float *panels,
                               Index panel_step)
{
    const Index whole = columns / panel_columns * panel_columns;
    for (Index k = 0; k < depth; ++k, rows += stride, panels += panel_columns) {
        float *panel = panels;
        for (Index column = 0; column < whole; column += panel_columns, panel += panel_step) {
            for (Index i = 0; i < panel_columns; i += cache_line)
                hwy::Prefetch(rows + 4 * stride + column + i); // four rows ahead
            copy_row(rows + column, panel_columns, panel);
        }
        if (whole < columns) {
            std::copy_n(rows + whole, columns - whole, panel);
            std::fill_n(panel + columns - whole, panel_columns - (columns - whole), 0.0f);
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
                copy_rows(a.data() + row * a.outerStride() + start, a.outerStride(), rows, depth, x);
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
                              &pack_panels_of_transposed,
                              &multiply_block,
                              &multiply_block_of_transposed,
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
    BERTLAB_RETURN_KERNELS(set);
}

} // namespace bertlab
#endif
