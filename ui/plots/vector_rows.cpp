#include "plots/vector_rows.h"

#include "plots/color_map.h"
#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double labelGap = 12, scaleLine = 16, mostStripHeight = 60, rowGap = 12;

QFont labelFont()
{
    return fonts::mono(12);
}

QFont noteFont()
{
    return fonts::mono(11);
}

} // namespace

VectorRowsView::VectorRowsView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Vectors"); });
}

void VectorRowsView::setData(const VectorRowsData &data)
{
    m_data = data;
    if (m_hovered && (m_hovered->y() >= data.rows.size() || m_hovered->x() >= length()))
        m_hovered.reset();
    if (m_selectedRow >= data.rows.size() || m_selectedColumn >= length())
        m_selectedRow = m_selectedColumn = -1;
    contentChanged();
}

void VectorRowsView::setSelected(int row, int column)
{
    if (row == m_selectedRow && column == m_selectedColumn)
        return;
    m_selectedRow = row;
    m_selectedColumn = column;
    contentChanged();
}

int VectorRowsView::length() const
{
    return m_data.rows.isEmpty() ? 0 : static_cast<int>(m_data.rows.first().values.size());
}

QString VectorRowsView::columnName(int column) const
{
    return column < m_data.columnNames.size() ? m_data.columnNames[column] : QString::number(column);
}

QRectF VectorRowsView::stripIn(const QRectF &body, int row) const
{
    double left = 0, right = 0;
    for (const VectorRowsData::Row &each : m_data.rows) {
        left = std::max(left, painting::textWidth(labelFont(), each.label));
        right = std::max(right, painting::textWidth(noteFont(), each.note));
    }
    left = left > 0 ? std::min(std::ceil(left), body.width() * 0.3) + labelGap : 0;
    right = right > 0 ? std::min(std::ceil(right), body.width() * 0.3) + labelGap : 0;
    const double height = std::max(2.0, body.height() - (m_data.showScale ? scaleLine : 0));
    const double pitch = std::min(mostStripHeight + rowGap, height / static_cast<double>(m_data.rows.size()));
    const double gap = std::min(rowGap, pitch * 0.25);
    return QRectF(std::round(body.left() + left), std::round(body.top() + pitch * row + gap / 2),
                  std::max(1.0, std::floor(body.width() - left - right)), std::max(1.0, std::floor(pitch - gap)));
}

QRectF VectorRowsView::cellIn(const QRectF &strip, int column) const
{
    const double width = strip.width() / std::max(1, length());
    return QRectF(strip.left() + width * column, strip.top(), width, strip.height());
}

QRectF VectorRowsView::cellRect(int row, int column) const
{
    return cellIn(stripIn(bodyRect(), row), column);
}

std::optional<QPoint> VectorRowsView::cellAt(const QPointF &position) const
{
    for (int row = 0; row < m_data.rows.size(); ++row) {
        const QRectF strip = stripIn(bodyRect(), row);
        if (strip.contains(position))
            return QPoint(
                std::min(length() - 1, static_cast<int>((position.x() - strip.left()) / strip.width() * length())),
                row);
    }
    return std::nullopt;
}

int VectorRowsView::valuesInCell(const QCPPainter &painter, const QRectF &strip) const
{
    if (painter.modes().testFlag(QCPPainter::pmVectorized))
        return 1;
    const double pixels = strip.width() * painter.device()->devicePixelRatio();
    return std::max(1, static_cast<int>(std::ceil(length() / std::max(1.0, pixels) - 1e-9)));
}

void VectorRowsView::paintStrip(QCPPainter &painter, const QRectF &strip, const VectorRowsData::Row &row,
                                const Palette &palette) const
{
    QPainter &plain = painter;
    const RowVector &values = row.values;
    ColorScale scale = m_data.scale;
    if (row.max > 0)
        scale.max = row.max;
    const double width = strip.width() / std::max(1, length());
    if (width < 1) {
        const Matrix shown =
            pooled(ConstMatrixView(values.data(), 1, values.size(), Eigen::OuterStride<>(values.size())),
                   QSize(valuesInCell(painter, strip), 1));
        plain.drawImage(strip, imageOf(shown, scale, palette));
        return;
    }
    plain.save();
    plain.setRenderHint(QPainter::Antialiasing, width < 4 ? false : true);
    plain.setPen(Qt::NoPen);
    const double hairline = width >= 4 ? 1 : 0; // as wide as a gap may be without eating the colour
    for (int column = 0; column < length(); ++column) {
        const QRectF cell = cellIn(strip, column);
        plain.setBrush(colorOf(scale, static_cast<double>(values[column]), palette));
        plain.drawRect(cell.adjusted(0, 0, -hairline, 0));
    }
    plain.restore();
}

void VectorRowsView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    QRectF strip;
    for (int row = 0; row < m_data.rows.size(); ++row) {
        const VectorRowsData::Row &each = m_data.rows[row];
        strip = stripIn(body, row);
        paintStrip(painter, strip, each, palette);
        painting::drawFrame(plain, strip, palette.line);
        const double labelRoom = strip.left() - body.left() - labelGap,
                     noteRoom = body.right() - strip.right() - labelGap;
        const QRectF label(body.left(), strip.top(), std::max(0.0, labelRoom), strip.height());
        const QRectF note(strip.right() + labelGap, strip.top(), std::max(0.0, noteRoom), strip.height());
        if (!each.label.isEmpty())
            painting::drawText(plain, label, Qt::AlignLeft | Qt::AlignVCenter,
                               painting::elided(labelFont(), each.label, label.width() + 1), labelFont(),
                               palette.secondary);
        if (!each.note.isEmpty())
            painting::drawText(plain, note, Qt::AlignLeft | Qt::AlignVCenter,
                               painting::elided(noteFont(), each.note, note.width() + 1), noteFont(), palette.text);
    }
    for (int row = 0; row < m_data.rows.size() && m_selectedColumn >= 0; ++row)
        if (m_selectedRow < 0 || row == m_selectedRow)
            painting::drawDoubleLine(plain, cellIn(stripIn(body, row), m_selectedColumn), palette, 2);
    if (m_data.showScale) {
        const int block = valuesInCell(painter, strip);
        paintLyingScale(plain, QRectF(strip.left(), strip.bottom() + 3, strip.width(), scaleLine), m_data.scale,
                        block > 1 ? tr("max of %1").arg(block) : QString(), palette);
    }
}

void VectorRowsView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (!m_hovered)
        return;
    const QRectF cell = cellIn(stripIn(body, m_hovered->y()), m_hovered->x());
    painting::drawDoubleLine(painter, cell, colors(), 1);
    const float value = m_data.rows[m_hovered->y()].values[m_hovered->x()];
    painting::drawValueLabel(painter, cell, canvas(),
                             QStringLiteral("[%1]  %2").arg(columnName(m_hovered->x()), fullNumber(value)), colors());
}

NumberTable VectorRowsView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.tensor;
    for (int column = 0; column < length(); ++column)
        table.columns.append(columnName(column));
    for (const VectorRowsData::Row &row : m_data.rows) {
        table.rows.append(row.label);
        QList<double> values;
        for (const float value : row.values)
            values.append(static_cast<double>(value));
        table.values.append(values);
    }
    return table;
}

QString VectorRowsView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    QStringList labels;
    for (const VectorRowsData::Row &row : m_data.rows)
        labels.append(row.label);
    const QString shape =
        tr("%1: %2, %3 dimensions each").arg(accessibleName(), labels.join(QStringLiteral(", "))).arg(length());
    if (m_selectedRow < 0 || m_selectedColumn < 0)
        return shape + QStringLiteral(".");
    const double value = static_cast<double>(m_data.rows[m_selectedRow].values[m_selectedColumn]);
    return tr("%1; %2, dimension %3: %4.")
        .arg(shape, m_data.rows[m_selectedRow].label)
        .arg(columnName(m_selectedColumn))
        .arg(shortNumber(value));
}

void VectorRowsView::setHovered(const std::optional<QPoint> &cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    pointerChanged();
    emit cellHovered(cell ? cell->y() : -1, cell ? cell->x() : -1);
}

void VectorRowsView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(cellAt(event->position()));
}

void VectorRowsView::leaveEvent(QEvent *)
{
    setHovered(std::nullopt);
}

void VectorRowsView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    if (const std::optional<QPoint> cell = cellAt(event->position()))
        emit cellClicked(cell->y(), cell->x());
}

void VectorRowsView::keyPressEvent(QKeyEvent *event)
{
    const QSize grid(length(), static_cast<int>(m_data.rows.size()));
    const int row = m_selectedColumn >= 0 ? std::max(0, m_selectedRow) : m_selectedRow;
    const std::optional<QPoint> cell = moved({m_selectedColumn, row}, grid, event->key());
    if (!cell)
        return View::keyPressEvent(event);
    emit cellClicked(cell->y(), cell->x());
}

} // namespace bertlab
