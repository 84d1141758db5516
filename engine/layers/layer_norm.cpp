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

} // namespace bertlab
