#include "numerics/gradient_kernels.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "numerics/gradient_kernels.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "numerics/elementwise-inl.h"
#include "numerics/kernel_table.h"

HWY_BEFORE_NAMESPACE();
namespace bertlab::HWY_NAMESPACE {

/// What the forward pass left comes from far away, and a vector takes so many instructions that the processor does not
/// see the next loads in time: they are asked for 2 KB ahead. (Measured: 45 instead of 137 cycles a vector of GELU.)
HWY_INLINE void ask_ahead(const float *x)
{
    hwy::Prefetch(x + 512);
}

/// Φ(x) + x φ(x), the derivative of x Φ(x).
struct GeluSlope
{
    HWY_INLINE Vector operator()(Vector x) const
    {
        Vector t = hn::Abs(x);
        t = hn::IfThenZeroElse(hn::Gt(t, constant(9)), t); // φ(9) is 1e-18; what Φ becomes is put right below
        const Vector tail = hn::Mul(twice_phi_of_negative(t), constant(0.5f)); // Φ(-|x|)
        const Vector cumulative = hn::IfThenElse(hn::Lt(x, constant(0)), tail, hn::Sub(constant(1), tail));
        const Vector density =
            hn::Mul(exp_of_negative(hn::Mul(hn::Mul(t, t), constant(-0.5f))), constant(0.3989422804f));
        const Vector near = hn::MulAdd(x, density, cumulative);
        const Vector far = hn::IfThenElse(hn::Lt(x, constant(0)), constant(0), constant(1));
        return hn::IfThenElse(hn::Gt(hn::Abs(x), constant(9)), far, near);
    }
};

/// With s = E / (1 + E), E = e^(-2 |u|):  (1 + tanh(u)) / 2 is s below 0 and 1 - s above, and x/2 tanh'(u) u' is
/// 2 x s (1 - s) u',  u' = √(2/π)(1 + 3 · 0.044715 x²).
struct GeluTanhSlope
{
    HWY_INLINE Vector operator()(Vector x) const
    {
        Vector t = hn::Abs(x);
        t = hn::IfThenZeroElse(hn::Gt(t, constant(9)), t);
        const Vector e = gelu_tanh_exponential(t);
        const Vector s = hn::Div(e, hn::Add(e, constant(1))), rest = hn::Sub(constant(1), s);
        const Vector inner = hn::MulAdd(hn::Mul(t, t), constant(0.1070322243f), constant(0.7978845608f));
        const Vector bend = hn::Mul(hn::Mul(hn::Add(x, x), inner), hn::Mul(s, rest));
        const auto negative = hn::Lt(x, constant(0));
        const Vector near = hn::Add(hn::IfThenElse(negative, s, rest), bend);
        const Vector far = hn::IfThenElse(negative, constant(0), constant(1));
        return hn::IfThenElse(hn::Gt(hn::Abs(x), constant(9)), far, near);
    }
};

/// 0 at 0, as PyTorch has it.
struct ReluSlope
{
    HWY_INLINE Vector operator()(Vector x) const { return hn::IfThenZeroElse(hn::Le(x, constant(0)), constant(1)); }
};

/// 1 - y².
struct TanhSlope
{
    HWY_INLINE Vector operator()(Vector y) const { return hn::NegMulAdd(y, y, constant(1)); }
};

/// Not inlined, so that the rest of a row passes through the same instructions as the row.
template <typename Slope>
HWY_NOINLINE void differentiate_vectors(const float *x, const float *dy, float *dx, Index count)
{
    for (Index i = 0; i < count; i += lanes) {
        ask_ahead(x + i);
        hn::StoreU(hn::Mul(hn::LoadU(Tag(), dy + i), Slope()(hn::LoadU(Tag(), x + i))), Tag(), dx + i);
    }
}

template <typename Slope>
void differentiate(const float *x, const float *dy, float *dx, Index count)
{
    const Index rest = count % lanes, whole = count - rest;
    differentiate_vectors<Slope>(x, dy, dx, whole);
    if (rest == 0)
        return;
    alignas(64) float some_x[lanes] = {}, some_dy[lanes] = {};
    std::copy_n(x + whole, rest, some_x);
    std::copy_n(dy + whole, rest, some_dy);
    differentiate_vectors<Slope>(some_x, some_dy, some_dy, lanes);
    std::copy_n(some_dy, rest, dx + whole);
}

/// The first `count` floats of a vector.
HWY_INLINE void store_some(Vector values, float *to, Index count)
{
    alignas(64) float padded[lanes];
    hn::Store(values, Tag(), padded);
    std::copy_n(padded, count, to);
}

void softmax(const float *p, const float *q, const float *dq, float scale, float *dx, Index count)
{
    const Index rest = count % lanes, whole = count - rest;
    const Vector last = hn::Mul(load_some(q + whole, rest), load_some(dq + whole, rest));
    const Vector sum = constant(sum_of_vectors(
        whole, last, [&](Index i) HWY_ATTR { return hn::Mul(hn::LoadU(Tag(), q + i), hn::LoadU(Tag(), dq + i)); }));
    const auto slope = [&](Vector p_i, Vector product)
                           HWY_ATTR { return hn::Mul(constant(scale), hn::NegMulAdd(p_i, sum, product)); };
    for (Index i = 0; i < whole; i += lanes) {
        ask_ahead(p + i);
        const Vector product = hn::Mul(hn::LoadU(Tag(), q + i), hn::LoadU(Tag(), dq + i));
        hn::StoreU(slope(hn::LoadU(Tag(), p + i), product), Tag(), dx + i);
    }
    if (rest > 0)
        store_some(slope(load_some(p + whole, rest), last), dx + whole, rest);
}

/// With dx_hat = gamma dy:  dx = rstd (dx_hat - mean(dx_hat) - x_hat mean(dx_hat x_hat)).
template <bool with_residual>
HWY_INLINE void normalize_row(const RowToDifferentiate &row)
{
    const Index rest = row.count % lanes, whole = row.count - rest;
    const auto size = static_cast<float>(row.count);
    const auto sum_at = [&](Index i) HWY_ATTR {
        const Vector x = hn::LoadU(Tag(), row.x + i);
        return with_residual ? hn::Add(x, hn::LoadU(Tag(), row.residual + i)) : x;
    };
    const auto first_sum_at = [&](Index i) HWY_ATTR {
        ask_ahead(row.x + i);
        if constexpr (with_residual)
            ask_ahead(row.residual + i);
        return sum_at(i);
    };
    Vector last = load_some(row.x + whole, rest);
    if constexpr (with_residual)
        last = hn::Add(last, load_some(row.residual + whole, rest));
    const Vector mean = constant(sum_of_vectors(whole, last, first_sum_at) / size);
    last = hn::IfThenElseZero(hn::FirstN(Tag(), static_cast<std::size_t>(rest)), hn::Sub(last, mean));
    const float squares = sum_of_vectors(whole, hn::Mul(last, last), [&](Index i) HWY_ATTR {
        const Vector deviation = hn::Sub(sum_at(i), mean);
        return hn::Mul(deviation, deviation);
    });
    const Vector rstd = constant(1 / std::sqrt(squares / size + row.eps));
    last = hn::Mul(last, rstd); // x_hat from here on

    const Vector last_dy = load_some(row.dy + whole, rest);
    const Vector last_dx_hat = hn::Mul(load_some(row.gamma + whole, rest), last_dy);
    const auto x_hat_at = [&](Index i) HWY_ATTR { return hn::Mul(hn::Sub(sum_at(i), mean), rstd); };
    const auto dx_hat_at = [&](Index i) HWY_ATTR {
        return hn::Mul(hn::LoadU(Tag(), row.gamma + i), hn::LoadU(Tag(), row.dy + i));
    };
    const Vector mean_dx_hat = constant(sum_of_vectors(whole, last_dx_hat, dx_hat_at) / size);
    const Vector mean_product =
        constant(sum_of_vectors(whole, hn::Mul(last_dx_hat, last),
                                [&](Index i) HWY_ATTR { return hn::Mul(dx_hat_at(i), x_hat_at(i)); }) /
                 size);
    const auto dx = [&](Vector dx_hat, Vector x_hat) HWY_ATTR {
        return hn::Mul(rstd, hn::NegMulAdd(x_hat, mean_product, hn::Sub(dx_hat, mean_dx_hat)));
    };
    for (Index i = 0; i < whole; i += lanes) {
        const Vector dy = hn::LoadU(Tag(), row.dy + i), x_hat = x_hat_at(i), dx_hat = dx_hat_at(i);
        hn::StoreU(hn::MulAdd(dy, x_hat, hn::LoadU(Tag(), row.dgamma + i)), Tag(), row.dgamma + i);
        hn::StoreU(hn::Add(dy, hn::LoadU(Tag(), row.dbeta + i)), Tag(), row.dbeta + i);
        hn::StoreU(dx(dx_hat, x_hat), Tag(), row.dx + i);
    }
    store_some(hn::MulAdd(last_dy, last, load_some(row.dgamma + whole, rest)), row.dgamma + whole, rest);
    store_some(hn::Add(last_dy, load_some(row.dbeta + whole, rest)), row.dbeta + whole, rest);
    store_some(dx(last_dx_hat, last), row.dx + whole, rest);
}

void normalize(const RowToDifferentiate &row)
{
    if (row.residual)
        normalize_row<true>(row);
    else
        normalize_row<false>(row);
}

/// `vectors` neighbouring vectors of columns: as many sums as hide the latency of an addition.
template <int vectors>
HWY_INLINE void add_columns(const float *x, Index stride, Index rows, float *sum)
{
    Vector sums[vectors];
    for (int v = 0; v < vectors; ++v)
        sums[v] = hn::LoadU(Tag(), sum + v * lanes);
    for (Index row = 0; row < rows; ++row)
        for (int v = 0; v < vectors; ++v)
            sums[v] = hn::Add(sums[v], hn::LoadU(Tag(), x + row * stride + v * lanes));
    for (int v = 0; v < vectors; ++v)
        hn::StoreU(sums[v], Tag(), sum + v * lanes);
}

void add_rows(const float *x, Index stride, Index rows, Index count, float *sum)
{
    Index column = 0;
    for (; column + 4 * lanes <= count; column += 4 * lanes)
        add_columns<4>(x + column, stride, rows, sum + column);
    for (; column + lanes <= count; column += lanes)
        add_columns<1>(x + column, stride, rows, sum + column);
    for (; column < count; ++column)
        for (Index row = 0; row < rows; ++row)
            sum[column] += x[row * stride + column];
}

using Integers = hn::RebindToUnsigned<Tag>;
constexpr std::uint32_t column_factor = 0x9E3779B9u;

/// 32 well mixed bits for each column, given column_factor times the columns: two rounds of multiply and shift (the
/// constants are Wellons' lowbias32), with the halves of the key before and between them.
HWY_INLINE auto random_bits(std::uint64_t key, hn::Vec<Integers> columns)
{
    const Integers integers;
    auto bits = hn::Add(columns, hn::Set(integers, static_cast<std::uint32_t>(key)));
    bits = hn::Xor(bits, hn::ShiftRight<16>(bits));
    bits = hn::Mul(bits, hn::Set(integers, 0x7FEB352Du));
    bits = hn::Add(bits, hn::Set(integers, static_cast<std::uint32_t>(key >> 32)));
    bits = hn::Xor(bits, hn::ShiftRight<15>(bits));
    bits = hn::Mul(bits, hn::Set(integers, 0x846CA68Bu));
    return hn::Xor(bits, hn::ShiftRight<16>(bits));
}

void drop(const RowToDrop &row, const float *x, float *y, Index count)
{
    const Integers integers;
    const std::uint64_t key = row.key;
    const auto threshold = hn::Set(integers, row.threshold);
    const Vector scale = constant(row.scale);
    const auto kept = [&](hn::Vec<Integers> columns, Vector values) HWY_ATTR {
        const auto dropped = hn::RebindMask(Tag(), hn::Lt(random_bits(key, columns), threshold));
        return hn::IfThenZeroElse(dropped, hn::Mul(values, scale));
    };
    auto columns = hn::Mul(hn::Iota(integers, 0), hn::Set(integers, column_factor));
    const auto step = hn::Set(integers, static_cast<std::uint32_t>(lanes) * column_factor);
    const Index rest = count % lanes, whole = count - rest;
    for (Index i = 0; i < whole; i += lanes, columns = hn::Add(columns, step))
        hn::StoreU(kept(columns, hn::LoadU(Tag(), x + i)), Tag(), y + i);
    if (rest > 0)
        store_some(kept(columns, load_some(x + whole, rest)), y + whole, rest);
}

constexpr GradientKernels kernels{&differentiate<GeluSlope>,
                                  &differentiate<GeluTanhSlope>,
                                  &differentiate<ReluSlope>,
                                  &differentiate<TanhSlope>,
                                  &softmax,
                                  &normalize,
                                  &add_rows,
                                  &drop};

} // namespace bertlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace bertlab {

const GradientKernels &gradient_kernels(InstructionSet set)
{
    BERTLAB_RETURN_KERNELS(set);
}

} // namespace bertlab
#endif
