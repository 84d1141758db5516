#include "layers/heads.h"

#include "layers/feed_forward.h"

namespace bertlab {

void pooler_forward(const ConstMatrixView &cls, const LinearWeights &weights, const MatrixView &dense,
                    const MatrixView &output, const Execution &execution)
{
    linear_forward(cls, weights, dense, execution);
    tanh_forward(read_only(dense), output);
}

void prediction_transform_forward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                  const MatrixView &y, const Execution &execution)
{
    prediction_transform_forward(x, weights, {y, y, y}, execution);
}

void prediction_transform_forward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                  const PredictionTransformActivations &activations, const Execution &execution)
{
    const auto &[dense, activated, output] = activations;
    activated_linear_forward(x, weights.dense, weights.activation, dense, activated, execution);
    layer_norm_forward(read_only(activated), weights.norm, output, execution.workers);
}

void pooler_backward(const ConstMatrixView &cls, const ConstMatrixView &output, const PackedMatrix &transposed,
                     const MatrixView &gradient, const MatrixView &dcls, const LinearGradient &gradients,
                     PackedMatrix &columns, const Execution &execution)
{
    tanh_backward(output, read_only(gradient), gradient);
    linear_backward_parameters(read_only(gradient), cls, gradients, columns, execution);
    linear_backward_input(read_only(gradient), transposed, dcls, execution);
}

void prediction_transform_backward(const ConstMatrixView &x, const PredictionTransformWeights &weights,
                                   const PackedMatrix &transposed, const PredictionTransformActivations &activations,
                                   const MatrixView &gradient, const MatrixView &dx,
                                   const PredictionTransformGradients &gradients, PackedMatrix &columns,
                                   const Execution &execution)
{
    layer_norm_backward(read_only(gradient), read_only(activations.activated), weights.norm, gradient, gradients.norm,
                        execution.workers);
    activation_backward(weights.activation, read_only(activations.dense), read_only(gradient), gradient,
                        execution.workers);
    linear_backward_parameters(read_only(gradient), x, gradients.dense, columns, execution);
    linear_backward_input(read_only(gradient), transposed, dx, execution);
}

} // namespace bertlab
