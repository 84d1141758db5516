#include "analysis/similarity.h"

#include "base/error.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bertlab {

double cosine_similarity(const ConstRowView &a, const ConstRowView &b)
{
    assert(a.size() == b.size());
    const double lengths = std::sqrt(a.cast<double>().squaredNorm() * b.cast<double>().squaredNorm());
    return lengths > 0 ? a.cast<double>().dot(b.cast<double>()) / lengths : 0;
}

namespace {

/// Rows of length 1, or 0 where a row is all zero.
Eigen::MatrixXd normalised(const ConstMatrixView &rows)
{
    Eigen::MatrixXd result = rows.cast<double>();
    for (Index row = 0; row < result.rows(); ++row)
        result.row(row).normalize(); // leaves zero as it is
    return result;
}

} // namespace

Matrix cosine_similarities(const ConstMatrixView &rows, const IsCancelled &is_cancelled)
{
    constexpr Index rows_at_once = 32; // between two questions whether to stop
    const Eigen::MatrixXd all = normalised(rows);
    Matrix similarities(rows.rows(), rows.rows());
    for (Index first = 0; first < rows.rows(); first += rows_at_once) {
        if (is_cancelled && is_cancelled())
            throw Cancelled();
        const Index count = std::min(rows_at_once, rows.rows() - first);
        similarities.middleRows(first, count) = (all.middleRows(first, count) * all.transpose()).cast<float>();
    }
    return similarities;
}

double mean_similarity(const ConstMatrixView &rows)
{
    const double count = static_cast<double>(rows.rows());
    if (rows.rows() < 2)
        return 0;
    const Eigen::MatrixXd all = normalised(rows); // the sum over all pairs is the square of the sum
    return (all.colwise().sum().squaredNorm() - all.squaredNorm()) / (count * (count - 1));
}

double mean_similarity(const ConstMatrixView &a, const ConstMatrixView &b)
{
    if (a.rows() == 0 || b.rows() == 0)
        return 0;
    return normalised(a).colwise().mean().dot(normalised(b).colwise().mean());
}

} // namespace bertlab
