#include "model/training_run.h"

#include "layers/cross_entropy.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <thread>
#include <utility>

namespace bertlab {

namespace {

/// The numbers of dropout have sites of their own, far from those of masking and shuffling.
constexpr std::uint32_t first_site = 1'000'000;

void gather(const ConstMatrixView &from, std::span<const Index> rows, const MatrixView &to)
{
    MatrixView gathered = to;
    for (std::size_t i = 0; i < rows.size(); ++i)
        gathered.row(static_cast<Index>(i)) = from.row(rows[i]);
}

/// to(rows[i]) += from(i), in order.
void scatter_add(const ConstMatrixView &from, std::span<const Index> rows, const MatrixView &to)
{
    MatrixView scattered = to;
    for (std::size_t i = 0; i < rows.size(); ++i)
        scattered.row(rows[i]) += from.row(static_cast<Index>(i));
}

/// The first tokens: the [CLS] of each sequence.
std::span<const Index> first_tokens(const Batch &batch)
{
    return std::span(batch.starts()).first(static_cast<std::size_t>(batch.sequences()));
}

Index count_equal(std::span<const std::int32_t> predictions, std::span<const std::int32_t> labels)
{
    return std::inner_product(predictions.begin(), predictions.end(), labels.begin(), Index{0}, std::plus<>(),
                              [](std::int32_t a, std::int32_t b) { return Index{a == b}; });
}

/// Sum of the losses over `all`, in double.
double mean(std::span<const float> losses, Index all)
{
    return all == 0 ? 0 : std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(all);
}

void add(const RowView &sum, RowView to)
{
    to += sum;
}
void add(const LayerNormGradient &sums, const LayerNormGradient &to)
{
    add(sums.gamma, to.gamma);
    add(sums.beta, to.beta);
}
void add(const FeedForwardSums &sums, const FeedForwardSums &to)
{
    add(sums.intermediate_bias, to.intermediate_bias);
    add(sums.output_bias, to.output_bias);
    add(sums.norm, to.norm);
}
void add(const AttentionSums &sums, const AttentionSums &to)
{
    add(sums.query_bias, to.query_bias);
    add(sums.key_bias, to.key_bias);
    add(sums.value_bias, to.value_bias);
    add(sums.dense_bias, to.dense_bias);
    add(sums.norm, to.norm);
}

} // namespace

TrainingRun::TrainingRun(const TrainingWeights &weights, const Config &config, const Batch &batch,
                         const PretrainingLabels &labels, const TrainingPassOptions &options, TrainingRooms &rooms,
                         Workers &workers)
    : m_weights(weights), m_config(config), m_batch(batch), m_labels(labels), m_options(options),
      m_rooms(rooms), m_execution{workers, options.is_cancelled}, m_groups(group_sequences(batch)),
      m_embeddings_sum(rooms.embeddings_sum.take(tokens(), hidden())),
      m_embeddings_output(rooms.embeddings_output.take(tokens(), hidden())),
      m_cls(rooms.cls.take(batch.sequences(), hidden())), m_pooled(rooms.pooled.take(batch.sequences(), hidden())),
      m_next_logits(rooms.next_logits.take(batch.sequences(), 2)), m_masked(rooms.masked.take(masked(), hidden())),
      m_masked_logits(rooms.masked_logits.take(masked(), config.vocab_size)),
      m_transform{rooms.transform_dense.take(masked(), hidden()), rooms.transform_activated.take(masked(), hidden()),
                  rooms.transform_output.take(masked(), hidden())},
      m_gradient(rooms.gradient.take(tokens(), hidden())),
      m_attention_slopes{rooms.dense_slope.take(tokens(), hidden()), rooms.context_slope.take(tokens(), hidden()),
                         rooms.query_key_value_slope.take(tokens(), 3 * hidden())},
      m_feed_forward_slopes{rooms.output_slope.take(tokens(), hidden()),
                            rooms.intermediate_slope.take(tokens(), config.intermediate_size)},
      m_sums(rooms.sums.take(static_cast<Index>(m_groups.size()), size_of_sums()))
{
    for (TrainingRooms::Layer &layer : rooms.layers)
        m_layers.push_back(place_layer(last_output(), layer));
}

TrainingRun::Layer TrainingRun::place_layer(const ConstMatrixView &input, TrainingRooms::Layer &rooms) const
{
    const Index intermediate = m_config.intermediate_size;
    const Index maps = attention_size(m_batch.starts(), m_config.num_attention_heads);
    const std::span<float> probabilities(rooms.probabilities.take(1, maps).data(), static_cast<std::size_t>(maps));
    return {input,
            {rooms.query_key_value.take(tokens(), 3 * hidden()),
             {{}, probabilities},
             rooms.context.take(tokens(), hidden()),
             rooms.dense.take(tokens(), hidden()),
             rooms.attention_output.take(tokens(), hidden())},
            {rooms.intermediate_dense.take(tokens(), intermediate),
             rooms.intermediate_output.take(tokens(), intermediate), rooms.output_dense.take(tokens(), hidden()),
             rooms.output.take(tokens(), hidden())}};
}

TrainingRun::Layer TrainingRun::part_of(const Layer &layer, const SequenceGroup &group) const
{
    const auto rows = [&](const MatrixView &m) { return rows_of(m, group.first_token, group.tokens); };
    const Index heads = m_config.num_attention_heads, sequence = group.first_sequence;
    const std::span<const Index> starts(m_batch.starts());
    const auto first_map =
        static_cast<std::size_t>(attention_size(starts.first(static_cast<std::size_t>(sequence) + 1), heads));
    const auto maps = static_cast<std::size_t>(attention_size(group.starts, heads));
    const auto &[query_key_value, all_maps, context, dense, output] = layer.attention;
    const auto &[intermediate_dense, intermediate_output, output_dense, layer_output] = layer.feed_forward;
    return {rows_of(layer.input, group.first_token, group.tokens),
            {rows(query_key_value),
             {{}, all_maps.probabilities.subspan(first_map, maps)},
             rows(context),
             rows(dense),
             rows(output)},
            {rows(intermediate_dense), rows(intermediate_output), rows(output_dense), rows(layer_output)}};
}

AttentionSlopes TrainingRun::part_of(const AttentionSlopes &slopes, const SequenceGroup &group) const
{
    const auto rows = [&](const MatrixView &m) { return rows_of(m, group.first_token, group.tokens); };
    return {rows(slopes.dense), rows(slopes.context), rows(slopes.query_key_value)};
}

FeedForwardSlopes TrainingRun::part_of(const FeedForwardSlopes &slopes, const SequenceGroup &group) const
{
    const auto rows = [&](const MatrixView &m) { return rows_of(m, group.first_token, group.tokens); };
    return {rows(slopes.output_dense), rows(slopes.intermediate_dense)};
}

Dropout TrainingRun::hidden_dropout(std::size_t place, const SequenceGroup &group) const
{
    return {m_options.hidden_dropout, m_options.seed, m_options.step, first_site + static_cast<std::uint32_t>(place),
            m_options.first_token + group.first_token};
}

AttentionOptions TrainingRun::attention_options(std::size_t layer, const SequenceGroup &group) const
{
    const Index first_token = m_options.first_token + group.first_token;
    return {m_options.causal,
            {m_options.attention_dropout, m_options.seed, m_options.step,
             first_site + static_cast<std::uint32_t>(3 * layer + 1), first_token * m_config.num_attention_heads}};
}

EmbeddingIds TrainingRun::ids(Index first_token, Index count) const
{
    const auto part = [&](const std::vector<std::int32_t> &all) {
        return std::span(all).subspan(static_cast<std::size_t>(first_token), static_cast<std::size_t>(count));
    };
    return {part(m_batch.input_ids()), part(m_batch.position_ids()), part(m_batch.token_type_ids())};
}

template <typename Work>
void TrainingRun::for_each_group(const Work &work)
{
    const auto groups = static_cast<Index>(m_groups.size());
    if (groups < 2 * m_execution.workers.threads()) {
        for (Index group = 0; group < groups; ++group)
            work(static_cast<std::size_t>(group), m_execution);
        return;
    }
    const std::thread::id caller = std::this_thread::get_id(); // it alone asks for cancel
    const Execution asking{m_alone, m_execution.is_cancelled}, silent{m_alone, {}};
    m_execution.workers.for_each(groups, [&](Index group) {
        work(static_cast<std::size_t>(group), std::this_thread::get_id() == caller ? asking : silent);
    });
}

PretrainingLoss TrainingRun::forward()
{
    for_each_group([&](std::size_t group, const Execution &execution) {
        embed(m_groups[group], execution);
        for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
            encode(layer, m_groups[group], execution);
    });
    PretrainingLoss loss;
    predict_pieces(loss);
    predict_next_sentence(loss);
    return loss;
}

void TrainingRun::embed(const SequenceGroup &group, const Execution &execution)
{
    const MatrixView sum = rows_of(m_embeddings_sum, group.first_token, group.tokens);
    const MatrixView output = rows_of(m_embeddings_output, group.first_token, group.tokens);
    embeddings_forward(ids(group.first_token, group.tokens), m_weights.embeddings, sum, execution.workers);
    layer_norm_forward(read_only(sum), m_weights.embeddings_norm, output, execution.workers);
    dropout_forward(read_only(output), hidden_dropout(0, group), output, execution.workers);
}

void TrainingRun::encode(std::size_t layer, const SequenceGroup &group, const Execution &execution)
{
    const TrainingLayer &weights = m_weights.layers[layer];
    const Layer part = part_of(m_layers[layer], group);
    attention_block_forward(part.input, group.starts, weights.attention, part.attention, execution,
                            attention_options(layer, group), hidden_dropout(3 * layer + 2, group));
    feed_forward_block_forward(read_only(part.attention.output), weights.feed_forward, part.feed_forward, execution,
                               hidden_dropout(3 * layer + 3, group));
}

void TrainingRun::predict_pieces(PretrainingLoss &loss)
{
    loss.masked_losses.resize(m_labels.masked_rows.size());
    loss.masked_predictions.resize(m_labels.masked_rows.size());
    gather(last_output(), m_labels.masked_rows, m_masked);
    prediction_transform_forward(read_only(m_masked), m_weights.transform, m_transform, m_execution);
    linear_forward(read_only(m_transform.output), m_weights.decoder.forward, m_masked_logits, m_execution);
    cross_entropy_forward(m_masked_logits, m_labels.masked_ids, {loss.masked_losses, loss.masked_predictions},
                          m_execution.workers);
    loss.masked_lm = mean(loss.masked_losses, all_masked());
    loss.masked_correct = count_equal(loss.masked_predictions, m_labels.masked_ids);
}

void TrainingRun::predict_next_sentence(PretrainingLoss &loss)
{
    if (m_labels.next_sentence.empty())
        return;
    loss.next_losses.resize(m_labels.next_sentence.size());
    loss.next_predictions.resize(m_labels.next_sentence.size());
    gather(last_output(), first_tokens(m_batch), m_cls);
    pooler_forward(read_only(m_cls), m_weights.pooler.forward, m_pooled, m_pooled, m_execution);
    linear_forward(read_only(m_pooled), m_weights.next_sentence.forward, m_next_logits, m_execution);
    cross_entropy_forward(m_next_logits, m_labels.next_sentence, {loss.next_losses, loss.next_predictions},
                          m_execution.workers);
    loss.next_sentence = mean(loss.next_losses, all_sequences());
    loss.next_correct = count_equal(loss.next_predictions, m_labels.next_sentence);
}

void TrainingRun::backward(const TrainingGradients &gradients)
{
    m_gradient.setZero();
    if (masked() > 0)
        pieces_backward(gradients);
    if (!m_labels.next_sentence.empty())
        next_sentence_backward(gradients);
    for (std::size_t layer = m_layers.size(); layer-- > 0;)
        encode_backward(layer, gradients.layers[layer]);
    embed_backward(gradients);
}

void TrainingRun::pieces_backward(const TrainingGradients &gradients)
{
    const MatrixView transformed = m_rooms.head_gradient.take(masked(), hidden());
    const MatrixView masked_gradient = m_rooms.head_input_gradient.take(masked(), hidden());
    cross_entropy_backward(m_masked_logits, m_labels.masked_ids, 1.0F / static_cast<float>(all_masked()),
                           m_execution.workers);
    const ConstMatrixView logits = read_only(m_masked_logits);
    linear_backward_parameters(logits, read_only(m_transform.output), gradients.decoder, m_rooms.columns, m_execution);
    linear_backward_input(logits, m_weights.decoder.transposed, transformed, m_execution);
    prediction_transform_backward(read_only(m_masked), m_weights.transform, m_weights.transform_transposed, m_transform,
                                  transformed, masked_gradient, gradients.transform, m_rooms.columns, m_execution);
    scatter_add(read_only(masked_gradient), m_labels.masked_rows, m_gradient);
}

void TrainingRun::next_sentence_backward(const TrainingGradients &gradients)
{
    const MatrixView pooled = m_rooms.head_gradient.take(m_batch.sequences(), hidden());
    const MatrixView cls = m_rooms.head_input_gradient.take(m_batch.sequences(), hidden());
    cross_entropy_backward(m_next_logits, m_labels.next_sentence, 1.0F / static_cast<float>(all_sequences()),
                           m_execution.workers);
    const ConstMatrixView logits = read_only(m_next_logits);
    linear_backward_parameters(logits, read_only(m_pooled), gradients.next_sentence, m_rooms.columns, m_execution);
    linear_backward_input(logits, m_weights.next_sentence.transposed, pooled, m_execution);
    pooler_backward(read_only(m_cls), read_only(m_pooled), m_weights.pooler.transposed, pooled, cls, gradients.pooler,
                    m_rooms.columns, m_execution);
    scatter_add(read_only(cls), first_tokens(m_batch), m_gradient);
}

void TrainingRun::encode_backward(std::size_t layer, const TrainingLayerGradients &gradients)
{
    for_each_group(
        [&](std::size_t group, const Execution &execution) { encode_group_backward(layer, group, execution); });
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const Sums sums = sums_of(group);
        add(sums.feed_forward, gradients.feed_forward.sums);
        add(sums.attention, gradients.attention.sums);
    }
    const Layer &whole = m_layers[layer];
    feed_forward_block_backward_weights(read_only(whole.attention.output), whole.feed_forward, m_feed_forward_slopes,
                                        gradients.feed_forward, m_rooms.columns, m_execution);
    attention_block_backward_weights(whole.input, whole.attention, m_attention_slopes, gradients.attention,
                                     m_rooms.columns, m_execution);
}

void TrainingRun::encode_group_backward(std::size_t layer, std::size_t number, const Execution &execution)
{
    const SequenceGroup &group = m_groups[number];
    const TrainingLayer &weights = m_weights.layers[layer];
    const Layer part = part_of(m_layers[layer], group);
    const MatrixView gradient = rows_of(m_gradient, group.first_token, group.tokens);
    const Sums sums = sums_of(number);
    clear_sums_of(number);
    feed_forward_block_backward(read_only(part.attention.output), weights.feed_forward, weights.feed_forward_transposed,
                                part.feed_forward, hidden_dropout(3 * layer + 3, group), gradient,
                                part_of(m_feed_forward_slopes, group), sums.feed_forward, execution);
    attention_block_backward(part.input, group.starts, weights.attention, weights.attention_transposed, part.attention,
                             attention_options(layer, group), hidden_dropout(3 * layer + 2, group), gradient,
                             part_of(m_attention_slopes, group), sums.attention, execution);
}

TrainingRun::Sums TrainingRun::sums_of(std::size_t group) const
{
    float *next = const_cast<float *>(m_sums.data()) + static_cast<Index>(group) * m_sums.cols();
    const auto take = [&](Index size) { return RowView(std::exchange(next, next + size), size); };
    const Index h = hidden();
    return {{take(h), take(h), take(h), take(h), {take(h), take(h)}},
            {take(m_config.intermediate_size), take(h), {take(h), take(h)}}};
}

void TrainingRun::embed_backward(const TrainingGradients &gradients)
{
    for_each_group([&](std::size_t number, const Execution &execution) {
        const SequenceGroup &group = m_groups[number];
        const MatrixView gradient = rows_of(m_gradient, group.first_token, group.tokens);
        dropout_backward(read_only(gradient), hidden_dropout(0, group), gradient, execution.workers);
        clear_sums_of(number);
        layer_norm_backward(read_only(gradient), read_only(rows_of(m_embeddings_sum, group.first_token, group.tokens)),
                            m_weights.embeddings_norm, gradient, sums_of(number).attention.norm, execution.workers);
    });
    for (std::size_t group = 0; group < m_groups.size(); ++group)
        add(sums_of(group).attention.norm, gradients.embeddings_norm);
    embeddings_backward(ids(0, tokens()), read_only(m_gradient), gradients.embeddings, m_execution.workers);
}

} // namespace bertlab
