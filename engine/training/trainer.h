#pragma once

#include "model/training_pass.h"
#include "pretraining/instances.h"
#include "training/adamw.h"
#include "training/held_out.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace bertlab {

/// Where the batches of a run come from.
class BatchSource
{
public:
    virtual ~BatchSource() = default;
    /// The batch at `position`, which moves on behind it.
    virtual LabelledInstances next(DataPosition &position) = 0;
};

/// Instances of a corpus, batch_size at a time.
class CorpusBatches : public BatchSource
{
public:
    CorpusBatches(InstanceStream stream, Index batch_size, Objective objective)
        : m_stream(std::move(stream)), m_batch_size(batch_size), m_objective(objective)
    {}
    LabelledInstances next(DataPosition &position) override;

private:
    InstanceStream m_stream;
    Index m_batch_size;
    Objective m_objective;
};

/// The same batch again and again.
class FixedBatch : public BatchSource
{
public:
    explicit FixedBatch(LabelledInstances batch) : m_batch(std::move(batch)) {}
    LabelledInstances next(DataPosition &) override { return m_batch; }

private:
    LabelledInstances m_batch;
};

struct TrainerOptions
{
    Schedule schedule;
    AdamWOptions optimizer;
    Objective objective = Objective::masked_lm_and_next_sentence;
    std::uint64_t seed = 1; ///< of dropout
    Index evaluate_every = 100;
};

/// All that a run needs to go on to the bit: what a checkpoint holds.
struct TrainingState
{
    Parameters weights;
    std::vector<float> first_moments, second_moments; ///< in the order of the weights' arena
    Index step = 0;                                   ///< the next one's number, from 0
    std::uint64_t tokens = 0;                         ///< seen so far
    DataPosition data;
    double seconds = 0; ///< spent on steps so far

    explicit TrainingState(Parameters initial);
};

/// One step, as it happened; immutable once made. Losses, norms: before the update and before clipping.
struct TrainingStep
{
    Index step = 0;           ///< from 0
    std::uint64_t tokens = 0; ///< seen so far, this step's included
    double seconds = 0;       ///< spent so far, evaluations not counted
    double learning_rate = 0;
    LabelledInstances batch;
    PretrainingLoss loss;
    AdamWStep optimizer;                  ///< norms by tensor, in the order of the layout
    std::optional<Evaluation> evaluation; ///< of the weights behind this step, where it was due
};

/// Takes the steps of a run, one at a time: whoever drives it may pause between two, look at the weights, save or stop.
/// The same options, state and batches give the same bits with any number of threads. One caller at a time.
class Trainer
{
public:
    /// `held_out` may be null: then nothing is evaluated. `workers` outlives the trainer.
    Trainer(TrainingState start, std::unique_ptr<BatchSource> batches, std::shared_ptr<const HeldOut> held_out,
            const TrainerOptions &options, Workers &workers);

    struct StepOptions
    {
        std::optional<double> share_of_time; ///< of a run by the clock; else the schedule counts steps
        bool evaluates = false;              ///< also when it is not due: at the end of a run
        IsCancelled is_cancelled;
    };
    /// One step. Throws Error naming the step and the tensor that went first if the loss or a gradient is no finite
    /// number, Cancelled if asked to stop; then weights and state are those before the step.
    std::shared_ptr<const TrainingStep> step(const StepOptions &options);
    /// The held-out instances with the weights as they are; nothing without held-out text.
    std::optional<Evaluation> evaluate(const IsCancelled &is_cancelled);

    const Parameters &weights() const { return m_state.weights; }
    const Parameters &gradients() const { return m_gradients; } ///< of the last step
    const AdamW &optimizer() const { return m_optimizer; }
    Objective objective() const { return m_options.objective; }
    Index next_step() const { return m_state.step; }
    std::uint64_t tokens() const { return m_state.tokens; } ///< seen so far
    double seconds() const { return m_state.seconds; }
    /// A copy, to be saved.
    TrainingState state() const;

private:
    PretrainingLoss forward_backward(const LabelledInstances &batch, const IsCancelled &is_cancelled);

    TrainerOptions m_options;
    TrainingState m_state; ///< its moments live in the optimizer
    std::unique_ptr<BatchSource> m_batches;
    std::shared_ptr<const HeldOut> m_held_out;
    Workers &m_workers;
    Parameters m_gradients;
    AdamW m_optimizer;
    TrainingPass m_pass;
};

} // namespace bertlab
