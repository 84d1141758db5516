#include "commands/labelled_batch.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/integer_grid.h"
#include "io/safetensors.h"

#include <algorithm>

namespace bertlab {

namespace {

constexpr std::int64_t no_label = -100; // as in PyTorch's cross entropy

/// The label at a place, checked to be a piece of the model.
std::int32_t label_at(const IntegerGrid &labels, Index row, Index column, const Config &config)
{
    const std::int64_t label = labels.at(row, column);
    if (label < 0 || label >= config.vocab_size)
        throw Error(labels.place(row, column) + " is " + std::to_string(label) + "; expected -100 or a piece of the " +
                    "model (vocab_size), 0 to " + std::to_string(config.vocab_size - 1) + ".");
    return static_cast<std::int32_t>(label);
}

void read_masked_labels(const IntegerGrid &labels, const Config &config, LabelledBatch &batch)
{
    for (Index row = 0; row < labels.rows; ++row) {
        const std::vector<Index> &places = batch.padded.places[static_cast<std::size_t>(row)];
        for (Index column = 0; column < labels.columns; ++column) {
            if (labels.at(row, column) == no_label)
                continue;
            const std::int32_t label = label_at(labels, row, column, config);
            const auto place = std::ranges::lower_bound(places, column);
            if (place == places.end() || *place != column)
                throw Error(labels.place(row, column) + " is " + std::to_string(label) +
                            ", but attention_mask is 0 there; expected -100.");
            batch.labels.masked_rows.push_back(batch.padded.batch.start(row) + (place - places.begin()));
            batch.labels.masked_ids.push_back(label);
        }
    }
    if (batch.labels.masked_ids.empty())
        throw Error(labels.name + " is -100 everywhere; expected at least one piece to predict.");
}

void read_next_sentence_labels(const IntegerGrid &labels, LabelledBatch &batch)
{
    if (labels.rows != batch.padded.sequences())
        throw Error(labels.name + " has " + std::to_string(labels.rows) + " numbers, but input_ids has " +
                    std::to_string(batch.padded.sequences()) + " rows; expected one for each.");
    for (Index row = 0; row < labels.rows; ++row) {
        const std::int64_t label = labels.at(row, 0);
        if (label != 0 && label != 1)
            throw Error(labels.place(row, 0) + " is " + std::to_string(label) +
                        "; expected 0 (is next) or 1 (is not).");
        batch.labels.next_sentence.push_back(static_cast<std::int32_t>(label));
    }
}

} // namespace

LabelledBatch read_labelled_batch(const std::string &path, const Config &config)
{
    const std::filesystem::path file = path_from_utf8(path);
    const std::string name = display_name(file);
    const MappedFile mapped(file);
    const TensorTable tensors = read_safetensors(mapped.bytes(), name);
    LabelledBatch batch{padded_batch_of(tensors, name), {}};
    batch.padded.batch.check(config);
    const IntegerGrid labels =
        read_integer_grid(tensors, "labels", name, "I64 [B, S], -100 where nothing is to be predicted.");
    expect_same_shape(labels, read_integer_grid(tensors, "input_ids", name, {}));
    read_masked_labels(labels, config, batch);
    read_next_sentence_labels(
        read_integer_vector(tensors, "next_sentence_label", name, "I64 [B], 0 (is next) or 1 (is not)."), batch);
    return batch;
}

} // namespace bertlab
