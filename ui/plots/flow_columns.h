#pragma once

#include "plots/view.h"

namespace bertlab {

/// Columns of boxes that data flows through from top to bottom, the shape of the data on each arrow.
struct FlowColumnsData
{
    struct Box
    {
        QString id; ///< for signals; empty: cannot be chosen
        QString label;
        QString note = {};  ///< right in the box, secondary: "0.79 M"
        QString below = {}; ///< on the arrow to the next box: "13 × 256"
        enum class Look { block, data, open } look = Look::block;
        int skipsFrom = -1; ///< a line past the boxes between, from that one's output into this one
    };
    struct Column
    {
        QString title;
        QList<Box> boxes;
        QString foot = {}; ///< a line of words below
    };
    QList<Column> columns;
    QString quantity; ///< for CSV
};

class FlowColumnsView : public View
{
    Q_OBJECT

public:
    explicit FlowColumnsView(const QString &id, QWidget *parent = nullptr);

    void setData(const FlowColumnsData &data);
    const FlowColumnsData &data() const { return m_data; }
    void setSelected(const QString &id);
    QRectF boxRect(const QString &id) const; ///< in the widget; empty if there is none

    NumberTable numbers() const override; ///< rows: the boxes; their notes and shapes are names of rows
    QString description() const override;
    double smallestHeight() const override;
    bool hasContent() const override { return !m_data.columns.isEmpty(); }

signals:
    void boxHovered(const QString &id); ///< empty when the pointer leaves
    void boxClicked(const QString &id);
    void boxOpened(const QString &id); ///< double click, Enter

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    static double pitchIn(const QRectF &body, const FlowColumnsData::Column &column, double share);
    bool isTight(const QRectF &body) const;
    QRectF boxIn(const QRectF &body, int column, int box) const;
    const FlowColumnsData::Box *boxAt(const QPointF &position) const;
    std::optional<QPoint> placeOf(const QString &id) const; ///< x = column, y = box
    void paintBox(QPainter &painter, const QRectF &rect, const FlowColumnsData::Box &box, bool tight,
                  const Palette &palette) const;
    void paintArrows(QPainter &painter, const QRectF &body, int column, const Palette &palette) const;
    void setHovered(const QString &id);

    FlowColumnsData m_data;
    QString m_selected, m_hovered;
};

} // namespace bertlab
