#pragma once

#include "plots/view.h"

namespace bertlab {

/// Rows of label, bar and number: the best guesses with their probabilities, say.
struct BarListData
{
    struct Row
    {
        QString label;                       ///< in the fixed font
        double value;                        ///< 0 … max
        QString number;                      ///< as shown behind the bar; empty: shortNumber(value)
        QString note;                        ///< secondary, behind the number: "rank 7", "covered"
        bool right = false;                  ///< marked as the true one, in green with a check mark
        std::optional<double> expected = {}; ///< a line across the bar where it should end
    };
    QList<Row> rows;
    double max = 1;
    QString quantity; ///< "probability": for CSV and descriptions
};

class BarListView : public View
{
    Q_OBJECT

public:
    explicit BarListView(const QString &id, QWidget *parent = nullptr);

    void setData(const BarListData &data);
    const BarListData &data() const { return m_data; }
    void setSelected(int row);     ///< -1: none
    QRectF rowRect(int row) const; ///< in the widget; empty where there is no room for it

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.rows.isEmpty(); }
    QSize sizeHint() const override;

signals:
    void rowClicked(int row);
    void rowHovered(int row); ///< -1 when the pointer leaves

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<int> shownIn(const QRectF &body) const; ///< the first rows that fit, and the selected one
    QRectF rowIn(const QRectF &body, int row) const;
    int rowAt(const QPointF &position) const;
    struct Columns; ///< of all rows, measured once a picture
    void paintRow(QPainter &painter, const QRectF &box, int index, const Columns &columns,
                  const Palette &palette) const;
    void setHovered(int row);

    BarListData m_data;
    int m_selected = -1, m_hovered = -1;
};

} // namespace bertlab
