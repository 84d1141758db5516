#include "numerics/gemm.h"

#include "numerics/gemm_kernels.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <functional>
#include <hwy/aligned_allocator.h>

namespace bertlab {
struct PackedMatrix::Panels
{
    const GemmKernels &kernels;
    WeightLayout layout;
    hwy::AlignedFreeUniquePtr<float[]> values;
};

PackedMatrix::PackedMatrix(const ConstMatrixView &weight) : PackedMatrix(weight, gemm_kernels(chosen_instruction_set()))
{}

PackedMatrix::PackedMatrix(const ConstMatrixView &weight, const GemmKernels &kernels)
    : m_out_features(weight.rows()), m_in_features(weight.cols())
{
    const Index width = kernels.panel_columns;
    const WeightLayout layout{width, kernels.depth_block, m_in_features, (m_out_features + width - 1) / width};
    auto values = hwy::AllocateAligned<float>(static_cast<std::size_t>(std::max<Index>(layout.size(), 1)));
    if (!values)
        throw std::bad_alloc();
    for (Index start = 0; start < m_in_features; start += layout.depth_block)
        for (Index panel = 0; panel < layout.panels; ++panel) {
            const float *from = weight.data() + panel * width * weight.outerStride() + start;
            kernels.pack_panel(from, weight.outerStride(), std::min(width, m_out_features - panel * width),
                               layout.depth_of_block(start), values.get() + layout.offset(start, panel));
        }
    m_panels = std::make_shared<const Panels>(Panels{kernels, layout, std::move(values)});
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
    Pieces(Index rows, Index columns, Index panel_columns, int threads)
    {
        // The panels of a piece, 256 deep, should stay in the L2 cache while the rows go over them: up to 512 columns.
        const Index panels = (columns + panel_columns - 1) / panel_columns;
        const Index most_panels = std::max<Index>(512 / panel_columns, 1);
        row_blocks = (rows + most_rows - 1) / most_rows;
        // A few pieces for each thread, or the last one would keep the others waiting.
        const Index wanted = threads == 1 ? 1 : 4 * threads;
        column_blocks = std::max((panels + most_panels - 1) / most_panels, (wanted + row_blocks - 1) / row_blocks);
        column_blocks = std::clamp<Index>(column_blocks, 1, panels);
        m_panels = panels;
        m_rows = rows;
    }
    Index first_row(Index block) const { return m_rows * block / row_blocks; }
    Index first_panel(Index block) const { return m_panels * block / column_blocks; }

    Index row_blocks, column_blocks;

private:
    static constexpr Index most_rows = 384;
    Index m_rows, m_panels;
};

} // namespace

void multiply(const ConstMatrixView &x, const PackedMatrix &weight, const float *bias, const MatrixView &y,
              Workers &workers)
{
    assert(x.cols() == weight.in_features() && y.rows() == x.rows() && y.cols() == weight.out_features());
    if (y.size() == 0)
        return;
    const GemmKernels &kernels = weight.m_panels->kernels;
    const Index width = kernels.panel_columns;
    const Pieces pieces(y.rows(), y.cols(), width, workers.threads());
    float *out = const_cast<float *>(y.data());
    const Index piece_count = pieces.row_blocks * pieces.column_blocks;
    const float *weights = weight.m_panels->values.get();
    const WeightLayout &layout = weight.m_panels->layout;
    const auto work = [&](Index piece) {
        const Index row_block = piece / pieces.column_blocks, column_block = piece % pieces.column_blocks;
        const Index row = pieces.first_row(row_block), panel = pieces.first_panel(column_block);
        const Index end = std::min(pieces.first_panel(column_block + 1) * width, y.cols());
        const Index next = piece + workers.threads();
        kernels.multiply_block(
            {.x = x.data() + row * x.outerStride(),
             .x_stride = x.outerStride(),
             .rows = pieces.first_row(row_block + 1) - row,
             .depth = x.cols(),
             .weights = weights,
             .first_panel = panel,
             .all_panels = layout.panels,
             .bias = bias ? bias + panel * width : nullptr,
             .y = out + row * y.outerStride() + panel * width,
             .y_stride = y.outerStride(),
             .columns = end - panel * width,
             .next_weights = next < piece_count
                                 ? weights + layout.offset(0, pieces.first_panel(next % pieces.column_blocks))
                                 : nullptr});
    };
    workers.for_each(piece_count, std::cref(work)); // a reference: nothing is allocated
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

double measure_peak_gflops(Workers &workers)
{
    return measure_peak_gflops(workers, gemm_kernels(chosen_instruction_set()));
}

double measure_peak_gflops(Workers &workers, const GemmKernels &kernels)
{
    using Clock = std::chrono::steady_clock;
    constexpr Index rounds = 100'000; // 1 to 3 ms a piece
    double best = 0;
    const Index threads = workers.threads();
    for (int repeat = 0; repeat < 20; ++repeat) { // other programs can only make it look slower
        const Clock::time_point start = Clock::now();
        workers.for_each(threads, [&kernels](Index) { kernels.compute_only(rounds); });
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        best = std::max(best, 1 / seconds);
    }
    return 2e-9 * best * static_cast<double>(threads) * kernels.compute_only(rounds);
}

} // namespace bertlab
