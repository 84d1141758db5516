#include "model/trace_recorder.h"

namespace bertlab {

MatrixView TraceRecorder::place(const TracedName &name, Trace::Rows rows, const MatrixView &otherwise)
{
    return wants(name) ? m_trace->add(name.text(), rows, otherwise.cols()) : otherwise;
}

std::span<float> TraceRecorder::place_maps(const TracedName &name, Index heads)
{
    return wants(name) ? m_trace->add_attention(name.text(), heads) : std::span<float>();
}

void TraceRecorder::keep(const TracedName &name, Trace::Rows rows, const ConstMatrixView &values)
{
    if (wants(name))
        m_trace->add(name.text(), rows, values.cols()) = values;
}

} // namespace bertlab
