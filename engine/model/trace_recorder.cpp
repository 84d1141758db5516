#include "model/trace_recorder.h"

namespace bertlab {

MatrixView TraceRecorder::place(std::string_view name, Trace::Rows rows, const MatrixView &otherwise)
{
    return wants(name) ? m_trace->add(std::string(name), rows, otherwise.cols()) : otherwise;
}

std::span<float> TraceRecorder::place_maps(std::string_view name, Index heads)
{
    return wants(name) ? m_trace->add_attention(std::string(name), heads) : std::span<float>();
}

void TraceRecorder::keep(std::string_view name, Trace::Rows rows, const ConstMatrixView &values)
{
    if (wants(name))
        m_trace->add(std::string(name), rows, values.cols()) = values;
}

} // namespace bertlab
