#pragma once

#include "base/views.h"
#include "plots/heat_map.h"

#include <QString>
#include <QStringList>

namespace bertlab {

/// Dimensions of a vector that share a column of a map, when there are more of them than columns to show.
class ColumnGroups
{
public:
    ColumnGroups() = default;
    /// At most `columns` columns; equally wide ones if that takes no more than twice the dimensions a column.
    ColumnGroups(Index dimensions, Index columns);

    Index dimensions() const { return m_dimensions; }
    Index perColumn() const { return m_perColumn; }
    Index columns() const { return (m_dimensions + m_perColumn - 1) / m_perColumn; }
    Index columnOf(Index dimension) const { return dimension / m_perColumn; }
    Index first(Index column) const { return column * m_perColumn; }
    Index size(Index column) const;

    /// The value of largest magnitude of each group, with its sign.
    Matrix strongest(const ConstMatrixView &values) const;
    /// The dimension whose value a cell shows.
    Index strongestDimension(const ConstRowView &values, Index column) const;

    QString text() const;      ///< "64 columns × 4 dimensions", "64 dimensions"
    QStringList names() const; ///< "12" or "12–15", a column each

    bool operator==(const ColumnGroups &) const = default;

private:
    Index m_dimensions = 0, m_perColumn = 1;
};

/// A signed scale that ends at the 99th percentile of the magnitudes, so that a few outliers do not pale the rest.
ColorScale percentileScale(const ConstMatrixView &values, const QString &name);

} // namespace bertlab
