#pragma once

#include "base/views.h"
#include "numerics/instruction_set.h"

/// Functions of neighbouring floats, compiled once for each instruction set. Internal to the room, its tests and
/// benchmarks; y may be x. The bits of a result depend on its own x alone (softmax: on its row), not on the place.
namespace bertlab {

/// A row s = x, or x + residual if there is one, on its way to y = gamma (s - mean) / sqrt(variance + eps) + beta.
struct RowToNormalize
{
    const float *x, *residual; ///< residual: nullptr, or as many values as x
    const float *gamma, *beta;
    float eps;
    float *y; ///< may be x or residual
    Index count;
};

struct ElementwiseKernels
{
    using Function = void (*)(const float *x, float *y, Index count);
    Function gelu, gelu_tanh, relu, tanh;
    Function softmax; ///< one row, count >= 1
    void (*normalize)(const RowToNormalize &row);
};

/// The kernels of a usable instruction set.
const ElementwiseKernels &elementwise_kernels(InstructionSet set);

} // namespace bertlab
