#include "analysis/hidden_states.h"

namespace bertlab {

ConstMatrixView hidden_state(const Trace &trace, Index layer)
{
    return trace.tensor(layer == 0 ? std::string(trace_name::embeddings_output)
                                   : trace_name::layer(layer - 1, trace_name::output));
}

RowVector lengths_of_rows(const ConstMatrixView &rows)
{
    RowVector lengths(rows.rows());
    for (Index row = 0; row < rows.rows(); ++row)
        lengths[row] = static_cast<float>(rows.row(row).cast<double>().norm());
    return lengths;
}

namespace {

/// 1 x H: what the heads of a layer bring a token, probabilities times values.
Matrix context_of(const Trace &trace, Index sequence, Index layer, Index token, Index heads)
{
    const ConstMatrixView values = rows_of(trace.tensor(trace_name::layer(layer, trace_name::value)),
                                           trace.start(sequence), trace.length(sequence));
    const std::string probabilities = trace_name::layer(layer, trace_name::probabilities);
    const Index width = values.cols() / heads;
    Matrix context(1, values.cols());
    for (Index head = 0; head < heads; ++head)
        context.middleCols(head * width, width).noalias() =
            trace.attention(probabilities, sequence, head).row(token) * values.middleCols(head * width, width);
    return context;
}

} // namespace

AddedLengths added_lengths(const Bert &bert, const Trace &trace, Index sequence, Index token, Workers &workers,
                           const IsCancelled &is_cancelled)
{
    const Index layers = bert.config().num_hidden_layers;
    AddedLengths lengths{RowVector(layers), RowVector(layers)};
    for (Index layer = 0; layer < layers; ++layer) {
        const Matrix context = context_of(trace, sequence, layer, token, bert.config().num_attention_heads);
        const BlockOutputs added =
            bert.block_outputs(layer, rows_of(hidden_state(trace, layer), trace.start(sequence) + token, 1),
                               view(context), workers, is_cancelled);
        lengths.attention[layer] = lengths_of_rows(view(added.attention))[0];
        lengths.feed_forward[layer] = lengths_of_rows(view(added.feed_forward))[0];
    }
    return lengths;
}

} // namespace bertlab
