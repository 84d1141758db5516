#include "plots/curve_plot.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double thinPen = 1, thickPen = 2;
constexpr double headRoom = 1.06; ///< above the highest point

double highest(const CurvePlotData &data)
{
    double value = 0;
    for (const CurvePlotData::Curve &curve : data.curves)
        for (const QPointF &point : curve.points)
            value = std::max(value, point.y());
    for (const CurvePlotData::Line &line : data.lines)
        value = std::max(value, line.value);
    return value > 0 ? value * headRoom : 1;
}

double furthest(const CurvePlotData &data)
{
    double value = data.xMax;
    for (const CurvePlotData::Curve &curve : data.curves)
        if (!curve.points.isEmpty())
            value = std::max(value, curve.points.last().x());
    return value > 0 ? value : 1;
}

void styleAxis(QCPAxis &axis, const Palette &palette, bool showsGrid)
{
    axis.setBasePen(Qt::NoPen);
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelFont(fonts::small());
    axis.setTickLabelColor(palette.secondary);
    axis.setNumberFormat(QStringLiteral("gb"));
    axis.ticker()->setTickCount(4);
    axis.grid()->setPen(showsGrid ? QPen(palette.line, 1) : QPen(Qt::NoPen));
    axis.grid()->setZeroLinePen(showsGrid ? QPen(palette.line, 1) : QPen(Qt::NoPen));
}

QCPItemText *addText(QCustomPlot &plot, const QPointF &at, const QString &text, Qt::Alignment alignment,
                     const QFont &font, const QColor &color)
{
    auto *item = new QCPItemText(&plot);
    item->position->setCoords(at);
    item->setPositionAlignment(alignment);
    item->setText(text);
    item->setFont(font);
    item->setColor(color);
    item->setPadding(QMargins(5, 2, 5, 2));
    item->setClipToAxisRect(false);
    return item;
}

/// A line of names, in units of the vertical axis.
double lineHeight(const QCustomPlot &plot)
{
    constexpr double pixels = 14, belowTheAxis = 30;
    return pixels / std::max(50., plot.viewport().height() - belowTheAxis) * plot.yAxis->range().size();
}

/// How high the names of the curves stand behind their ends: there, but off dotted lines, whose names stand on their
/// other side, and a line apart from each other.
QList<double> heightsBehindTheEnds(const QCustomPlot &plot, const CurvePlotData &data)
{
    const double line = lineHeight(plot);
    QList<int> named;
    QList<double> heights(data.curves.size(), 0);
    for (int i = 0; i < data.curves.size(); ++i) {
        if (data.curves[i].label.isEmpty() || data.curves[i].points.isEmpty())
            continue;
        named.append(i);
        const double end = heights[i] = data.curves[i].points.last().y();
        for (const CurvePlotData::Line &known : data.lines)
            if (std::abs(end - known.value) < 0.8 * line)
                heights[i] = known.value + (end >= known.value ? 0.8 : -0.8) * line;
    }
    std::stable_sort(named.begin(), named.end(), [&](int one, int other) { return heights[one] > heights[other]; });
    for (qsizetype i = 1; i < named.size(); ++i)
        heights[named[i]] = std::min(heights[named[i]], heights[named[i - 1]] - line);
    return heights;
}

/// Where the name of a curve stands at its end when there is no room behind it: over it, or under it where the name of
/// a neighbour stands over it.
bool standsUnder(const CurvePlotData &data, const CurvePlotData::Curve &curve, double height)
{
    for (const CurvePlotData::Curve &other : data.curves) {
        if (&other == &curve || other.label.isEmpty() || other.points.isEmpty())
            continue;
        const double away = curve.points.last().y() - other.points.last().y();
        if (std::abs(away) < 0.12 * height)
            return away < 0 || (away == 0 && &curve > &other);
    }
    return false;
}

bool hasRoomBehindTheEnd(const QCustomPlot &plot, const CurvePlotData::Curve &curve)
{
    return curve.points.last().x() < 0.72 * plot.xAxis->range().upper;
}

/// The name stands behind the end while there is room, else over it, `above` by so much, or under it.
void addEndLabel(QCustomPlot &plot, const CurvePlotData &data, const CurvePlotData::Curve &curve, double heightBehind,
                 int above, const Palette &palette)
{
    if (curve.label.isEmpty() || curve.points.isEmpty())
        return;
    const QPointF end = curve.points.last();
    const QFont font = fonts::text(11, QFont::DemiBold);
    if (hasRoomBehindTheEnd(plot, curve)) {
        addText(plot, {end.x(), heightBehind}, curve.label, Qt::AlignLeft | Qt::AlignVCenter, font, palette.text);
        return;
    }
    const bool isUnder = standsUnder(data, curve, plot.yAxis->range().size());
    QCPItemText *label = addText(plot, end, curve.label, Qt::AlignRight | (isUnder ? Qt::AlignTop : Qt::AlignBottom),
                                 font, palette.text);
    if (!isUnder)
        label->setPadding(QMargins(5, 2, 5, above));
}

void addCurve(QCustomPlot &plot, const CurvePlotData::Curve &curve, const Palette &palette)
{
    QCPGraph *graph = plot.addGraph();
    graph->setAntialiased(true);
    graph->setAdaptiveSampling(true);
    QPen pen(curve.thick ? palette.text : palette.secondary, curve.thick ? thickPen : thinPen, curve.style);
    pen.setJoinStyle(Qt::RoundJoin);
    graph->setPen(pen);
    QVector<double> x, y;
    for (const QPointF &point : curve.points) {
        x.append(point.x());
        y.append(point.y());
    }
    graph->setData(x, y, true);
}

void addMark(QCustomPlot &plot, const CurvePlotData::Mark &mark, const Palette &palette)
{
    const QCPRange range = plot.yAxis->range();
    auto *item = new QCPItemLine(&plot);
    item->start->setCoords(mark.x, range.lower);
    item->end->setCoords(mark.x, range.upper);
    item->setPen(QPen(palette.accent, 1.4));
    const bool isNearTheEnd = mark.x > 0.9 * plot.xAxis->range().upper;
    addText(plot, {mark.x, range.upper}, mark.label, Qt::AlignTop | (isNearTheEnd ? Qt::AlignRight : Qt::AlignLeft),
            fonts::text(11, QFont::DemiBold), palette.accent);
}

/// Whether the name of a curve stands just above this value.
bool isBelowAName(const QCustomPlot &plot, const CurvePlotData &data, const QList<double> &heights, double value)
{
    const double height = plot.yAxis->range().size();
    for (int i = 0; i < data.curves.size(); ++i) {
        const CurvePlotData::Curve &curve = data.curves[i];
        if (curve.label.isEmpty() || curve.points.isEmpty())
            continue;
        const double above = heights[i] - value, end = curve.points.last().y();
        if (hasRoomBehindTheEnd(plot, curve) ? above > 0 && above < 1.8 * lineHeight(plot)
                                             : end > value - 0.04 * height && end < value + 0.12 * height)
            return true;
    }
    return false;
}

/// Or just below it, behind the end.
bool isAboveAName(const QCustomPlot &plot, const CurvePlotData &data, const QList<double> &heights, double value)
{
    for (int i = 0; i < data.curves.size(); ++i) {
        const CurvePlotData::Curve &curve = data.curves[i];
        const double below = value - heights[i];
        if (!curve.label.isEmpty() && !curve.points.isEmpty() && hasRoomBehindTheEnd(plot, curve) && below > 0 &&
            below < 1.8 * lineHeight(plot))
            return true;
    }
    return false;
}

void addLine(QCustomPlot &plot, const CurvePlotData &data, const QList<double> &heights,
             const CurvePlotData::Line &line, const Palette &palette)
{
    auto *item = new QCPItemLine(&plot);
    item->start->setCoords(plot.xAxis->range().lower, line.value);
    item->end->setCoords(plot.xAxis->range().upper, line.value);
    item->setPen(QPen(palette.secondary, 1.4, Qt::DotLine));
    item->setClipToAxisRect(false);
    const QCPRange range = plot.yAxis->range();
    const bool isUnder = line.value > range.upper - 0.1 * range.size() || isBelowAName(plot, data, heights, line.value);
    const bool isLeft = isUnder && isAboveAName(plot, data, heights, line.value); // the last place that is free
    addText(plot, {isLeft ? plot.xAxis->range().lower : plot.xAxis->range().upper, line.value}, line.label,
            (isLeft ? Qt::AlignLeft : Qt::AlignRight) | (isUnder ? Qt::AlignTop : Qt::AlignBottom), fonts::small(),
            palette.secondary);
}

} // namespace

void fillCurvePlot(QCustomPlot &plot, const CurvePlotData &data, const Palette &palette)
{
    plot.clearGraphs();
    plot.clearItems();
    plot.setBackground(Qt::NoBrush);
    plot.axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    plot.axisRect()->setMargins(QMargins(0, 6, 6, 0));
    plot.xAxis->setRange(0, furthest(data));
    plot.yAxis->setRange(data.yMin, data.yMax > data.yMin ? data.yMax : highest(data));
    styleAxis(*plot.xAxis, palette, false);
    styleAxis(*plot.yAxis, palette, true);
    const QList<double> heights = heightsBehindTheEnds(plot, data);
    for (const CurvePlotData::Line &line : data.lines)
        addLine(plot, data, heights, line, palette);
    for (const CurvePlotData::Mark &mark : data.marks)
        addMark(plot, mark, palette);
    for (const CurvePlotData::Curve &curve : data.curves)
        addCurve(plot, curve, palette);
    const bool jumps =
        std::any_of(data.curves.begin(), data.curves.end(), [](const auto &curve) { return !curve.thick; });
    for (int i = 0; i < data.curves.size(); ++i)
        addEndLabel(plot, data, data.curves[i], heights[i], jumps ? 10 : 3, palette);
}

CurvePlotView::CurvePlotView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Curves"); });
}
CurvePlotView::~CurvePlotView() = default;

void CurvePlotView::setData(const CurvePlotData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    m_filled = false;
    contentChanged();
}

void CurvePlotView::setColors(const Palette &palette)
{
    m_filled = false;
    View::setColors(palette);
}

bool CurvePlotView::hasContent() const
{
    return std::any_of(m_data.curves.begin(), m_data.curves.end(),
                       [](const CurvePlotData::Curve &curve) { return !curve.points.isEmpty(); });
}

QCustomPlot &CurvePlotView::laidOut(const QSize &size) const
{
    if (!m_plot)
        m_plot = std::make_unique<QCustomPlot>();
    const bool resized = m_plot->viewport().size() != size;
    if (resized)
        m_plot->setViewport(QRect(QPoint(0, 0), size));
    if (resized || !m_filled) { // names keep a distance in pixels
        fillCurvePlot(*m_plot, m_data, colors());
        for (const auto phase :
             {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
            m_plot->plotLayout()->update(phase);
    }
    m_filled = true;
    return *m_plot;
}

void CurvePlotView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    const QRect area = body.toAlignedRect();
    const auto paintPlot = [&](QCustomPlot &plot) {
        QPainter &plain = painter;
        plain.save();
        plain.translate(area.topLeft());
        plot.toPainter(&painter, area.width(), area.height());
        plain.restore();
    };
    if (palette == colors())
        return paintPlot(laidOut(area.size()));
    QCustomPlot plot;
    plot.setViewport(QRect(QPoint(0, 0), area.size()));
    fillCurvePlot(plot, m_data, palette);
    paintPlot(plot);
}

QPointF CurvePlotView::pointAt(double x, double y) const
{
    const QRect body = bodyRect().toAlignedRect();
    const QCustomPlot &plot = laidOut(body.size());
    return QPointF(plot.xAxis->coordToPixel(x), plot.yAxis->coordToPixel(y)) + body.topLeft();
}

QString CurvePlotView::nameOf(const CurvePlotData::Curve &curve)
{
    return !curve.label.isEmpty() ? curve.label : !curve.name.isEmpty() ? curve.name : tr("training");
}

QList<double> CurvePlotView::steps() const
{
    QList<double> all;
    for (const CurvePlotData::Curve &curve : m_data.curves)
        for (const QPointF &point : curve.points)
            all.append(point.x());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

NumberTable CurvePlotView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.quantity;
    for (const CurvePlotData::Curve &curve : m_data.curves)
        table.columns.append(nameOf(curve));
    for (const double step : steps()) {
        table.rows.append(QString::number(step, 'f', 0));
        QList<double> values;
        for (const CurvePlotData::Curve &curve : m_data.curves) {
            const auto point = std::lower_bound(curve.points.begin(), curve.points.end(), step,
                                                [](const QPointF &p, double x) { return p.x() < x; });
            values.append(point != curve.points.end() && point->x() == step ? point->y() : std::nan(""));
        }
        table.values.append(values);
    }
    return table;
}

QString CurvePlotView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    QStringList parts;
    for (const CurvePlotData::Curve &curve : m_data.curves)
        if (!curve.points.isEmpty())
            parts.append(tr("%1 is %2 at %3 %4")
                             .arg(nameOf(curve), shortNumber(curve.points.last().y()),
                                  m_data.across.isEmpty() ? tr("step") : m_data.across)
                             .arg(curve.points.last().x(), 0, 'f', 0));
    return accessibleName() + QStringLiteral(": ") + parts.join(QStringLiteral("; ")) + u'.';
}

void CurvePlotView::setHovered(std::optional<double> x)
{
    if (x == m_hovered)
        return;
    m_hovered = x;
    pointerChanged();
}

void CurvePlotView::mouseMoveEvent(QMouseEvent *event)
{
    const QRect body = bodyRect().toAlignedRect();
    const QList<double> all = steps();
    if (all.isEmpty() || !body.contains(event->position().toPoint()))
        return setHovered(std::nullopt);
    const double wanted = laidOut(body.size()).xAxis->pixelToCoord(event->position().x() - body.left());
    const auto next = std::lower_bound(all.begin(), all.end(), wanted);
    if (next == all.end())
        return setHovered(all.last());
    const bool before = next != all.begin() && wanted - *(next - 1) < *next - wanted;
    setHovered(before ? *(next - 1) : *next);
}

void CurvePlotView::leaveEvent(QEvent *)
{
    setHovered(std::nullopt);
}

void CurvePlotView::keyPressEvent(QKeyEvent *event)
{
    const QList<double> all = steps();
    const int now = m_hovered ? int(all.indexOf(*m_hovered)) : -1;
    const auto to = moved({now, now < 0 ? -1 : 0}, QSize(int(all.size()), 1), event->key());
    if (!to)
        return View::keyPressEvent(event);
    setHovered(all[to->x()]);
}

void CurvePlotView::paintPointer(QCPPainter &painter, const QRectF &) const
{
    if (!m_hovered)
        return;
    QStringList lines;
    QPointF place;
    QPainter &plain = painter;
    for (const CurvePlotData::Curve &curve : m_data.curves)
        for (const QPointF &point : curve.points)
            if (point.x() == *m_hovered) {
                place = pointAt(point.x(), point.y());
                plain.setPen(Qt::NoPen);
                plain.setBrush(colors().accent);
                plain.drawEllipse(place, 3.5, 3.5);
                lines.append(curve.label.isEmpty() ? shortNumber(point.y())
                                                   : curve.label + u' ' + shortNumber(point.y()));
            }
    painting::drawValueLabel(plain, QRectF(place - QPointF(4, 4), QSizeF(8, 8)), canvas(),
                             (m_data.across.isEmpty() ? tr("step %1").arg(*m_hovered, 0, 'f', 0)
                                                      : m_data.across + u' ' + shortNumber(*m_hovered)) +
                                 QStringLiteral(": ") + lines.join(QStringLiteral(", ")),
                             colors());
}

} // namespace bertlab
