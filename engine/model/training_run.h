#pragma once

#include "model/training_pass.h"
#include "model/training_weights.h"

#include <vector>

namespace bertlab {

/// Memory for what the layers of a training pass compute, used again in each step.
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
    BackwardRoom backward;
};

/// One batch on its way forward and back: the views of one pass into the rooms.
class TrainingRun
{
public:
    /// Expects a batch and labels that fit the model; everything named here outlives the run.
    TrainingRun(const TrainingWeights &weights, const Config &config, const Batch &batch,
                const PretrainingLabels &labels, const TrainingPassOptions &options, TrainingRooms &rooms,
                Workers &workers);

    PretrainingLoss forward();
    /// Once, after forward(). Adds to the gradients.
    void backward(const TrainingGradients &gradients);

private:
    struct Layer
    {
        ConstMatrixView input; ///< T x H
        AttentionActivations attention;
        FeedForwardActivations feed_forward;
    };
    Layer place_layer(const ConstMatrixView &input, TrainingRooms::Layer &rooms) const;
    void embed();
    void encode(const Layer &layer, Index number);
    void predict_pieces(PretrainingLoss &loss);
    void predict_next_sentence(PretrainingLoss &loss);

    void pieces_backward(const TrainingGradients &gradients);
    void next_sentence_backward(const TrainingGradients &gradients);
    void encode_backward(Index number, const TrainingLayerGradients &gradients);
    void embed_backward(const TrainingGradients &gradients);

    Index tokens() const { return m_batch.tokens(); }
    Index hidden() const { return m_config.hidden_size; }
    Index masked() const { return static_cast<Index>(m_labels.masked_rows.size()); }
    Index all_masked() const { return m_options.all_masked > 0 ? m_options.all_masked : masked(); }
    Index all_sequences() const { return m_options.all_sequences > 0 ? m_options.all_sequences : m_batch.sequences(); }
    ConstMatrixView last_output() const
    {
        return read_only(m_layers.empty() ? m_embeddings_output : m_layers.back().feed_forward.output);
    }
    /// Dropout of T x H behind the embeddings (place 0) or in a layer (places 1 + 3 layer …).
    Dropout hidden_dropout(Index place) const;
    AttentionOptions attention_options(Index layer) const;
    EmbeddingIds ids() const;

    const TrainingWeights &m_weights;
    const Config &m_config;
    const Batch &m_batch;
    const PretrainingLabels &m_labels;
    const TrainingPassOptions &m_options;
    TrainingRooms &m_rooms;
    Execution m_execution;

    MatrixView m_embeddings_sum, m_embeddings_output; ///< T x H
    std::vector<Layer> m_layers;
    MatrixView m_cls, m_pooled, m_next_logits;  ///< B x H, B x H, B x 2
    MatrixView m_masked, m_masked_logits;       ///< R x H, R x V
    PredictionTransformActivations m_transform; ///< R x H
    MatrixView m_gradient;                      ///< T x H, by the hidden states between two layers
};

} // namespace bertlab
