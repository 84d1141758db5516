#pragma once

#include "base/views.h"
#include "numerics/instruction_set.h"

/// Functions of neighbouring floats, compiled once for each instruction set. Internal to the room, its tests and
/// benchmarks; y may be x. The bits of a result depend on its own x alone (softmax: on its row), not on the place.
namespace bertlab {

struct ElementwiseKernels
{
    using Function = void (*)(const float *x, float *y, Index count);
    Function gelu, gelu_tanh, relu, tanh;
    Function softmax; ///< one row, count >= 1
};

/// The kernels of a usable instruction set.
const ElementwiseKernels &elementwise_kernels(InstructionSet set);

} // namespace bertlab
