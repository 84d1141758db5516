#pragma once

#include "pages/column_groups.h"
#include "plots/heat_map.h"
#include "plots/vector_rows.h"
#include "session/selection.h"
#include "tasks/reading.h"

#include <QWidget>

#include <array>

namespace bertlab {

/// Token + segment + position = sum as maps on one scale, LayerNorm of the sum on its own, and the sum of a few
/// dimensions of one token, cell by cell.
class EmbeddingMaps : public QWidget
{
    Q_OBJECT

public:
    enum Map { token, segment, position, sum, layerNorm, maps };

    explicit EmbeddingMaps(QWidget *parent = nullptr);

    void showReading(const Reading &reading);
    /// Marks what is held; what the pointer is over is opened below.
    void showSelection(const Reading &reading, const Selection &held, const Selection &current);

    HeatMapView *map(Map map) const { return m_maps[map]; }
    VectorRowsView *inside() const { return m_inside; }
    const ColumnGroups &groups() const { return m_groups; }

signals:
    void cellHovered(int token, int dimension); ///< -1, -1 when the pointer leaves
    void cellClicked(int token, int dimension);
    void tokenDoubleClicked(int token);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void childEvent(QChildEvent *event) override;

private:
    void connectMap(Map map);
    /// Three maps in a row, all of them equally wide; those on the right have their scale beside them.
    void layOut();
    void fillMap(const Reading &reading, Map map, const QList<TokenLabel> &labels, const ColorScale &scale);
    int dimensionAt(Map map, int token, int column) const;

    std::array<HeatMapView *, maps> m_maps{};
    VectorRowsView *m_inside;
    std::weak_ptr<const Trace> m_trace; ///< of what is shown; gone when another was read while this was hidden
    ColumnGroups m_groups;
    ColorScale m_scale;
    int m_insideToken = -1, m_insideFirst = 0;
};

} // namespace bertlab
