#pragma once

#include "base/views.h"
#include "numerics/instruction_set.h"

#include <cstdint>

/// The derivatives of the functions of numerics/elementwise_kernels.h and what else a backward pass does to
/// neighbouring floats, compiled once for each instruction set. Internal to the room, its tests and benchmarks; dx may
/// be dy. The bits of a result do not depend on the place in memory.
namespace bertlab {

/// A row s = x, or x + residual if there is one, that became y = gamma x_hat + beta with x_hat = (s - mean) rstd.
struct RowToDifferentiate
{
    const float *x, *residual; ///< residual: nullptr, or as many values as x
    const float *gamma;
    float eps;
    const float *dy;
    float *dx;             ///< assigned; of s, so of x and of residual
    float *dgamma, *dbeta; ///< added to
    Index count;
};

/// Which of a row's elements dropout keeps: those whose random number is at least the threshold.
struct RowToDrop
{
    std::uint64_t key; ///< of the row; an element's number depends on key and column alone
    std::uint32_t threshold;
    float scale; ///< of what is kept
};

struct GradientKernels
{
    /// dx = dy f'(x); tanh takes y = tanh(x) in the place of x.
    using Function = void (*)(const float *x, const float *dy, float *dx, Index count);
    Function gelu, gelu_tanh, relu, tanh;
    /// dx = scale (q dq - p Σ q dq): one row of p = softmax(x), count >= 1; q: what dropout made of p, or p itself.
    void (*softmax)(const float *p, const float *q, const float *dq, float scale, float *dx, Index count);
    void (*normalize)(const RowToDifferentiate &row);
    /// sum[c] += x[0][c] + x[1][c] + …, the rows in order.
    void (*add_rows)(const float *x, Index stride, Index rows, Index count, float *sum);
    /// y = x scale where kept, 0 elsewhere; y may be x.
    void (*drop)(const RowToDrop &row, const float *x, float *y, Index count);
};

/// The kernels of a usable instruction set.
const GradientKernels &gradient_kernels(InstructionSet set);

} // namespace bertlab
