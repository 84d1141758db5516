#include "analysis/percentile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace bertlab {

float magnitude_percentile(const ConstMatrixView &values, double share)
{
    assert(share > 0 && share <= 1);
    if (values.size() == 0)
        return 0;
    std::vector<float> magnitudes;
    magnitudes.reserve(static_cast<std::size_t>(values.size()));
    for (Index row = 0; row < values.rows(); ++row)
        for (Index column = 0; column < values.cols(); ++column)
            magnitudes.push_back(std::abs(values(row, column)));
    const double count = static_cast<double>(magnitudes.size());
    const auto rank = std::clamp(static_cast<std::ptrdiff_t>(std::ceil(share * count)) - 1, std::ptrdiff_t{0},
                                 static_cast<std::ptrdiff_t>(magnitudes.size()) - 1);
    std::nth_element(magnitudes.begin(), magnitudes.begin() + rank, magnitudes.end());
    return magnitudes[static_cast<std::size_t>(rank)];
}

} // namespace bertlab
