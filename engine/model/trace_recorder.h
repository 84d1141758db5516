#pragma once

#include "model/trace.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bertlab {

/// The name of a tensor, written out only if someone wants a trace.
class TracedName
{
public:
    TracedName(std::string_view tensor) : m_tensor(tensor) {}
    TracedName(Index layer, std::string_view tensor) : m_layer(layer), m_tensor(tensor) {}

    std::string text() const { return m_layer ? trace_name::layer(*m_layer, m_tensor) : std::string(m_tensor); }

private:
    std::optional<Index> m_layer;
    std::string_view m_tensor;
};

/// Keeps what a caller asked for while a forward pass runs.
class TraceRecorder
{
public:
    TraceRecorder(const TraceRequest &request, const Batch &batch, const std::shared_ptr<TraceBuffers> &buffers,
                  bool causal, const std::vector<Index> &closed_keys)
        : m_request(request), m_trace(request ? std::make_shared<Trace>(batch, buffers, causal, closed_keys) : nullptr)
    {}

    bool wants(const TracedName &name) const { return m_request && m_request(name.text()); }
    /// Where a tensor is to be computed: in the trace if it is wanted there, else in `otherwise`, which has its shape.
    MatrixView place(const TracedName &name, Trace::Rows rows, const MatrixView &otherwise);
    /// The same for the attention maps of all sequences; nothing if they are not wanted.
    std::span<float> place_maps(const TracedName &name, Index heads);
    /// Copies a tensor that lies elsewhere into the trace if it is wanted there.
    void keep(const TracedName &name, Trace::Rows rows, const ConstMatrixView &values);

    /// Nothing if nobody asked for one.
    std::shared_ptr<const Trace> trace() const { return m_trace; }

private:
    const TraceRequest &m_request;
    std::shared_ptr<Trace> m_trace;
};

} // namespace bertlab
