#pragma once

#include "model/parameters.h"
#include "numerics/parallel.h"
#include "training/schedule.h"

#include <vector>

namespace bertlab {

struct AdamWOptions
{
    OptimizerVariant variant = OptimizerVariant::bias_corrected;
    double beta1 = 0.9, beta2 = 0.999;
    double epsilon = 1e-6;      ///< added outside the root
    double weight_decay = 0.01; ///< of tensors whose TensorSpec says so
    double clip_norm = 1;       ///< of all gradients together; 0: not clipped
};

/// What one step did, by tensor in the order of the layout.
struct AdamWStep
{
    double gradient_norm = 0;           ///< of all gradients, before clipping
    std::vector<double> gradient_norms; ///< of each tensor, before clipping
    std::vector<double> update_norms;   ///< of what was taken from each tensor's weights
};

/// What one step multiplies by, the same for every weight of a tensor; floats, as the arithmetic is.
struct AdamWFactors
{
    float clip;         ///< min(1, clip_norm / (‖g‖ + 1e-6))
    float beta1, beta2; ///< and rest1 = 1 - β₁, rest2 = 1 - β₂
    float rest1, rest2;
    float first;       ///< m̂ = first · m
    float root_second; ///< √v̂ = root_second · √v
    float epsilon, decay, rate;
};

/// One weight's step, number by number: from w, g, m, v to those behind it.
struct AdamWUpdate
{
    float w, g, m, v; ///< before; g is not clipped yet
    float clipped;    ///< clip · g
    float m_after, v_after;
    float m_hat, root_v_hat;
    float ratio;   ///< m̂ / (√v̂ + ε)
    float decayed; ///< decay · w
    float taken;   ///< rate · (ratio + decayed)
    float w_after; ///< w - taken
};

/// The arithmetic of AdamW::step for one weight: the same bits.
AdamWUpdate adamw_update(float w, float g, float m, float v, const AdamWFactors &factors);

/// Adam with decoupled weight decay. For each weight w with its clipped gradient g:
///     m = β₁ m + (1 - β₁) g,   v = β₂ v + (1 - β₂) g²
///     w = w - rate · (m̂ / (√v̂ + ε) + decay · w)
/// with m̂ = m, v̂ = v for `google`, and m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ) for `bias-corrected`, t from 1.
/// Clipping: g · min(1, clip / (‖g‖ + 1e-6)). Sources: Loshchilov, Hutter 2019, algorithm 2; AdamWeightDecayOptimizer
/// in optimization.py of google-research/bert. The same bits with any number of threads.
class AdamW
{
public:
    AdamW(const ParameterLayout &layout, const AdamWOptions &options);

    const AdamWOptions &options() const { return m_options; }

    /// The norms of gradients: before a step, which clips by them.
    AdamWStep measure(const Parameters &gradients, Workers &workers) const;
    /// One step on the weights; both arenas have the optimizer's layout. `norms`: what measure() gave for these
    /// gradients; the norms of the update are added to them.
    void step(Parameters &weights, const Parameters &gradients, double learning_rate, AdamWStep &norms,
              Workers &workers);

    /// Of the step with number `step`, from 1, on tensors that decay.
    AdamWFactors factors(Index step, double learning_rate, double gradient_norm) const;

    /// Mean and mean square of the gradients, in the order of the arena, and the steps taken: what a checkpoint keeps.
    std::span<float> first_moments() { return m_first; }
    std::span<float> second_moments() { return m_second; }
    std::span<const float> first_moments() const { return m_first; }
    std::span<const float> second_moments() const { return m_second; }
    Index steps() const { return m_steps; }
    void set_steps(Index steps) { m_steps = steps; }

private:
    /// Neighbouring weights of one tensor: a piece of work.
    struct Block
    {
        std::size_t tensor, offset;
        Index size;
        bool decays;
    };

    AdamWOptions m_options;
    std::size_t m_tensors;
    std::vector<Block> m_blocks;
    std::vector<float> m_first, m_second;
    Index m_steps = 0;
};

} // namespace bertlab
