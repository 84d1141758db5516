#include "commands/padded_batch.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/integer_grid.h"
#include "io/safetensors.h"

#include <algorithm>

namespace bertlab {

namespace {

bool counts(const IntegerGrid &mask, Index row, Index column)
{
    const std::int64_t value = mask.at(row, column);
    if (value != 0 && value != 1)
        throw Error(mask.place(row, column) + " is " + std::to_string(value) + "; expected 0 or 1.");
    return value == 1;
}

/// Copies rows of tokens to their columns.
void pad_tokens(const Trace::Tensor &tensor, const Trace &trace, const PaddedBatch &batch, std::vector<float> &out)
{
    for (Index b = 0; b < batch.sequences(); ++b) {
        const std::vector<Index> &places = batch.places[static_cast<std::size_t>(b)];
        for (std::size_t i = 0; i < places.size(); ++i) {
            const Index row = trace.start(b) + static_cast<Index>(i);
            std::copy_n(tensor.values.begin() + row * tensor.columns, tensor.columns,
                        out.begin() + (b * batch.length + places[i]) * tensor.columns);
        }
    }
}

/// Copies each head's queries x keys to their rows and columns.
void pad_attention(std::string_view name, const Trace::Tensor &tensor, const Trace &trace, const PaddedBatch &batch,
                   std::vector<float> &out)
{
    for (Index b = 0; b < batch.sequences(); ++b) {
        const std::vector<Index> &places = batch.places[static_cast<std::size_t>(b)];
        for (Index head = 0; head < tensor.heads; ++head) {
            const ConstMatrixView weights = trace.attention(name, b, head);
            const Index first = (b * tensor.heads + head) * batch.length * batch.length;
            for (Index query = 0; query < weights.rows(); ++query) {
                for (Index key = 0; key < weights.cols(); ++key) {
                    const Index row = places[static_cast<std::size_t>(query)];
                    const Index column = places[static_cast<std::size_t>(key)];
                    out[static_cast<std::size_t>(first + row * batch.length + column)] = weights(query, key);
                }
            }
        }
    }
}

} // namespace

PaddedBatch read_padded_batch(const std::string &path)
{
    const std::filesystem::path file = path_from_utf8(path);
    const std::string name = display_name(file);
    const MappedFile mapped(file);
    return padded_batch_of(read_safetensors(mapped.bytes(), name), name);
}

PaddedBatch padded_batch_of(const TensorTable &tensors, const std::string &file)
{
    const std::string expected = "I64 tensors of one shape [B, S]: input_ids, token_type_ids and attention_mask.";
    const IntegerGrid ids = read_integer_grid(tensors, "input_ids", file, expected);
    const IntegerGrid types = read_integer_grid(tensors, "token_type_ids", file, expected);
    const IntegerGrid mask = read_integer_grid(tensors, "attention_mask", file, expected);
    expect_same_shape(types, ids);
    expect_same_shape(mask, ids);

    PaddedBatch padded;
    padded.length = ids.columns;
    for (Index row = 0; row < ids.rows; ++row) {
        std::vector<Index> places;
        std::vector<std::int32_t> row_ids, row_types, row_positions;
        for (Index column = 0; column < ids.columns; ++column) {
            if (!counts(mask, row, column))
                continue;
            places.push_back(column);
            row_ids.push_back(ids.id_at(row, column));
            row_types.push_back(types.id_at(row, column));
            row_positions.push_back(static_cast<std::int32_t>(column));
        }
        if (places.empty())
            throw Error(mask.name + ": row " + std::to_string(row) +
                        " is all zeros; expected at least one token in each row.");
        padded.batch.add(row_ids, row_types, row_positions);
        padded.places.push_back(std::move(places));
    }
    return padded;
}

PaddedBatch padded_batch_of(const std::vector<std::int32_t> &input_ids, const std::vector<std::int32_t> &token_type_ids)
{
    PaddedBatch padded;
    padded.batch.add(input_ids, token_type_ids);
    padded.length = static_cast<Index>(input_ids.size());
    std::vector<Index> places(input_ids.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = static_cast<Index>(i);
    padded.places.push_back(std::move(places));
    return padded;
}

std::vector<Index> padded_shape(const Trace::Tensor &tensor, const PaddedBatch &batch)
{
    switch (tensor.rows) {
    case Trace::Rows::tokens:
        return {batch.sequences(), batch.length, tensor.columns};
    case Trace::Rows::attention:
        return {batch.sequences(), tensor.heads, batch.length, batch.length};
    case Trace::Rows::sequences:
        break;
    }
    return {batch.sequences(), tensor.columns};
}

std::map<std::string, OwnedTensor, std::less<>> padded_tensors(const Trace &trace, const PaddedBatch &batch)
{
    std::map<std::string, OwnedTensor, std::less<>> tensors;
    for (const auto &[name, tensor] : trace.tensors()) {
        const std::vector<Index> shape = padded_shape(tensor, batch);
        Index size = 1;
        for (const Index part : shape)
            size *= part;
        std::vector<float> values(static_cast<std::size_t>(size), 0.0f);
        switch (tensor.rows) {
        case Trace::Rows::tokens:
            pad_tokens(tensor, trace, batch, values);
            break;
        case Trace::Rows::attention:
            pad_attention(name, tensor, trace, batch, values);
            break;
        case Trace::Rows::sequences:
            values = tensor.values;
            break;
        }
        tensors.emplace(name, OwnedTensor::from_floats(values, shape));
    }
    return tensors;
}

} // namespace bertlab
