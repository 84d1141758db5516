#include "layers/cross_entropy.h"

#include "layers/execution.h"
#include "numerics/softmax.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bertlab {

void cross_entropy_forward(const MatrixView &logits, std::span<const std::int32_t> labels, const CrossEntropy &result,
                           Workers &workers)
{
    const auto rows = static_cast<std::size_t>(logits.rows());
    assert(labels.size() == rows && result.losses.size() == rows && result.predictions.size() == rows);
    workers.for_each(logits.rows(), [&](Index row) {
        const auto i = static_cast<std::size_t>(row);
        const float *z = logits.data() + row * logits.outerStride();
        const float largest = logits.row(row).maxCoeff(); // its place is found faster afterwards
        const Index best = std::min(std::find(z, z + logits.cols(), largest) - z, logits.cols() - 1); // NaN: any
        const auto highest = static_cast<double>(largest);
        const auto label = static_cast<double>(logits(row, labels[i]));
        const MatrixView alone = rows_of(logits, row, 1);
        softmax_rows(read_only(alone), alone);
        result.losses[i] = static_cast<float>(highest - label - std::log(static_cast<double>(logits(row, best))));
        result.predictions[i] = static_cast<std::int32_t>(best);
    });
}

void cross_entropy_backward(const MatrixView &probabilities, std::span<const std::int32_t> labels, float weight,
                            Workers &workers)
{
    assert(labels.size() == static_cast<std::size_t>(probabilities.rows()));
    for_each_block_of_rows(probabilities.rows(), workers, [&](Index first, Index count) {
        MatrixView block = rows_of(probabilities, first, count);
        for (Index row = 0; row < count; ++row)
            block(row, labels[static_cast<std::size_t>(first + row)]) -= 1.0F;
        block *= weight;
    });
}

} // namespace bertlab
