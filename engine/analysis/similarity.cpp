#include "analysis/similarity.h"

#include <cassert>
#include <cmath>

namespace bertlab
{

double cosine_similarity(const ConstRowView &a, const ConstRowView &b)
{
    assert(a.size() == b.size());
    const double lengths = std::sqrt(a.cast<double>().squaredNorm() * b.cast<double>().squaredNorm());
    return lengths > 0 ? a.cast<double>().dot(b.cast<double>()) / lengths : 0;
}

} // namespace bertlab
