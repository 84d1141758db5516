#include "numerics/sums.h"

#include "numerics/gradient_kernels.h"

#include <algorithm>

namespace bertlab {

void add_rows(const ConstMatrixView &x, float *sum)
{
    constexpr Index block = 64, most_columns = 64;
    const auto add = gradient_kernels(chosen_instruction_set()).add_rows;
    for (Index column = 0; column < x.cols(); column += most_columns) {
        const Index columns = std::min(most_columns, x.cols() - column);
        for (Index row = 0; row < x.rows(); row += block) {
            float partial[most_columns] = {};
            add(x.data() + row * x.outerStride() + column, x.outerStride(), std::min(block, x.rows() - row), columns,
                partial);
            for (Index i = 0; i < columns; ++i)
                sum[column + i] += partial[i];
        }
    }
}

} // namespace bertlab
