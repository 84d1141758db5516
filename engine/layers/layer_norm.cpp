#include "layers/layer_norm.h"

#include "layers/execution.h"

#include <array>
#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

/// Sum of term(i) for i < count, in 16 interleaved partial sums that the compiler keeps in vector registers. Eigen's
/// sum starts at an aligned address: its order, and so its last bit, would depend on where the row lies.
template <typename Term>
float sum_in_order(Index count, const Term &term)
{
    constexpr Index lanes = 16;
    std::array<float, lanes> partial{};
    const Index whole = count - count % lanes;
    for (Index i = 0; i < whole; i += lanes) {
        for (Index lane = 0; lane < lanes; ++lane)
            partial[static_cast<std::size_t>(lane)] += term(i + lane);
    }
    for (Index i = whole; i < count; ++i)
        partial[static_cast<std::size_t>(i - whole)] += term(i);
    for (std::size_t half = lanes / 2; half > 0; half /= 2) {
        for (std::size_t lane = 0; lane < half; ++lane)
            partial[lane] += partial[lane + half];
    }
    return partial[0];
}

/// y holds the row x of H features on entry and its LayerNorm on return.
void normalize_row(float *y, const LayerNormWeights &weights)
{
    const Index size = weights.gamma.size();
    const float *gamma = weights.gamma.data(), *beta = weights.beta.data();
    const float mean = sum_in_order(size, [&](Index i) { return y[i]; }) / static_cast<float>(size);
    const float variance =
        sum_in_order(size, [&](Index i) { return (y[i] - mean) * (y[i] - mean); }) / static_cast<float>(size);
    const float rstd = 1.0F / std::sqrt(variance + weights.eps);
    for (Index i = 0; i < size; ++i)
        y[i] = gamma[i] * ((y[i] - mean) * rstd) + beta[i];
}

} // namespace

void layer_norm_forward(const ConstMatrixView &x, const LayerNormWeights &weights, const MatrixView &y,
                        Workers &workers)
{
    assert(y.rows() == x.rows() && y.cols() == x.cols());
    assert(weights.gamma.size() == x.cols() && weights.beta.size() == x.cols());
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        MatrixView block = rows_of(y, first, count);
        block = rows_of(x, first, count);
        for (Index row = 0; row < count; ++row)
            normalize_row(block.row(row).data(), weights);
    });
}

void residual_layer_norm_forward(const ConstMatrixView &x, const ConstMatrixView &residual,
                                 const LayerNormWeights &weights, const MatrixView &y, Workers &workers)
{
    assert(residual.rows() == x.rows() && residual.cols() == x.cols() && y.rows() == x.rows() && y.cols() == x.cols());
    assert(weights.gamma.size() == x.cols() && weights.beta.size() == x.cols());
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        MatrixView block = rows_of(y, first, count);
        block = rows_of(x, first, count) + rows_of(residual, first, count);
        for (Index row = 0; row < count; ++row)
            normalize_row(block.row(row).data(), weights);
    });
}

} // namespace bertlab
