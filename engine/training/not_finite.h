#pragma once

#include "model/batch.h"
#include "model/parameters.h"
#include "numerics/parallel.h"

#include <string>

namespace bertlab {

/// Which number went first when a step's loss or gradients are not finite: the first tensor with NaN or infinity in the
/// order of the computation. Weights first, then what a forward pass computes from them, then the gradients from the
/// loss backwards. "the loss is no number: encoder.layer.2.attention.scores went first, in …".
std::string describe_not_finite(const Parameters &weights, const Parameters &gradients, const Batch &batch,
                                Workers &workers);

} // namespace bertlab
