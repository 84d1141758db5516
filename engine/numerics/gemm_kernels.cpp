#include "numerics/gemm_kernels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
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
template <Rows x_rows>
constexpr auto single_tiles = tiles_of<1, x_rows>(std::make_index_sequence<tile_rows>());
template <Rows x_rows>
constexpr auto double_tiles = tiles_of<2, x_rows>(std::make_index_sequence<tile_rows / 2>());
template <Rows x_rows>
constexpr auto fourfold_tiles = tiles_of<4, x_rows>(std::make_index_sequence<tile_rows / 4>());

/// How many of the `left` panels a tile of so many rows takes at once.
Index panels_at_once(Index rows, Index left)
{
    if (left >= 4 && rows <= tile_rows / 4)
        return 4;
    return left >= 2 && rows <= tile_rows / 2 ? 2 : 1;
}

/// The tile of so many rows and panels.
template <Rows x_rows>
RunTile tile_of(Index rows, Index panels)
{
    const auto number = static_cast<std::size_t>(rows - 1);
    return panels == 4   ? fourfold_tiles<x_rows>[number]
           : panels == 2 ? double_tiles<x_rows>[number]
                         : single_tiles<x_rows>[number];
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
    tile_of<x_rows>(rows, 1)(t);
    for (Index r = 0; r < rows; ++r)
        std::copy_n(y + r * panel_columns, columns, out.first + r * out.second);
}

/// One row of tiles: all whole panels, then the edge, whose weights lie at `edge` in rows of `edge_stride`.
template <Rows x_rows>
void run_tiles(Tile t, Index rows, Index columns, const float *edge, Index edge_stride)
{
    Index taken = 0;
    for (Index left = columns / panel_columns; left > 0; left -= taken) {
        taken = panels_at_once(rows, left);
        tile_of<x_rows>(rows, taken)(t);
        t.weights += taken * t.panel_step;
        t.y += taken * panel_columns;
    }
    t.weights = edge;
    t.weights_stride = edge_stride;
    if (columns % panel_columns != 0)
        run_edge_tile<x_rows>(t, rows, columns % panel_columns);
}

struct RowTile
{
    Index first, rows;
};

Index row_tiles(Index rows)
{
    return (rows + tile_rows - 1) / tile_rows;
}

/// All tiles are full but the last, and the last two share if the last would be low, so that it has sums enough to hide
/// the latency of an FMA: 13 rows make 7 and 6, not 12 and 1.
RowTile row_tile(Index number, Index rows)
{
    constexpr Index low = tile_rows / 2;
    const Index first = number * tile_rows, left = rows - first, behind = left - tile_rows;
    if (0 < behind && behind < low) // the last but one
        return {first, (left + 1) / 2};
    if (number > 0 && left < low)
        return {first - tile_rows + (left + tile_rows + 1) / 2, (left + tile_rows) / 2};
    return {first, std::min<Index>(tile_rows, left)};
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

/// Copies `depth` rows of a transposed x as tiles with their rows side by side, one tile behind the other.
void copy_columns(const float *from, Index stride, Index columns, Index depth, float *to)
{
    for (Index k = 0; k < depth; ++k, from += stride, to += tile_rows) {
        Index column = 0;
        for (; column + tile_rows <= columns; column += tile_rows)
            std::memcpy(to + column * depth, from + column, tile_rows * sizeof(float)); // inline, as std::copy_n is not
        for (Index rest = column; rest < columns; ++rest)
            to[column * depth + rest - column] = from[rest];
    }
}

/// Copies `depth` values of some rows of x as a tile with its rows side by side, four rows at once, the last ones
/// first: what they write beyond the tile's rows is the place of the next k. Up to three values behind the tile may
/// change.
void copy_rows_side_by_side(const float *from, Index stride, Index rows, Index depth, float *to)
{
    for (Index row = (rows - 1) / 4 * 4; row >= 0; row -= 4) {
        std::array<const float *, 4> four;
        for (Index i = 0; i < 4; ++i)
            four[static_cast<std::size_t>(i)] = from + std::min(row + i, rows - 1) * stride;
        Index k = 0;
        for (; can_transpose && k + 4 <= depth; k += 4) {
            if (k % cache_line == 0)
                for (const float *source : four) // another thread may have written it
                    hwy::Prefetch(source + k + 4 * cache_line);
            transpose_four(four, k, to + k * tile_rows + row, tile_rows);
        }
        for (; k < depth; ++k)
            for (Index i = 0; i < 4; ++i)
                to[k * tile_rows + row + i] = four[static_cast<std::size_t>(i)][k];
    }
}

/// Shares the wait for what comes next among the tiles that come before it, as evenly as whole lines allow: where more
/// than a dozen lines are under way, the tile itself has to wait.
class Ahead
{
public:
    /// `columns` lines side by side of some rows at a stride, asked for down each column while `tiles` run, each over
    /// `depth`. Nothing of nullptr.
    Ahead(const float *first, Index stride, Index rows, Index columns, Index tiles, Index depth)
        : m_first(first), m_stride(stride), m_rows(rows), m_columns(first ? columns : 0), m_tiles(tiles),
          m_steps((depth + step - 1) / step)
    {}
    Request for_next_tile()
    {
        const Index left = m_columns * m_rows - m_row, steps = std::max<Index>(m_tiles-- * m_steps, 1);
        if (left <= 0)
            return {};
        const Request request{m_first + m_row * m_stride, m_stride, (left + steps - 1) / steps};
        m_row += request.lines_of_a_step * m_steps;
        if (m_row >= m_rows) { // a few more rows than there are do no harm
            m_row = 0;
            m_first += cache_line;
            --m_columns;
        }
        return request;
    }

private:
    const float *m_first; ///< of the column that is asked for
    Index m_stride, m_rows, m_columns, m_tiles, m_steps, m_row = 0;
};

/// The rows of x that a rectangle needs, copied so that a block of K of all of them stays in the L2 cache and each tile
/// reads one stream.
template <bool is_transposed>
class CopiedRows
{
public:
    explicit CopiedRows(const PackedBlock &block) : m_block(block) {}

    Index tiles() const { return row_tiles(m_block.rows); }
    /// A transposed x is copied tile beside tile.
    RowTile tile(Index number) const
    {
        if (is_transposed)
            return {number * tile_rows, std::min<Index>(tile_rows, m_block.rows - number * tile_rows)};
        return row_tile(number, m_block.rows);
    }
    const float *copy_of(Index number, Index depth) const { return m_values + number * tile_rows * depth; }
    /// Copies `depth` values of K from `start` on of the tile's rows, or of a few tiles' that are cheaper together.
    void copy(Index number, Index start, Index depth)
    {
        float *to = m_values + number * tile_rows * depth;
        if (!is_transposed) {
            const auto [first, rows] = tile(number);
            copy_rows_side_by_side(m_block.x + first * m_block.x_stride + start, m_block.x_stride, rows, depth, to);
        } else if (number % tiles_at_once == 0) {
            const Index first = number * tile_rows;
            copy_columns(m_block.x + start * m_block.x_stride + first, m_block.x_stride,
                         std::min(tiles_at_once * tile_rows, m_block.rows - first), depth, to);
        }
    }

    /// What a copy of the values from `first` on, `depth` of K, will read, while `tiles` tiles of depth now run.
    Ahead ahead(const float *first, Index depth, Index tiles, Index depth_now) const
    {
        const Index rows = is_transposed ? depth : m_block.rows, columns = is_transposed ? m_block.rows : depth;
        return {first, m_block.x_stride, rows, (columns + cache_line - 1) / cache_line, tiles, depth_now};
    }

private:
    /// Tiles of a transposed x are copied so many together: then most of each cache line that is read is used, and its
    /// page is looked up once for all of them. (One alone reads 48 bytes here, 48 bytes 4 KiB further on …)
    static constexpr Index tiles_at_once = 4;

    const PackedBlock &m_block;
    alignas(64) float m_values[block_rows * depth_block + 3];
};

/// Panel by panel, each from its weights in the L1 cache for all rows, before the next one comes from memory.
template <bool is_transposed>
void multiply_packed(const PackedBlock &block)
{
    assert(block.rows <= block_rows);
    CopiedRows<is_transposed> x(block);
    const WeightLayout layout{panel_columns, depth_block, block.depth, block.all_panels};
    const Index panels = (block.columns + panel_columns - 1) / panel_columns, whole = block.columns / panel_columns;
    Index start = 0, depth = 0;
    do { // also once for K = 0, which gives the bias
        depth = layout.depth_of_block(start);
        const bool is_last = start + depth == block.depth;
        const float *weights = block.weights + layout.offset(start, block.first_panel);
        Tile tile{.x = nullptr,
                  .depth = depth,
                  .weights = weights,
                  .weights_stride = panel_columns,
                  .panel_step = depth * panel_columns,
                  .y = nullptr,
                  .y_stride = block.y_stride,
                  .first = start == 0 && !block.adds};
        const float *next_x = is_last ? block.next_x : block.x + (start + depth) * (is_transposed ? block.x_stride : 1);
        Ahead x_ahead = x.ahead(next_x, layout.depth_of_block(is_last ? 0 : start + depth), x.tiles() * panels, depth);
        Index taken = 0;
        for (Index panel = 0; panel < panels; panel += taken) {
            taken = panel < whole ? panels_at_once(x.tile(0).rows, whole - panel) : 1;
            tile.weights = weights + panel * tile.panel_step;
            tile.bias = is_last && block.bias ? block.bias + panel * panel_columns : nullptr;
            const float *next = panel + taken < panels ? tile.weights + taken * tile.panel_step
                                : is_last              ? block.next_weights
                                          : block.weights + layout.offset(start + depth, block.first_panel);
            // Several panels at once are left to the processor: there is next to nothing to compute meanwhile.
            Ahead weights_ahead(taken == 1 ? next : nullptr, cache_line, tile.panel_step / cache_line, 1, x.tiles(),
                                depth);
            for (Index number = 0; number < x.tiles(); ++number) {
                const auto [first, rows] = x.tile(number);
                if (panel == 0)
                    x.copy(number, start, depth);
                tile.x = x.copy_of(number, depth);
                tile.y = block.y + first * block.y_stride + panel * panel_columns;
                tile.weights_ahead = weights_ahead.for_next_tile();
                tile.x_ahead = x_ahead.for_next_tile();
                if (panel < whole)
                    tile_of<Rows::side_by_side>(rows, taken)(tile);
                else
                    run_edge_tile<Rows::side_by_side>(tile, rows, block.columns % panel_columns);
            }
        }
        start += depth;
    } while (start < block.depth);
}

void multiply_block(const PackedBlock &block)
{
    multiply_packed<false>(block);
}

void multiply_block_of_transposed(const PackedBlock &block)
{
    multiply_packed<true>(block);
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
        for (Index number = 0; number < row_tiles(y.rows()); ++number) {
            const auto [row, rows] = row_tile(number, y.rows());
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
        }
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
            if (can_transpose && column + 4 <= columns) {
                const float *first = rows + column * stride;
                const std::array four{first, first + stride, first + 2 * stride, first + 3 * stride};
                for (; k + 4 <= end; k += 4)
                    transpose_four(four, k, panel + k * panel_columns + column, panel_columns);
            }
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
            for (Index number = 0; number < row_tiles(a.rows()); ++number) {
                const auto [row, rows] = row_tile(number, a.rows());
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
            }
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
                              block_rows,
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
