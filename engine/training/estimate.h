#pragma once

#include "training/recipe.h"

namespace bertlab {

/// What a run will take on this machine: an estimate, not a promise.
struct RunEstimate
{
    double step_seconds = 0; ///< of one step with sequences of full length
    double seconds = 0;      ///< of all steps and evaluations
    double bytes = 0;        ///< weights, gradients, moments, packed copies and the activations of a batch
};

/// Times a few steps on made-up sequences of the recipe's length, with at most some 1,500 tokens each, and takes it
/// from there linearly: a step costs a fixed part (optimizer, packing) and one for each sequence. An evaluation counts
/// a third of the sequences' part, since it has no backward pass. The recipe's vocab_size stands for its vocabulary.
/// Throws Error if the recipe cannot be trained (too long for its positions), Cancelled.
RunEstimate estimate_run(const RunRecipe &recipe, Workers &workers, const IsCancelled &is_cancelled);

/// The part of it that needs no clock. Sources of the sizes: four arenas and two packed copies of the weights; the
/// activations that a training pass keeps (trainer.cpp), and two rows of logits for each predicted piece.
double run_bytes(const RunRecipe &recipe);

} // namespace bertlab
