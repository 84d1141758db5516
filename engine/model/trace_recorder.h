#pragma once

#include "model/trace.h"

#include <memory>

namespace bertlab {

/// Keeps what a caller asked for while a forward pass runs.
class TraceRecorder
{
public:
    TraceRecorder(const TraceRequest &request, const Batch &batch)
        : m_request(request), m_trace(std::make_shared<Trace>(batch))
    {}

    bool wants(std::string_view name) const { return m_request && m_request(name); }
    /// Where a tensor is to be computed: in the trace if it is wanted there, else in `otherwise`, which has its shape.
    MatrixView place(std::string_view name, Trace::Rows rows, const MatrixView &otherwise);
    /// The same for the attention maps of all sequences; nothing if they are not wanted.
    std::span<float> place_maps(std::string_view name, Index heads);
    /// Copies a tensor that lies elsewhere into the trace if it is wanted there.
    void keep(std::string_view name, Trace::Rows rows, const ConstMatrixView &values);

    std::shared_ptr<const Trace> trace() const { return m_trace; }

private:
    const TraceRequest &m_request;
    std::shared_ptr<Trace> m_trace;
};

} // namespace bertlab
