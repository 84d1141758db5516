#include "model/training_run.h"

#include "layers/cross_entropy.h"

#include <algorithm>
#include <cassert>
#include <numeric>

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

} // namespace

TrainingRun::TrainingRun(const TrainingWeights &weights, const Config &config, const Batch &batch,
                         const PretrainingLabels &labels, const TrainingPassOptions &options, TrainingRooms &rooms,
                         Workers &workers)
    : m_weights(weights), m_config(config), m_batch(batch), m_labels(labels), m_options(options),
      m_rooms(rooms), m_execution{workers, options.is_cancelled},
      m_embeddings_sum(rooms.embeddings_sum.take(tokens(), hidden())),
      m_embeddings_output(rooms.embeddings_output.take(tokens(), hidden())),
      m_cls(rooms.cls.take(batch.sequences(), hidden())), m_pooled(rooms.pooled.take(batch.sequences(), hidden())),
      m_next_logits(rooms.next_logits.take(batch.sequences(), 2)), m_masked(rooms.masked.take(masked(), hidden())),
      m_masked_logits(rooms.masked_logits.take(masked(), config.vocab_size)),
      m_transform{rooms.transform_dense.take(masked(), hidden()), rooms.transform_activated.take(masked(), hidden()),
                  rooms.transform_output.take(masked(), hidden())},
      m_gradient(rooms.gradient.take(tokens(), hidden()))
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

Dropout TrainingRun::hidden_dropout(Index place) const
{
    return {m_options.hidden_dropout, m_options.seed, m_options.step, first_site + static_cast<std::uint32_t>(place),
            m_options.first_token};
}

AttentionOptions TrainingRun::attention_options(Index layer) const
{
    return {m_options.causal,
            {m_options.attention_dropout, m_options.seed, m_options.step,
             first_site + static_cast<std::uint32_t>(3 * layer + 1),
             m_options.first_token * m_config.num_attention_heads}};
}

EmbeddingIds TrainingRun::ids() const
{
    return {m_batch.input_ids(), m_batch.position_ids(), m_batch.token_type_ids()};
}

PretrainingLoss TrainingRun::forward()
{
    embed();
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
        encode(m_layers[layer], static_cast<Index>(layer));
    PretrainingLoss loss;
    predict_pieces(loss);
    predict_next_sentence(loss);
    return loss;
}

void TrainingRun::embed()
{
    embeddings_forward(ids(), m_weights.embeddings, m_embeddings_sum, m_execution.workers);
    layer_norm_forward(read_only(m_embeddings_sum), m_weights.embeddings_norm, m_embeddings_output,
                       m_execution.workers);
    dropout_forward(read_only(m_embeddings_output), hidden_dropout(0), m_embeddings_output, m_execution.workers);
}

void TrainingRun::encode(const Layer &layer, Index number)
{
    const TrainingLayer &weights = m_weights.layers[static_cast<std::size_t>(number)];
    attention_block_forward(layer.input, m_batch.starts(), weights.attention, layer.attention, m_execution,
                            attention_options(number), hidden_dropout(3 * number + 2));
    feed_forward_block_forward(read_only(layer.attention.output), weights.feed_forward, layer.feed_forward, m_execution,
                               hidden_dropout(3 * number + 3));
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
        encode_backward(static_cast<Index>(layer), gradients.layers[layer]);
    embed_backward(gradients);
}

void TrainingRun::pieces_backward(const TrainingGradients &gradients)
{
    BackwardRoom &room = m_rooms.backward;
    const MatrixView transformed = m_rooms.head_gradient.take(masked(), hidden());
    const MatrixView masked_gradient = m_rooms.head_input_gradient.take(masked(), hidden());
    cross_entropy_backward(m_masked_logits, m_labels.masked_ids, 1.0F / static_cast<float>(all_masked()),
                           m_execution.workers);
    const ConstMatrixView logits = read_only(m_masked_logits);
    room.columns.assign_transposed(read_only(m_transform.output), m_execution.workers);
    linear_backward_weights(logits, room.columns, gradients.decoder, m_execution);
    linear_backward_input(logits, m_weights.decoder.transposed, transformed, m_execution);
    prediction_transform_backward(read_only(m_masked), m_weights.transform, m_weights.transform_transposed, m_transform,
                                  transformed, masked_gradient, gradients.transform, room, m_execution);
    scatter_add(read_only(masked_gradient), m_labels.masked_rows, m_gradient);
}

void TrainingRun::next_sentence_backward(const TrainingGradients &gradients)
{
    BackwardRoom &room = m_rooms.backward;
    const MatrixView pooled = m_rooms.head_gradient.take(m_batch.sequences(), hidden());
    const MatrixView cls = m_rooms.head_input_gradient.take(m_batch.sequences(), hidden());
    cross_entropy_backward(m_next_logits, m_labels.next_sentence, 1.0F / static_cast<float>(all_sequences()),
                           m_execution.workers);
    const ConstMatrixView logits = read_only(m_next_logits);
    room.columns.assign_transposed(read_only(m_pooled), m_execution.workers);
    linear_backward_weights(logits, room.columns, gradients.next_sentence, m_execution);
    linear_backward_input(logits, m_weights.next_sentence.transposed, pooled, m_execution);
    pooler_backward(read_only(m_cls), read_only(m_pooled), m_weights.pooler.transposed, pooled, cls, gradients.pooler,
                    room, m_execution);
    scatter_add(read_only(cls), first_tokens(m_batch), m_gradient);
}

void TrainingRun::encode_backward(Index number, const TrainingLayerGradients &gradients)
{
    const TrainingLayer &weights = m_weights.layers[static_cast<std::size_t>(number)];
    const Layer &layer = m_layers[static_cast<std::size_t>(number)];
    feed_forward_block_backward(read_only(layer.attention.output), weights.feed_forward,
                                weights.feed_forward_transposed, layer.feed_forward, hidden_dropout(3 * number + 3),
                                m_gradient, gradients.feed_forward, m_rooms.backward, m_execution);
    attention_block_backward(layer.input, m_batch.starts(), weights.attention, weights.attention_transposed,
                             layer.attention, attention_options(number), hidden_dropout(3 * number + 2), m_gradient,
                             gradients.attention, m_rooms.backward, m_execution);
}

void TrainingRun::embed_backward(const TrainingGradients &gradients)
{
    Workers &workers = m_execution.workers;
    dropout_backward(read_only(m_gradient), hidden_dropout(0), m_gradient, workers);
    layer_norm_backward(read_only(m_gradient), read_only(m_embeddings_sum), m_weights.embeddings_norm, m_gradient,
                        gradients.embeddings_norm, workers);
    embeddings_backward(ids(), read_only(m_gradient), gradients.embeddings, workers);
}

} // namespace bertlab
