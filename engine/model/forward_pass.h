#pragma once

#include "model/bert.h"
#include "model/bert_weights.h"
#include "model/forward_rooms.h"
#include "model/trace_recorder.h"

#include <span>

namespace bertlab {

/// One pass of one batch through a model: the room that its steps share, and the trace that grows on the way.
class ForwardPass
{
public:
    /// Expects a batch that fits the model; everything named here outlives the pass.
    ForwardPass(const BertWeights &weights, const Batch &batch, const ForwardOptions &options, Workers &workers,
                ForwardRoom &room, ForwardResult &result);

    /// Once.
    void run();

private:
    void embed();
    void run_layer(Index layer);
    /// The last layer where only some rows of its output are looked at: the others keep what they were.
    void run_last_layer(std::span<const Index> rows);
    /// Where not all rows of the last layer are wanted.
    bool looks_at_some_rows() const;
    /// Those that are, in order and each once.
    std::span<const Index> rows_looked_at();
    /// The tokens that the MLM head is computed for.
    std::span<const Index> wanted_predictions();
    MatrixView rows_at(const ConstMatrixView &x, std::span<const Index> rows);
    AttentionOptions attention_options() const
    {
        return {.causal = m_options.causal, .dropout = {}, .closed_keys = m_options.closed_keys};
    }
    void attend(Index layer, const MatrixView &output);
    void feed_forward(Index layer, const ConstMatrixView &x);
    void pool();
    void predict_pieces();
    void predict_next_sentence();

    const BertWeights &m_weights;
    const Batch &m_batch;
    const ForwardOptions &m_options;
    ForwardRoom &m_room;
    Arena::Scope m_scope;
    Execution m_execution;
    TraceRecorder m_recorder;
    ForwardResult &m_result;
    MatrixView m_hidden; ///< T x H, what each layer reads and writes: the result's last_hidden_state if that is wanted
    MatrixView m_query_key_value, m_context, m_dense, m_intermediate;
};

} // namespace bertlab
