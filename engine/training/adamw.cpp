#include "training/adamw.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

constexpr Index block_size = 1 << 14;
using ConstArray = Eigen::Map<const Eigen::ArrayXf>;

/// Sums over blocks, gathered by tensor in the order of the blocks.
std::vector<double> by_tensor(const std::vector<double> &of_blocks, const auto &blocks, std::size_t tensors)
{
    std::vector<double> sums(tensors);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        sums[blocks[i].tensor] += of_blocks[i];
    return sums;
}

void take_roots(std::vector<double> &squares)
{
    for (double &square : squares)
        square = std::sqrt(square);
}

double sum_of_squares(const ConstArray &values)
{
    double sum = 0;
    for (Index first = 0; first < values.size(); first += 64) // short sums in float, the rest in double
        sum += static_cast<double>(values.segment(first, std::min<Index>(64, values.size() - first)).square().sum());
    return sum;
}

/// One weight. Written out, not as Eigen's arrays: their square root of a packet is another one than that of the last
/// odd elements.
inline AdamWUpdate arithmetic(float w, float g, float m, float v, const AdamWFactors &f)
{
    AdamWUpdate u{};
    u.w = w;
    u.g = g;
    u.m = m;
    u.v = v;
    u.clipped = f.clip * g;
    u.m_after = f.beta1 * m + f.rest1 * u.clipped;
    u.v_after = f.beta2 * v + f.rest2 * (u.clipped * u.clipped);
    u.m_hat = f.first * u.m_after;
    u.root_v_hat = f.root_second * std::sqrt(u.v_after);
    u.ratio = u.m_hat / (u.root_v_hat + f.epsilon);
    u.decayed = f.decay * w;
    u.taken = f.rate * (u.ratio + u.decayed);
    u.w_after = w - u.taken;
    return u;
}

/// Updates a block of weights; returns the sum of squares of what was taken from them. `f` by value: no store can
/// change it, so that the loop is vectorized.
double update(std::span<float> w, const float *g, float *m, float *v, const AdamWFactors f)
{
    constexpr std::size_t at_once = 256; // temporaries stay in the L1 cache
    std::array<float, at_once> taken;
    double squares = 0;
    for (std::size_t first = 0; first < w.size(); first += at_once) {
        const std::size_t count = std::min(at_once, w.size() - first);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = first + i;
            const AdamWUpdate u = arithmetic(w[at], g[at], m[at], v[at], f);
            m[at] = u.m_after;
            v[at] = u.v_after;
            w[at] = u.w_after;
            taken[i] = u.taken;
        }
        squares += static_cast<double>(ConstArray(taken.data(), static_cast<Index>(count)).square().sum());
    }
    return squares;
}

} // namespace

AdamW::AdamW(const ParameterLayout &layout, const AdamWOptions &options)
    : m_options(options), m_tensors(layout.tensors().size()), m_first(layout.size()), m_second(layout.size())
{
    for (std::size_t tensor = 0; tensor < m_tensors; ++tensor) {
        const TensorInfo &info = layout.tensors()[tensor];
        for (Index first = 0; first < info.size(); first += block_size)
            m_blocks.push_back({tensor, info.offset + static_cast<std::size_t>(first),
                                std::min(block_size, info.size() - first), info.spec->weight_decay});
    }
}

AdamWStep AdamW::measure(const Parameters &gradients, Workers &workers) const
{
    const float *g = gradients.values().data();
    std::vector<double> squares(m_blocks.size());
    workers.for_each(static_cast<Index>(m_blocks.size()), [&](Index i) {
        const Block &block = m_blocks[static_cast<std::size_t>(i)];
        squares[static_cast<std::size_t>(i)] = sum_of_squares(ConstArray(g + block.offset, block.size));
    });
    AdamWStep step;
    step.gradient_norms = by_tensor(squares, m_blocks, m_tensors);
    for (const double square : step.gradient_norms)
        step.gradient_norm += square;
    step.gradient_norm = std::sqrt(step.gradient_norm);
    take_roots(step.gradient_norms);
    return step;
}

AdamWFactors AdamW::factors(Index step, double learning_rate, double gradient_norm) const
{
    const auto t = static_cast<double>(step);
    const bool corrects = m_options.variant == OptimizerVariant::bias_corrected;
    AdamWFactors factors{};
    factors.clip =
        static_cast<float>(m_options.clip_norm > 0 ? std::min(1.0, m_options.clip_norm / (gradient_norm + 1e-6)) : 1.0);
    factors.beta1 = static_cast<float>(m_options.beta1);
    factors.beta2 = static_cast<float>(m_options.beta2);
    factors.rest1 = static_cast<float>(1 - m_options.beta1); // in float, 1 - 0.999 would be 5e-5 off
    factors.rest2 = static_cast<float>(1 - m_options.beta2);
    factors.first = static_cast<float>(corrects ? 1 / (1 - std::pow(m_options.beta1, t)) : 1);
    factors.root_second = static_cast<float>(corrects ? 1 / std::sqrt(1 - std::pow(m_options.beta2, t)) : 1);
    factors.epsilon = static_cast<float>(m_options.epsilon);
    factors.decay = static_cast<float>(m_options.weight_decay);
    factors.rate = static_cast<float>(learning_rate);
    return factors;
}

AdamWUpdate adamw_update(float w, float g, float m, float v, const AdamWFactors &f)
{
    return arithmetic(w, g, m, v, f);
}

void AdamW::step(Parameters &weights, const Parameters &gradients, double learning_rate, AdamWStep &norms,
                 Workers &workers)
{
    assert(weights.values().size() == m_first.size() && gradients.values().size() == m_first.size());
    ++m_steps;
    const AdamWFactors factors = this->factors(m_steps, learning_rate, norms.gradient_norm);
    float *w = weights.values().data();
    const float *g = gradients.values().data();
    std::vector<double> squares(m_blocks.size());
    workers.for_each(static_cast<Index>(m_blocks.size()), [&](Index i) {
        const Block &block = m_blocks[static_cast<std::size_t>(i)];
        AdamWFactors own = factors;
        if (!block.decays)
            own.decay = 0;
        squares[static_cast<std::size_t>(i)] =
            update({w + block.offset, static_cast<std::size_t>(block.size)}, g + block.offset,
                   m_first.data() + block.offset, m_second.data() + block.offset, own);
    });
    norms.update_norms = by_tensor(squares, m_blocks, m_tensors);
    take_roots(norms.update_norms);
}

} // namespace bertlab
