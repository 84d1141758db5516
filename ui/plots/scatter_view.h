#pragma once

#include "base/views.h"
#include "plots/view.h"

#include <QPolygonF>

namespace bertlab {

/// Points that move through several steps (layers), all in one pair of coordinates, with the way they came as a trail.
struct ScatterData
{
    QList<Matrix> steps;      ///< n x 2 each
    QList<TokenLabel> labels; ///< n
    QStringList names;        ///< n, for CSV and descriptions
    QString across, up;       ///< what the coordinates are: "1st component, 34 % of the variance"
    QString quantity;         ///< for CSV
};

class ScatterView : public View
{
    Q_OBJECT

public:
    explicit ScatterView(const QString &id, QWidget *parent = nullptr);

    void setData(const ScatterData &data);
    const ScatterData &data() const { return m_data; }
    /// 0 … steps - 1; between two steps the points lie between their places.
    void setStep(double step);
    double step() const { return m_step; }
    void setSelected(int point);      ///< -1: none
    QPointF pointAt(int point) const; ///< where it lies now, in the widget

    NumberTable numbers() const override;
    QString description() const override;
    bool hasContent() const override { return !m_data.steps.isEmpty(); }

signals:
    void pointHovered(int point); ///< -1 when the pointer leaves
    void pointClicked(int point);

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int count() const { return static_cast<int>(m_data.labels.size()); }
    QRectF plotIn(const QRectF &body) const;
    QPointF placeIn(const QRectF &plot, int point, double step) const;
    QPolygonF trailIn(const QRectF &plot, int point) const;
    std::optional<int> pointNear(const QPointF &position) const;
    void paintAxes(QPainter &painter, const QRectF &plot, const Palette &palette) const;
    void paintTrails(QPainter &painter, const QRectF &plot, const Palette &palette) const;
    void paintPoints(QPainter &painter, const QRectF &plot, const Palette &palette) const;
    void paintLabels(QPainter &painter, const QRectF &plot, const Palette &palette) const;
    void setHovered(int point);

    ScatterData m_data;
    QRectF m_range; ///< of the coordinates over all steps
    double m_step = 0;
    int m_selected = -1, m_hovered = -1;
};

} // namespace bertlab
