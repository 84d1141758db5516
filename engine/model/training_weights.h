#pragma once

#include "layers/attention.h"
#include "layers/embeddings.h"
#include "layers/feed_forward.h"
#include "layers/heads.h"
#include "model/parameters.h"

#include <string>
#include <vector>

namespace bertlab {

/// The weights of a layer as both directions of a training step want them.
struct TrainingLayer
{
    AttentionWeights attention;
    AttentionTransposed attention_transposed;
    FeedForwardWeights feed_forward;
    FeedForwardTransposed feed_forward_transposed;
};

/// A dense layer, packed for y = x Wᵀ + b and for dx = dy W.
struct TwoWayLinear
{
    LinearWeights forward;
    PackedMatrix transposed;
};

/// The weights of a whole model: those of products packed anew in each step, into the same memory, the others as views
/// of the parameters, which outlive them.
class TrainingWeights
{
public:
    explicit TrainingWeights(const Parameters &parameters);
    TrainingWeights(const TrainingWeights &) = delete; // a copy would share the panels, and then they cannot be reused
    TrainingWeights &operator=(const TrainingWeights &) = delete;

    void pack(Workers &workers);
    /// Whether these are views of that arena.
    bool are_views_of(const Parameters &parameters) const
    {
        return embeddings.word.data() == parameters.values().data();
    }

    EmbeddingTables embeddings;
    LayerNormWeights embeddings_norm;
    std::vector<TrainingLayer> layers;
    TwoWayLinear pooler, next_sentence;
    PredictionTransformWeights transform;
    PackedMatrix transform_transposed;
    TwoWayLinear decoder; ///< the token table, V x H, and the bias of each piece

private:
    void pack_layer(const std::string &prefix, TrainingLayer &layer, Workers &workers);
    void pack_linear(const std::string &prefix, LinearWeights &forward, PackedMatrix &transposed, Workers &workers);

    const Parameters &m_parameters;
    Matrix m_query_key_value; ///< 3H x H: where W_Q, W_K and W_V lie below each other on their way into panels
};

/// Where the gradients of the layers lie in the arena.
struct TrainingLayerGradients
{
    AttentionGradients attention;
    FeedForwardGradients feed_forward;
};

/// Views of an arena of gradients, which outlives them. The tied decoder's weight is the token table's.
struct TrainingGradients
{
    TrainingGradients(Parameters &gradients);

    EmbeddingGradients embeddings;
    LayerNormGradient embeddings_norm;
    std::vector<TrainingLayerGradients> layers;
    LinearGradient pooler, next_sentence, decoder;
    PredictionTransformGradients transform;
};

} // namespace bertlab
