#include "plots/scatter_view.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double radius = 4, reach = 12, labelGap = 4, labelHeight = 15, axisHeight = 18;
constexpr int mostTrails = 40; ///< of more points only the selected one's is drawn

QFont labelFont()
{
    return fonts::mono(11);
}

} // namespace

ScatterView::ScatterView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Projection"); });
}

void ScatterView::setData(const ScatterData &data)
{
    m_data = data;
    m_hovered = -1;
    if (m_selected >= count())
        m_selected = -1;
    m_step = std::clamp(m_step, 0.0, std::max(0.0, double(data.steps.size() - 1)));
    m_range = {};
    for (const Matrix &points : data.steps)
        for (Index point = 0; point < points.rows(); ++point) {
            const QPointF at(double(points(point, 0)), double(points(point, 1)));
            const bool first = m_range.isNull() && m_range.topLeft().isNull();
            m_range = first ? QRectF(at, at)
                            : QRectF(QPointF(std::min(m_range.left(), at.x()), std::min(m_range.top(), at.y())),
                                     QPointF(std::max(m_range.right(), at.x()), std::max(m_range.bottom(), at.y())));
        }
    contentChanged();
}

void ScatterView::setStep(double step)
{
    const double within = std::clamp(step, 0.0, std::max(0.0, double(m_data.steps.size() - 1)));
    if (within == m_step)
        return;
    m_step = within;
    contentChanged();
}

void ScatterView::setSelected(int point)
{
    if (point == m_selected)
        return;
    m_selected = point;
    contentChanged();
}

QRectF ScatterView::plotIn(const QRectF &body) const
{
    return body.adjusted(axisHeight, 4, -4, -axisHeight);
}

/// Both coordinates on one scale, so that distances can be compared; the middle of all in the middle.
QPointF ScatterView::placeIn(const QRectF &plot, int point, double step) const
{
    const auto before = static_cast<qsizetype>(std::floor(step));
    const qsizetype after = std::min(before + 1, m_data.steps.size() - 1);
    const float share = float(step - double(before));
    const RowVector at = (1 - share) * m_data.steps[before].row(point) + share * m_data.steps[after].row(point);
    constexpr double border = 30;
    const double scale = std::min((plot.width() - 2 * border) / std::max(1e-9, m_range.width()),
                                  (plot.height() - 2 * border) / std::max(1e-9, m_range.height()));
    const QPointF middle = m_range.center();
    return plot.center() + QPointF((double(at[0]) - middle.x()) * scale, -(double(at[1]) - middle.y()) * scale);
}

QPointF ScatterView::pointAt(int point) const
{
    return placeIn(plotIn(bodyRect()), point, m_step);
}

QPolygonF ScatterView::trailIn(const QRectF &plot, int point) const
{
    QPolygonF trail;
    for (int step = 0; step < m_step; ++step)
        trail.append(placeIn(plot, point, step));
    trail.append(placeIn(plot, point, m_step));
    return trail;
}

void ScatterView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    if (!hasContent())
        return;
    QPainter &plain = painter;
    const QRectF plot = plotIn(body);
    paintAxes(plain, plot, palette);
    plain.setRenderHint(QPainter::Antialiasing);
    paintTrails(plain, plot, palette);
    paintPoints(plain, plot, palette);
    paintLabels(plain, plot, palette);
}

void ScatterView::paintAxes(QPainter &painter, const QRectF &plot, const Palette &palette) const
{
    painting::drawFrame(painter, plot, palette.line);
    painting::drawText(painter, QRectF(plot.left(), plot.bottom() + 2, plot.width(), axisHeight - 2),
                       Qt::AlignRight | Qt::AlignVCenter, m_data.across + QStringLiteral(" →"), fonts::small(),
                       palette.secondary);
    painting::drawTurnedText(painter, QPointF(plot.left() - 5, plot.bottom()), 90, m_data.up + QStringLiteral(" →"),
                             fonts::small(), palette.secondary);
}

void ScatterView::paintTrails(QPainter &painter, const QRectF &plot, const Palette &palette) const
{
    painter.setBrush(Qt::NoBrush);
    for (int point = 0; point < count(); ++point) {
        if (count() > mostTrails && point != m_selected)
            continue;
        const TokenLabel &label = m_data.labels[point];
        QColor color = point == m_selected ? palette.text : palette.token(label.typeId, label.special);
        color.setAlphaF(point == m_selected ? 0.9F : 0.25F);
        painter.setPen(QPen(color, point == m_selected ? 1.6 : 1));
        painter.drawPolyline(trailIn(plot, point));
    }
}

void ScatterView::paintPoints(QPainter &painter, const QRectF &plot, const Palette &palette) const
{
    for (int point = 0; point < count(); ++point) {
        const TokenLabel &label = m_data.labels[point];
        painter.setPen(point == m_selected ? QPen(palette.text, 2) : QPen(palette.panel, 1));
        painter.setBrush(palette.token(label.typeId, label.special));
        const double size = point == m_selected ? radius + 1.5 : radius;
        painter.drawEllipse(placeIn(plot, point, m_step), size, size);
    }
}

/// Each label that finds room beside its point, the selected one's first.
void ScatterView::paintLabels(QPainter &painter, const QRectF &plot, const Palette &palette) const
{
    QList<int> order;
    if (m_selected >= 0)
        order.append(m_selected);
    for (int point = 0; point < count(); ++point)
        if (point != m_selected)
            order.append(point);
    QList<QRectF> taken;
    for (const int point : order) {
        const TokenLabel &label = m_data.labels[point];
        const QPointF at = placeIn(plot, point, m_step);
        const double width = painting::textWidth(labelFont(), label.text) + 2;
        const bool left = at.x() + radius + labelGap + width > plot.right();
        const QRectF box(left ? at.x() - radius - labelGap - width : at.x() + radius + labelGap,
                         at.y() - labelHeight / 2, width, labelHeight);
        const auto overlaps = [&box](const QRectF &other) { return other.intersects(box); };
        if (point != m_selected && std::any_of(taken.begin(), taken.end(), overlaps))
            continue;
        taken.append(box);
        painting::drawText(painter, box, Qt::AlignLeft | Qt::AlignVCenter, label.text, labelFont(),
                           point == m_selected ? palette.text : palette.token(label.typeId, label.special));
    }
}

void ScatterView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (m_hovered < 0)
        return;
    const QPointF at = placeIn(plotIn(body), m_hovered, m_step);
    QPainter &plain = painter;
    plain.setRenderHint(QPainter::Antialiasing);
    plain.setPen(QPen(colors().text, 1.5));
    plain.setBrush(Qt::NoBrush);
    plain.drawEllipse(at, radius + 3, radius + 3);
    painting::drawValueLabel(painter, QRectF(at - QPointF(6, 6), QSizeF(12, 12)), canvas(), m_data.names[m_hovered],
                             colors());
}

NumberTable ScatterView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.quantity;
    for (int step = 0; step < m_data.steps.size(); ++step)
        for (const char *coordinate : {"x", "y"})
            table.columns.append(QStringLiteral("%1 %2").arg(coordinate).arg(step));
    for (int point = 0; point < count(); ++point) {
        table.rows.append(m_data.names[point]);
        QList<double> values;
        for (const Matrix &points : m_data.steps)
            values << double(points(point, 0)) << double(points(point, 1));
        table.values.append(values);
    }
    return table;
}

QString ScatterView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    QString words = tr("%1 of %2 tokens at layer %3; across: %4; up: %5")
                        .arg(accessibleName())
                        .arg(count())
                        .arg(std::lround(m_step))
                        .arg(m_data.across, m_data.up);
    if (m_selected >= 0) {
        const auto at = m_data.steps[std::lround(m_step)].row(m_selected);
        words +=
            tr("; %1 at %2, %3").arg(m_data.names[m_selected], shortNumber(double(at[0])), shortNumber(double(at[1])));
    }
    return words + u'.';
}

std::optional<int> ScatterView::pointNear(const QPointF &position) const
{
    std::optional<int> nearest;
    double least = reach;
    for (int point = 0; point < count(); ++point) {
        const QPointF away = pointAt(point) - position;
        if (const double distance = std::hypot(away.x(), away.y()); distance < least) {
            least = distance;
            nearest = point;
        }
    }
    return nearest;
}

void ScatterView::setHovered(int point)
{
    if (point == m_hovered)
        return;
    m_hovered = point;
    pointerChanged();
    emit pointHovered(point);
}

void ScatterView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(hasContent() ? pointNear(event->position()).value_or(-1) : -1);
}

void ScatterView::leaveEvent(QEvent *)
{
    setHovered(-1);
}

void ScatterView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !hasContent())
        return View::mousePressEvent(event);
    if (const std::optional<int> point = pointNear(event->position()))
        emit pointClicked(*point);
}

/// Left and right lead through the tokens in their order.
void ScatterView::keyPressEvent(QKeyEvent *event)
{
    const std::optional<QPoint> next = moved({m_selected, 0}, QSize(count(), 1), event->key());
    if (!next)
        return View::keyPressEvent(event);
    emit pointClicked(next->x());
}

} // namespace bertlab
