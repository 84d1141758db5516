#include "plots/flow_columns.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

using Box = FlowColumnsData::Box;

constexpr double columnGap = 44, widestColumn = 380, titleHeight = 24, footHeight = 52, mostPitch = 80, boxShare = 0.6;
constexpr double padding = 10, radius = 6, skipRoom = 22;
/// With less from box to box what stands on the arrows moves into the boxes; with the least a line of text just fits.
constexpr double roomyPitch = 30, leastPitch = 17, tightShare = 0.76, tightGap = 16;

QFont labelFont(double height)
{
    return fonts::text(std::clamp(height * 0.5, 10.0, 13.0), QFont::Medium);
}

QFont shapeFont(double room)
{
    return fonts::mono(std::clamp(room * 0.8, 8.5, 10.5));
}

void drawArrow(QPainter &painter, const QPointF &from, const QPointF &to)
{
    painter.drawLine(from, to);
    painter.drawPolyline(QPolygonF{to + QPointF(-3.5, -4), to, to + QPointF(3.5, -4)});
}

} // namespace

FlowColumnsView::FlowColumnsView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Structure"); });
}

void FlowColumnsView::setData(const FlowColumnsData &data)
{
    m_data = data;
    m_hovered.clear();
    contentChanged();
}

void FlowColumnsView::setSelected(const QString &id)
{
    if (id == m_selected)
        return;
    m_selected = id;
    contentChanged();
}

double FlowColumnsView::pitchIn(const QRectF &body, const FlowColumnsData::Column &column, double share)
{
    const double head = column.title.isEmpty() ? 0 : titleHeight, foot = column.foot.isEmpty() ? 0 : footHeight;
    return std::max(1.0, body.height() - head - foot) / (double(column.boxes.size()) - 1 + share);
}

/// All columns are drawn alike: the fullest decides.
bool FlowColumnsView::isTight(const QRectF &body) const
{
    return std::any_of(m_data.columns.begin(), m_data.columns.end(), [&](const FlowColumnsData::Column &column) {
        return pitchIn(body, column, boxShare) < roomyPitch;
    });
}

QRectF FlowColumnsView::boxIn(const QRectF &body, int column, int box) const
{
    const bool tight = isTight(body);
    const double gap = tight ? tightGap : columnGap, share = tight ? tightShare : boxShare;
    const auto columns = static_cast<double>(m_data.columns.size());
    const double width = std::min(widestColumn, (body.width() - (columns - 1) * gap) / columns);
    const FlowColumnsData::Column &data = m_data.columns[column];
    const double pitch = std::min(mostPitch, pitchIn(body, data, share));
    return QRectF(body.left() + column * (width + gap),
                  body.top() + (data.title.isEmpty() ? 0 : titleHeight) + box * pitch, width - skipRoom, pitch * share);
}

double FlowColumnsView::smallestHeight() const
{
    double most = 0;
    for (const FlowColumnsData::Column &column : m_data.columns)
        most = std::max(most, (column.title.isEmpty() ? 0 : titleHeight) + (column.foot.isEmpty() ? 0 : footHeight) +
                                  (double(column.boxes.size()) - 1 + tightShare) * leastPitch);
    return most + canvas().height() - bodyRect().height();
}

QRectF FlowColumnsView::boxRect(const QString &id) const
{
    const std::optional<QPoint> place = placeOf(id);
    return place ? boxIn(bodyRect(), place->x(), place->y()) : QRectF();
}

std::optional<QPoint> FlowColumnsView::placeOf(const QString &id) const
{
    for (int column = 0; column < m_data.columns.size() && !id.isEmpty(); ++column)
        for (int box = 0; box < m_data.columns[column].boxes.size(); ++box)
            if (m_data.columns[column].boxes[box].id == id)
                return QPoint(column, box);
    return std::nullopt;
}

void FlowColumnsView::paintBox(QPainter &painter, const QRectF &rect, const Box &box, bool tight,
                               const Palette &palette) const
{
    const bool selected = !box.id.isEmpty() && box.id == m_selected;
    const bool open = box.look == Box::Look::open;
    painter.setPen(QPen(selected || open ? palette.accent : palette.line, selected ? 2 : 1));
    painter.setBrush(selected || open              ? palette.accentFill
                     : box.look == Box::Look::data ? palette.background
                                                   : palette.panel);
    painter.drawRoundedRect(rect.adjusted(.5, .5, -.5, -.5), radius, radius);
    const QFont font = labelFont(rect.height()), noteFont = tight ? fonts::mono(10) : fonts::small();
    const QRectF inside = rect.adjusted(padding, 0, -padding, 0);
    const QString &noted = tight && !box.below.isEmpty() ? box.below : box.note;
    double note = noted.isEmpty() ? 0 : painting::textWidth(noteFont, noted) + padding;
    if (painting::textWidth(font, box.label) > inside.width() - note)
        note = 0; // the label matters more
    painting::drawText(painter, inside.adjusted(0, 0, -note, 0), Qt::AlignLeft | Qt::AlignVCenter,
                       painting::elided(font, box.label, inside.width() - note), font,
                       selected || open ? palette.accent : palette.text);
    if (note > 0)
        painting::drawText(painter, inside, Qt::AlignRight | Qt::AlignVCenter, noted, noteFont, palette.secondary);
}

void FlowColumnsView::paintArrows(QPainter &painter, const QRectF &body, int column, const Palette &palette) const
{
    const QList<Box> &boxes = m_data.columns[column].boxes;
    const bool tight = isTight(body);
    painter.setBrush(Qt::NoBrush);
    for (int box = 0; box < boxes.size(); ++box) {
        const QRectF rect = boxIn(body, column, box);
        if (box + 1 < boxes.size()) {
            const QRectF next = boxIn(body, column, box + 1);
            const double x = rect.left() + (tight ? radius : 26); // left of the words that nearly fill a tight box
            painter.setPen(QPen(palette.secondary, 1.2));
            if (tight) {
                painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, next.top()));
            } else {
                drawArrow(painter, {x, rect.bottom() + 1}, {x, next.top() - 1});
                painting::drawText(painter, QRectF(x + 8, rect.bottom(), rect.width() - 34, next.top() - rect.bottom()),
                                   Qt::AlignLeft | Qt::AlignVCenter, boxes[box].below,
                                   shapeFont(next.top() - rect.bottom()), palette.secondary);
            }
        }
        if (boxes[box].skipsFrom >= 0) { // from that box, past all between, into this one
            const QRectF start = boxIn(body, column, boxes[box].skipsFrom);
            const double right = rect.right() + skipRoom * 0.6;
            const QPointF tip(rect.right() + 1, rect.center().y());
            painter.setPen(QPen(palette.accent, 1.4));
            painter.drawPolyline(
                QPolygonF{{start.right(), start.center().y()}, {right, start.center().y()}, {right, tip.y()}, tip});
            painter.drawPolyline(QPolygonF{tip + QPointF(4, -4), tip, tip + QPointF(4, 4)});
        }
    }
}

void FlowColumnsView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    plain.setRenderHint(QPainter::Antialiasing);
    for (int column = 0; column < m_data.columns.size(); ++column) {
        const FlowColumnsData::Column &data = m_data.columns[column];
        if (data.boxes.isEmpty())
            continue;
        const QRectF first = boxIn(body, column, 0), last = boxIn(body, column, int(data.boxes.size()) - 1);
        painting::drawText(plain, QRectF(first.left(), body.top(), first.width() + skipRoom, titleHeight),
                           Qt::AlignLeft | Qt::AlignTop, painting::elided(fonts::section(), data.title, first.width()),
                           fonts::section(), palette.text);
        for (int box = 0; box < data.boxes.size(); ++box)
            paintBox(plain, boxIn(body, column, box), data.boxes[box], isTight(body), palette);
        paintArrows(plain, body, column, palette);
        if (!data.foot.isEmpty()) {
            plain.setPen(palette.secondary);
            plain.setFont(fonts::text(11.5));
            plain.drawText(QRectF(last.left(), last.bottom() + 6, last.width() + skipRoom, footHeight),
                           Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, data.foot);
        }
    }
}

void FlowColumnsView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    const std::optional<QPoint> place = placeOf(m_hovered);
    if (!place || m_hovered == m_selected)
        return;
    QPainter &plain = painter;
    plain.setRenderHint(QPainter::Antialiasing);
    plain.setPen(QPen(colors().accent, 1));
    plain.setBrush(Qt::NoBrush);
    plain.drawRoundedRect(boxIn(body, place->x(), place->y()).adjusted(.5, .5, -.5, -.5), radius, radius);
}

NumberTable FlowColumnsView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.quantity;
    table.columns = {tr("column")};
    for (int column = 0; column < m_data.columns.size(); ++column)
        for (const Box &box : m_data.columns[column].boxes) {
            QStringList words{box.label};
            for (const QString &more : {box.note, box.below})
                if (!more.isEmpty())
                    words.append(more);
            table.rows.append(words.join(QStringLiteral("; ")));
            table.values.append(QList<double>{double(column)});
        }
    return table;
}

QString FlowColumnsView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    QStringList columns;
    for (const FlowColumnsData::Column &column : m_data.columns) {
        QStringList boxes;
        for (const Box &box : column.boxes)
            boxes.append(box.below.isEmpty() ? box.label : tr("%1 gives %2").arg(box.label, box.below));
        columns.append(column.title.isEmpty() ? boxes.join(QStringLiteral(", "))
                                              : column.title + QStringLiteral(": ") + boxes.join(QStringLiteral(", ")));
    }
    const std::optional<QPoint> place = placeOf(m_selected);
    const QString chosen =
        place ? tr(" Chosen: %1.").arg(m_data.columns[place->x()].boxes[place->y()].label) : QString();
    return columns.join(QStringLiteral("; ")) + u'.' + chosen;
}

const Box *FlowColumnsView::boxAt(const QPointF &position) const
{
    for (int column = 0; column < m_data.columns.size(); ++column)
        for (int box = 0; box < m_data.columns[column].boxes.size(); ++box)
            if (const Box &each = m_data.columns[column].boxes[box];
                !each.id.isEmpty() && boxIn(bodyRect(), column, box).contains(position))
                return &each;
    return nullptr;
}

void FlowColumnsView::setHovered(const QString &id)
{
    if (id == m_hovered)
        return;
    m_hovered = id;
    setCursor(id.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    pointerChanged();
    emit boxHovered(id);
}

void FlowColumnsView::mouseMoveEvent(QMouseEvent *event)
{
    const Box *box = boxAt(event->position());
    setHovered(box ? box->id : QString());
}

void FlowColumnsView::leaveEvent(QEvent *)
{
    setHovered({});
}

void FlowColumnsView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    if (const Box *box = boxAt(event->position()))
        emit boxClicked(box->id);
}

void FlowColumnsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const Box *box = boxAt(event->position()))
        emit boxOpened(box->id);
}

void FlowColumnsView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && placeOf(m_selected)) {
        emit boxOpened(m_selected);
        return;
    }
    const auto columns = static_cast<int>(m_data.columns.size());
    const QPoint now = placeOf(m_selected).value_or(QPoint(-1, -1));
    int rows = 0;
    for (const FlowColumnsData::Column &column : m_data.columns)
        rows = std::max(rows, static_cast<int>(column.boxes.size()));
    std::optional<QPoint> next = moved(now, QSize(columns, rows), event->key());
    if (!next)
        return View::keyPressEvent(event);
    const QList<Box> &boxes = m_data.columns[next->x()].boxes;
    next->setY(std::min(next->y(), static_cast<int>(boxes.size()) - 1));
    if (const QString &id = boxes[next->y()].id; !id.isEmpty())
        emit boxClicked(id);
}

} // namespace bertlab
