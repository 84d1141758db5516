#pragma once

#include "base/views.h"
#include "numerics/gemm.h"

#include <vector>

namespace bertlab {

/// Memory that is used again: grows to the largest matrix asked for.
class Room
{
public:
    /// rows x columns of anything; what was taken before is gone.
    MatrixView take(Index rows, Index columns)
    {
        if (m_memory.size() < rows * columns)
            m_memory.resize(1, rows * columns);
        return {m_memory.data(), rows, columns, Eigen::OuterStride<>(columns)};
    }

private:
    Matrix m_memory;
};

/// What the layers of a training pass compute, kept until the way back, and what the way back needs for a while.
struct TrainingRooms
{
    struct Layer
    {
        Room query_key_value, probabilities, context, dense, attention_output;
        Room intermediate_dense, intermediate_output, output_dense, output;
    };
    explicit TrainingRooms(Index layer_count) : layers(static_cast<std::size_t>(layer_count)) {}

    Room embeddings_sum, embeddings_output;
    std::vector<Layer> layers;
    Room cls, pooled, next_logits;
    Room masked, transform_dense, transform_activated, transform_output, masked_logits;

    Room gradient, head_gradient, head_input_gradient; ///< by the hidden states; by a head's vectors
    Room output_slope, intermediate_slope, dense_slope, context_slope, query_key_value_slope; ///< of one layer
    Room sums;            ///< of each group of sequences: gradients of LayerNorms and biases
    PackedMatrix columns; ///< the inputs of a layer as the gradient of its weight wants them
};

} // namespace bertlab
