#include "analysis/largest.h"

#include <algorithm>
#include <numeric>

namespace bertlab {

std::vector<Index> largest_entries(const ConstRowView &values, Index count)
{
    std::vector<Index> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), Index{0});
    const auto wanted = std::clamp<Index>(count, 0, values.size());
    std::partial_sort(order.begin(), order.begin() + wanted, order.end(), [&values](Index one, Index other) {
        return values[one] != values[other] ? values[one] > values[other] : one < other;
    });
    order.resize(static_cast<std::size_t>(wanted));
    return order;
}

float largest_attention(const Trace &trace, Index sequence)
{
    float largest = 0;
    for (const auto &[name, tensor] : trace.tensors()) {
        if (!name.ends_with(trace_name::probabilities))
            continue;
        for (Index head = 0; head < tensor.heads; ++head)
            largest = std::max(largest, trace.attention(name, sequence, head).maxCoeff());
    }
    return largest;
}

} // namespace bertlab
