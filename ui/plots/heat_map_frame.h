#pragma once

#include "plots/heat_map.h"

#include <qcustomplot.h>

namespace bertlab {

class ColorMap;

/// What stands around the cells of a heat map: labels of rows and columns, titles, scale, frame and the selection.
class HeatMapFrame : public QCPLayerable
{
public:
    HeatMapFrame(QCustomPlot &plot, ColorMap &map);
    /// The one of a plot; nullptr in a fresh plot.
    static HeatMapFrame *of(const QCustomPlot &plot);

    void setContent(const HeatMapData &data, const Palette &palette);
    void setSelected(int row, QPoint cell);
    /// Sets the margins of the axes for the plot's present size.
    void layOut();
    ColorMap &map() const { return m_map; }
    QRectF cellRect(int row, int column) const;
    /// The labels of a hovered row and column in front of their neighbours.
    void drawHovered(QPainter &painter, int row, int column) const;

protected:
    void applyDefaultAntialiasingHint(QCPPainter *) const override {}
    void draw(QCPPainter *painter) override;

private:
    QRectF roomForMap(double columns, double rows);
    bool hasRoomBesideTitles(double right) const;
    QFont labelFont(bool strong) const;
    void drawRowLabels(QPainter &painter) const;
    void drawColumnLabels(QPainter &painter) const;
    void drawTitles(QPainter &painter, const QString &note) const;
    void drawScale(QPainter &painter, const QString &note) const;
    void drawSelection(QPainter &painter) const;
    /// "max of 2 × 2" when cells are pooled on this device.
    QString poolingNote(const QCPPainter &painter) const;
    QRectF scaleBar() const;
    /// The line under the map where the scale's name stands: below its bar, or further left if that is too narrow.
    QRectF scaleNameBox(const QString &note) const;
    QRectF rowLabelBox(int row) const;
    QPointF columnLabelFoot(int column) const;

    ColorMap &m_map;
    HeatMapData m_data; ///< without the values, which the map has
    Palette m_palette;
    int m_selectedRow = -1;
    QPoint m_selectedCell{-1, -1};
    double m_widestRowLabel = 0, m_longestColumnLabel = 0; ///< at smallestLabel pixels
    double m_smallestLabel = 11;                           ///< pixels of a label that can still be read
    // Of the present layout:
    double m_labelPixels = 11, m_rowLabelWidth = 0, m_columnLabelLength = 0;
    bool m_columnLabels = false, m_titles = false, m_scaleName = false, m_noteBesideTitles = false;
};

} // namespace bertlab
