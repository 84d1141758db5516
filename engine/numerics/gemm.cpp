#include "numerics/gemm.h"

#include "numerics/gemm_kernels.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <functional>
#include <hwy/aligned_allocator.h>

namespace bertlab {
struct PackedMatrix::Panels
{
    const GemmKernels &kernels;
    WeightLayout layout;
    Index capacity;
    hwy::AlignedFreeUniquePtr<float[]> values;
};

PackedMatrix::PackedMatrix(const ConstMatrixView &weight) : PackedMatrix(weight, gemm_kernels(chosen_instruction_set()))
{}

PackedMatrix::PackedMatrix(const ConstMatrixView &weight, const GemmKernels &kernels)
{
    make_room(weight.rows(), weight.cols(), kernels);
    for (Index panel = 0; panel < m_panels->layout.panels; ++panel)
        pack_panel(weight, panel);
}

void PackedMatrix::assign(const ConstMatrixView &weight, Workers &workers)
{
    make_room(weight.rows(), weight.cols(), m_panels ? m_panels->kernels : gemm_kernels(chosen_instruction_set()));
    const auto work = [&](Index panel) { pack_panel(weight, panel); };
    workers.for_each(m_panels->layout.panels, std::cref(work));
}

void PackedMatrix::assign_transposed(const ConstMatrixView &transposed, Workers &workers)
{
    make_room(transposed.cols(), transposed.rows(),
              m_panels ? m_panels->kernels : gemm_kernels(chosen_instruction_set()));
    const auto &[kernels, layout, capacity, values] = *m_panels;
    const Index at_once = std::max<Index>(256 / layout.panel_columns, 1); // panels, so that 1 KiB of a row is read
    const Index pieces = (layout.panels + at_once - 1) / at_once;
    const auto work = [&](Index piece) { // a block of K of some neighbouring panels
        const Index panel = piece % pieces * at_once, start = piece / pieces * layout.depth_block;
        const Index column = panel * layout.panel_columns, depth = layout.depth_of_block(start);
        m_panels->kernels.pack_panels_of_transposed(
            transposed.data() + start * transposed.outerStride() + column, transposed.outerStride(),
            std::min(at_once * layout.panel_columns, m_out_features - column), depth,
            m_panels->values.get() + layout.offset(start, panel), depth * layout.panel_columns);
    };
    const Index depth_blocks = (m_in_features + layout.depth_block - 1) / layout.depth_block;
    workers.for_each(pieces * depth_blocks, std::cref(work));
}

void PackedMatrix::make_room(Index out_features, Index in_features, const GemmKernels &kernels)
{
    const Index width = kernels.panel_columns;
    const WeightLayout layout{width, kernels.depth_block, in_features, (out_features + width - 1) / width};
    if (!m_panels || m_panels.use_count() > 1 || m_panels->capacity < layout.size()) {
        const Index capacity = std::max<Index>(layout.size(), 1);
        auto values = hwy::AllocateAligned<float>(static_cast<std::size_t>(capacity));
        if (!values)
            throw std::bad_alloc();
        m_panels = std::make_shared<Panels>(Panels{kernels, layout, capacity, std::move(values)});
    }
    m_panels->layout = layout;
    m_out_features = out_features;
    m_in_features = in_features;
}

void PackedMatrix::pack_panel(const ConstMatrixView &weight, Index panel)
{
    const WeightLayout &layout = m_panels->layout;
    const Index first = panel * layout.panel_columns, count = std::min(layout.panel_columns, m_out_features - first);
    for (Index start = 0; start < m_in_features; start += layout.depth_block)
        m_panels->kernels.pack_panel(weight.data() + first * weight.outerStride() + start, weight.outerStride(), count,
                                     layout.depth_of_block(start),
                                     m_panels->values.get() + layout.offset(start, panel));
}

RowVector PackedMatrix::row(Index out_feature) const
{
    assert(out_feature >= 0 && out_feature < m_out_features);
    const WeightLayout &layout = m_panels->layout;
    const Index width = layout.panel_columns;
    RowVector values(m_in_features);
    for (Index start = 0; start < m_in_features; start += layout.depth_block) {
        const float *from = m_panels->values.get() + layout.offset(start, out_feature / width) + out_feature % width;
        for (Index k = 0; k < layout.depth_of_block(start); ++k)
            values[start + k] = from[k * width];
    }
    return values;
}

Matrix PackedMatrix::unpack() const
{
    Matrix weight(m_out_features, m_in_features);
    for (Index out_feature = 0; out_feature < m_out_features; ++out_feature)
        weight.row(out_feature) = row(out_feature);
    return weight;
}

namespace {

/// How a product is cut into pieces of work. No bit of the result depends on it.
struct Pieces
{
    Pieces(Index rows, Index columns, Index depth, const GemmKernels &kernels, int threads)
    {
        // The part of y that a piece adds to for each block of K should stay in the L2 cache: 192 x 768 values.
        const Index panel_columns = kernels.panel_columns, panels = (columns + panel_columns - 1) / panel_columns;
        const Index most_panels = std::max<Index>(768 / panel_columns, 1);
        row_blocks = (rows + kernels.block_rows - 1) / kernels.block_rows;
        if (row_blocks > 1) // three blocks would let one of two threads wait
            row_blocks = (row_blocks + threads - 1) / threads * threads;
        column_blocks = (panels + most_panels - 1) / most_panels;
        // Each piece copies its rows of x, so that few are best; but the last one must not keep the others waiting.
        constexpr Index enough_rows = 48, enough_columns = 384, weights_in_cache = 64 * 1024;
        if (columns * depth <= weights_in_cache) // then they may as well be read by each thread
            row_blocks = std::max(row_blocks, std::min<Index>(threads, rows / enough_rows));
        const Index wanted = threads == 1 ? 1 : std::clamp<Index>(columns / enough_columns, threads, 2 * threads);
        column_blocks = std::clamp<Index>((wanted + row_blocks - 1) / row_blocks, column_blocks, panels);
        m_panels = panels;
        m_rows = rows;
        m_tile_rows = kernels.tile_rows;
    }
    /// Only the last block ends with a tile that is not full.
    Index first_row(Index block) const
    {
        const Index tiles = (m_rows + m_tile_rows - 1) / m_tile_rows;
        return std::min(m_rows, tiles * block / row_blocks * m_tile_rows);
    }
    Index first_panel(Index block) const { return m_panels * block / column_blocks; }

    Index row_blocks, column_blocks;

private:
    Index m_rows, m_panels, m_tile_rows;
};

} // namespace

/// y = x Wᵀ + bias, y += x Wᵀ or y += xᵀ Wᵀ, cut into pieces.
struct PackedProduct
{
    const ConstMatrixView &x;
    bool x_is_transposed;
    const PackedMatrix &weight;
    const float *bias;
    const MatrixView &y;
    bool adds;
    const PartDone &done;

    void run(Workers &workers) const
    {
        if (y.size() == 0)
            return;
        const Pieces pieces(y.rows(), y.cols(), weight.in_features(), weight.m_panels->kernels, workers.threads());
        const Index count = pieces.row_blocks * pieces.column_blocks;
        const auto work = [&](Index piece) {
            const Index next = piece + workers.threads(); // that this thread will probably take
            run_piece(pieces, piece, next < count ? next : -1);
        };
        workers.for_each(count, std::cref(work)); // a reference: nothing is allocated
    }

private:
    /// `next`: the piece behind it on this thread, or -1.
    void run_piece(const Pieces &pieces, Index piece, Index next) const
    {
        const auto &[kernels, layout, capacity, values] = *weight.m_panels;
        // Neighbouring pieces share their weights.
        const Index row_block = piece % pieces.row_blocks, column_block = piece / pieces.row_blocks;
        const Index row = pieces.first_row(row_block), panel = pieces.first_panel(column_block);
        const Index width = kernels.panel_columns;
        const Index end = std::min(pieces.first_panel(column_block + 1) * width, y.cols());
        const auto x_of = [&](Index first) { return x.data() + first * (x_is_transposed ? 1 : x.outerStride()); };
        const auto weights_of = [&](Index block) { return values.get() + layout.offset(0, pieces.first_panel(block)); };
        const PackedBlock block{.x = x_of(row),
                                .x_stride = x.outerStride(),
                                .rows = pieces.first_row(row_block + 1) - row,
                                .depth = weight.in_features(),
                                .weights = values.get(),
                                .first_panel = panel,
                                .all_panels = layout.panels,
                                .bias = bias ? bias + panel * width : nullptr,
                                .y = const_cast<float *>(y.data()) + row * y.outerStride() + panel * width,
                                .y_stride = y.outerStride(),
                                .columns = end - panel * width,
                                .next_weights = next < 0 ? nullptr : weights_of(next / pieces.row_blocks),
                                .next_x = next < 0 ? nullptr : x_of(pieces.first_row(next % pieces.row_blocks)),
                                .adds = adds};
        (x_is_transposed ? kernels.multiply_block_of_transposed : kernels.multiply_block)(block);
        if (done)
            done({row, panel * width, block.rows, block.columns});
    }
};

void multiply(const ConstMatrixView &x, const PackedMatrix &weight, const float *bias, const MatrixView &y,
              Workers &workers, const PartDone &done)
{
    assert(x.cols() == weight.in_features() && y.rows() == x.rows() && y.cols() == weight.out_features());
    PackedProduct{x, false, weight, bias, y, false, done}.run(workers);
}

void multiply_add(const ConstMatrixView &x, const PackedMatrix &weight, const MatrixView &y, Workers &workers)
{
    assert(x.cols() == weight.in_features() && y.rows() == x.rows() && y.cols() == weight.out_features());
    PackedProduct{x, false, weight, nullptr, y, true, {}}.run(workers);
}

void multiply_transposed_add(const ConstMatrixView &x, const PackedMatrix &weight, const MatrixView &y,
                             Workers &workers)
{
    assert(x.rows() == weight.in_features() && y.rows() == x.cols() && y.cols() == weight.out_features());
    PackedProduct{x, true, weight, nullptr, y, true, {}}.run(workers);
}

void multiply_views(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    assert(a.cols() == b.rows() && y.rows() == a.rows() && y.cols() == b.cols());
    gemm_kernels(chosen_instruction_set()).multiply_views(a, b, y);
}

void multiply_views_transposed(const ConstMatrixView &a, const ConstMatrixView &b, float scale, const MatrixView &y)
{
    assert(a.cols() == b.cols() && y.rows() == a.rows() && y.cols() == b.rows());
    gemm_kernels(chosen_instruction_set()).multiply_views_transposed(a, b, scale, y);
}

void multiply_transposed_views_add(const ConstMatrixView &a, const ConstMatrixView &b, const MatrixView &y)
{
    assert(a.rows() == b.rows() && y.rows() == a.cols() && y.cols() == b.cols());
    gemm_kernels(chosen_instruction_set()).multiply_transposed_views_add(a, b, y);
}

std::vector<std::string> supported_instruction_sets()
{
    std::vector<std::string> names;
    for (const InstructionSet set : usable_instruction_sets())
        names.emplace_back(name_of(set));
    return names;
}

std::string instruction_set()
{
    return std::string(name_of(chosen_instruction_set()));
}

double measure_peak_gflops(Workers &workers, double milliseconds)
{
    const GemmKernels &kernels = gemm_kernels(chosen_instruction_set());
    using Clock = std::chrono::steady_clock;
    constexpr Index rounds = 1'000; // 10 to 30 us
    const Clock::time_point start = Clock::now();
    const auto passed = [start] { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); };
    std::atomic<double> multiply_adds = 0;
    workers.for_each(workers.threads(), [&](Index) {
        double own = 0;
        do
            own += kernels.compute_only(rounds);
        while (passed() < milliseconds);
        multiply_adds += own;
    });
    return 2e-6 * multiply_adds / passed();
}

} // namespace bertlab
