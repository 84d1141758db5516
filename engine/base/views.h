#pragma once

#include <Eigen/Core>

/// The few matrix types of the engine: row-major floats, one token or one output feature a row.
/// A Ref is a view with any distance between its rows; it never owns and is passed by value or const reference.
/// Const refs bind to contiguous-column data without copying; shapes are written B, S, T, H, I, A, V:
/// sequences, tokens a sequence, tokens of a batch in all, hidden, intermediate, heads, vocabulary.
namespace bertlab {

using Index = Eigen::Index;

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using RowVector = Eigen::Matrix<float, 1, Eigen::Dynamic, Eigen::RowMajor>;

using MatrixView = Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using ConstMatrixView = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using RowView = Eigen::Map<RowVector>;
using ConstRowView = Eigen::Map<const RowVector>;

inline MatrixView view(Matrix &m)
{
    return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())};
}
inline ConstMatrixView view(const Matrix &m)
{
    return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())};
}
inline ConstRowView view(const RowVector &v)
{
    return {v.data(), v.size()};
}

/// What may be written may be read.
inline ConstMatrixView read_only(const MatrixView &m)
{
    return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.outerStride())};
}

/// Rows [first, first + count) of a view, without a copy.
inline MatrixView rows_of(const MatrixView &m, Index first, Index count)
{
    return {const_cast<float *>(m.data()) + first * m.outerStride(), count, m.cols(),
            Eigen::OuterStride<>(m.outerStride())};
}
inline ConstMatrixView rows_of(const ConstMatrixView &m, Index first, Index count)
{
    return {m.data() + first * m.outerStride(), count, m.cols(), Eigen::OuterStride<>(m.outerStride())};
}

/// Columns [first, first + count) of a view, without a copy: the part of one head, say.
inline MatrixView columns_of(const MatrixView &m, Index first, Index count)
{
    return {const_cast<float *>(m.data()) + first, m.rows(), count, Eigen::OuterStride<>(m.outerStride())};
}
inline ConstMatrixView columns_of(const ConstMatrixView &m, Index first, Index count)
{
    return {m.data() + first, m.rows(), count, Eigen::OuterStride<>(m.outerStride())};
}

/// A part of a matrix.
struct Rectangle
{
    Index row, column, rows, columns;
};
inline MatrixView part_of(const MatrixView &m, const Rectangle &part)
{
    return columns_of(rows_of(m, part.row, part.rows), part.column, part.columns);
}
inline ConstMatrixView part_of(const ConstMatrixView &m, const Rectangle &part)
{
    return columns_of(rows_of(m, part.row, part.rows), part.column, part.columns);
}

} // namespace bertlab
