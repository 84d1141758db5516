#include "commands/padded_batch.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/safetensors.h"

#include <algorithm>
#include <limits>

namespace bertlab {

namespace {

/// One of the three tensors of the file, checked to be [B, S] of integers.
struct Grid
{
    std::string name; ///< with the file's name in front
    Index rows = 0, columns = 0;
    std::vector<std::int64_t> values;

    std::int64_t at(Index row, Index column) const { return values[static_cast<std::size_t>(row * columns + column)]; }
    std::string place(Index row, Index column) const
    {
        return name + "[" + std::to_string(row) + ", " + std::to_string(column) + "]";
    }
};

Grid read_grid(const TensorTable &tensors, const std::string &tensor_name, const std::string &file)
{
    const auto found = tensors.find(tensor_name);
    if (found == tensors.end())
        throw Error(file + ": " + tensor_name + " is missing; expected I64 tensors of one shape [B, S]: input_ids, " +
                    "token_type_ids and attention_mask.");
    const TensorRef &tensor = found->second;
    Grid grid{file + ": " + tensor_name, 0, 0, {}};
    if (tensor.type != DataType::i64)
        throw Error(grid.name + " has the type " + std::string(name_of(tensor.type)) + "; expected I64.");
    if (tensor.shape.size() != 2 || tensor.size() == 0)
        throw Error(grid.name + " is " + describe_shape(tensor.shape) + "; expected B x S, both at least 1.");
    grid.rows = tensor.shape[0];
    grid.columns = tensor.shape[1];
    grid.values = copy_as_int64(tensor);
    return grid;
}

std::int32_t id_at(const Grid &grid, Index row, Index column)
{
    const std::int64_t value = grid.at(row, column);
    if (value < 0 || value > std::numeric_limits<std::int32_t>::max())
        throw Error(grid.place(row, column) + " is " + std::to_string(value) + "; expected a number from 0 on.");
    return static_cast<std::int32_t>(value);
}

bool counts(const Grid &mask, Index row, Index column)
{
    const std::int64_t value = mask.at(row, column);
    if (value != 0 && value != 1)
        throw Error(mask.place(row, column) + " is " + std::to_string(value) + "; expected 0 or 1.");
    return value == 1;
}

void expect_same_shape(const Grid &grid, const Grid &other)
{
    if (grid.rows != other.rows || grid.columns != other.columns)
        throw Error(grid.name + " is " + std::to_string(grid.rows) + " x " + std::to_string(grid.columns) +
                    ", but input_ids is " + std::to_string(other.rows) + " x " + std::to_string(other.columns) +
                    "; expected one shape.");
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
    const TensorTable tensors = read_safetensors(mapped.bytes(), name);
    const Grid ids = read_grid(tensors, "input_ids", name);
    const Grid types = read_grid(tensors, "token_type_ids", name);
    const Grid mask = read_grid(tensors, "attention_mask", name);
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
            row_ids.push_back(id_at(ids, row, column));
            row_types.push_back(id_at(types, row, column));
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
