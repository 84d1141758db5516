#include "training/adamw.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

constexpr Index block_size = 1 << 14;
using Array = Eigen::Map<Eigen::ArrayXf>;
using ConstArray = Eigen::Map<const Eigen::ArrayXf>;

/// The factors of one step that are the same for every weight.
struct Factors
{
    float clip, beta1, beta2, rest1, rest2, first, root_second, epsilon, decay, rate;
};

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

/// Updates a block of weights; returns the sum of squares of what was taken from them.
double update(Array w, const ConstArray &g, Array m, Array v, const Factors &f)
{
    constexpr Index at_once = 256; // temporaries stay in the L1 cache
    Eigen::Array<float, at_once, 1> taken;
    double squares = 0;
    for (Index first = 0; first < w.size(); first += at_once) {
        const Index count = std::min(at_once, w.size() - first);
        const auto clipped = f.clip * g.segment(first, count);
        m.segment(first, count) = f.beta1 * m.segment(first, count) + f.rest1 * clipped;
        v.segment(first, count) = f.beta2 * v.segment(first, count) + f.rest2 * clipped.square();
        taken.head(count) =
            f.rate * (f.first * m.segment(first, count) / (f.root_second * v.segment(first, count).sqrt() + f.epsilon) +
                      f.decay * w.segment(first, count));
        w.segment(first, count) -= taken.head(count);
        squares += static_cast<double>(taken.head(count).square().sum());
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

void AdamW::step(Parameters &weights, const Parameters &gradients, double learning_rate, AdamWStep &norms,
                 Workers &workers)
{
    assert(weights.values().size() == m_first.size() && gradients.values().size() == m_first.size());
    ++m_steps;
    const auto t = static_cast<double>(m_steps);
    const bool corrects = m_options.variant == OptimizerVariant::bias_corrected;
    const double clip =
        m_options.clip_norm > 0 ? std::min(1.0, m_options.clip_norm / (norms.gradient_norm + 1e-6)) : 1.0;
    Factors factors{};
    factors.clip = static_cast<float>(clip);
    factors.beta1 = static_cast<float>(m_options.beta1);
    factors.beta2 = static_cast<float>(m_options.beta2);
    factors.rest1 = static_cast<float>(1 - m_options.beta1); // in float, 1 - 0.999 would be 5e-5 off
    factors.rest2 = static_cast<float>(1 - m_options.beta2);
    factors.first = static_cast<float>(corrects ? 1 / (1 - std::pow(m_options.beta1, t)) : 1);
    factors.root_second = static_cast<float>(corrects ? 1 / std::sqrt(1 - std::pow(m_options.beta2, t)) : 1);
    factors.epsilon = static_cast<float>(m_options.epsilon);
    factors.rate = static_cast<float>(learning_rate);

    float *w = weights.values().data();
    const float *g = gradients.values().data();
    std::vector<double> squares(m_blocks.size());
    workers.for_each(static_cast<Index>(m_blocks.size()), [&](Index i) {
        const Block &block = m_blocks[static_cast<std::size_t>(i)];
        Factors own = factors;
        own.decay = block.decays ? static_cast<float>(m_options.weight_decay) : 0;
        squares[static_cast<std::size_t>(i)] = update(
            Array(w + block.offset, block.size), ConstArray(g + block.offset, block.size),
            Array(m_first.data() + block.offset, block.size), Array(m_second.data() + block.offset, block.size), own);
    });
    norms.update_norms = by_tensor(squares, m_blocks, m_tensors);
    take_roots(norms.update_norms);
}

} // namespace bertlab
