#include "tasks/fill_mask.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace bertlab {

namespace {

/// More probable pieces first, equal ones by id.
struct Before
{
    const RowVector &logits;
    bool operator()(std::int32_t left, std::int32_t right) const
    {
        return logits[left] > logits[right] || (logits[left] == logits[right] && left < right);
    }
};

} // namespace

MaskPrediction::MaskPrediction(std::int32_t position, const ConstRowView &logits)
    : m_position(position), m_logits(logits)
{
    assert(logits.size() > 0);
    m_max = static_cast<double>(m_logits.maxCoeff());
    for (const float logit : m_logits)
        m_sum += std::exp(static_cast<double>(logit) - m_max);
}

std::vector<PiecePrediction> MaskPrediction::top(Index k) const
{
    std::vector<std::int32_t> ids(static_cast<std::size_t>(m_logits.size()));
    std::iota(ids.begin(), ids.end(), 0);
    const auto end = ids.begin() + std::clamp<Index>(k, 0, m_logits.size());
    std::partial_sort(ids.begin(), end, ids.end(), Before{m_logits});
    std::vector<PiecePrediction> predictions;
    for (auto id = ids.begin(); id != end; ++id)
        predictions.push_back(of(*id));
    return predictions;
}

PiecePrediction MaskPrediction::of(std::int32_t id) const
{
    assert(id >= 0 && id < m_logits.size());
    const float logit = m_logits[id];
    return {id, logit, std::exp(static_cast<double>(logit) - m_max) / m_sum};
}

Index MaskPrediction::rank(std::int32_t id) const
{
    assert(id >= 0 && id < m_logits.size());
    Index rank = 1;
    for (std::int32_t other = 0; other < m_logits.size(); ++other)
        rank += Before{m_logits}(other, id);
    return rank;
}

} // namespace bertlab
