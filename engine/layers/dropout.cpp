#include "layers/dropout.h"

#include "layers/execution.h"

#include <cassert>

namespace bertlab {

void dropout_forward(const ConstMatrixView &x, const Dropout &dropout, const MatrixView &y, Workers &workers)
{
    assert(x.rows() == y.rows() && x.cols() == y.cols());
    if (!dropout.is_active() && x.data() == y.data())
        return;
    for_each_block_of_rows(x.rows(), workers, [&](Index first, Index count) {
        MatrixView block = rows_of(y, first, count);
        if (dropout.is_active())
            drop_elements(rows_of(x, first, count), dropout.from_row(first), block);
        else
            block = rows_of(x, first, count);
    });
}

void dropout_backward(const ConstMatrixView &dy, const Dropout &dropout, const MatrixView &dx, Workers &workers)
{
    dropout_forward(dy, dropout, dx, workers);
}

} // namespace bertlab
