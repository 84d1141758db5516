#pragma once

#include "plots/heat_map.h"

namespace bertlab {

/// Short vectors under each other, one strip of signed cells a row ("q", "k", "q × k"), as in 'Inside the cell'.
struct VectorRowsData
{
    struct Row
    {
        QString label; ///< in the fixed font
        RowVector values;
        QString note = {}; ///< behind the strip: "sum 41.07"
        double max = 0;    ///< end of a scale of its own, said in the note; 0: that of all rows
    };
    QList<Row> rows;         ///< of equal length
    QStringList columnNames; ///< "16" or "16–19", for the pointer, CSV and descriptions; empty: counted from 0
    ColorScale scale{ColorScale::Kind::signedValues, 1, false, {}};
    QString tensor;
    bool showScale = true;
};

class VectorRowsView : public View
{
    Q_OBJECT

public:
    explicit VectorRowsView(const QString &id, QWidget *parent = nullptr);

    void setData(const VectorRowsData &data);
    const VectorRowsData &data() const { return m_data; }
    /// A double line around one cell; row -1: around the column in every strip; column -1: none.
    void setSelected(int row, int column);
    QRectF cellRect(int row, int column) const; ///< in the widget

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.rows.isEmpty(); }

signals:
    void cellHovered(int row, int column); ///< -1, -1 when the pointer leaves
    void cellClicked(int row, int column);

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int length() const;
    QString columnName(int column) const;
    QRectF stripIn(const QRectF &body, int row) const;
    QRectF cellIn(const QRectF &strip, int column) const;
    std::optional<QPoint> cellAt(const QPointF &position) const;
    /// How many values one cell stands for on this device: below one pixel the strongest of them is shown.
    int valuesInCell(const QCPPainter &painter, const QRectF &strip) const;
    void paintStrip(QCPPainter &painter, const QRectF &strip, const VectorRowsData::Row &row,
                    const Palette &palette) const;
    void setHovered(const std::optional<QPoint> &cell);

    VectorRowsData m_data;
    int m_selectedRow = -1, m_selectedColumn = -1;
    std::optional<QPoint> m_hovered; ///< x = column, y = row
};

} // namespace bertlab
