#include "plots/bar_list.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double gap = 10, checkWidth = 16, leastRowHeight = 15, mostRowHeight = 40;
constexpr double shortestBar = 36, smallestText = 12, largestText = 15;

QString numberOf(const BarListData::Row &row)
{
    return row.number.isEmpty() ? shortNumber(row.value) : row.number;
}

/// For the label beside the pointer: all digits, also where the row has "4.87 M".
QString inFull(const BarListData::Row &row)
{
    const bool counted = row.value == std::floor(row.value) && std::abs(row.value) < 1e15;
    return QStringLiteral("%1: %2").arg(row.label, counted ? QString::number(row.value, 'f', 0)
                                                           : fullNumber(static_cast<float>(row.value)));
}

void paintCheck(QPainter &painter, const QPointF &center, const QColor &color)
{
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(
        QPolygonF{center + QPointF(-4.5, 0.5), center + QPointF(-1.5, 3.5), center + QPointF(4.5, -3.5)});
}

} // namespace

/// The columns of a list, as wide as their widest text where there is room.
struct BarListView::Columns
{
    double label = 0, bar = 0, number = 0, note = 0, check = 0;
    QFont textFont, noteFont = fonts::text(11);

    Columns(const BarListData &data, const QSizeF &row)
    {
        const double width = row.width();
        // A word that cannot be read says less than a short bar does, and a small one more than half a word.
        double pixels = std::clamp(std::floor(row.height() * 0.42), smallestText, largestText), roomForLabel = 0;
        do {
            measure(data, fonts::mono(pixels));
            roomForLabel = std::max(width * 0.35, width - number - check - 2 * gap - shortestBar);
        } while (label > roomForLabel && --pixels >= smallestText);
        label = std::min(label, roomForLabel);
        if (label + number + check + note + 2 * gap > width * 0.75) // a part of it would say nothing
            note = 0;
        bar = std::max(0.0, width - label - number - note - check - 2 * gap);
    }

private:
    void measure(const BarListData &data, const QFont &font)
    {
        textFont = font;
        label = number = note = check = 0;
        for (const BarListData::Row &row : data.rows) {
            label = std::max(label, painting::textWidth(font, row.label) + 1);
            number = std::max(number, painting::textWidth(font, numberOf(row)) + 1);
            if (!row.note.isEmpty())
                note = std::max(note, painting::textWidth(noteFont, row.note) + gap);
            if (row.right)
                check = checkWidth;
        }
    }
};

BarListView::BarListView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Bars"); });
}

void BarListView::setData(const BarListData &data)
{
    m_data = data;
    m_hovered = -1;
    if (m_selected >= data.rows.size())
        m_selected = -1;
    contentChanged();
}

void BarListView::setSelected(int row)
{
    if (row == m_selected)
        return;
    m_selected = row;
    contentChanged();
}

QList<int> BarListView::shownIn(const QRectF &body) const
{
    const auto count = static_cast<int>(m_data.rows.size());
    const int fitting = std::max(1, static_cast<int>(body.height() / leastRowHeight));
    const int shown = count <= fitting ? count : std::max(1, fitting - 1); // a line says how many are left out
    QList<int> rows;
    for (int row = 0; row < shown; ++row)
        rows.append(row);
    if (m_selected >= shown)
        rows.last() = m_selected;
    return rows;
}

QRectF BarListView::rowIn(const QRectF &body, int row) const
{
    const QList<int> shown = shownIn(body);
    const qsizetype place = shown.indexOf(row);
    if (place < 0)
        return {};
    const qsizetype lines = shown.size() + (shown.size() < m_data.rows.size() ? 1 : 0);
    const double height = std::min(mostRowHeight, body.height() / static_cast<double>(lines));
    return QRectF(body.left(), body.top() + height * static_cast<double>(place), body.width(), height);
}

QRectF BarListView::rowRect(int row) const
{
    return rowIn(bodyRect(), row);
}

int BarListView::rowAt(const QPointF &position) const
{
    for (int row = 0; row < m_data.rows.size(); ++row)
        if (rowRect(row).contains(position))
            return row;
    return -1;
}

void BarListView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    const QList<int> shown = shownIn(body);
    const Columns columns(m_data, shown.isEmpty() ? QSizeF() : rowIn(body, shown.first()).size());
    for (const int row : shown)
        paintRow(plain, rowIn(body, row), row, columns, palette);
    const auto more = static_cast<int>(m_data.rows.size() - shown.size());
    if (more > 0)
        painting::drawText(plain, rowIn(body, shown.last()).translated(0, rowIn(body, shown.last()).height()),
                           Qt::AlignLeft | Qt::AlignVCenter, tr("%n more", nullptr, more), fonts::small(),
                           palette.secondary);
}

void BarListView::paintRow(QPainter &painter, const QRectF &box, int index, const Columns &columns,
                           const Palette &palette) const
{
    const BarListData::Row &row = m_data.rows[index];
    const bool selected = index == m_selected;
    if (selected) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.accentFill);
        painter.drawRoundedRect(box.adjusted(-4, 1, 4, -1), 5, 5);
    }
    auto part = [&box, x = box.left()](double width) mutable {
        const QRectF result(x, box.top(), width, box.height());
        x += width;
        return result;
    };
    const QRectF label = part(columns.label);
    painting::drawText(painter, label, Qt::AlignLeft | Qt::AlignVCenter,
                       painting::elided(columns.textFont, row.label, label.width()), columns.textFont,
                       row.right  ? palette.right
                       : selected ? palette.accent
                                  : palette.text);
    part(gap);
    QRectF bar = part(columns.bar);
    const double thickness = std::clamp(box.height() * 0.55, 2.0, 18.0);
    bar = QRectF(bar.left(), bar.center().y() - thickness / 2, bar.width(), thickness);
    const QRectF track = bar;
    const double radius = std::min(4.0, thickness / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.line);
    painter.setOpacity(0.5);
    painter.drawRoundedRect(bar, radius, radius);
    painter.setOpacity(1);
    const double share = m_data.max > 0 ? std::clamp(row.value / m_data.max, 0.0, 1.0) : 0;
    if (share > 0) {
        bar.setWidth(std::max(1.0, bar.width() * share));
        painter.setBrush(row.right ? palette.right : palette.accent);
        painter.drawRoundedRect(bar, std::min(radius, bar.width() / 2), radius);
    }
    if (row.expected && m_data.max > 0) {
        const double x = track.left() + track.width() * std::clamp(*row.expected / m_data.max, 0.0, 1.0);
        painter.setPen(QPen(palette.text, 2));
        const double beyond = std::clamp((box.height() - thickness) / 2 - 1, 1.0, 4.0); // not into the next row's
        painter.drawLine(QPointF(x, track.top() - beyond), QPointF(x, track.bottom() + beyond));
    }
    part(gap);
    painting::drawText(painter, part(columns.number), Qt::AlignRight | Qt::AlignVCenter, numberOf(row),
                       columns.textFont, palette.text);
    const QRectF check = part(columns.check);
    if (row.right)
        paintCheck(painter, check.center() + QPointF(3, 0), palette.right);
    const QRectF note = part(columns.note).adjusted(gap, 0, 0, 0);
    if (columns.note > 0)
        painting::drawText(painter, note, Qt::AlignLeft | Qt::AlignVCenter, row.note, columns.noteFont,
                           palette.secondary);
}

void BarListView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (m_hovered < 0)
        return;
    QPainter &plain = painter;
    plain.setPen(QPen(colors().accent, 1));
    plain.setBrush(Qt::NoBrush);
    plain.drawRoundedRect(rowIn(body, m_hovered).adjusted(-3.5, 1.5, 3.5, -1.5), 5, 5);
}

NumberTable BarListView::numbers() const
{
    NumberTable table{m_data.quantity, {tr("value")}, {}, {}};
    for (const BarListData::Row &row : m_data.rows) {
        table.rows.append(row.label);
        table.values.append(QList<double>{row.value});
    }
    return table;
}

QString BarListView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    const auto words = [](const BarListData::Row &row) {
        return QStringLiteral("%1 %2").arg(row.label, numberOf(row));
    };
    if (m_selected >= 0)
        return tr("%1: %2 is selected, row %3 of %4.")
            .arg(accessibleName(), words(m_data.rows[m_selected]))
            .arg(m_selected + 1)
            .arg(m_data.rows.size());
    QStringList first;
    for (const BarListData::Row &row : m_data.rows.first(std::min<qsizetype>(5, m_data.rows.size())))
        first.append(words(row));
    return QStringLiteral("%1: %2.").arg(accessibleName(), first.join(QStringLiteral(", ")));
}

QSize BarListView::sizeHint() const
{
    return QSize(320, 40 + 28 * static_cast<int>(std::max<qsizetype>(3, m_data.rows.size())));
}

void BarListView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(rowAt(event->position()));
}

void BarListView::leaveEvent(QEvent *)
{
    setHovered(-1);
}

void BarListView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    setToolTip(row < 0 ? QString() : inFull(m_data.rows[row]));
    pointerChanged();
    emit rowHovered(row);
}

void BarListView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    if (const int row = rowAt(event->position()); row >= 0)
        emit rowClicked(row);
}

void BarListView::keyPressEvent(QKeyEvent *event)
{
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const auto cell = moved({0, m_selected}, QSize(1, static_cast<int>(m_data.rows.size())), event->key());
    if (!cell || sideways)
        return View::keyPressEvent(event);
    emit rowClicked(cell->y());
}

} // namespace bertlab
