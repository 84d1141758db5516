#include "layers/feed_forward.h"

namespace bertlab {

void activation_forward(Activation activation, const ConstMatrixView &x, const MatrixView &y, Workers &workers)
{
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        activate(activation, rows_of(x, first, count), rows_of(y, first, count));
    });
}

void feed_forward_block_forward(const ConstMatrixView &x, const FeedForwardWeights &weights,
                                const FeedForwardActivations &activations, const Execution &execution)
{
    linear_forward(x, weights.intermediate, activations.intermediate_dense, execution);
    activation_forward(weights.activation, read_only(activations.intermediate_dense), activations.intermediate_output,
                       execution.workers);
    linear_forward(read_only(activations.intermediate_output), weights.output, activations.output_dense, execution);
    residual_layer_norm_forward(read_only(activations.output_dense), x, weights.norm, activations.output,
                                execution.workers);
}

} // namespace bertlab
