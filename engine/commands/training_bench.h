#pragma once

#include "model/training_pass.h"
#include "training/adamw.h"

namespace bertlab {

/// Whole training steps of a model that has learned nothing on one random batch, for `bench --training`.
class TrainingBench
{
public:
    /// The MLM head on .15 of the batch's tokens, every pair with a label. `workers` outlive the bench.
    TrainingBench(Parameters weights, Batch batch, Workers &workers);

    /// Packs, runs forward and backward with dropout .1, clips and updates. Throws Cancelled after Ctrl+C.
    void step();
    /// Of the products of a step, a multiply-add counted as two: three times those of a forward pass (the backward pass
    /// has two products for each) over the layers, and over the MLM head on its rows.
    double operations(double forward_operations) const;

private:
    Parameters m_weights, m_gradients;
    Batch m_batch;
    PretrainingLabels m_labels;
    Workers &m_workers;
    TrainingPass m_pass;
    AdamW m_optimizer;
    std::uint32_t m_steps = 0;
};

} // namespace bertlab
