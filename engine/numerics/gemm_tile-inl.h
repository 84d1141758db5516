// The register tile of the products, once for each instruction set. Included by gemm_kernels.cpp alone.
#if defined(BERTLAB_GEMM_TILE_INL_H) == defined(HWY_TARGET_TOGGLE) // Highway's include guard: open once for each target
#ifdef BERTLAB_GEMM_TILE_INL_H
#undef BERTLAB_GEMM_TILE_INL_H
#else
#define BERTLAB_GEMM_TILE_INL_H
#endif

#include "base/views.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace bertlab::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
// Highway's own vectors of these targets are one float, or arrays that GCC 12 breaks. Plain arrays of four become the
// baseline's vectors (SSE2, say) in the hands of the optimizer; without FMA instructions a step rounds twice.
constexpr Index lanes = 4;
struct Vector
{
    float lane[lanes];
};
HWY_INLINE Vector load(const float *from)
{
    Vector v;
    std::memcpy(v.lane, from, sizeof v.lane);
    return v;
}
HWY_INLINE void store(const Vector &v, float *to)
{
    std::memcpy(to, v.lane, sizeof v.lane);
}
HWY_INLINE Vector broadcast(float value)
{
    return {{value, value, value, value}};
}
HWY_INLINE Vector multiply_add(const Vector &a, const Vector &b, const Vector &sum)
{
    Vector v;
    for (Index i = 0; i < lanes; ++i)
        v.lane[i] = a.lane[i] * b.lane[i] + sum.lane[i];
    return v;
}
HWY_INLINE Vector add(const Vector &a, const Vector &b)
{
    Vector v;
    for (Index i = 0; i < lanes; ++i)
        v.lane[i] = a.lane[i] + b.lane[i];
    return v;
}
HWY_INLINE Vector multiply(const Vector &a, const Vector &b)
{
    Vector v;
    for (Index i = 0; i < lanes; ++i)
        v.lane[i] = a.lane[i] * b.lane[i];
    return v;
}
constexpr bool can_transpose = false;
HWY_INLINE void transpose_four(const std::array<const float *, 4> &, Index, float *, Index) {}
#else
constexpr bool can_transpose = true;
/// to[j][i] = rows[i][first + j] for i, j < 4.
HWY_INLINE void transpose_four(const std::array<const float *, 4> &rows, Index first, float *to, Index to_stride)
{
    const hn::FixedTag<float, 4> four;
    const hn::FixedTag<std::uint64_t, 2> pairs;
    const auto row = [&](std::size_t i) HWY_ATTR { return hn::LoadU(four, rows[i] + first); };
    const auto put = [&](Index j, auto values)
                         HWY_ATTR { hn::StoreU(hn::BitCast(four, values), four, to + j * to_stride); };
    const auto lower_a = hn::BitCast(pairs, hn::InterleaveLower(four, row(0), row(1)));
    const auto lower_b = hn::BitCast(pairs, hn::InterleaveLower(four, row(2), row(3)));
    const auto upper_a = hn::BitCast(pairs, hn::InterleaveUpper(four, row(0), row(1)));
    const auto upper_b = hn::BitCast(pairs, hn::InterleaveUpper(four, row(2), row(3)));
    put(0, hn::InterleaveLower(pairs, lower_a, lower_b));
    put(1, hn::InterleaveUpper(pairs, lower_a, lower_b));
    put(2, hn::InterleaveLower(pairs, upper_a, upper_b));
    put(3, hn::InterleaveUpper(pairs, upper_a, upper_b));
}
using Tag = hn::ScalableTag<float>;
using Vector = hn::Vec<Tag>;
constexpr Index lanes = static_cast<Index>(HWY_LANES(float));
HWY_INLINE Vector load(const float *from)
{
    return hn::LoadU(Tag(), from);
}
HWY_INLINE void store(Vector v, float *to)
{
    hn::StoreU(v, Tag(), to);
}
HWY_INLINE Vector broadcast(float value)
{
    return hn::Set(Tag(), value);
}
HWY_INLINE Vector multiply_add(Vector a, Vector b, Vector sum)
{
    return hn::MulAdd(a, b, sum);
}
HWY_INLINE Vector add(Vector a, Vector b)
{
    return hn::Add(a, b);
}
HWY_INLINE Vector multiply(Vector a, Vector b)
{
    return hn::Mul(a, b);
}
#endif

// The sums of a tile, a row of weights and one broadcast value of x have to fit into the registers: 32 with AVX-512
// (12 x 2 + 2 + 1) and NEON (8 x 3 + 3 + 1), 16 with AVX2 (6 x 2 + 2 + 1) and SSE2 (4 x 2 + 2 + 1). As many rows as
// that allows: each weight loaded is then used most often.
#if HWY_TARGET == HWY_AVX3
constexpr int tile_rows = 12, panel_vectors = 2;
#elif HWY_TARGET == HWY_AVX2
constexpr int tile_rows = 6, panel_vectors = 2;
#elif HWY_TARGET == HWY_NEON
constexpr int tile_rows = 8, panel_vectors = 3;
#else
constexpr int tile_rows = 4, panel_vectors = 2;
#endif
constexpr Index panel_columns = panel_vectors * lanes;

/// Rows of K that a tile takes at once: a panel (32 x 256 floats, 32 KiB with AVX-512) then stays in the L1 cache while
/// the rows of x stream past from L2.
constexpr Index depth_block = 256;
/// Rows of x that pass over a panel before the next one: their copy and their part of y stay in L2.
constexpr Index block_rows = 192;
/// Rows of x that lie apart are copied to this distance. Theirs is often a multiple of 4 KiB, and then the lines of a
/// tile would push one another out of the L1 cache.
constexpr Index copied_stride = depth_block + 16;

/// The tile's loop over K takes so many at once, to do in between what is not needed each time.
constexpr Index step = 4;
constexpr Index cache_line = 16; // floats

/// Asks for what is needed later than soon: into the L2 cache, since L1 is full of what is needed now.
HWY_INLINE void prefetch_far(const float *from)
{
#if HWY_COMPILER_MSVC
    hwy::Prefetch(from);
#else
    __builtin_prefetch(from, 0, 2);
#endif
}

/// How the rows of x that a tile takes lie in their copy: side by side, tile_rows values for each k, as all packed
/// products and a transposed view have them, or (of a view that is used once) each for itself at copied_stride.
enum class Rows { apart, side_by_side };

/// Lines of memory that will be needed later, of which a tile asks for some in each of its steps.
struct Request
{
    const float *line = nullptr;
    Index stride = 0; ///< to the line after it
    Index lines_of_a_step = 0;
};

struct Tile
{
    const float *x; ///< see Rows
    Index depth;
    const float *weights; ///< rows of panel_columns values at weights_stride
    Index weights_stride;
    Index panel_step; ///< from a panel to its right neighbour
    float *y;
    Index y_stride;
    bool first;                  ///< the sums start at 0, else they continue those in y
    const float *bias = nullptr; ///< added behind the last block of K, if any
    float scale = 1;             ///< multiplied behind the last block of K
    Request weights_ahead = {}, x_ahead = {};
};

/// `panels` side by side: with few rows, one panel alone has too few sums to hide the latency of an FMA.
template <int rows, int panels, Rows x_rows = Rows::apart>
void run_tile(const Tile &t)
{
    constexpr Index row_step = x_rows == Rows::apart ? copied_stride : 1;
    constexpr Index depth_step = x_rows == Rows::apart ? 1 : tile_rows;
    constexpr int vectors = panels * panel_vectors;
    Vector sums[rows * vectors];
    HWY_UNROLL(32)
    for (int i = 0; i < rows * vectors; ++i)
        sums[i] = t.first ? broadcast(0) : load(t.y + i / vectors * t.y_stride + i % vectors * lanes);

    if (t.first) // where the sums will go is asked for while they grow
        for (int r = 0; r < rows; ++r)
            for (Index i = 0; i < panels * panel_columns; i += cache_line)
                hwy::Prefetch(t.y + r * t.y_stride + i);

    const float *x = t.x, *weights = t.weights, *weights_ahead = t.weights_ahead.line, *x_ahead = t.x_ahead.line;
    for (Index start = 0; start < t.depth; start += step) {
        for (Index i = 0; i < t.weights_ahead.lines_of_a_step; ++i, weights_ahead += t.weights_ahead.stride)
            prefetch_far(weights_ahead);
        for (Index i = 0; i < t.x_ahead.lines_of_a_step; ++i, x_ahead += t.x_ahead.stride)
            prefetch_far(x_ahead);
        const float *end = x + depth_step * std::min(step, t.depth - start);
        for (; x < end; x += depth_step, weights += t.weights_stride) {
            Vector w[vectors];
            HWY_UNROLL(16)
            for (int v = 0; v < vectors; ++v)
                w[v] = load(weights + v / panel_vectors * t.panel_step + v % panel_vectors * lanes);
            HWY_UNROLL(16)
            for (int r = 0; r < rows; ++r) {
                const Vector value = broadcast(x[r * row_step]);
                HWY_UNROLL(16)
                for (int v = 0; v < vectors; ++v)
                    sums[r * vectors + v] = multiply_add(value, w[v], sums[r * vectors + v]);
            }
        }
    }

    HWY_UNROLL(32)
    for (int i = 0; i < rows * vectors; ++i) {
        Vector sum = sums[i];
        if (t.bias)
            sum = add(sum, load(t.bias + i % vectors * lanes));
        store(multiply(sum, broadcast(t.scale)), t.y + i / vectors * t.y_stride + i % vectors * lanes);
    }
}

} // namespace bertlab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
