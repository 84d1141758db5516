#pragma once

#include "model/config.h"

#include <cstddef>

namespace bertlab {

/// How many weights each part of a model has, counted from the layout that its configuration gives.
struct ParameterCounts
{
    std::size_t word = 0, position = 0, token_type = 0, embeddings_norm = 0;
    struct Layer
    {
        std::size_t query_key_value = 0, attention_dense = 0, attention_norm = 0;
        std::size_t intermediate = 0, output_dense = 0, output_norm = 0;
        std::size_t sum() const;
    } layer; ///< one of them
    std::size_t layers = 0;
    std::size_t pooler = 0, masked_lm = 0, next_sentence = 0; ///< the MLM decoder shares the word table: its bias only

    std::size_t embeddings() const { return word + position + token_type + embeddings_norm; }
    std::size_t encoder() const { return layers * layer.sum(); }
    std::size_t without_heads() const { return embeddings() + encoder() + pooler; }        ///< BertModel
    std::size_t with_heads() const { return without_heads() + masked_lm + next_sentence; } ///< BertForPreTraining
};

ParameterCounts parameter_counts(const Config &config);

} // namespace bertlab
