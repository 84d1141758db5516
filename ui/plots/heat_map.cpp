#include "plots/heat_map.h"

#include "plots/color_map.h"
#include "plots/heat_map_frame.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <algorithm>

namespace bertlab {

namespace {

/// "paris (3)" for a label, its position alone without one.
QString nameOf(const QStringList &names, const QList<TokenLabel> &labels, int index)
{
    if (index < names.size())
        return names[index];
    if (index < labels.size())
        return QStringLiteral("%1 (%2)").arg(labels[index].text).arg(index);
    return QString::number(index);
}

void preparePlot(QCustomPlot &plot)
{
    plot.setBackground(Qt::NoBrush);
    plot.setNotAntialiasedElements(QCP::aeAll);
    plot.plotLayout()->setRowSpacing(0);
    plot.plotLayout()->setColumnSpacing(0);
    QCPAxisRect &axes = *plot.axisRect();
    axes.setMinimumSize(1, 1);
    axes.setAutoMargins(QCP::msNone);
    for (QCPAxis *axis : axes.axes()) {
        axis->setVisible(false);
        axis->grid()->setVisible(false);
    }
    plot.yAxis->setRangeReversed(true);
    auto *map = new ColorMap(plot.xAxis, plot.yAxis); // the plot owns what lies on it
    new HeatMapFrame(plot, *map);
}

} // namespace

void fillHeatMap(QCustomPlot &plot, const HeatMapData &data, int selectedRow, QPoint selectedCell,
                 const Palette &palette)
{
    if (!HeatMapFrame::of(plot))
        preparePlot(plot);
    HeatMapFrame &frame = *HeatMapFrame::of(plot);
    frame.setContent(data, palette);
    frame.setSelected(selectedRow, selectedCell);
    frame.layOut();
}

HeatMapView::HeatMapView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Heat map"); });
}

HeatMapView::~HeatMapView() = default;

void HeatMapView::setData(const HeatMapData &data)
{
    m_data = data;
    m_filled = false;
    if (m_hovered && (m_hovered->y() >= data.values.rows() || m_hovered->x() >= data.values.cols()))
        m_hovered.reset();
    if (m_selectedRow >= data.values.rows())
        m_selectedRow = -1;
    if (m_selectedRow < 0 || m_selectedColumn >= data.values.cols())
        m_selectedColumn = -1;
    contentChanged();
}

void HeatMapView::setSelected(int row, int column)
{
    if (row == m_selectedRow && column == m_selectedColumn)
        return;
    m_selectedRow = row;
    m_selectedColumn = column;
    contentChanged();
}

void HeatMapView::setColors(const Palette &palette)
{
    m_filled = false;
    View::setColors(palette);
}

double HeatMapView::preferredRatio() const
{
    return m_data.squareCells ? 1.2 * shown().mostStretch : 0;
}

/// Enlarged, a square map would leave the sides of a wide screen empty and its columns no room for their names; and a
/// neighbour's scale cannot be seen.
HeatMapData HeatMapView::shown() const
{
    constexpr double widestCell = 2.5;
    HeatMapData data = m_data;
    if (zoom() != 1) {
        data.mostStretch = widestCell;
        data.showScale = true;
    }
    return data;
}

HeatMapFrame &HeatMapView::laidOut(const QSize &size) const
{
    if (!m_plot)
        m_plot = std::make_unique<QCustomPlot>();
    const auto fill = [this](const HeatMapData &data) { fillHeatMap(*m_plot, data, -1, {-1, -1}, colors()); };
    if (!m_filled || m_filledZoom != zoom())
        zoom() == 1 ? fill(m_data) : fill(shown()); // a copy of a large map would be felt under the pointer
    m_filled = true;
    m_filledZoom = zoom();
    HeatMapFrame &frame = *HeatMapFrame::of(*m_plot);
    frame.setSelected(m_selectedRow, {m_selectedColumn, m_selectedColumn < 0 ? -1 : m_selectedRow});
    if (m_plot->viewport().size() != size) {
        m_plot->setViewport(QRect(QPoint(0, 0), size));
        frame.layOut();
    }
    return frame;
}

void HeatMapView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    const QRect area = body.toAlignedRect();
    if (palette == colors()) {
        laidOut(area.size());
        paintPlot(*m_plot, painter, area);
        return;
    }
    QCustomPlot plot;
    plot.setViewport(QRect(QPoint(0, 0), area.size()));
    fillHeatMap(plot, shown(), m_selectedRow, {m_selectedColumn, m_selectedColumn < 0 ? -1 : m_selectedRow}, palette);
    paintPlot(plot, painter, area);
}

void HeatMapView::paintPlot(QCustomPlot &plot, QCPPainter &painter, const QRect &area)
{
    QPainter &plain = painter;
    plain.save();
    plain.translate(area.topLeft());
    plot.toPainter(&painter, area.width(), area.height());
    plain.restore();
}

std::optional<QPoint> HeatMapView::cellAt(const QPointF &position) const
{
    if (!hasContent())
        return std::nullopt;
    const QRect body = bodyRect().toAlignedRect();
    const HeatMapFrame &frame = laidOut(body.size());
    const QPointF inPlot = position - body.topLeft();
    if (!frame.map().area().contains(inPlot))
        return std::nullopt;
    const double column = m_plot->xAxis->pixelToCoord(inPlot.x()), row = m_plot->yAxis->pixelToCoord(inPlot.y());
    return QPoint(std::clamp(static_cast<int>(column), 0, static_cast<int>(m_data.values.cols()) - 1),
                  std::clamp(static_cast<int>(row), 0, static_cast<int>(m_data.values.rows()) - 1));
}

QRectF HeatMapView::cellRect(int row, int column) const
{
    const QRect body = bodyRect().toAlignedRect();
    return laidOut(body.size()).cellRect(row, column).translated(body.topLeft());
}

NumberTable HeatMapView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.tensor;
    for (int column = 0; column < m_data.values.cols(); ++column)
        table.columns.append(nameOf(m_data.columnNames, m_data.columnLabels, column));
    for (int row = 0; row < m_data.values.rows(); ++row) {
        table.rows.append(nameOf(m_data.rowNames, m_data.rowLabels, row));
        QList<double> values;
        for (int column = 0; column < m_data.values.cols(); ++column)
            values.append(static_cast<double>(m_data.values(row, column)));
        table.values.append(values);
    }
    return table;
}

QString HeatMapView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    const QString shape =
        tr("%1: %2 rows, %3 columns").arg(accessibleName()).arg(m_data.values.rows()).arg(m_data.values.cols());
    if (m_selectedRow < 0)
        return shape + QStringLiteral(".");
    const QString row = nameOf(m_data.rowNames, m_data.rowLabels, m_selectedRow);
    if (m_selectedColumn < 0)
        return tr("%1; row %2 is selected.").arg(shape, row);
    const double value = static_cast<double>(m_data.values(m_selectedRow, m_selectedColumn));
    return tr("%1; row %2, column %3: %4.")
        .arg(shape, row, nameOf(m_data.columnNames, m_data.columnLabels, m_selectedColumn), shortNumber(value));
}

void HeatMapView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (!m_hovered)
        return;
    const QRect area = body.toAlignedRect();
    const HeatMapFrame &frame = laidOut(area.size());
    QPainter &plain = painter;
    plain.save();
    plain.translate(area.topLeft());
    frame.drawHovered(plain, m_hovered->y(), m_hovered->x());
    const float value = m_data.values(m_hovered->y(), m_hovered->x());
    painting::drawValueLabel(plain, frame.cellRect(m_hovered->y(), m_hovered->x()),
                             canvas().translated(-area.topLeft()), fullNumber(value), colors());
    plain.restore();
}

void HeatMapView::mouseMoveEvent(QMouseEvent *event)
{
    const std::optional<QPoint> cell = cellAt(event->position());
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    pointerChanged();
    emit cellHovered(cell ? cell->y() : -1, cell ? cell->x() : -1);
}

void HeatMapView::leaveEvent(QEvent *)
{
    if (!m_hovered)
        return;
    m_hovered.reset();
    pointerChanged();
    emit cellHovered(-1, -1);
}

void HeatMapView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    if (const std::optional<QPoint> cell = cellAt(event->position()))
        emit cellClicked(cell->y(), cell->x());
}

void HeatMapView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const std::optional<QPoint> cell = cellAt(event->position()); cell && event->button() == Qt::LeftButton)
        emit cellDoubleClicked(cell->y(), cell->x());
}

void HeatMapView::keyPressEvent(QKeyEvent *event)
{
    const int rows = static_cast<int>(m_data.values.rows()), columns = static_cast<int>(m_data.values.cols());
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (hasContent() && enter && m_selectedRow >= 0 && m_selectedColumn >= 0)
        return emit cellDoubleClicked(m_selectedRow, m_selectedColumn);
    const std::optional<QPoint> cell = moved({m_selectedColumn, m_selectedRow}, QSize(columns, rows), event->key());
    if (!cell)
        return View::keyPressEvent(event);
    emit cellClicked(cell->y(), cell->x());
}

} // namespace bertlab
