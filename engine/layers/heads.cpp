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
    linear_forward(x, weights.dense, y, execution);
    activation_forward(weights.activation, read_only(y), y, execution.workers);
    layer_norm_forward(read_only(y), weights.norm, y, execution.workers);
}

} // namespace bertlab
