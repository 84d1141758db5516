#pragma once

#include "base/views.h"
#include "plots/color_scale.h"
#include "plots/view.h"

#include <QPoint>

#include <memory>
#include <optional>

class QCustomPlot;

namespace bertlab {

class HeatMapFrame;

/// Content of a heat map: rows downwards, columns to the right.
struct HeatMapData
{
    Matrix values;
    QList<TokenLabel> rowLabels;       ///< right-aligned in the segment's colour; empty: none
    QList<TokenLabel> columnLabels;    ///< turned 55 degrees above the map; empty: none
    QString rowsTitle;                 ///< "looks (query) ↓"
    QString columnsTitle;              ///< "is looked at (key) →"
    QString tensor;                    ///< name for CSV
    QStringList rowNames, columnNames; ///< for CSV and descriptions; empty: the labels' texts with their position
    ColorScale scale;
    bool showScale = true;
    bool squareCells = false;
    double mostStretch = 1; ///< where there is room for it, one side of a square cell is up to so many times the other
};

/// Fills a plot with a heat map; used for the screen and, on a plot of its own, for every file.
void fillHeatMap(QCustomPlot &plot, const HeatMapData &data, int selectedRow, QPoint selectedCell,
                 const Palette &palette);

/// A heat map on a QCustomPlot with its scale and tokens on the axes. Rows and cells are selected by mouse and arrow
/// keys.
class HeatMapView : public View
{
    Q_OBJECT

public:
    explicit HeatMapView(const QString &id, QWidget *parent = nullptr);
    ~HeatMapView() override;

    void setData(const HeatMapData &data);
    const HeatMapData &data() const { return m_data; }
    /// A double line without hue around the row and, if column >= 0, the cell. -1: none.
    void setSelected(int row, int column);
    /// The cell under a point of the widget; nullopt outside the map.
    std::optional<QPoint> cellAt(const QPointF &position) const; ///< x = column, y = row
    /// Where a cell lies in the widget.
    QRectF cellRect(int row, int column) const;

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return m_data.values.size() > 0; }
    void setColors(const Palette &palette) override;
    double preferredRatio() const override; ///< with labels and scale

signals:
    void cellHovered(int row, int column); ///< -1, -1 when the pointer leaves
    void cellClicked(int row, int column);
    void cellDoubleClicked(int row, int column);

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// The plot of the screen's colours, filled and laid out for a body of this size.
    HeatMapData shown() const;
    HeatMapFrame &laidOut(const QSize &size) const;
    static void paintPlot(QCustomPlot &plot, QCPPainter &painter, const QRect &area);

    HeatMapData m_data;
    int m_selectedRow = -1, m_selectedColumn = -1;
    std::optional<QPoint> m_hovered;
    mutable bool m_filled = false; ///< m_plot has the present data and colours
    mutable double m_filledZoom = 1;
    mutable std::unique_ptr<QCustomPlot> m_plot; ///< never shown itself: it lays out and paints
};

} // namespace bertlab
