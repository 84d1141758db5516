#pragma once

#include "io/tensor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace bertlab {

/// A tensor of integers of a batch file, B x S, or B x 1 where it has one number a sequence.
struct IntegerGrid
{
    std::string name; ///< with the file's name in front
    Index rows = 0, columns = 0;
    bool is_vector = false;
    std::vector<std::int64_t> values;

    std::int64_t at(Index row, Index column) const { return values[static_cast<std::size_t>(row * columns + column)]; }
    /// "batch.safetensors: labels[0, 3]"
    std::string place(Index row, Index column) const;
    /// An id at that place. Throws Error if it is negative or too large.
    std::int32_t id_at(Index row, Index column) const;
};

/// Throws Error naming file and tensor for a missing tensor (`expected` ends that sentence), another type than I64 or
/// another shape than B x S, both at least 1.
IntegerGrid read_integer_grid(const TensorTable &tensors, const std::string &tensor_name, const std::string &file,
                              const std::string &expected);
/// The same of B numbers.
IntegerGrid read_integer_vector(const TensorTable &tensors, const std::string &tensor_name, const std::string &file,
                                const std::string &expected);
/// Throws Error naming both unless they have one shape.
void expect_same_shape(const IntegerGrid &grid, const IntegerGrid &input_ids);

} // namespace bertlab
