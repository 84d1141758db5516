#include "commands/training_bench.h"

#include "commands/interruption.h"
#include "commands/random_weights.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bertlab {

namespace {

constexpr double dropout = 0.1, masked_share = 0.15, learning_rate = 1e-4;

PretrainingLabels random_labels(const Batch &batch, const Config &config)
{
    PretrainingLabels labels;
    const auto count = std::max<Index>(std::lround(masked_share * static_cast<double>(batch.tokens())), 1);
    for (Index i = 0; i < count; ++i) {
        labels.masked_rows.push_back(i * batch.tokens() / count);
        const std::uint64_t bits = mixed_bits(1'000'000, static_cast<std::uint64_t>(i));
        labels.masked_ids.push_back(static_cast<std::int32_t>(bits % static_cast<std::uint64_t>(config.vocab_size)));
    }
    for (Index sequence = 0; sequence < batch.sequences(); ++sequence)
        labels.next_sentence.push_back(static_cast<std::int32_t>(sequence % 2));
    return labels;
}

} // namespace

TrainingBench::TrainingBench(Parameters weights, Batch batch, Workers &workers)
    : m_weights(std::move(weights)), m_gradients(m_weights.config()), m_batch(std::move(batch)),
      m_labels(random_labels(m_batch, m_weights.config())), m_workers(workers), m_pass(m_weights.config(), workers),
      m_optimizer(m_weights.layout(), {})
{}

void TrainingBench::step()
{
    TrainingPassOptions options;
    options.hidden_dropout = options.attention_dropout = dropout;
    options.step = m_steps++;
    options.is_cancelled = Interruption::requested;
    m_gradients.set_zero(m_workers);
    m_pass.pack(m_weights);
    m_pass.forward_backward(m_batch, m_labels, options, m_gradients);
    AdamWStep norms = m_optimizer.measure(m_gradients, m_workers);
    m_optimizer.step(m_weights, m_gradients, learning_rate, norms, m_workers);
}

double TrainingBench::operations(double forward_operations) const
{
    const auto rows = static_cast<double>(m_labels.masked_rows.size());
    const auto hidden = static_cast<double>(m_weights.config().hidden_size);
    const auto vocabulary = static_cast<double>(m_weights.config().vocab_size);
    return 3 * (forward_operations + rows * (2 * hidden * hidden + 2 * hidden * vocabulary));
}

} // namespace bertlab
