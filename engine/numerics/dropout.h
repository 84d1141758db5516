#pragma once

#include "base/views.h"

#include <cstdint>

namespace bertlab {

/// Which elements a place of a model drops in one step. Drawn from a counter: an element's fate depends on seed, step,
/// site, row and column alone, so it needs no memory, the backward pass draws it again, and threads change nothing.
struct Dropout
{
    double probability = 0; ///< in [0, 1); 0 drops nothing
    std::uint64_t seed = 0;
    std::uint32_t step = 0, site = 0; ///< with the seed: see numerics/random.h
    Index first_row = 0;              ///< what row 0 of a matrix counts as …
    Index row_step = 1;               ///< … and how far the count goes on from row to row

    bool is_active() const { return probability > 0; }
    Dropout from_row(Index row) const { return {probability, seed, step, site, first_row + row * row_step, row_step}; }
};

/// y = x / (1 - p) where the element is kept, 0 where it is dropped; y may be x.  x, y: R x N.
/// Source: Srivastava et al. 2014, in its inverted form. The gradient by x is the same function of the gradient by y.
void drop_elements(const ConstMatrixView &x, const Dropout &dropout, const MatrixView &y);

} // namespace bertlab
