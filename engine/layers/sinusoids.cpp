#include "layers/sinusoids.h"

#include <cmath>

namespace bertlab {

Matrix sinusoidal_positions(Index positions, Index hidden_size, double base)
{
    Matrix table(positions, hidden_size);
    for (Index position = 0; position < positions; ++position)
        for (Index dimension = 0; dimension < hidden_size; ++dimension) {
            const double even = static_cast<double>(dimension / 2 * 2) / static_cast<double>(hidden_size);
            const double angle = static_cast<double>(position) * std::pow(base, -even);
            table(position, dimension) = static_cast<float>(dimension % 2 == 0 ? std::sin(angle) : std::cos(angle));
        }
    return table;
}

} // namespace bertlab
