#pragma once

#include "model/bert.h"
#include "model/bert_weights.h"
#include "model/trace_recorder.h"

#include <optional>
#include <span>
#include <vector>

namespace bertlab {

/// One pass of one batch through a model: the buffers that its steps share, and the trace that grows on the way.
class ForwardPass
{
public:
    /// Expects a batch that fits the model; everything named here outlives the pass.
    ForwardPass(const BertWeights &weights, const Batch &batch, const ForwardOptions &options, Workers &workers);

    /// Once.
    ForwardResult run();

private:
    void embed();
    void run_layer(Index layer);
    /// The last layer where only some rows of its output are looked at: the others keep what they were.
    void run_last_layer(std::span<const Index> rows);
    /// Nothing if all rows are wanted, in order and each once otherwise.
    std::optional<std::vector<Index>> rows_looked_at() const;
    void attend(Index layer, const MatrixView &output);
    void feed_forward(Index layer, const ConstMatrixView &x);
    void pool();
    void predict_pieces();
    void predict_next_sentence();

    const BertWeights &m_weights;
    const Batch &m_batch;
    const ForwardOptions &m_options;
    Execution m_execution;
    TraceRecorder m_recorder;
    ForwardResult m_result;
    MatrixView m_hidden; ///< T x H, what each layer reads and writes: the result's last_hidden_state
    Matrix m_query_key_value, m_context, m_dense, m_intermediate;
};

} // namespace bertlab
