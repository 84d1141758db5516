#pragma once

#include "model/batch.h"
#include "model/parameters.h"
#include "numerics/parallel.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace bertlab {

/// What the hidden pieces of a batch were, and whether its pairs follow each other.
struct PretrainingLabels
{
    std::vector<Index> masked_rows;          ///< tokens of the batch (0 … T - 1) to predict; may repeat, may be empty
    std::vector<std::int32_t> masked_ids;    ///< the piece that each of them should be
    std::vector<std::int32_t> next_sentence; ///< [B], 0 = IsNext, 1 = NotNext; empty: no NSP loss

    /// Throws Error naming the first label that is no piece of the model or neither 0 nor 1, with its place. That the
    /// sizes fit each other and the batch is asserted.
    void check(const Batch &batch, const Config &config) const;
};

/// How one pass treats its batch. A micro-batch is a part of a batch whose gradients are added to those of its other
/// parts: it says how large the whole is and where in it it begins, so that the parts add up to the whole's losses and
/// gradients, with the same dropout.
struct TrainingPassOptions
{
    double hidden_dropout = 0; ///< behind the embeddings and both dense layers of a block; config: hidden_dropout_prob
    double attention_dropout = 0; ///< of the attention probabilities; config: attention_probs_dropout_prob
    std::uint64_t seed = 0;       ///< with the step the key of all dropout of a pass: same key, same bits
    std::uint32_t step = 0;
    bool causal = false; ///< a token sees itself and what is left of it alone (objective next piece)
    /// Losses are means over all predicted pieces and all sequences of the whole batch; 0: those of this batch.
    Index all_masked = 0, all_sequences = 0;
    Index first_token = 0;         ///< of this micro-batch in the whole batch; keys of dropout count from there
    IsCancelled is_cancelled = {}; ///< asked between blocks, on the calling thread; true throws Cancelled
};

/// Losses in nats: -log of the probability of what was right, summed in double.
struct PretrainingLoss
{
    double masked_lm = 0;     ///< mean over the predicted pieces (of the whole batch), 0 without any
    double next_sentence = 0; ///< mean over the sequences (of the whole batch), 0 without labels
    double total() const { return masked_lm + next_sentence; }

    std::vector<float> masked_losses;             ///< of each predicted piece, in the order of the labels
    std::vector<std::int32_t> masked_predictions; ///< the most probable piece there
    std::vector<float> next_losses;               ///< of each sequence
    std::vector<std::int32_t> next_predictions;   ///< 0 or 1
    Index masked_correct = 0, next_correct = 0;   ///< predictions that equal their label

    /// Appends the next micro-batch of the same batch; its losses add up in this order.
    void append(const PretrainingLoss &next);
};

/// One training step's forward and backward pass: the losses of MLM and NSP and their gradients by every weight.
/// Source: Devlin et al. 2019, section 3.1 and appendix A.2; run_pretraining.py of google-research/bert. Keeps the
/// weights packed and every activation of a batch; buffers grow to the largest batch seen and are used again.
/// The same input gives the same bits with any number of threads.
class TrainingPass
{
public:
    /// Expects a config of a model with all parts. `workers` outlive the pass; one caller at a time.
    TrainingPass(const Config &config, Workers &workers);
    ~TrainingPass();
    TrainingPass(TrainingPass &&) noexcept;

    /// Takes the weights as they are now: once a step, before its passes. Embeddings, LayerNorms and biases are read
    /// from `parameters` during the passes: they outlive them and stay as they are until the next pack().
    void pack(const Parameters &parameters);

    /// The losses of a batch; their gradients are ADDED to `gradients` (same config), those of masked_lm +
    /// next_sentence as means over the whole batch. Throws Error if batch or labels do not fit the model, Cancelled if
    /// asked to stop; then `gradients` hold nothing of use.
    PretrainingLoss forward_backward(const Batch &batch, const PretrainingLabels &labels,
                                     const TrainingPassOptions &options, Parameters &gradients);
    /// The losses alone, without dropout: for what is held out. Throws as above.
    PretrainingLoss evaluate(const Batch &batch, const PretrainingLabels &labels, const TrainingPassOptions &options);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace bertlab
