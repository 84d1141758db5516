#include "model/forward_pass.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace bertlab {

namespace {

constexpr auto tokens = Trace::Rows::tokens, sequences = Trace::Rows::sequences;

MatrixView hidden_states(const Batch &batch, const Config &config, bool wanted, Arena &arena, ForwardResult &result)
{
    if (!wanted) {
        result.last_hidden_state.resize(0, 0);
        return arena.take(batch.tokens(), config.hidden_size);
    }
    result.last_hidden_state.resize(batch.tokens(), config.hidden_size);
    return view(result.last_hidden_state);
}

} // namespace

ForwardPass::ForwardPass(const BertWeights &weights, const Batch &batch, const ForwardOptions &options,
                         Workers &workers, ForwardRoom &room, ForwardResult &result)
    : m_weights(weights), m_batch(batch), m_options(options), m_room(room),
      m_scope(room.arena), m_execution{workers, options.is_cancelled, &room.arena},
      m_recorder(options.trace, batch, room.trace_buffers, options.causal, options.closed_keys), m_result(result),
      m_hidden(hidden_states(batch, weights.config, options.last_hidden_state, room.arena, result)),
      m_query_key_value(room.arena.take(batch.tokens(), 3 * weights.config.hidden_size)),
      m_context(room.arena.take(batch.tokens(), weights.config.hidden_size)),
      m_dense(room.arena.take(batch.tokens(), weights.config.hidden_size)),
      m_intermediate(room.arena.take(batch.tokens(), weights.config.intermediate_size))
{}

void ForwardPass::run()
{
    embed();
    const Index layers = m_weights.config.num_hidden_layers, whole = looks_at_some_rows() ? layers - 1 : layers;
    for (Index layer = 0; layer < whole; ++layer)
        run_layer(layer);
    if (whole < layers)
        run_last_layer(rows_looked_at());
    m_recorder.keep(trace_name::last_hidden_state, tokens, read_only(m_hidden));
    pool();
    predict_next_sentence();
    predict_pieces();
    if (m_options.trace)
        m_room.trace_buffers->free_rest(); // before a former trace in the result gives up its own
    m_result.trace = m_recorder.trace();
}

MatrixView ForwardPass::rows_at(const ConstMatrixView &x, std::span<const Index> rows)
{
    MatrixView gathered = m_room.arena.take(static_cast<Index>(rows.size()), x.cols());
    for (std::size_t i = 0; i < rows.size(); ++i)
        gathered.row(static_cast<Index>(i)) = x.row(rows[i]);
    return gathered;
}

void ForwardPass::run_layer(Index layer)
{
    const MatrixView attention_output = m_recorder.place({layer, trace_name::attention_output}, tokens, m_hidden);
    attend(layer, attention_output);
    feed_forward(layer, read_only(attention_output));
    m_recorder.keep({layer, trace_name::output}, tokens, read_only(m_hidden));
}

bool ForwardPass::looks_at_some_rows() const
{
    const bool predicts_all = m_weights.masked_lm && m_options.all_prediction_logits;
    return !m_options.last_hidden_state && !m_options.trace && !predicts_all;
}

std::span<const Index> ForwardPass::rows_looked_at()
{
    std::vector<Index> &rows = m_room.rows;
    rows.clear();
    if (m_weights.pooler)
        rows.assign(m_batch.starts().begin(), m_batch.starts().end() - 1);
    if (m_weights.masked_lm)
        rows.insert(rows.end(), m_options.prediction_rows.begin(), m_options.prediction_rows.end());
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    return rows;
}

void ForwardPass::run_last_layer(std::span<const Index> rows)
{
    const auto &[attention, feed_forward] = m_weights.layers.back();
    linear_forward(read_only(m_hidden), attention.query_key_value, m_query_key_value, m_execution);
    attention_forward(read_only(m_query_key_value), m_batch.starts(), attention.heads, {}, m_context, m_execution,
                      attention_options());

    const Index count = static_cast<Index>(rows.size());
    const MatrixView context = rows_at(read_only(m_context), rows), hidden = rows_at(read_only(m_hidden), rows);
    const MatrixView dense = rows_of(m_dense, 0, count), intermediate = rows_of(m_intermediate, 0, count);
    linear_forward(read_only(context), attention.dense, dense, m_execution);
    residual_layer_norm_forward(read_only(dense), read_only(hidden), attention.norm, hidden, m_execution.workers);
    feed_forward_block_forward(read_only(hidden), feed_forward, {intermediate, intermediate, dense, hidden},
                               m_execution);
    for (Index i = 0; i < count; ++i)
        m_hidden.row(rows[static_cast<std::size_t>(i)]) = hidden.row(i);
}

void ForwardPass::embed()
{
    EmbeddingTables tables = m_weights.embeddings;
    if (m_options.position_embeddings) {
        assert(m_options.position_embeddings->rows() == tables.position.rows() &&
               m_options.position_embeddings->cols() == tables.position.cols());
        new (&tables.position) ConstMatrixView(view(*m_options.position_embeddings)); // points the map elsewhere
    }
    const EmbeddingIds ids{m_batch.input_ids(), m_batch.position_ids(), m_batch.token_type_ids()};
    const auto keep_rows = [this](std::string_view name, const ConstMatrixView &table, const auto &rows) {
        if (m_recorder.wants(name))
            gather_rows(table, rows, m_recorder.place(name, tokens, m_hidden));
    };
    keep_rows(trace_name::embeddings_word, tables.word, ids.word);
    keep_rows(trace_name::embeddings_position, tables.position, ids.position);
    keep_rows(trace_name::embeddings_token_type, tables.token_type, ids.token_type);

    const MatrixView sum = m_recorder.place(trace_name::embeddings_sum, tokens, m_hidden);
    embeddings_forward(ids, tables, sum, m_execution.workers);
    layer_norm_forward(read_only(sum), m_weights.embeddings_norm, m_hidden, m_execution.workers);
    m_recorder.keep(trace_name::embeddings_output, tokens, read_only(m_hidden));
}

void ForwardPass::attend(Index layer, const MatrixView &output)
{
    const AttentionWeights &weights = m_weights.layers[static_cast<std::size_t>(layer)].attention;
    const AttentionActivations activations{
        m_query_key_value,
        {m_recorder.place_maps({layer, trace_name::scores}, weights.heads),
         m_recorder.place_maps({layer, trace_name::probabilities}, weights.heads)},
        m_recorder.place({layer, trace_name::context}, tokens, m_context),
        m_recorder.place({layer, trace_name::attention_dense}, tokens, m_dense),
        output,
    };
    attention_block_forward(read_only(m_hidden), m_batch.starts(), weights, activations, m_execution,
                            attention_options());
    const ConstMatrixView query_key_value = read_only(activations.query_key_value);
    const Index hidden = m_weights.config.hidden_size;
    m_recorder.keep({layer, trace_name::query}, tokens, columns_of(query_key_value, 0, hidden));
    m_recorder.keep({layer, trace_name::key}, tokens, columns_of(query_key_value, hidden, hidden));
    m_recorder.keep({layer, trace_name::value}, tokens, columns_of(query_key_value, 2 * hidden, hidden));
}

void ForwardPass::feed_forward(Index layer, const ConstMatrixView &x)
{
    const FeedForwardActivations activations{
        m_recorder.place({layer, trace_name::intermediate_dense}, tokens, m_intermediate),
        m_recorder.place({layer, trace_name::intermediate_output}, tokens, m_intermediate),
        m_recorder.place({layer, trace_name::output_dense}, tokens, m_dense),
        m_hidden,
    };
    feed_forward_block_forward(x, m_weights.layers[static_cast<std::size_t>(layer)].feed_forward, activations,
                               m_execution);
}

void ForwardPass::pool()
{
    m_result.pooler_output.resize(m_weights.pooler ? m_batch.sequences() : 0, m_weights.config.hidden_size);
    if (!m_weights.pooler)
        return;
    const std::span<const Index> starts(m_batch.starts());
    const MatrixView cls = rows_at(read_only(m_hidden), starts.first(starts.size() - 1));
    const MatrixView output = view(m_result.pooler_output);
    const MatrixView dense = m_recorder.place(trace_name::pooler_dense, sequences, output);
    pooler_forward(read_only(cls), *m_weights.pooler, dense, output, m_execution);
    m_recorder.keep(trace_name::pooler_output, sequences, read_only(output));
}

void ForwardPass::predict_next_sentence()
{
    const bool answers = m_weights.pooler && m_weights.next_sentence;
    m_result.seq_relationship_logits.resize(answers ? m_batch.sequences() : 0, 2);
    if (!answers)
        return;
    const MatrixView logits = view(m_result.seq_relationship_logits);
    linear_forward(read_only(view(m_result.pooler_output)), *m_weights.next_sentence, logits, m_execution);
    m_recorder.keep(trace_name::seq_relationship_logits, sequences, read_only(logits));
}

std::span<const Index> ForwardPass::wanted_predictions()
{
    if (!m_options.all_prediction_logits)
        return m_options.prediction_rows;
    m_room.wanted.resize(static_cast<std::size_t>(m_batch.tokens()));
    std::iota(m_room.wanted.begin(), m_room.wanted.end(), 0);
    return m_room.wanted;
}

void ForwardPass::predict_pieces()
{
    const std::span<const Index> wanted = m_weights.masked_lm ? wanted_predictions() : std::span<const Index>();
    m_result.prediction_logits.resize(static_cast<Index>(wanted.size()), m_weights.config.vocab_size);
    if (!m_weights.masked_lm)
        return;
    const auto &[transform, decoder] = *m_weights.masked_lm;
    const MatrixView logits = view(m_result.prediction_logits);

    const bool traces_logits = m_recorder.wants(trace_name::prediction_logits);
    if (traces_logits || m_recorder.wants(trace_name::transform)) { // the trace has a row for every token
        const MatrixView transformed = m_recorder.place(trace_name::transform, tokens, m_dense);
        prediction_transform_forward(read_only(m_hidden), transform, transformed, m_execution);
        if (traces_logits) {
            const MatrixView all = m_recorder.place(trace_name::prediction_logits, tokens, logits);
            linear_forward(read_only(transformed), decoder, all, m_execution);
            for (std::size_t i = 0; i < wanted.size(); ++i)
                m_result.prediction_logits.row(static_cast<Index>(i)) = all.row(wanted[i]);
        } else {
            const MatrixView rows = rows_at(read_only(transformed), wanted);
            linear_forward(read_only(rows), decoder, logits, m_execution);
        }
    } else {
        const MatrixView rows = rows_at(read_only(m_hidden), wanted);
        const MatrixView transformed = m_room.arena.take(rows.rows(), rows.cols());
        prediction_transform_forward(read_only(rows), transform, transformed, m_execution);
        linear_forward(read_only(transformed), decoder, logits, m_execution);
    }
}

} // namespace bertlab
