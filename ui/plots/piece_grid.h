#pragma once

#include "plots/color_scale.h"
#include "plots/view.h"

namespace bertlab {

/// A word in every cell on a colour that says how sure it is: layers downwards, positions to the right. What does not
/// fit is reached with the wheel.
struct PieceGridData
{
    struct Cell
    {
        QString text;
        double value = 0;
        bool right = false; ///< marked as what really stands there
    };
    int columns = 0;
    QList<Cell> cells; ///< row by row
    QStringList rowNames;
    QList<TokenLabel> columnLabels;
    QStringList columnNames; ///< for CSV and descriptions
    ColorScale scale;
    QString quantity; ///< "probability"

    int rows() const { return static_cast<int>(rowNames.size()); }
    const Cell &at(int row, int column) const { return cells[qsizetype(row) * columns + column]; }
};

class PieceGridView : public View
{
    Q_OBJECT

public:
    explicit PieceGridView(const QString &id, QWidget *parent = nullptr);

    void setData(const PieceGridData &data);
    const PieceGridData &data() const { return m_data; }
    /// A double line around a cell, or (row -1) the column; -1: none. Brings it into sight.
    void setSelected(int row, int column);
    QRectF cellRect(int row, int column) const; ///< in the widget; empty where it is out of sight

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.cells.isEmpty(); }

signals:
    void cellHovered(int row, int column); ///< -1, -1 when the pointer leaves
    void cellClicked(int row, int column);

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// The part of the grid that is seen in a body, and where.
    struct Layout
    {
        QRectF cells; ///< of all cells in sight
        int firstRow = 0, rows = 0, firstColumn = 0, columns = 0;
    };
    Layout layoutIn(const QRectF &body) const;
    QRectF cellIn(const Layout &layout, int row, int column) const;
    std::optional<QPoint> cellAt(const QPointF &position) const;
    void paintCell(QPainter &painter, const QRectF &box, const PieceGridData::Cell &cell, const Palette &palette) const;
    void paintLabels(QPainter &painter, const QRectF &body, const Layout &layout, const Palette &palette) const;
    void setHovered(const std::optional<QPoint> &cell);

    PieceGridData m_data;
    double m_leastWidth = 0; ///< of a column
    int m_selectedRow = -1, m_selectedColumn = -1;
    int m_firstRow = 0, m_firstColumn = 0;
    std::optional<QPoint> m_hovered; ///< x = column, y = row
};

} // namespace bertlab
