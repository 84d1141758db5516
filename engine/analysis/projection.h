#pragma once

#include "base/views.h"
#include "numerics/parallel.h"

#include <span>
#include <vector>

namespace bertlab {

/// Where rows of high dimension lie on the few directions along which they differ most.
struct Projection
{
    std::vector<Matrix> points; ///< for each group of rows: rows x directions
    std::vector<double> shares; ///< of the variance of all rows, by direction, largest first
    Eigen::RowVectorXd mean;    ///< H
    Eigen::MatrixXd directions; ///< directions x H, orthonormal; the largest entry of each is positive
};

/// Principal components of all rows of all groups together (one mean, one covariance), so that the groups can be
/// compared: one picture for all layers. Source: Pearson 1901; found by subspace iteration with a Rayleigh-Ritz step
/// (Golub and Van Loan, Matrix Computations, section 8.2.4), in double. At least one row; groups of equal width; fewer
/// directions than dimensions. Throws Cancelled.
Projection principal_components(std::span<const ConstMatrixView> groups, Index directions,
                                const IsCancelled &is_cancelled = {});

} // namespace bertlab
