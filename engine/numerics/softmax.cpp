#include "numerics/softmax.h"

#include <cassert>

namespace bertlab {

void softmax_rows(const ConstMatrixView &x, const MatrixView &y)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols() && x.cols() > 0);
    MatrixView out = y;
    for (Index row = 0; row < x.rows(); ++row) {
        out.row(row) = (x.row(row).array() - x.row(row).maxCoeff()).exp();
        out.row(row) /= out.row(row).sum();
    }
}

} // namespace bertlab
