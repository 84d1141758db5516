#include "training/held_out.h"

#include <algorithm>

namespace bertlab {

namespace {

constexpr Index most_instances = 512, instances_at_once = 32;
constexpr std::uint32_t most_epochs = 4;
constexpr std::uint64_t held_out_seed = 7; // whatever the run's seed: runs are compared on the same instances

} // namespace

LabelledInstances label(const std::vector<PretrainingInstance> &instances, Objective objective)
{
    LabelledInstances labelled;
    for (const PretrainingInstance &instance : instances) {
        const Index start = labelled.batch.tokens();
        labelled.batch.add(instance.input_ids, instance.token_type_ids);
        for (const Index position : instance.masked_positions)
            labelled.labels.masked_rows.push_back(start + position);
        labelled.labels.masked_ids.insert(labelled.labels.masked_ids.end(), instance.masked_ids.begin(),
                                          instance.masked_ids.end());
        if (objective == Objective::masked_lm_and_next_sentence)
            labelled.labels.next_sentence.push_back(instance.is_random_next);
    }
    return labelled;
}

HeldOut::HeldOut(const EncodedCorpus &corpus, const Vocabulary &vocabulary, const InstanceOptions &options,
                 const EncodedCorpus *train)
{
    const std::optional<SentenceSet> known = train ? std::optional<SentenceSet>(*train) : std::nullopt;
    InstanceStream stream(corpus, vocabulary, options, held_out_seed);
    DataPosition position;
    std::vector<PretrainingInstance> instances;
    const auto finish_batch = [&] {
        m_batches.push_back(label(instances, options.objective));
        m_masked += static_cast<Index>(m_batches.back().labels.masked_rows.size());
        if (known)
            tell_apart(instances, options.objective, corpus, *known);
        instances.clear();
    };
    for (; m_instances < most_instances; ++m_instances) {
        DataPosition following = position;
        instances.push_back(stream.next(following));
        if (following.epoch == most_epochs) {
            instances.pop_back();
            break;
        }
        position = following;
        if (static_cast<Index>(instances.size()) == instances_at_once)
            finish_batch();
    }
    if (!instances.empty())
        finish_batch();
}

void HeldOut::tell_apart(const std::vector<PretrainingInstance> &instances, Objective objective,
                         const EncodedCorpus &corpus, const SentenceSet &train)
{
    const Index to_piece = objective == Objective::next_piece ? 1 : 0; // the one that is predicted stands behind
    for (const PretrainingInstance &instance : instances)
        for (const Index position : instance.masked_positions) {
            const auto sentence = sentence_at(corpus, instance, position + to_piece);
            m_sentences.push_back(sentence.empty()           ? Sentence::none
                                  : train.contains(sentence) ? Sentence::seen
                                                             : Sentence::unseen);
            m_seen += m_sentences.back() == Sentence::seen;
            m_unseen += m_sentences.back() == Sentence::unseen;
        }
}

double HeldOut::random_next_share() const
{
    Index random_next = 0;
    for (const LabelledInstances &labelled : m_batches)
        random_next += std::ranges::count(labelled.labels.next_sentence, 1);
    return static_cast<double>(random_next) / static_cast<double>(m_instances);
}

Evaluation HeldOut::evaluate(TrainingPass &pass, bool causal, const IsCancelled &is_cancelled) const
{
    TrainingPassOptions options;
    options.causal = causal;
    options.is_cancelled = is_cancelled;
    options.all_masked = m_masked;
    options.all_sequences = m_instances;
    PretrainingLoss sum;
    for (const LabelledInstances &labelled : m_batches)
        sum.append(pass.evaluate(labelled.batch, labelled.labels, options));
    Evaluation evaluation;
    evaluation.masked_lm_loss = sum.masked_lm;
    evaluation.masked_lm_accuracy = static_cast<double>(sum.masked_correct) / static_cast<double>(m_masked);
    if (!sum.next_losses.empty()) {
        evaluation.next_sentence_loss = sum.next_sentence;
        evaluation.next_sentence_accuracy = static_cast<double>(sum.next_correct) / static_cast<double>(m_instances);
    }
    std::vector<std::int32_t> right;
    for (const LabelledInstances &labelled : m_batches)
        right.insert(right.end(), labelled.labels.masked_ids.begin(), labelled.labels.masked_ids.end());
    Index seen_right = 0, unseen_right = 0;
    for (std::size_t label = 0; label < m_sentences.size(); ++label)
        if (sum.masked_predictions[label] == right[label]) {
            seen_right += m_sentences[label] == Sentence::seen;
            unseen_right += m_sentences[label] == Sentence::unseen;
        }
    if (m_seen > 0)
        evaluation.seen_accuracy = static_cast<double>(seen_right) / static_cast<double>(m_seen);
    if (m_unseen > 0)
        evaluation.unseen_accuracy = static_cast<double>(unseen_right) / static_cast<double>(m_unseen);
    return evaluation;
}

} // namespace bertlab
