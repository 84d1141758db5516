#include "plots/piece_grid.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace bertlab {

namespace {

constexpr double leastWidth = 48, mostWidth = 120, leastHeight = 20, mostHeight = 96;
constexpr double rowNameGap = 10, labelHeight = 20, footHeight = 18, padding = 4;

QFont cellFont()
{
    return fonts::mono(11);
}

/// For the words to be read; the longest few of them are shortened, so that more columns are seen.
double readableWidth(const PieceGridData &data)
{
    std::vector<qsizetype> lengths;
    for (const PieceGridData::Cell &cell : data.cells)
        lengths.push_back(cell.text.size() + (cell.right ? 1 : 0));
    for (const TokenLabel &label : data.columnLabels)
        lengths.push_back(label.text.size());
    if (lengths.empty())
        return leastWidth;
    const auto usual = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
    std::nth_element(lengths.begin(), usual, lengths.end());
    const double letter = painting::textWidth(cellFont(), QStringLiteral("m"));
    return std::clamp(std::ceil(letter * double(*usual)) + 2 * padding + 1, leastWidth, mostWidth);
}

/// As WCAG 2 defines it, 0 … 1.
double luminance(const QColor &color)
{
    const auto linear = [](double share) {
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// Dark or white text, whichever contrasts more.
QColor readableOn(const QColor &color)
{
    const QColor dark(0x1B, 0x24, 0x30), white(Qt::white);
    const double on = luminance(color) + 0.05;
    return on / (luminance(dark) + 0.05) > (luminance(white) + 0.05) / on ? dark : white;
}

} // namespace

PieceGridView::PieceGridView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Best guesses"); });
}

void PieceGridView::setData(const PieceGridData &data)
{
    m_data = data;
    m_leastWidth = readableWidth(data);
    m_hovered.reset();
    if (m_selectedRow >= data.rows() || m_selectedColumn >= data.columns)
        m_selectedRow = m_selectedColumn = -1;
    contentChanged();
}

void PieceGridView::setSelected(int row, int column)
{
    if (row == m_selectedRow && column == m_selectedColumn)
        return;
    m_selectedRow = row;
    m_selectedColumn = column;
    const Layout layout = layoutIn(bodyRect());
    const auto shown = [](int first, int count, int wanted) {
        return wanted < first ? wanted : wanted >= first + count ? wanted - count + 1 : first;
    };
    if (row >= 0)
        m_firstRow = shown(layout.firstRow, layout.rows, row);
    if (column >= 0)
        m_firstColumn = shown(layout.firstColumn, layout.columns, column);
    contentChanged();
}

PieceGridView::Layout PieceGridView::layoutIn(const QRectF &body) const
{
    double left = 0;
    for (const QString &name : m_data.rowNames)
        left = std::max(left, painting::textWidth(fonts::small(), name));
    const QRectF room = body.adjusted(std::ceil(left) + rowNameGap, labelHeight, 0, -footHeight);
    const auto fitting = [](double room, double least, int count) {
        return std::clamp(static_cast<int>(room / least), 1, std::max(1, count));
    };
    Layout layout;
    layout.columns = fitting(room.width(), m_leastWidth, m_data.columns);
    layout.rows = fitting(room.height(), leastHeight, m_data.rows());
    layout.firstColumn = std::clamp(m_firstColumn, 0, std::max(0, m_data.columns - layout.columns));
    layout.firstRow = std::clamp(m_firstRow, 0, std::max(0, m_data.rows() - layout.rows));
    const double width = std::min(mostWidth, std::max(1.0, room.width()) / layout.columns);
    const double height = std::min(mostHeight, std::max(1.0, room.height()) / layout.rows);
    layout.cells = QRectF(room.left(), room.top(), width * layout.columns, height * layout.rows);
    return layout;
}

QRectF PieceGridView::cellIn(const Layout &layout, int row, int column) const
{
    const int down = row - layout.firstRow, across = column - layout.firstColumn;
    if (down < 0 || down >= layout.rows || across < 0 || across >= layout.columns)
        return {};
    const double width = layout.cells.width() / layout.columns, height = layout.cells.height() / layout.rows;
    return QRectF(layout.cells.left() + across * width, layout.cells.top() + down * height, width, height);
}

QRectF PieceGridView::cellRect(int row, int column) const
{
    return cellIn(layoutIn(bodyRect()), row, column);
}

void PieceGridView::paintCell(QPainter &painter, const QRectF &box, const PieceGridData::Cell &cell,
                              const Palette &palette) const
{
    const QColor color = colorOf(m_data.scale, cell.value, palette);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRect(box.adjusted(0, 0, -1, -1));
    const QColor ink = readableOn(color);
    const QString text = cell.right ? QStringLiteral("✓") + cell.text : cell.text;
    painting::drawText(painter, box.adjusted(padding, 0, -padding - 1, -1), Qt::AlignCenter,
                       painting::elided(cellFont(), text, box.width() - 2 * padding), cellFont(), ink);
}

void PieceGridView::paintLabels(QPainter &painter, const QRectF &body, const Layout &layout,
                                const Palette &palette) const
{
    for (int row = layout.firstRow; row < layout.firstRow + layout.rows; ++row) {
        const QRectF cell = cellIn(layout, row, layout.firstColumn);
        painting::drawText(painter,
                           QRectF(body.left(), cell.top(), cell.left() - body.left() - rowNameGap, cell.height()),
                           Qt::AlignRight | Qt::AlignVCenter, m_data.rowNames[row], fonts::small(), palette.secondary);
    }
    for (int column = layout.firstColumn; column < layout.firstColumn + layout.columns; ++column) {
        const QRectF cell = cellIn(layout, layout.firstRow, column);
        const TokenLabel &label = m_data.columnLabels[column];
        painting::drawText(painter, QRectF(cell.left(), body.top(), cell.width(), labelHeight), Qt::AlignCenter,
                           painting::elided(cellFont(), label.text, cell.width() - padding), cellFont(),
                           palette.token(label.typeId, label.special));
    }
    const QRectF foot(layout.cells.left(), layout.cells.bottom() + 3, body.right() - layout.cells.left(),
                      footHeight - 3);
    paintLyingScale(painter, foot, m_data.scale, {}, palette);
    if (layout.columns < m_data.columns || layout.rows < m_data.rows())
        painting::drawText(painter, foot, Qt::AlignLeft | Qt::AlignVCenter,
                           tr("positions %1–%2 of %3, turn the wheel for more")
                               .arg(layout.firstColumn)
                               .arg(layout.firstColumn + layout.columns - 1)
                               .arg(m_data.columns),
                           fonts::small(), palette.secondary);
}

void PieceGridView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    if (!hasContent())
        return;
    QPainter &plain = painter;
    const Layout layout = layoutIn(body);
    for (int row = layout.firstRow; row < layout.firstRow + layout.rows; ++row)
        for (int column = layout.firstColumn; column < layout.firstColumn + layout.columns; ++column)
            paintCell(plain, cellIn(layout, row, column), m_data.at(row, column), palette);
    paintLabels(plain, body, layout, palette);
    if (m_selectedColumn < 0)
        return;
    QRectF marked = m_selectedRow >= 0 ? cellIn(layout, m_selectedRow, m_selectedColumn) : QRectF();
    for (int row = layout.firstRow; row < layout.firstRow + layout.rows && m_selectedRow < 0; ++row)
        marked |= cellIn(layout, row, m_selectedColumn);
    if (!marked.isEmpty())
        painting::drawDoubleLine(plain, marked, palette, 2);
}

void PieceGridView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (!m_hovered)
        return;
    const QRectF cell = cellIn(layoutIn(body), m_hovered->y(), m_hovered->x());
    const PieceGridData::Cell &data = m_data.at(m_hovered->y(), m_hovered->x());
    painting::drawDoubleLine(painter, cell, colors(), 1);
    painting::drawValueLabel(painter, cell, canvas(), data.text + QStringLiteral("  ") + fullNumber(float(data.value)),
                             colors());
}

std::optional<QPoint> PieceGridView::cellAt(const QPointF &position) const
{
    if (!hasContent())
        return std::nullopt;
    const Layout layout = layoutIn(bodyRect());
    if (!layout.cells.contains(position))
        return std::nullopt;
    const QPointF in = position - layout.cells.topLeft();
    return QPoint(layout.firstColumn +
                      std::min(layout.columns - 1, int(in.x() / layout.cells.width() * layout.columns)),
                  layout.firstRow + std::min(layout.rows - 1, int(in.y() / layout.cells.height() * layout.rows)));
}

NumberTable PieceGridView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.quantity;
    table.columns = m_data.columnNames;
    for (int row = 0; row < m_data.rows(); ++row) {
        QList<double> values;
        QStringList texts;
        for (int column = 0; column < m_data.columns; ++column) {
            values.append(m_data.at(row, column).value);
            texts.append(m_data.at(row, column).text);
        }
        table.rows.append(QStringLiteral("%1: %2").arg(m_data.rowNames[row], texts.join(u' ')));
        table.values.append(values);
    }
    return table;
}

QString PieceGridView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    const int row = m_selectedRow >= 0 ? m_selectedRow : m_data.rows() - 1, column = std::max(0, m_selectedColumn);
    const PieceGridData::Cell &cell = m_data.at(row, column);
    return tr("%1: %2 rows, %3 positions; %4 at %5: %6, %7 %8.")
        .arg(accessibleName())
        .arg(m_data.rows())
        .arg(m_data.columns)
        .arg(m_data.rowNames[row], m_data.columnNames[column], cell.text, m_data.quantity, shortNumber(cell.value));
}

void PieceGridView::setHovered(const std::optional<QPoint> &cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    pointerChanged();
    emit cellHovered(cell ? cell->y() : -1, cell ? cell->x() : -1);
}

void PieceGridView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(cellAt(event->position()));
}

void PieceGridView::leaveEvent(QEvent *)
{
    setHovered(std::nullopt);
}

void PieceGridView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    if (const std::optional<QPoint> cell = cellAt(event->position()))
        emit cellClicked(cell->y(), cell->x());
}

/// Columns; with Shift rows.
void PieceGridView::wheelEvent(QWheelEvent *event)
{
    const Layout layout = layoutIn(bodyRect());
    const QPoint turned = event->angleDelta();
    const int notches = turned.y() != 0 ? (turned.y() > 0 ? -1 : 1) : (turned.x() > 0 ? -1 : 1);
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        m_firstRow = std::clamp(layout.firstRow + notches, 0, m_data.rows() - layout.rows);
    else
        m_firstColumn = std::clamp(layout.firstColumn + notches, 0, std::max(0, m_data.columns - layout.columns));
    setHovered(std::nullopt);
    contentChanged();
    event->accept();
}

void PieceGridView::keyPressEvent(QKeyEvent *event)
{
    const std::optional<QPoint> cell =
        moved({m_selectedColumn, std::max(0, m_selectedRow)}, QSize(m_data.columns, m_data.rows()), event->key());
    if (!cell)
        return View::keyPressEvent(event);
    emit cellClicked(cell->y(), cell->x());
}

} // namespace bertlab
