#include "model/trace.h"

#include "layers/attention.h"

#include <cassert>

namespace bertlab {

std::string trace_name::layer(Index layer, std::string_view tensor)
{
    return "encoder.layer." + std::to_string(layer) + "." + std::string(tensor);
}

TraceRequest trace_everything()
{
    return [](std::string_view) { return true; };
}

Trace::~Trace()
{
    for (auto &[name, tensor] : m_tensors)
        m_buffers->give_back(std::move(tensor.values));
}

ConstMatrixView Trace::tensor(std::string_view name) const
{
    const auto found = m_tensors.find(name);
    assert(found != m_tensors.end() && found->second.rows != Rows::attention);
    const Tensor &tensor = found->second;
    return {tensor.values.data(), tensor.rows == Rows::tokens ? m_starts.back() : sequences(), tensor.columns,
            Eigen::OuterStride<>(tensor.columns)};
}

ConstMatrixView Trace::attention(std::string_view name, Index sequence, Index head) const
{
    const MatrixView map = const_cast<Trace *>(this)->attention_of(name, sequence, head);
    return {map.data(), map.rows(), map.cols(), Eigen::OuterStride<>(map.outerStride())};
}

MatrixView Trace::add(std::string name, Rows rows, Index columns)
{
    assert(rows != Rows::attention && !has(name));
    const Index count = rows == Rows::tokens ? m_starts.back() : sequences();
    Tensor &tensor = m_tensors[std::move(name)];
    tensor.rows = rows;
    tensor.columns = columns;
    tensor.values = m_buffers->take(static_cast<std::size_t>(count * columns));
    return {tensor.values.data(), count, columns, Eigen::OuterStride<>(columns)};
}

std::span<float> Trace::add_attention(std::string name, Index heads)
{
    assert(!has(name));
    Tensor &tensor = m_tensors[std::move(name)];
    tensor.rows = Rows::attention;
    tensor.heads = heads;
    tensor.values = m_buffers->take(static_cast<std::size_t>(attention_size(m_starts, heads)));
    return tensor.values;
}

MatrixView Trace::attention_of(std::string_view name, Index sequence, Index head)
{
    const auto found = m_tensors.find(name);
    assert(found != m_tensors.end() && found->second.rows == Rows::attention);
    return attention_map(found->second.values, m_starts, found->second.heads, sequence, head);
}

} // namespace bertlab
