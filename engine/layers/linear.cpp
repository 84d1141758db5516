#include "layers/linear.h"

#include <cassert>

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

} // namespace

void linear_forward(const ConstMatrixView &x, const LinearWeights &weights, const MatrixView &y,
                    const Execution &execution)
{
    const PackedMatrix &weight = weights.weight;
    assert(x.rows() == y.rows() && x.cols() == weight.in_features() && y.cols() == weight.out_features());
    assert(weights.bias.size() == weight.out_features());
    const Index block = rows_between_questions(weight);
    for (Index first = 0; first < x.rows(); first += block) {
        execution.check();
        const Index count = std::min(block, x.rows() - first);
        multiply(rows_of(x, first, count), weight, weights.bias.data(), rows_of(y, first, count), execution.workers);
    }
}

} // namespace bertlab
