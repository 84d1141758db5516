#pragma once

#include "layers/numbers.h"
#include "model/bert.h"

/// Small models and batches out of random numbers, for tests that need no file.
namespace bertlab::test {

inline Config small_config()
{
    Config config;
    config.vocab_size = 50;
    config.hidden_size = 24;
    config.num_hidden_layers = 3;
    config.num_attention_heads = 3;
    config.intermediate_size = 70;
    config.max_position_embeddings = 40;
    return config;
}

/// Numbers large enough that every part of the model matters: gammas around 1, everything else around 0.
inline Parameters random_parameters(const Config &config)
{
    Parameters parameters(config);
    std::uint64_t seed = 1;
    for (const TensorInfo &info : parameters.layout().tensors()) {
        MatrixView tensor = parameters.tensor(info.name);
        tensor = random_matrix(tensor.rows(), tensor.cols(), seed++, 0.3F);
        if (info.name.ends_with("LayerNorm.weight"))
            tensor.array() += 1.0F;
    }
    return parameters;
}

struct Sequence
{
    std::vector<std::int32_t> input_ids, token_type_ids;
};

inline Sequence random_sequence(const Config &config, Index length, std::uint64_t seed)
{
    Sequence sequence;
    for (Index i = 0; i < length; ++i) {
        const float number = 0.5F + 0.5F * random_number(seed, static_cast<std::uint64_t>(i)); // [0, 1)
        sequence.input_ids.push_back(static_cast<std::int32_t>(number * static_cast<float>(config.vocab_size)));
        sequence.token_type_ids.push_back(i > length / 2);
    }
    return sequence;
}

inline Batch batch_of(const std::vector<Sequence> &sequences)
{
    Batch batch;
    for (const Sequence &sequence : sequences)
        batch.add(sequence.input_ids, sequence.token_type_ids);
    return batch;
}

} // namespace bertlab::test
