#include "layers/linear.h"

#include "numerics/sums.h"

#include <cassert>
#include <functional>

namespace bertlab {

namespace {

/// So many rows that a block takes about 10 ms at 100 GFLOP/s; a multiple of the tile heights of all kernels (6, 8,
/// 12), at least 48, below which reading the weight costs more than the arithmetic.
Index rows_between_questions(const PackedMatrix &weight)
{
    constexpr Index operations = 1'000'000'000, tile = 24, fewest = 48;
    const Index operations_of_a_row = 2 * weight.in_features() * weight.out_features();
    return std::max(fewest, operations / operations_of_a_row / tile * tile);
}

/// Calls each(first, count) for blocks of rows of about 10 ms and asks before each.
template <typename Each>
void for_each_block_between_questions(Index rows, const PackedMatrix &weight, const Execution &execution,
                                      const Each &each)
{
    const Index block = rows_between_questions(weight);
    for (Index first = 0; first < rows; first += block) {
        execution.check();
        each(first, std::min(block, rows - first));
    }
}

} // namespace

void linear_forward(const ConstMatrixView &x, const LinearWeights &weights, const MatrixView &y,
                    const Execution &execution, const PartDone &done)
{
    const PackedMatrix &weight = weights.weight;
    assert(x.rows() == y.rows() && x.cols() == weight.in_features() && y.cols() == weight.out_features());
    assert(weights.bias.size() == weight.out_features());
    for_each_block_between_questions(x.rows(), weight, execution, [&](Index first, Index count) {
        const auto done_below = [&done, first](Rectangle part) {
            part.row += first;
            done(part);
        };
        multiply(rows_of(x, first, count), weight, weights.bias.data(), rows_of(y, first, count), execution.workers,
                 done ? PartDone(std::cref(done_below)) : PartDone()); // a reference: nothing is allocated
    });
}

void linear_backward_input(const ConstMatrixView &dy, const PackedMatrix &transposed, const MatrixView &dx,
                           const Execution &execution)
{
    for_each_block_between_questions(dy.rows(), transposed, execution, [&](Index first, Index count) {
        multiply(rows_of(dy, first, count), transposed, nullptr, rows_of(dx, first, count), execution.workers);
    });
}

void linear_backward_input_add(const ConstMatrixView &dy, const PackedMatrix &transposed, const MatrixView &dx,
                               const Execution &execution)
{
    for_each_block_between_questions(dy.rows(), transposed, execution, [&](Index first, Index count) {
        multiply_add(rows_of(dy, first, count), transposed, rows_of(dx, first, count), execution.workers);
    });
}

void linear_backward_weights(const ConstMatrixView &dy, const PackedMatrix &x_columns, const MatrixView &gradient,
                             const Execution &execution)
{
    assert(dy.rows() == x_columns.in_features());
    assert(gradient.rows() == dy.cols() && gradient.cols() == x_columns.out_features());
    for_each_block_between_questions(dy.cols(), x_columns, execution, [&](Index first, Index count) {
        multiply_transposed_add(columns_of(dy, first, count), x_columns, rows_of(gradient, first, count),
                                execution.workers);
    });
}

void linear_backward_bias(const ConstMatrixView &dy, const RowView &gradient, Workers &workers)
{
    assert(gradient.size() == dy.cols());
    constexpr Index block = 64; // columns
    float *out = const_cast<float *>(gradient.data());
    workers.for_each((dy.cols() + block - 1) / block, [&](Index piece) {
        const Index first = piece * block;
        add_rows(columns_of(dy, first, std::min(block, dy.cols() - first)), out + first);
    });
}

void linear_backward_parameters(const ConstMatrixView &dy, const ConstMatrixView &x, const LinearGradient &gradient,
                                PackedMatrix &columns, const Execution &execution)
{
    columns.assign_transposed(x, execution.workers);
    linear_backward_weights(dy, columns, gradient.weight, execution);
    linear_backward_bias(dy, gradient.bias, execution.workers);
}

} // namespace bertlab
