#include "model/forward_pass.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace bertlab {

namespace {

constexpr auto tokens = Trace::Rows::tokens, sequences = Trace::Rows::sequences;

Matrix rows_at(const ConstMatrixView &x, std::span<const Index> rows)
{
    Matrix gathered(static_cast<Index>(rows.size()), x.cols());
    for (std::size_t i = 0; i < rows.size(); ++i)
        gathered.row(static_cast<Index>(i)) = x.row(rows[i]);
    return gathered;
}

ForwardResult with_room_for_hidden_states(Index rows, Index columns)
{
    ForwardResult result;
    result.last_hidden_state.resize(rows, columns);
    return result;
}

} // namespace

ForwardPass::ForwardPass(const BertWeights &weights, const Batch &batch, const ForwardOptions &options,
                         Workers &workers)
    : m_weights(weights), m_batch(batch), m_options(options), m_execution{workers, options.is_cancelled},
      m_recorder(options.trace, batch),
      m_result(with_room_for_hidden_states(batch.tokens(), weights.config.hidden_size)),
      m_hidden(view(m_result.last_hidden_state)), m_query_key_value(batch.tokens(), 3 * weights.config.hidden_size),
      m_context(batch.tokens(), weights.config.hidden_size), m_dense(batch.tokens(), weights.config.hidden_size),
      m_intermediate(batch.tokens(), weights.config.intermediate_size)
{}

ForwardResult ForwardPass::run()
{
    embed();
    const std::optional<std::vector<Index>> rows = rows_looked_at();
    const Index layers = m_weights.config.num_hidden_layers;
    for (Index layer = 0; layer < layers; ++layer) {
        if (rows && layer + 1 == layers)
            run_last_layer(*rows);
        else
            run_layer(layer);
    }
    m_recorder.keep(trace_name::last_hidden_state, tokens, read_only(m_hidden));
    if (m_weights.pooler)
        pool();
    if (m_weights.pooler && m_weights.next_sentence)
        predict_next_sentence();
    if (m_weights.masked_lm)
        predict_pieces();
    m_result.trace = m_recorder.trace();
    if (!m_options.last_hidden_state)
        m_result.last_hidden_state.resize(0, 0);
    return std::move(m_result);
}

void ForwardPass::run_layer(Index layer)
{
    const MatrixView attention_output = m_recorder.place({layer, trace_name::attention_output}, tokens, m_hidden);
    attend(layer, attention_output);
    feed_forward(layer, read_only(attention_output));
    m_recorder.keep({layer, trace_name::output}, tokens, read_only(m_hidden));
}

std::optional<std::vector<Index>> ForwardPass::rows_looked_at() const
{
    const bool predicts_all = m_weights.masked_lm && m_options.all_prediction_logits;
    if (m_options.last_hidden_state || m_options.trace || predicts_all)
        return std::nullopt;
    std::vector<Index> rows;
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
    linear_forward(read_only(m_hidden), attention.query_key_value, view(m_query_key_value), m_execution);
    attention_forward(read_only(view(m_query_key_value)), m_batch.starts(), attention.heads, {}, view(m_context),
                      m_execution);

    const Index count = static_cast<Index>(rows.size());
    const Matrix context = rows_at(read_only(view(m_context)), rows);
    Matrix hidden = rows_at(read_only(m_hidden), rows);
    const MatrixView dense = rows_of(view(m_dense), 0, count), intermediate = rows_of(view(m_intermediate), 0, count);
    linear_forward(view(context), attention.dense, dense, m_execution);
    residual_layer_norm_forward(read_only(dense), read_only(view(hidden)), attention.norm, view(hidden),
                                m_execution.workers);
    feed_forward_block_forward(read_only(view(hidden)), feed_forward, {intermediate, intermediate, dense, view(hidden)},
                               m_execution);
    for (Index i = 0; i < count; ++i)
        m_hidden.row(rows[static_cast<std::size_t>(i)]) = hidden.row(i);
}

void ForwardPass::embed()
{
    const EmbeddingTables &tables = m_weights.embeddings;
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
        view(m_query_key_value),
        {m_recorder.place_maps({layer, trace_name::scores}, weights.heads),
         m_recorder.place_maps({layer, trace_name::probabilities}, weights.heads)},
        m_recorder.place({layer, trace_name::context}, tokens, view(m_context)),
        m_recorder.place({layer, trace_name::attention_dense}, tokens, view(m_dense)),
        output,
    };
    attention_block_forward(read_only(m_hidden), m_batch.starts(), weights, activations, m_execution);
    const ConstMatrixView query_key_value = read_only(activations.query_key_value);
    const Index hidden = m_weights.config.hidden_size;
    m_recorder.keep({layer, trace_name::query}, tokens, columns_of(query_key_value, 0, hidden));
    m_recorder.keep({layer, trace_name::key}, tokens, columns_of(query_key_value, hidden, hidden));
    m_recorder.keep({layer, trace_name::value}, tokens, columns_of(query_key_value, 2 * hidden, hidden));
}

void ForwardPass::feed_forward(Index layer, const ConstMatrixView &x)
{
    const FeedForwardActivations activations{
        m_recorder.place({layer, trace_name::intermediate_dense}, tokens, view(m_intermediate)),
        m_recorder.place({layer, trace_name::intermediate_output}, tokens, view(m_intermediate)),
        m_recorder.place({layer, trace_name::output_dense}, tokens, view(m_dense)),
        m_hidden,
    };
    feed_forward_block_forward(x, m_weights.layers[static_cast<std::size_t>(layer)].feed_forward, activations,
                               m_execution);
}

void ForwardPass::pool()
{
    const std::span<const Index> starts(m_batch.starts());
    const Matrix cls = rows_at(read_only(m_hidden), starts.first(starts.size() - 1));
    m_result.pooler_output.resize(cls.rows(), cls.cols());
    const MatrixView output = view(m_result.pooler_output);
    const MatrixView dense = m_recorder.place(trace_name::pooler_dense, sequences, output);
    pooler_forward(view(cls), *m_weights.pooler, dense, output, m_execution);
    m_recorder.keep(trace_name::pooler_output, sequences, read_only(output));
}

void ForwardPass::predict_next_sentence()
{
    m_result.seq_relationship_logits.resize(m_batch.sequences(), 2);
    const MatrixView logits = view(m_result.seq_relationship_logits);
    linear_forward(read_only(view(m_result.pooler_output)), *m_weights.next_sentence, logits, m_execution);
    m_recorder.keep(trace_name::seq_relationship_logits, sequences, read_only(logits));
}

void ForwardPass::predict_pieces()
{
    const auto &[transform, decoder] = *m_weights.masked_lm;
    std::vector<Index> wanted = m_options.prediction_rows;
    if (m_options.all_prediction_logits) {
        wanted.resize(static_cast<std::size_t>(m_batch.tokens()));
        std::iota(wanted.begin(), wanted.end(), 0);
    }
    m_result.prediction_logits.resize(static_cast<Index>(wanted.size()), m_weights.config.vocab_size);
    const MatrixView logits = view(m_result.prediction_logits);

    const bool traces_logits = m_recorder.wants(trace_name::prediction_logits);
    if (traces_logits || m_recorder.wants(trace_name::transform)) { // the trace has a row for every token
        const MatrixView transformed = m_recorder.place(trace_name::transform, tokens, view(m_dense));
        prediction_transform_forward(read_only(m_hidden), transform, transformed, m_execution);
        if (traces_logits) {
            const MatrixView all = m_recorder.place(trace_name::prediction_logits, tokens, logits);
            linear_forward(read_only(transformed), decoder, all, m_execution);
            m_result.prediction_logits = rows_at(read_only(all), wanted);
        } else {
            const Matrix rows = rows_at(read_only(transformed), wanted);
            linear_forward(view(rows), decoder, logits, m_execution);
        }
    } else {
        const Matrix rows = rows_at(read_only(m_hidden), wanted);
        Matrix transformed(rows.rows(), rows.cols());
        prediction_transform_forward(view(rows), transform, view(transformed), m_execution);
        linear_forward(read_only(view(transformed)), decoder, logits, m_execution);
    }
}

} // namespace bertlab
