#pragma once

#include "base/views.h"
#include "numerics/parallel.h"

#include <cstdint>
#include <span>

namespace bertlab {

/// What comes out beside the probabilities; one value a row.
struct CrossEntropy
{
    std::span<float> losses;             ///< -log of the probability of the label, in nats
    std::span<std::int32_t> predictions; ///< the most probable class; of equals the first
};

/// probabilities = softmax(logits) row by row, in place; loss = -log p_label, computed as
///     (z_max - z_label) - log p_max,  since p_max = e^0 / Σ e^(z - z_max),
/// in double, so that a label of hopeless probability has a finite loss.  logits: R x C; labels: R numbers below C.
void cross_entropy_forward(const MatrixView &logits, std::span<const std::int32_t> labels, const CrossEntropy &result,
                           Workers &workers);

/// d loss / d z_c = p_c - [c is the label], times `weight` (one over the number of rows of the whole batch makes the
/// mean), in place of the probabilities.
void cross_entropy_backward(const MatrixView &probabilities, std::span<const std::int32_t> labels, float weight,
                            Workers &workers);

} // namespace bertlab
