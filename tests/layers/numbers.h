#pragma once

#include "base/views.h"

#include <Eigen/Dense>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <sstream>
#include <string>

/// What the tests of numbers share: numbers that are the same on every machine, and comparisons that NaN cannot pass.
namespace bertlab::test {

using DoubleMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Evenly in [-1, 1), from a counter (SplitMix64).
inline float random_number(std::uint64_t seed, std::uint64_t counter)
{
    std::uint64_t z = (seed << 32) + (counter + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return static_cast<float>(z >> 40) * 0x1p-23F - 1.0F;
}

inline Matrix random_matrix(Index rows, Index columns, std::uint64_t seed, float scale = 1.0F)
{
    Matrix matrix(rows, columns);
    for (Index i = 0; i < matrix.size(); ++i)
        matrix.data()[i] = scale * random_number(seed, static_cast<std::uint64_t>(i));
    return matrix;
}

struct Difference
{
    double value = 0;
    Index row = 0, column = 0;
    double actual = 0, expected = 0;

    std::string describe() const
    {
        std::ostringstream text;
        text.precision(9);
        text << "row " << row << ", column " << column << ": " << actual << " instead of " << expected;
        return text.str();
    }
};

/// The largest, or the first that is not a number. Shapes that differ count as infinite.
template <typename Actual, typename Expected>
Difference largest_difference(const Actual &actual, const Expected &expected)
{
    if (actual.rows() != expected.rows() || actual.cols() != expected.cols())
        return {INFINITY, -1, -1, static_cast<double>(actual.size()), static_cast<double>(expected.size())};
    Difference worst;
    for (Index row = 0; row < actual.rows(); ++row) {
        for (Index column = 0; column < actual.cols(); ++column) {
            const auto a = static_cast<double>(actual(row, column)), e = static_cast<double>(expected(row, column));
            const double value = std::abs(a - e);
            if (!(value <= worst.value))
                worst = {value, row, column, a, e};
            if (std::isnan(value))
                return worst;
        }
    }
    return worst;
}

template <typename Left, typename Right>
bool same_bits(const Left &left, const Right &right)
{
    if (left.rows() != right.rows() || left.cols() != right.cols())
        return false;
    for (Index row = 0; row < left.rows(); ++row) {
        for (Index column = 0; column < left.cols(); ++column) {
            const float a = left(row, column), b = right(row, column);
            if (std::memcmp(&a, &b, sizeof a) != 0)
                return false;
        }
    }
    return true;
}

} // namespace bertlab::test

/// Prints how much room is left also when it passes.
#define VERIFY_CLOSE(actual, expected, tolerance)                                                                      \
    do {                                                                                                               \
        const bertlab::test::Difference worst = bertlab::test::largest_difference(actual, expected);                   \
        qInfo("worst %.1e, allowed %.1e", worst.value, static_cast<double>(tolerance));                                \
        QVERIFY2(worst.value <= (tolerance), worst.describe().c_str());                                                \
    } while (false)
