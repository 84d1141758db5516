#include "commands/integer_grid.h"

#include "base/error.h"

#include <limits>

namespace bertlab {

namespace {

IntegerGrid read(const TensorTable &tensors, const std::string &tensor_name, const std::string &file,
                 const std::string &expected, std::size_t dimensions)
{
    const auto found = tensors.find(tensor_name);
    if (found == tensors.end())
        throw Error(file + ": " + tensor_name + " is missing; expected " + expected);
    const TensorRef &tensor = found->second;
    IntegerGrid grid{file + ": " + tensor_name, 0, 0, dimensions == 1, {}};
    if (tensor.type != DataType::i64)
        throw Error(grid.name + " has the type " + std::string(name_of(tensor.type)) + "; expected I64.");
    if (tensor.shape.size() != dimensions || tensor.size() == 0)
        throw Error(grid.name + " is " + describe_shape(tensor.shape) + "; expected " +
                    (dimensions == 1 ? "B numbers, at least 1." : "B x S, both at least 1."));
    grid.rows = tensor.shape[0];
    grid.columns = dimensions == 1 ? 1 : tensor.shape[1];
    grid.values = copy_as_int64(tensor);
    return grid;
}

} // namespace

std::string IntegerGrid::place(Index row, Index column) const
{
    return name + "[" + std::to_string(row) + (is_vector ? "" : ", " + std::to_string(column)) + "]";
}

std::int32_t IntegerGrid::id_at(Index row, Index column) const
{
    const std::int64_t value = at(row, column);
    if (value < 0 || value > std::numeric_limits<std::int32_t>::max())
        throw Error(place(row, column) + " is " + std::to_string(value) + "; expected a number from 0 on.");
    return static_cast<std::int32_t>(value);
}

IntegerGrid read_integer_grid(const TensorTable &tensors, const std::string &tensor_name, const std::string &file,
                              const std::string &expected)
{
    return read(tensors, tensor_name, file, expected, 2);
}

IntegerGrid read_integer_vector(const TensorTable &tensors, const std::string &tensor_name, const std::string &file,
                                const std::string &expected)
{
    return read(tensors, tensor_name, file, expected, 1);
}

void expect_same_shape(const IntegerGrid &grid, const IntegerGrid &input_ids)
{
    if (grid.rows != input_ids.rows || grid.columns != input_ids.columns)
        throw Error(grid.name + " is " + std::to_string(grid.rows) + " x " + std::to_string(grid.columns) +
                    ", but input_ids is " + std::to_string(input_ids.rows) + " x " + std::to_string(input_ids.columns) +
                    "; expected one shape.");
}

} // namespace bertlab
