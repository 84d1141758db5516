#include "layers/feed_forward.h"

#include <functional>

namespace bertlab {

void activated_linear_forward(const ConstMatrixView &x, const LinearWeights &weights, Activation activation,
                              const MatrixView &dense, const MatrixView &output, const Execution &execution)
{
    const auto activate_part = [&](const Rectangle &part) {
        activate(activation, part_of(read_only(dense), part), part_of(output, part));
    };
    linear_forward(x, weights, dense, execution, std::cref(activate_part));
}

void feed_forward_block_forward(const ConstMatrixView &x, const FeedForwardWeights &weights,
                                const FeedForwardActivations &activations, const Execution &execution,
                                const Dropout &dropout)
{
    activated_linear_forward(x, weights.intermediate, weights.activation, activations.intermediate_dense,
                             activations.intermediate_output, execution);
    linear_forward(read_only(activations.intermediate_output), weights.output, activations.output_dense, execution);
    dropout_forward(read_only(activations.output_dense), dropout, activations.output_dense, execution.workers);
    residual_layer_norm_forward(read_only(activations.output_dense), x, weights.norm, activations.output,
                                execution.workers);
}

void activation_backward(Activation activation, const ConstMatrixView &x, const ConstMatrixView &dy,
                         const MatrixView &dx, Workers &workers)
{
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        activate_backward(activation, rows_of(x, first, count), rows_of(dy, first, count), rows_of(dx, first, count));
    });
}

void feed_forward_block_backward(const ConstMatrixView &x, const FeedForwardWeights &weights,
                                 const FeedForwardTransposed &transposed, const FeedForwardActivations &activations,
                                 const Dropout &dropout, const MatrixView &gradient, const FeedForwardSlopes &slopes,
                                 const FeedForwardSums &sums, const Execution &execution)
{
    const auto &[dense, inner] = slopes;
    residual_layer_norm_backward(read_only(gradient), read_only(activations.output_dense), x, weights.norm, gradient,
                                 sums.norm, execution.workers); // now by the sum
    dropout_backward(read_only(gradient), dropout, dense, execution.workers);
    linear_backward_bias(read_only(dense), sums.output_bias, execution.workers);
    linear_backward_input(read_only(dense), transposed.output, inner, execution);
    activation_backward(weights.activation, read_only(activations.intermediate_dense), read_only(inner), inner,
                        execution.workers);
    linear_backward_bias(read_only(inner), sums.intermediate_bias, execution.workers);
    linear_backward_input_add(read_only(inner), transposed.intermediate, gradient, execution);
}

void feed_forward_block_backward_weights(const ConstMatrixView &x, const FeedForwardActivations &activations,
                                         const FeedForwardSlopes &slopes, const FeedForwardGradients &gradients,
                                         PackedMatrix &columns, const Execution &execution)
{
    columns.assign_transposed(read_only(activations.intermediate_output), execution.workers);
    linear_backward_weights(read_only(slopes.output_dense), columns, gradients.output, execution);
    columns.assign_transposed(x, execution.workers);
    linear_backward_weights(read_only(slopes.intermediate_dense), columns, gradients.intermediate, execution);
}

} // namespace bertlab
