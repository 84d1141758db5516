#include "pages/column_groups.h"

#include "analysis/percentile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bertlab {

ColumnGroups::ColumnGroups(Index dimensions, Index columns) : m_dimensions(dimensions)
{
    assert(dimensions >= 1 && columns >= 1);
    const Index least = (dimensions + columns - 1) / columns;
    m_perColumn = least;
    for (Index size = least; size <= 2 * least; ++size) {
        if (dimensions % size == 0) {
            m_perColumn = size;
            break;
        }
    }
}

Index ColumnGroups::size(Index column) const
{
    return std::min(m_perColumn, m_dimensions - first(column));
}

Index ColumnGroups::strongestDimension(const ConstRowView &values, Index column) const
{
    Index strongest = first(column);
    for (Index dimension = strongest; dimension < first(column) + size(column); ++dimension)
        if (std::abs(values[dimension]) > std::abs(values[strongest]))
            strongest = dimension;
    return strongest;
}

Matrix ColumnGroups::strongest(const ConstMatrixView &values) const
{
    assert(values.cols() == m_dimensions);
    if (m_perColumn == 1)
        return values;
    Matrix result(values.rows(), columns());
    for (Index row = 0; row < values.rows(); ++row) {
        const ConstRowView rowValues(values.data() + row * values.outerStride(), values.cols());
        for (Index column = 0; column < columns(); ++column)
            result(row, column) = rowValues[strongestDimension(rowValues, column)];
    }
    return result;
}

QString ColumnGroups::text() const
{
    if (m_perColumn == 1)
        return QCoreApplication::translate("ColumnGroups", "%1 dimensions").arg(m_dimensions);
    return QCoreApplication::translate("ColumnGroups", "%1 columns × %2 dimensions").arg(columns()).arg(m_perColumn);
}

QStringList ColumnGroups::names() const
{
    QStringList names;
    for (Index column = 0; column < columns(); ++column) {
        const QString begin = QString::number(first(column));
        names.append(size(column) == 1 ? begin : begin + u'–' + QString::number(first(column) + size(column) - 1));
    }
    return names;
}

ColorScale percentileScale(const ConstMatrixView &values, const QString &name)
{
    const float end = magnitude_percentile(values, .99);
    return {.kind = ColorScale::Kind::signedValues,
            .max = end > 0 ? end : 1,
            .clipped = values.size() > 0 && values.cwiseAbs().maxCoeff() > end,
            .name = name};
}

} // namespace bertlab
