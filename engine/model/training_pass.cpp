#include "model/training_pass.h"

#include "base/error.h"
#include "model/training_run.h"

#include <cassert>
#include <optional>

namespace bertlab {

namespace {

template <typename Value>
void append_to(std::vector<Value> &values, const std::vector<Value> &next)
{
    values.insert(values.end(), next.begin(), next.end());
}

/// "sequence 2, token 5" of a row of the batch.
std::string place_of(const Batch &batch, Index row)
{
    Index sequence = 0;
    while (batch.start(sequence + 1) <= row)
        ++sequence;
    return "Sequence " + std::to_string(sequence) + ", token " + std::to_string(row - batch.start(sequence));
}

} // namespace

void PretrainingLabels::check(const Batch &batch, const Config &config) const
{
    assert(masked_rows.size() == masked_ids.size());
    assert(next_sentence.empty() || next_sentence.size() == static_cast<std::size_t>(batch.sequences()));
    for (std::size_t i = 0; i < masked_rows.size(); ++i) {
        assert(masked_rows[i] >= 0 && masked_rows[i] < batch.tokens());
        if (masked_ids[i] < 0 || masked_ids[i] >= config.vocab_size)
            throw Error(place_of(batch, masked_rows[i]) + ": the label is " + std::to_string(masked_ids[i]) +
                        ", but this model (vocab_size " + std::to_string(config.vocab_size) + ") knows 0 to " +
                        std::to_string(config.vocab_size - 1) + ".");
    }
    for (std::size_t i = 0; i < next_sentence.size(); ++i) {
        if (next_sentence[i] != 0 && next_sentence[i] != 1)
            throw Error("Sequence " + std::to_string(i) + ": the next-sentence label is " +
                        std::to_string(next_sentence[i]) + "; expected 0 (is next) or 1 (is not).");
    }
}

void PretrainingLoss::append(const PretrainingLoss &next)
{
    masked_lm += next.masked_lm;
    next_sentence += next.next_sentence;
    append_to(masked_losses, next.masked_losses);
    append_to(masked_predictions, next.masked_predictions);
    append_to(next_losses, next.next_losses);
    append_to(next_predictions, next.next_predictions);
    masked_correct += next.masked_correct;
    next_correct += next.next_correct;
}

struct TrainingPass::State
{
    const Config config;
    Workers &workers;
    TrainingRooms rooms;
    std::optional<TrainingWeights> weights;

    TrainingRun run(const Batch &batch, const PretrainingLabels &labels, const TrainingPassOptions &options)
    {
        assert(weights); // pack() comes first
        batch.check(config);
        labels.check(batch, config);
        return {*weights, config, batch, labels, options, rooms, workers};
    }
};

TrainingPass::TrainingPass(const Config &config, Workers &workers)
    : m_state(new State{config, workers, TrainingRooms(config.num_hidden_layers), {}})
{}
TrainingPass::~TrainingPass() = default;
TrainingPass::TrainingPass(TrainingPass &&) noexcept = default;

void TrainingPass::pack(const Parameters &parameters)
{
    assert(parameters.config() == m_state->config);
    if (!m_state->weights || !m_state->weights->are_views_of(parameters))
        m_state->weights.emplace(parameters);
    m_state->weights->pack(m_state->workers);
}

PretrainingLoss TrainingPass::forward_backward(const Batch &batch, const PretrainingLabels &labels,
                                               const TrainingPassOptions &options, Parameters &gradients)
{
    assert(gradients.config() == m_state->config);
    TrainingRun run = m_state->run(batch, labels, options);
    PretrainingLoss loss = run.forward();
    run.backward(TrainingGradients(gradients));
    return loss;
}

PretrainingLoss TrainingPass::evaluate(const Batch &batch, const PretrainingLabels &labels,
                                       const TrainingPassOptions &options)
{
    TrainingPassOptions without_dropout = options;
    without_dropout.hidden_dropout = without_dropout.attention_dropout = 0;
    return m_state->run(batch, labels, without_dropout).forward();
}

} // namespace bertlab
