#include "numerics/elementwise_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "numerics/elementwise_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "numerics/elementwise-inl.h"
#include "numerics/kernel_table.h"

HWY_BEFORE_NAMESPACE();
namespace bertlab::HWY_NAMESPACE {
/// Not inlined, so that the rest of a row passes through the same instructions as the row.
template <typename Function>
HWY_NOINLINE void apply_to_vectors(const float *x, float *y, Index count)
{
    for (Index i = 0; i < count; i += lanes)
        hn::StoreU(Function()(hn::LoadU(Tag(), x + i)), Tag(), y + i);
}

template <typename Function>
void apply(const float *x, float *y, Index count)
{
    const Index rest = count % lanes, whole = count - rest;
    apply_to_vectors<Function>(x, y, whole);
    if (rest == 0)
        return;
    alignas(64) float padded[lanes] = {};
    std::copy_n(x + whole, rest, padded);
    apply_to_vectors<Function>(padded, padded, lanes);
    std::copy_n(padded, rest, y + whole);
}

/// y = e^(x - max) for a few vectors; returns their sum.
HWY_NOINLINE Vector exp_and_sum(const float *x, float *y, Index count, Vector max)
{
    Vector sum = hn::Zero(Tag());
    for (Index i = 0; i < count; i += lanes) {
        const Vector e = exp_of_negative(hn::Sub(hn::LoadU(Tag(), x + i), max));
        hn::StoreU(e, Tag(), y + i);
        sum = hn::Add(sum, e);
    }
    return sum;
}

/// Kahan's sum: a row of the whole vocabulary is too long for plain additions.
struct CompensatedSum
{
    HWY_INLINE void add(Vector value)
    {
        value = hn::Sub(value, excess);
        const Vector next = hn::Add(total, value);
        excess = hn::Sub(hn::Sub(next, total), value);
        total = next;
    }
    Vector total, excess; ///< from zero; the caller sets them, since an implicit constructor has no target attribute
};

void softmax(const float *x, float *y, Index count)
{
    const Index rest = count % lanes, whole = count - rest;
    alignas(64) float padded[lanes];
    std::fill(padded, padded + lanes, -std::numeric_limits<float>::infinity()); // e^-inf adds nothing
    std::copy_n(x + whole, rest, padded);

    Vector max = hn::LoadU(Tag(), padded);
    for (Index i = 0; i < whole; i += lanes)
        max = hn::Max(max, hn::LoadU(Tag(), x + i));
    max = hn::MaxOfLanes(Tag(), max);

    constexpr Index block = 8 * lanes; // summed plainly
    CompensatedSum sum{hn::Zero(Tag()), hn::Zero(Tag())};
    for (Index i = 0; i < whole; i += block)
        sum.add(exp_and_sum(x + i, y + i, std::min(block, whole - i), max));
    if (rest > 0)
        sum.add(exp_and_sum(padded, padded, lanes, max));

    const Vector factor = hn::Div(constant(1), hn::SumOfLanes(Tag(), sum.total));
    for (Index i = 0; i < whole; i += lanes)
        hn::StoreU(hn::Mul(hn::LoadU(Tag(), y + i), factor), Tag(), y + i);
    if (rest == 0)
        return;
    hn::StoreU(hn::Mul(hn::LoadU(Tag(), padded), factor), Tag(), padded);
    std::copy_n(padded, rest, y + whole);
}

template <bool with_residual>
HWY_INLINE void normalize_row(const RowToNormalize &row)
{
    const Index rest = row.count % lanes, whole = row.count - rest;
    const float *x = row.x, *residual = row.residual;
    float *y = row.y; // first the sum of x and residual, then the result

    Vector last = load_some(x + whole, rest);
    if constexpr (with_residual)
        last = hn::Add(last, load_some(residual + whole, rest));
    const auto size = static_cast<float>(row.count);
    const float sum = sum_of_vectors(whole, last, [&](Index i) {
        Vector value = hn::LoadU(Tag(), x + i);
        if constexpr (with_residual)
            value = hn::Add(value, hn::LoadU(Tag(), residual + i));
        hn::StoreU(value, Tag(), y + i);
        return value;
    });
    const Vector mean = constant(sum / size);
    last = hn::IfThenElseZero(hn::FirstN(Tag(), static_cast<std::size_t>(rest)), hn::Sub(last, mean));
    const float squares = sum_of_vectors(whole, hn::Mul(last, last), [&](Index i) {
        const Vector deviation = hn::Sub(hn::LoadU(Tag(), y + i), mean);
        return hn::Mul(deviation, deviation);
    });
    const Vector rstd = constant(1 / std::sqrt(squares / size + row.eps));
    for (Index i = 0; i < whole; i += lanes) {
        const Vector normal = hn::Mul(hn::Sub(hn::LoadU(Tag(), y + i), mean), rstd);
        hn::StoreU(hn::MulAdd(hn::LoadU(Tag(), row.gamma + i), normal, hn::LoadU(Tag(), row.beta + i)), Tag(), y + i);
    }
    if (rest == 0)
        return;
    alignas(64) float padded[lanes];
    hn::Store(hn::MulAdd(load_some(row.gamma + whole, rest), hn::Mul(last, rstd), load_some(row.beta + whole, rest)),
              Tag(), padded);
    std::copy_n(padded, rest, y + whole);
}

void normalize(const RowToNormalize &row)
{
    if (row.residual)
        normalize_row<true>(row);
    else
        normalize_row<false>(row);
}

constexpr ElementwiseKernels kernels{&apply<Gelu>, &apply<GeluTanh>, &apply<Relu>, &apply<Tanh>, &softmax, &normalize};

} // namespace bertlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bertlab {

const ElementwiseKernels &elementwise_kernels(InstructionSet set)
{
    BERTLAB_RETURN_KERNELS(set);
}

} // namespace bertlab
#endif
