#pragma once

#include "model/sequence_groups.h"
#include "model/training_pass.h"
#include "model/training_rooms.h"
#include "model/training_weights.h"

#include <vector>

namespace bertlab {

/// One batch on its way forward and back: the views of one pass into the rooms. Encoder layers treat each sequence on
/// its own, so a thread takes a group of sequences through all layers (or back through one) while what they pass on is
/// in its cache; sums over all tokens, the gradients of weights, follow layer by layer on all threads together.
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
    Layer part_of(const Layer &layer, const SequenceGroup &group) const;
    AttentionSlopes part_of(const AttentionSlopes &slopes, const SequenceGroup &group) const;
    FeedForwardSlopes part_of(const FeedForwardSlopes &slopes, const SequenceGroup &group) const;

    void embed(const SequenceGroup &group, const Execution &execution);
    void encode(std::size_t layer, const SequenceGroup &group, const Execution &execution);
    void predict_pieces(PretrainingLoss &loss);
    void predict_next_sentence(PretrainingLoss &loss);

    void pieces_backward(const TrainingGradients &gradients);
    void next_sentence_backward(const TrainingGradients &gradients);
    void encode_backward(std::size_t layer, const TrainingLayerGradients &gradients);
    void encode_group_backward(std::size_t layer, std::size_t group, const Execution &execution);
    void embed_backward(const TrainingGradients &gradients);

    /// Calls work(number of the group, execution) for all groups: each on a thread of its own if there are enough.
    template <typename Work>
    void for_each_group(const Work &work);
    /// The sums that a group makes on its own; they are added up in the order of the groups.
    struct Sums
    {
        AttentionSums attention;
        FeedForwardSums feed_forward;
    };
    Sums sums_of(std::size_t group) const;
    void clear_sums_of(std::size_t group) { m_sums.row(static_cast<Index>(group)).setZero(); }
    Index size_of_sums() const { return 9 * hidden() + m_config.intermediate_size; }

    Index tokens() const { return m_batch.tokens(); }
    Index hidden() const { return m_config.hidden_size; }
    Index masked() const { return static_cast<Index>(m_labels.masked_rows.size()); }
    Index all_masked() const { return m_options.all_masked > 0 ? m_options.all_masked : masked(); }
    Index all_sequences() const { return m_options.all_sequences > 0 ? m_options.all_sequences : m_batch.sequences(); }
    ConstMatrixView last_output() const
    {
        return read_only(m_layers.empty() ? m_embeddings_output : m_layers.back().feed_forward.output);
    }
    /// Dropout of a group's rows behind the embeddings (place 0), the attention's dense layer of layer l (3 l + 2) or
    /// its feed-forward block (3 l + 3); attention_options has place 3 l + 1.
    Dropout hidden_dropout(std::size_t place, const SequenceGroup &group) const;
    AttentionOptions attention_options(std::size_t layer, const SequenceGroup &group) const;
    EmbeddingIds ids(Index first_token, Index count) const;

    const TrainingWeights &m_weights;
    const Config &m_config;
    const Batch &m_batch;
    const PretrainingLabels &m_labels;
    const TrainingPassOptions &m_options;
    TrainingRooms &m_rooms;
    Execution m_execution;
    Workers m_alone{1}; ///< for work within the work of a group
    const std::vector<SequenceGroup> m_groups;

    MatrixView m_embeddings_sum, m_embeddings_output; ///< T x H
    std::vector<Layer> m_layers;
    MatrixView m_cls, m_pooled, m_next_logits;  ///< B x H, B x H, B x 2
    MatrixView m_masked, m_masked_logits;       ///< R x H, R x V
    PredictionTransformActivations m_transform; ///< R x H
    MatrixView m_gradient;                      ///< T x H, by the hidden states between two layers
    AttentionSlopes m_attention_slopes;
    FeedForwardSlopes m_feed_forward_slopes;
    MatrixView m_sums; ///< groups x size_of_sums()
};

} // namespace bertlab
