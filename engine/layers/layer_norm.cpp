#include "layers/layer_norm.h"

#include "layers/execution.h"
#include "numerics/normalization.h"

#include <cassert>

namespace bertlab {

void layer_norm_forward(const ConstMatrixView &x, const LayerNormWeights &weights, const MatrixView &y,
                        Workers &workers)
{
    const auto &[gamma, beta, eps] = weights;
    assert(y.rows() == x.rows() && y.cols() == x.cols() && gamma.size() == x.cols() && beta.size() == x.cols());
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        normalize_rows(rows_of(x, first, count), gamma.data(), beta.data(), eps, rows_of(y, first, count));
    });
}

void residual_layer_norm_forward(const ConstMatrixView &x, const ConstMatrixView &residual,
                                 const LayerNormWeights &weights, const MatrixView &y, Workers &workers)
{
    const auto &[gamma, beta, eps] = weights;
    assert(residual.rows() == x.rows() && residual.cols() == x.cols() && y.rows() == x.rows() && y.cols() == x.cols());
    assert(gamma.size() == x.cols() && beta.size() == x.cols());
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        normalize_rows_of_sum(rows_of(x, first, count), rows_of(residual, first, count), gamma.data(), beta.data(), eps,
                              rows_of(y, first, count));
    });
}

void layer_norm_backward(const ConstMatrixView &dy, const ConstMatrixView &x, const LayerNormWeights &weights,
                         const MatrixView &dx, const LayerNormGradient &gradient, Workers &workers)
{
    residual_layer_norm_backward(dy, x, rows_of(x, 0, 0), weights, dx, gradient, workers);
}

void residual_layer_norm_backward(const ConstMatrixView &dy, const ConstMatrixView &x, const ConstMatrixView &residual,
                                  const LayerNormWeights &weights, const MatrixView &dx,
                                  const LayerNormGradient &gradient, Workers &workers)
{
    const Index hidden = x.cols();
    assert(residual.rows() == 0 || (residual.rows() == x.rows() && residual.cols() == hidden));
    assert(gradient.gamma.size() == hidden && gradient.beta.size() == hidden);
    constexpr Index block = 64; // rows
    const Index blocks = (x.rows() + block - 1) / block;
    Matrix partial = Matrix::Zero(2 * blocks, hidden); // dgamma and dbeta of each block
    workers.for_each(blocks, [&](Index piece) {
        const Index first = piece * block, count = std::min(block, x.rows() - first);
        normalize_rows_backward(rows_of(dy, first, count), rows_of(x, first, count),
                                residual.rows() > 0 ? rows_of(residual, first, count) : residual, weights.gamma.data(),
                                weights.eps, rows_of(dx, first, count), partial.row(2 * piece).data(),
                                partial.row(2 * piece + 1).data());
    });
    RowView gamma = gradient.gamma, beta = gradient.beta;
    for (Index piece = 0; piece < blocks; ++piece) {
        gamma += partial.row(2 * piece);
        beta += partial.row(2 * piece + 1);
    }
}

} // namespace bertlab
