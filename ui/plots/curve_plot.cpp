#include "plots/curve_plot.h"

#include "plots/fonts.h"
#include "plots/painting.h"
#include "plots/text_places.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double thinPen = 1, thickPen = 2;
constexpr double headRoom = 1.06; ///< above the highest point
constexpr double toText = 4;      ///< from a point or a line

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

/// What stands at x in words: a step, a layer, a rank.
QString countAt(const CurvePlotData &data, double x)
{
    return grouped(std::llround(data.powersOfTen ? std::pow(10, x) : x));
}

/// Steps and layers: whole numbers, none behind the last.
class CountTicker : public QCPAxisTicker
{
public:
    explicit CountTicker(const CurvePlotData &data) : m_last(furthest(data)), m_powersOfTen(data.powersOfTen) {}

protected:
    double getTickStep(const QCPRange &range) override { return std::max(1., QCPAxisTicker::getTickStep(range)); }
    QVector<double> createTickVector(double step, const QCPRange &range) override
    {
        QVector<double> ticks = QCPAxisTicker::createTickVector(step, range);
        ticks.removeIf([this](double tick) { return tick > m_last; });
        return ticks;
    }
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override
    {
        return m_powersOfTen ? grouped(std::llround(std::pow(10, tick)))
                             : QCPAxisTicker::getTickLabel(tick, locale, format, precision);
    }

private:
    double m_last;
    bool m_powersOfTen;
};

/// A minus sign rather than a hyphen, as in every other number.
class SignedTicker : public QCPAxisTicker
{
protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar format, int precision) override
    {
        const QString label = QCPAxisTicker::getTickLabel(tick, locale, format, precision);
        return label.startsWith(u'-') ? u'−' + label.mid(1) : label;
    }
};

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

/// In pixels of the plot.
QList<QPointF> inPixels(const QCustomPlot &plot, const QList<QPointF> &points)
{
    QList<QPointF> pixels;
    for (const QPointF &point : points)
        pixels.append({plot.xAxis->coordToPixel(point.x()), plot.yAxis->coordToPixel(point.y())});
    return pixels;
}

/// The texts of a plot, each where there is room for it and little is drawn.
class PlotTexts
{
public:
    PlotTexts(QCustomPlot &plot, const QRectF &area, const Palette &palette)
        : m_plot(plot), m_places(area), m_ground(palette.panel)
    {
        m_ground.setAlphaF(0.7F); // what stands on a curve can be read, and the curve is still seen
    }

    void avoid(const QList<QPointF> &line) { m_places.addLine(line); }

    /// `wanted` says from its size where it stands best: not above `top`, and with room for so many below it, if that
    /// can be. Returns its upper edge; without any room it is left out, and `top` comes back.
    template <typename Wanted>
    double add(const QString &text, const QFont &font, const QColor &color, const Wanted &wanted, double top = 0,
               qsizetype below = 0)
    {
        const QSizeF size = QFontMetricsF(font).size(Qt::TextSingleLine, text);
        std::optional<QPointF> place = m_places.take(size, wanted(size), top, double(below) * size.height());
        if (!place)
            place = m_places.take(size, wanted(size));
        if (!place)
            return top;
        auto *item = new QCPItemText(&m_plot);
        item->position->setType(QCPItemPosition::ptAbsolute);
        item->position->setCoords(*place);
        item->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
        item->setPadding(QMargins());
        item->setText(text);
        item->setFont(font);
        item->setColor(color);
        item->setBrush(m_ground);
        item->setClipToAxisRect(false);
        return place->y();
    }

private:
    QCustomPlot &m_plot;
    TextPlaces m_places;
    QColor m_ground;
};

void addCurve(QCustomPlot &plot, const CurvePlotData::Curve &curve, const Palette &palette)
{
    QCPGraph *graph = plot.addGraph();
    graph->setAntialiased(true);
    graph->setAdaptiveSampling(true);
    QPen pen(curve.thick ? palette.text : palette.secondary, curve.thick ? thickPen : thinPen, curve.style);
    pen.setJoinStyle(Qt::RoundJoin);
    graph->setPen(pen);
    if (curve.points.size() == 1) // no line yet
        graph->setScatterStyle({QCPScatterStyle::ssDisc, 2 * pen.widthF()});
    QVector<double> x, y;
    for (const QPointF &point : curve.points) {
        x.append(point.x());
        y.append(point.y());
    }
    graph->setData(x, y, true);
}

/// Where texts may stand: over the axis, up to the right edge.
QRectF roomForTexts(const QCustomPlot &plot)
{
    const QRectF axes = plot.axisRect()->rect();
    return {axes.left(), 0, plot.viewport().right() + 1 - axes.left(), axes.bottom()};
}

/// The name of a curve stands behind its end while there is room, else over or under it.
void addEndNames(QCustomPlot &plot, PlotTexts &texts, const CurvePlotData &data, const Palette &palette)
{
    QList<const CurvePlotData::Curve *> named;
    for (const CurvePlotData::Curve &curve : data.curves)
        if (!curve.label.isEmpty() && !curve.points.isEmpty())
            named.append(&curve);
    std::stable_sort(named.begin(), named.end(), [](const auto *one, const auto *other) {
        return one->points.last().y() > other->points.last().y();
    });
    double top = 0; // of the one above: names stand in the order of the ends
    for (qsizetype i = 0; i < named.size(); ++i) {
        const QPointF end = inPixels(plot, {named[i]->points.last()}).first();
        const auto wanted = [&](const QSizeF &size) {
            const double left = end.x() - size.width();
            return QList<QPointF>{{end.x() + toText, end.y() - size.height() / 2},
                                  {left, end.y() - size.height() - toText},
                                  {left, end.y() + toText}};
        };
        top = texts.add(named[i]->label, fonts::text(11, QFont::DemiBold), palette.text, wanted, top,
                        named.size() - 1 - i);
    }
}

/// Names of dotted lines, over or under their ends.
void addLineNames(QCustomPlot &plot, PlotTexts &texts, const CurvePlotData &data, const Palette &palette)
{
    const QRectF axes = plot.axisRect()->rect();
    for (const CurvePlotData::Line &line : data.lines) {
        const double y = plot.yAxis->coordToPixel(line.value);
        texts.add(line.label, fonts::small(), palette.secondary, [&](const QSizeF &size) {
            const double left = axes.left() + toText, right = axes.right() - size.width();
            const double over = y - size.height() - 2, under = y + 2;
            return QList<QPointF>{{right, over}, {right, under}, {left, over}, {left, under}};
        });
    }
}

void addMarkNames(QCustomPlot &plot, PlotTexts &texts, const CurvePlotData &data, const Palette &palette)
{
    const double top = plot.axisRect()->top(), bottom = plot.axisRect()->bottom();
    for (const CurvePlotData::Mark &mark : data.marks) {
        const double x = plot.xAxis->coordToPixel(mark.x);
        texts.add(mark.label, fonts::text(11, QFont::DemiBold), palette.accent, [&](const QSizeF &size) {
            const double right = x + toText, left = x - toText - size.width(), low = bottom - size.height();
            return QList<QPointF>{{right, top}, {left, top}, {right, low}, {left, low}};
        });
    }
}

/// What is known beforehand lies across, moments stand upright.
void addLines(QCustomPlot &plot, PlotTexts &texts, const CurvePlotData &data, const Palette &palette)
{
    const QCPRange across = plot.xAxis->range(), up = plot.yAxis->range();
    const auto add = [&](const QPointF &from, const QPointF &to, const QPen &pen) {
        auto *item = new QCPItemLine(&plot);
        item->start->setCoords(from);
        item->end->setCoords(to);
        item->setPen(pen);
        item->setClipToAxisRect(false);
        texts.avoid(inPixels(plot, {from, to}));
    };
    for (const CurvePlotData::Line &line : data.lines)
        add({across.lower, line.value}, {across.upper, line.value}, QPen(palette.secondary, 1.4, Qt::DotLine));
    for (const CurvePlotData::Mark &mark : data.marks)
        add({mark.x, up.lower}, {mark.x, up.upper}, QPen(palette.accent, 1.4));
}

} // namespace

void fillCurvePlot(QCustomPlot &plot, const CurvePlotData &data, const Palette &palette)
{
    plot.clearGraphs();
    plot.clearItems();
    plot.setBackground(Qt::NoBrush);
    plot.setLocale(QLocale::English); // 40,000, as everywhere
    plot.axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    plot.axisRect()->setMargins(QMargins(0, 6, 6, 0));
    plot.xAxis->setRange(0, furthest(data) / (1 - data.nameRoom));
    plot.xAxis->setTicker(QSharedPointer<CountTicker>::create(data));
    plot.yAxis->setTicker(QSharedPointer<SignedTicker>::create());
    plot.yAxis->setRange(data.yMin, data.yMax > data.yMin ? data.yMax : highest(data));
    styleAxis(*plot.xAxis, palette, false);
    styleAxis(*plot.yAxis, palette, true);
    for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        plot.plotLayout()->update(phase); // texts need pixels
    PlotTexts texts(plot, roomForTexts(plot), palette);
    for (const CurvePlotData::Curve &curve : data.curves) {
        addCurve(plot, curve, palette);
        texts.avoid(inPixels(plot, curve.points));
    }
    addLines(plot, texts, data, palette);
    addEndNames(plot, texts, data, palette);
    addLineNames(plot, texts, data, palette);
    addMarkNames(plot, texts, data, palette);
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
    if (resized || !m_filled)
        fillCurvePlot(*m_plot, m_data, colors());
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
        table.rows.append(QString::number(m_data.powersOfTen ? std::round(std::pow(10, step)) : step, 'g', 9));
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
                                  m_data.across.isEmpty() ? tr("step") : m_data.across,
                                  countAt(m_data, curve.points.last().x())));
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
                             (m_data.across.isEmpty() ? tr("step %1").arg(countAt(m_data, *m_hovered))
                                                      : m_data.across + u' ' + countAt(m_data, *m_hovered)) +
                                 QStringLiteral(": ") + lines.join(QStringLiteral(", ")),
                             colors());
}

} // namespace bertlab
