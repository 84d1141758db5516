#pragma once

#include "model/training_pass.h"
#include "pretraining/instances.h"
#include "pretraining/sentence_set.h"

#include <optional>
#include <vector>

namespace bertlab {

/// How well a model does on text that it is not trained on.
struct Evaluation
{
    double masked_lm_loss = 0;
    double masked_lm_accuracy = 0; ///< share of the predicted pieces whose first guess is right
    std::optional<double> next_sentence_loss, next_sentence_accuracy; ///< none without that objective
    /// masked_lm_accuracy where the sentence of the piece occurs in the training text, and where it does not; none
    /// without such a piece.
    std::optional<double> seen_accuracy, unseen_accuracy;
};

/// Instances of one batch, one after the other, with their labels.
struct LabelledInstances
{
    Batch batch;
    PretrainingLabels labels;
};
LabelledInstances label(const std::vector<PretrainingInstance> &instances, Objective objective);

/// The same instances at each evaluation: at most 512, from at most four epochs of the held-out text, drawn with a seed
/// of their own.
class HeldOut
{
public:
    /// Expects a corpus that gives instances; throws Error as InstanceStream does. With `train`, the training text,
    /// accuracies are told apart by whether a sentence occurs there; it is not needed later.
    HeldOut(const EncodedCorpus &corpus, const Vocabulary &vocabulary, const InstanceOptions &options,
            const EncodedCorpus *train = nullptr);

    /// Expects a pass that has taken the weights (pack). Throws Cancelled if asked to stop.
    Evaluation evaluate(TrainingPass &pass, bool causal, const IsCancelled &is_cancelled) const;
    Index instances() const { return m_instances; }
    /// Of its pairs: what 'always notNext' gets right.
    double random_next_share() const;
    /// Predicted pieces whose sentence occurs in the training text, and whose does not. A [SEP] that a causal model
    /// predicts stands in no sentence.
    Index seen() const { return m_seen; }
    Index unseen() const { return m_unseen; }

private:
    enum class Sentence : std::uint8_t { none, seen, unseen };
    void tell_apart(const std::vector<PretrainingInstance> &instances, Objective objective, const EncodedCorpus &corpus,
                    const SentenceSet &train);

    std::vector<LabelledInstances> m_batches;
    std::vector<Sentence> m_sentences; ///< of each label, or empty
    Index m_seen = 0, m_unseen = 0;
    Index m_instances = 0, m_masked = 0;
};

} // namespace bertlab
