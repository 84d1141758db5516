#include "analysis/pooling.h"

#include <cassert>

namespace bertlab {

RowVector mean_of_rows(const ConstMatrixView &rows)
{
    assert(rows.rows() >= 1);
    return (rows.cast<double>().colwise().sum() / static_cast<double>(rows.rows())).cast<float>();
}

} // namespace bertlab
