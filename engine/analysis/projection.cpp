#include "analysis/projection.h"

#include "base/error.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

constexpr Index spare_directions = 6; ///< carried along, so that the wanted ones settle sooner
constexpr int most_rounds = 200;
constexpr double settled = 1e-9; ///< of the largest variance: a variance moves less from one round to the next

Eigen::RowVectorXd mean_of(std::span<const ConstMatrixView> groups)
{
    Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(groups.front().cols());
    Index rows = 0;
    for (const ConstMatrixView &group : groups) {
        sum += group.cast<double>().colwise().sum();
        rows += group.rows();
    }
    return sum / static_cast<double>(rows);
}

/// C b for the covariance C (times the number of rows) without forming it.
Eigen::MatrixXd times_covariance(std::span<const ConstMatrixView> groups, const Eigen::RowVectorXd &mean,
                                 const Eigen::MatrixXd &basis)
{
    Eigen::MatrixXd product = Eigen::MatrixXd::Zero(basis.rows(), basis.cols());
    for (const ConstMatrixView &group : groups) {
        const Eigen::MatrixXd centred = group.cast<double>().rowwise() - mean;
        product.noalias() += centred.transpose() * (centred * basis);
    }
    return product;
}

/// A start that no data is likely to be orthogonal to, and the same each time.
Eigen::MatrixXd first_basis(Index dimensions, Index columns)
{
    Eigen::MatrixXd basis(dimensions, columns);
    for (Index i = 0; i < dimensions; ++i)
        for (Index j = 0; j < columns; ++j)
            basis(i, j) = std::sin(static_cast<double>(1 + i * columns + j) * 1.618) + (i % columns == j ? 1 : 0);
    return basis;
}

Eigen::MatrixXd orthonormal(const Eigen::MatrixXd &columns)
{
    return Eigen::HouseholderQR<Eigen::MatrixXd>(columns).householderQ() *
           Eigen::MatrixXd::Identity(columns.rows(), columns.cols());
}

double total_variance(std::span<const ConstMatrixView> groups, const Eigen::RowVectorXd &mean)
{
    double sum = 0;
    for (const ConstMatrixView &group : groups)
        sum += (group.cast<double>().rowwise() - mean).squaredNorm();
    return sum;
}

} // namespace

Projection principal_components(std::span<const ConstMatrixView> groups, Index directions,
                                const IsCancelled &is_cancelled)
{
    const Index dimensions = groups.front().cols(), columns = std::min(dimensions, directions + spare_directions);
    assert(directions <= columns);
    Projection projection;
    projection.mean = mean_of(groups);
    Eigen::MatrixXd basis = orthonormal(first_basis(dimensions, columns));
    Eigen::VectorXd variances = Eigen::VectorXd::Zero(columns);
    for (int round = 0; round < most_rounds; ++round) {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
        const Eigen::MatrixXd product = times_covariance(groups, projection.mean, basis);
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> ritz(basis.transpose() * product); // ascending
        const Eigen::VectorXd found = ritz.eigenvalues().reverse();
        const double moved = (found - variances).head(directions).cwiseAbs().maxCoeff();
        variances = found;
        if (moved <= settled * variances[0]) {
            basis = basis * ritz.eigenvectors().rowwise().reverse();
            break;
        }
        basis = orthonormal(product * ritz.eigenvectors().rowwise().reverse());
    }

    projection.directions = basis.leftCols(directions).transpose();
    for (Index d = 0; d < directions; ++d) {
        Index largest;
        projection.directions.row(d).cwiseAbs().maxCoeff(&largest);
        if (projection.directions(d, largest) < 0)
            projection.directions.row(d) *= -1;
    }
    const double total = total_variance(groups, projection.mean);
    for (Index d = 0; d < directions; ++d)
        projection.shares.push_back(total > 0 ? variances[d] / total : 0);
    for (const ConstMatrixView &group : groups)
        projection.points.emplace_back(
            ((group.cast<double>().rowwise() - projection.mean) * projection.directions.transpose()).cast<float>());
    return projection;
}

} // namespace bertlab
