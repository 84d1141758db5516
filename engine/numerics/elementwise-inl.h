// The vectorised functions that the elementwise kernels and the products' last steps are made of, once for each
// instruction set. Included by kernel files alone, behind Highway's foreach_target.h.
#if defined(BERTLAB_ELEMENTWISE_INL_H) ==                                                                              \
    defined(HWY_TARGET_TOGGLE) // Highway's include guard: open once for each target
#ifdef BERTLAB_ELEMENTWISE_INL_H
#undef BERTLAB_ELEMENTWISE_INL_H
#else
#define BERTLAB_ELEMENTWISE_INL_H
#endif

#include "base/views.h"

#include <algorithm>
#include <hwy/highway.h>

// The polynomials are weighted minimax fits on the ranges given beside them (Lawson's iteration, 40 digits).
// NaN comes out as NaN: a comparison only ever picks what a number needs.
HWY_BEFORE_NAMESPACE();
namespace bertlab::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::ScalableTag<float>;
using Vector = hn::Vec<Tag>;
constexpr Index lanes = static_cast<Index>(HWY_LANES(float));

HWY_INLINE Vector constant(float value)
{
    return hn::Set(Tag(), value);
}

/// c[0] + c[1] x + c[2] x² + …
template <std::size_t terms>
HWY_INLINE Vector polynomial(Vector x, const float (&c)[terms])
{
    Vector sum = constant(c[terms - 1]);
    HWY_UNROLL(16)
    for (std::size_t i = terms - 1; i > 0; --i)
        sum = hn::MulAdd(sum, x, constant(c[i - 1]));
    return sum;
}

/// 2^(n + f) for a whole n in [-126, 127] and f in [-1/2, 1/2]; relative error of the polynomial 2e-9.
HWY_INLINE Vector power_of_two(Vector n, Vector f)
{
    constexpr float c[] = {0.6931472029f,   0.2402264791f,   0.0555033247f,
                           0.009618437362f, 0.001339887467f, 0.0001535336123f};
    const hn::RebindToSigned<Tag> integers;
    const auto exponent = hn::Add(hn::ConvertTo(integers, n), hn::Set(integers, 127));
    const Vector scale = hn::BitCast(Tag(), hn::ShiftLeft<23>(exponent));
    return hn::Mul(hn::MulAdd(polynomial(f, c), f, constant(1)), scale);
}

/// e^x for x <= 0; what is smaller than the smallest normal number becomes 0.
HWY_INLINE Vector exp_of_negative(Vector x)
{
    const Vector log2_e = constant(1.442695041f), log2_e_rest = constant(1.92596299e-8f);
    const auto tiny = hn::Lt(x, constant(-87.33654f));
    x = hn::IfThenZeroElse(tiny, x); // keeps n and f in their ranges
    const Vector n = hn::Round(hn::Mul(x, log2_e));
    const Vector f = hn::MulAdd(x, log2_e_rest, hn::MulSub(x, log2_e, n));
    return hn::IfThenZeroElse(tiny, power_of_two(n, f));
}

/// 2 Φ(-t) = 2^(t S(t)) for t in [0, 9]. S leaves a relative error of 4e-9 where t Φ(-t) is above 0.03, an absolute one
/// of 1e-10 below.
HWY_INLINE Vector twice_phi_of_negative(Vector t)
{
    constexpr float s[] = {-1.151104272f,     -0.4592221357f,  -0.05242839199f,  0.006910167216f, 4.892551764e-5f,
                           -0.0003149051139f, 9.095703301e-5f, -1.436998733e-5f, 1.282257344e-6f, -5.050081897e-8f};
    const Vector exponent = hn::Mul(t, polynomial(t, s));
    const Vector n = hn::Round(exponent);
    return power_of_two(n, hn::Sub(exponent, n));
}

/// x Φ(x) = max(x, 0) - |x| Φ(-|x|), which cancels nowhere.
struct Gelu
{
    HWY_INLINE Vector operator()(Vector x) const
    {
        Vector t = hn::Abs(x);
        t = hn::IfThenZeroElse(hn::Gt(t, constant(9)), t);
        return hn::NegMulAdd(hn::Mul(t, constant(0.5f)), twice_phi_of_negative(t), hn::Max(x, constant(0)));
    }
};

/// E = e^(-2 u) with u = √(2/π)(t + 0.044715 t³) for t in [0, 9].
HWY_INLINE Vector gelu_tanh_exponential(Vector t)
{
    // -2 √(2/π) log2(e) and 0.044715 times that
    const Vector inner = hn::MulAdd(hn::Mul(t, t), constant(-0.1029432397f), constant(-2.302208198f));
    const Vector exponent = hn::Mul(t, inner);
    const Vector n = hn::Round(exponent);
    return power_of_two(n, hn::Sub(exponent, n));
}

/// x/2 (1 + tanh(u)) = max(x, 0) - |x| E / (1 + E).
struct GeluTanh
{
    HWY_INLINE Vector operator()(Vector x) const
    {
        Vector t = hn::Abs(x);
        t = hn::IfThenZeroElse(hn::Gt(t, constant(9)), t); // beyond, E is below 1e-30
        const Vector e = gelu_tanh_exponential(t);
        return hn::NegMulAdd(t, hn::Div(e, hn::Add(e, constant(1))), hn::Max(x, constant(0)));
    }
};

struct Relu
{
    HWY_INLINE Vector operator()(Vector x) const { return hn::IfThenZeroElse(hn::Lt(x, constant(0)), x); }
};

/// x + x³ p(x²) up to 0.625 (relative error 5e-9), behind that 1 - 2 E / (1 + E) with E = e^(-2|x|).
struct Tanh
{
    HWY_INLINE Vector operator()(Vector x) const
    {
        constexpr float p[] = {-0.3333328194f, 0.133314422f, -0.053739715f, 0.020639087f, -0.00570498677f};
        const Vector t = hn::Abs(x), square = hn::Mul(x, x);
        const Vector near = hn::MulAdd(hn::Mul(t, square), polynomial(square, p), t);
        const Vector e = exp_of_negative(hn::Mul(t, constant(-2)));
        const Vector far = hn::Sub(constant(1), hn::Div(hn::Add(e, e), hn::Add(e, constant(1))));
        return hn::CopySignToAbs(hn::IfThenElse(hn::Lt(t, constant(0.625f)), near, far), x);
    }
};

/// Sum of term(i) for the vectors that start at i = 0, lanes … below `whole`, and of `last`: the same order wherever
/// the row lies in memory.
template <typename Term>
HWY_INLINE float sum_of_vectors(Index whole, Vector last, const Term &term)
{
    Vector a = last, b = hn::Zero(Tag()), c = b, d = b; // four chains: an addition takes four cycles
    Index i = 0;
    for (; i + 4 * lanes <= whole; i += 4 * lanes) {
        a = hn::Add(a, term(i));
        b = hn::Add(b, term(i + lanes));
        c = hn::Add(c, term(i + 2 * lanes));
        d = hn::Add(d, term(i + 3 * lanes));
    }
    for (; i < whole; i += lanes)
        a = hn::Add(a, term(i));
    return hn::GetLane(hn::SumOfLanes(Tag(), hn::Add(hn::Add(a, b), hn::Add(c, d))));
}

/// The first `count` floats at `from`, then zeros.
HWY_INLINE Vector load_some(const float *from, Index count)
{
    alignas(64) float padded[lanes] = {};
    std::copy_n(from, count, padded);
    return hn::Load(Tag(), padded);
}

} // namespace bertlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
