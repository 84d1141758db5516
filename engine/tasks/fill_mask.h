#pragma once

#include "base/views.h"

#include <cstdint>
#include <vector>

namespace bertlab {

struct PiecePrediction
{
    std::int32_t id;
    float logit;
    double probability;
};

/// The MLM head's answer at one position: softmax over the vocabulary, computed in double.
class MaskPrediction
{
public:
    MaskPrediction(std::int32_t position, const ConstRowView &logits);

    std::int32_t position() const { return m_position; }
    /// The k most probable pieces, most probable first; equal ones by id.
    std::vector<PiecePrediction> top(Index k) const;
    PiecePrediction of(std::int32_t id) const;
    /// 1 for the most probable piece.
    Index rank(std::int32_t id) const;
    Index vocabulary_size() const { return m_logits.size(); }
    double max_logit() const { return m_max; }
    /// Sum over the vocabulary of exp(logit - max_logit).
    double sum_of_exponentials() const { return m_sum; }

private:
    std::int32_t m_position;
    RowVector m_logits;
    double m_max = 0;
    double m_sum = 0;
};

} // namespace bertlab
