#include "training/trainer.h"

#include "base/error.h"
#include "training/not_finite.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>

namespace bertlab {

namespace {

/// Tokens of a micro-batch: so many that its activations take a few hundred megabytes at most. A function of the model
/// alone, so that the same run has the same parts on every machine.
Index tokens_at_once(const Config &config)
{
    constexpr Index floats = 64'000'000;
    const Index of_a_token = config.num_hidden_layers * (16 * config.hidden_size + 3 * config.intermediate_size +
                                                         2 * config.num_attention_heads * 128);
    return std::max<Index>(config.max_position_embeddings, floats / of_a_token);
}

/// Some neighbouring sequences of a batch.
struct MicroBatch
{
    LabelledInstances part;
    Index first_token;
};

std::vector<MicroBatch> split(const LabelledInstances &whole, Index most_tokens)
{
    std::vector<MicroBatch> parts;
    const Batch &batch = whole.batch;
    std::size_t label = 0;
    for (Index sequence = 0; sequence < batch.sequences();) {
        MicroBatch micro{{}, batch.start(sequence)};
        const auto ids = std::span(batch.input_ids()), types = std::span(batch.token_type_ids()),
                   positions = std::span(batch.position_ids());
        do {
            const auto start = static_cast<std::size_t>(batch.start(sequence)),
                       length = static_cast<std::size_t>(batch.length(sequence));
            micro.part.batch.add(ids.subspan(start, length), types.subspan(start, length),
                                 positions.subspan(start, length));
            if (!whole.labels.next_sentence.empty())
                micro.part.labels.next_sentence.push_back(
                    whole.labels.next_sentence[static_cast<std::size_t>(sequence)]);
            ++sequence;
        } while (sequence < batch.sequences() && batch.start(sequence + 1) - micro.first_token <= most_tokens);
        for (; label < whole.labels.masked_rows.size() && whole.labels.masked_rows[label] < batch.start(sequence);
             ++label) {
            micro.part.labels.masked_rows.push_back(whole.labels.masked_rows[label] - micro.first_token);
            micro.part.labels.masked_ids.push_back(whole.labels.masked_ids[label]);
        }
        parts.push_back(std::move(micro));
    }
    return parts;
}

bool is_finite(const PretrainingLoss &loss, const AdamWStep &norms)
{
    return std::isfinite(loss.total()) && std::isfinite(norms.gradient_norm);
}

} // namespace

TrainingState::TrainingState(Parameters initial)
    : weights(std::move(initial)), first_moments(weights.values().size()), second_moments(weights.values().size())
{}

LabelledInstances CorpusBatches::next(DataPosition &position)
{
    std::vector<PretrainingInstance> instances;
    for (Index i = 0; i < m_batch_size; ++i)
        instances.push_back(m_stream.next(position));
    return label(instances, m_objective);
}

Trainer::Trainer(TrainingState start, std::unique_ptr<BatchSource> batches, std::shared_ptr<const HeldOut> held_out,
                 const TrainerOptions &options, Workers &workers)
    : m_options(options), m_state(std::move(start)), m_batches(std::move(batches)), m_held_out(std::move(held_out)),
      m_workers(workers), m_gradients(m_state.weights.config()),
      m_optimizer(m_state.weights.layout(), options.optimizer), m_pass(m_state.weights.config(), workers)
{
    std::ranges::copy(m_state.first_moments, m_optimizer.first_moments().begin());
    std::ranges::copy(m_state.second_moments, m_optimizer.second_moments().begin());
    m_state.first_moments.clear();
    m_state.second_moments.clear();
    m_optimizer.set_steps(m_state.step);
}

PretrainingLoss Trainer::forward_backward(const LabelledInstances &batch, const IsCancelled &is_cancelled)
{
    const Config &config = m_state.weights.config();
    TrainingPassOptions options;
    options.hidden_dropout = config.hidden_dropout_prob;
    options.attention_dropout = config.attention_probs_dropout_prob;
    options.seed = m_options.seed;
    options.step = static_cast<std::uint32_t>(m_state.step);
    options.causal = m_options.objective == Objective::next_piece;
    options.all_masked = static_cast<Index>(batch.labels.masked_rows.size());
    options.all_sequences = batch.batch.sequences();
    options.is_cancelled = is_cancelled;
    m_gradients.set_zero(m_workers);
    PretrainingLoss loss;
    for (const MicroBatch &micro : split(batch, tokens_at_once(config))) {
        options.first_token = micro.first_token;
        loss.append(m_pass.forward_backward(micro.part.batch, micro.part.labels, options, m_gradients));
    }
    return loss;
}

std::shared_ptr<const TrainingStep> Trainer::step(const StepOptions &options)
{
    const auto begin = std::chrono::steady_clock::now();
    auto made = std::make_shared<TrainingStep>();
    DataPosition data = m_state.data;
    made->batch = m_batches->next(data);
    m_pass.pack(m_state.weights);
    made->loss = forward_backward(made->batch, options.is_cancelled);
    made->step = m_state.step;
    made->learning_rate = options.share_of_time ? m_options.schedule.learning_rate(m_state.step, *options.share_of_time)
                                                : m_options.schedule.learning_rate(m_state.step);
    made->optimizer = m_optimizer.measure(m_gradients, m_workers);
    if (!is_finite(made->loss, made->optimizer))
        throw Error("Step " + std::to_string(made->step) + ": " +
                    describe_not_finite(m_state.weights, m_gradients, made->batch.batch, m_workers));
    m_optimizer.step(m_state.weights, m_gradients, made->learning_rate, made->optimizer, m_workers);
    m_state.data = data;
    m_state.tokens += static_cast<std::uint64_t>(made->batch.batch.tokens());
    m_state.step += 1;
    m_state.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    made->tokens = m_state.tokens;
    made->seconds = m_state.seconds;
    if (options.evaluates || (m_options.evaluate_every > 0 && m_state.step % m_options.evaluate_every == 0))
        made->evaluation = evaluate(options.is_cancelled);
    return made;
}

std::optional<Evaluation> Trainer::evaluate(const IsCancelled &is_cancelled)
{
    if (!m_held_out)
        return std::nullopt;
    m_pass.pack(m_state.weights);
    return m_held_out->evaluate(m_pass, m_options.objective == Objective::next_piece, is_cancelled);
}

TrainingState Trainer::state() const
{
    TrainingState copy = m_state;
    const auto first = m_optimizer.first_moments(), second = m_optimizer.second_moments();
    copy.first_moments.assign(first.begin(), first.end());
    copy.second_moments.assign(second.begin(), second.end());
    return copy;
}

} // namespace bertlab
