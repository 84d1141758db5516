#include "analysis/hidden_states.h"

namespace bertlab {

ConstMatrixView hidden_state(const Trace &trace, Index layer)
{
    return trace.tensor(layer == 0 ? std::string(trace_name::embeddings_output)
                                   : trace_name::layer(layer - 1, trace_name::output));
}

RowVector lengths_of_rows(const ConstMatrixView &rows)
{
    RowVector lengths(rows.rows());
    for (Index row = 0; row < rows.rows(); ++row)
        lengths[row] = static_cast<float>(rows.row(row).cast<double>().norm());
    return lengths;
}

} // namespace bertlab
