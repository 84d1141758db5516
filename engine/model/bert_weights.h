#pragma once

#include "layers/attention.h"
#include "layers/embeddings.h"
#include "layers/feed_forward.h"
#include "layers/heads.h"
#include "model/parameters.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

struct EncoderLayerWeights
{
    AttentionWeights attention;
    FeedForwardWeights feed_forward;
};

struct MaskedLmWeights
{
    PredictionTransformWeights transform;
    LinearWeights decoder; ///< V x H: the token table, packed a second time, and the bias of each piece
};

/// Where the rows of a weight lie among the packed ones: query, key and value share one product.
struct PackedRows
{
    PackedMatrix packed;
    Index first = 0, count = 0;
};

/// The weights of a model as inference wants them: each weight of a product packed, everything else as it was, and the
/// layers as views of both.
struct BertWeights
{
    BertWeights(const Config &config, const WeightSource &source);
    BertWeights(const BertWeights &) = delete; // the layers are views into `kept`
    BertWeights &operator=(const BertWeights &) = delete;

    Config config;
    ParameterLayout layout;
    std::map<std::string, Matrix, std::less<>> kept;       ///< embedding tables and vectors, by name
    std::map<std::string, PackedRows, std::less<>> packed; ///< weights of products, by name

    EmbeddingTables embeddings;
    LayerNormWeights embeddings_norm;
    std::vector<EncoderLayerWeights> layers;
    std::optional<LinearWeights> pooler;
    std::optional<MaskedLmWeights> masked_lm;
    std::optional<LinearWeights> next_sentence;
};

} // namespace bertlab
