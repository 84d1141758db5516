#pragma once

#include "base/views.h"
#include "numerics/activations.h"

#include <cstdint>
#include <string>

namespace bertlab {

/// The sizes of a BERT, with the names of Hugging Face's config.json; the defaults are those of BERT-base, uncased.
struct Config
{
    Index vocab_size = 30522;
    Index hidden_size = 768;
    Index num_hidden_layers = 12;
    Index num_attention_heads = 12;
    Index intermediate_size = 3072;
    Index max_position_embeddings = 512;
    Index type_vocab_size = 2;
    Activation hidden_act = Activation::gelu;
    double layer_norm_eps = 1e-12;
    double hidden_dropout_prob = 0.1;
    double attention_probs_dropout_prob = 0.1;
    double initializer_range = 0.02;

    Index head_size() const { return hidden_size / num_attention_heads; }
    /// Throws Error naming the first field that no BERT can have (a size < 1, heads that do not divide hidden_size,
    /// sizes so large that the weights would pass 2^40 elements …).
    void check(const std::string &file_name) const;
    bool operator==(const Config &) const = default;

    /// Names of the released shapes: tiny, mini, small, medium, base, large. Throws Error naming them for another.
    static Config of_shape(const std::string &name);
};

} // namespace bertlab
