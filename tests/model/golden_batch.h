#pragma once

#include "base/mapped_file.h"
#include "io/config_json.h"
#include "io/safetensors.h"
#include "model/batch.h"
#include "model/training_pass.h"
#include "test_data.h"

#include <string>
#include <vector>

/// The padded batch of tests/data/tiny-random and what Hugging Face computed for it.
namespace bertlab::test {

/// Where a token of the ragged batch stands in the padded one.
struct PaddedPlace
{
    Index sequence, position;
};

struct GoldenBatch
{
    Batch batch;
    std::vector<PaddedPlace> places; ///< of each token
    Index padded_length = 0;         ///< S
    PretrainingLabels labels;
};

inline GoldenBatch read_golden_batch()
{
    const MappedFile file(test_file("tiny-random/batch.safetensors"));
    const TensorTable table = read_safetensors(file.bytes(), "batch.safetensors");
    const auto ids = copy_as_int64(table.at("input_ids")), types = copy_as_int64(table.at("token_type_ids")),
               mask = copy_as_int64(table.at("attention_mask")), labels = copy_as_int64(table.at("labels"));
    GoldenBatch golden;
    golden.padded_length = table.at("input_ids").shape[1];
    for (Index sequence = 0; sequence < table.at("input_ids").shape[0]; ++sequence) {
        std::vector<std::int32_t> kept_ids, kept_types, positions;
        for (Index position = 0; position < golden.padded_length; ++position) {
            const auto i = static_cast<std::size_t>(sequence * golden.padded_length + position);
            if (mask[i] == 0)
                continue;
            kept_ids.push_back(static_cast<std::int32_t>(ids[i]));
            kept_types.push_back(static_cast<std::int32_t>(types[i]));
            positions.push_back(static_cast<std::int32_t>(position));
            if (labels[i] >= 0) {
                golden.labels.masked_rows.push_back(static_cast<Index>(golden.places.size()));
                golden.labels.masked_ids.push_back(static_cast<std::int32_t>(labels[i]));
            }
            golden.places.push_back({sequence, position});
        }
        golden.batch.add(kept_ids, kept_types, positions);
    }
    for (const std::int64_t label : copy_as_int64(table.at("next_sentence_label")))
        golden.labels.next_sentence.push_back(static_cast<std::int32_t>(label));
    return golden;
}

/// A tensor of the padded reference, any shape, by its indices.
struct PaddedTensor
{
    std::vector<Index> shape;
    std::vector<float> values;
};

/// "trace" or "gradients".
inline std::map<std::string, PaddedTensor> read_golden_tensors(const std::string &what)
{
    const MappedFile file(test_file("tiny-random/" + what + ".safetensors"));
    std::map<std::string, PaddedTensor> tensors;
    for (const auto &[name, reference] : read_safetensors(file.bytes(), what)) {
        PaddedTensor tensor{reference.shape, std::vector<float>(static_cast<std::size_t>(reference.size()))};
        copy_as_float(reference, name, tensor.values);
        tensors.emplace(name, std::move(tensor));
    }
    return tensors;
}

/// The weights of tests/data/tiny-random.
inline Parameters read_golden_parameters()
{
    Parameters parameters(parse_config(read_text_file(test_file("tiny-random/config.json")), "config.json"));
    const MappedFile file(test_file("tiny-random/model.safetensors"));
    for (const auto &[name, tensor] : read_safetensors(file.bytes(), "model.safetensors")) {
        const MatrixView values = parameters.tensor(name);
        copy_as_float(tensor, name, {const_cast<float *>(values.data()), static_cast<std::size_t>(values.size())});
    }
    return parameters;
}

} // namespace bertlab::test
