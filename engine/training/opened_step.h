#pragma once

#include "tasks/fill_mask.h"
#include "training/trainer.h"

#include <memory>
#include <vector>

namespace bertlab {

/// What a model guesses at one position that is predicted, without dropout: at a masked one, or for the next piece.
struct MaskedAnswer
{
    std::vector<PiecePrediction> top; ///< the five most probable pieces, most probable first
    PiecePrediction right;            ///< the label
    Index rank = 0;                   ///< of the label, 1 for the most probable piece
};

/// One step under the microscope: all that went into it and what came out. Takes as much memory as five times the
/// weights. Immutable once made.
struct OpenedStep
{
    std::shared_ptr<const TrainingStep> step;         ///< batch, labels, losses, norms
    Parameters before, after;                         ///< the weights
    Parameters gradients;                             ///< before clipping
    std::vector<float> first_moments, second_moments; ///< before, in the order of the arena
    AdamWOptions optimizer;
    AdamWFactors factors; ///< with decay, which some tensors do not have
    Objective objective;
    /// In the order of the labels.
    std::vector<MaskedAnswer> answers_before, answers_after;

    /// One weight's update with the numbers that the optimizer used: `after` has its w_after, to the bit.
    AdamWUpdate update(std::size_t tensor, Index row, Index column) const;
};

/// Takes one step and keeps what it did. Throws as Trainer::step; when asked to stop after the step was taken, the
/// answers are missing.
std::shared_ptr<const OpenedStep> open_step(Trainer &trainer, const Trainer::StepOptions &options, Workers &workers);

/// What the weights guess at each position of a batch that is predicted, a few sequences at a time. `causal`: as the
/// objective next piece reads. Throws Cancelled.
std::vector<MaskedAnswer> answer(const Parameters &weights, const LabelledInstances &batch, bool causal,
                                 Workers &workers, const IsCancelled &is_cancelled);

} // namespace bertlab
