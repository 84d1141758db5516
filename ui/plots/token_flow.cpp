#include "plots/token_flow.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace bertlab {

namespace {

using Look = TokenFlowData::Look;

constexpr double textPixels = 13, smallPixels = 10.5, chipHeight = 28, textHeight = 24, smallHeight = 15;
constexpr double chipPadding = 8, chipGap = 6, rowGap = 8, textRowGap = 2, blockGap = 14, footHeight = 20;
constexpr double headingHeight = 17, noteHeight = 15;
constexpr std::array scales{1., 1.2, 1.4, 1.6};

bool isChip(Look look)
{
    return look == Look::chip || look == Look::tried || look == Look::found;
}

QFont fontOf(Look look, double scale)
{
    return fonts::mono(textPixels * scale, look == Look::found ? QFont::DemiBold : QFont::Normal);
}

QFont smallFont(double scale)
{
    return fonts::text(smallPixels * scale);
}

/// What is painted of an item; a word that passes a whole row is cut in the middle.
QString shownText(const TokenFlowData::Item &item, double room, double scale)
{
    const QString text = item.look == Look::found ? item.text + QStringLiteral(" ✓") : item.text;
    if (!isChip(item.look))
        return text;
    return QFontMetricsF(fontOf(item.look, scale)).elidedText(text, Qt::ElideMiddle, room - 2 * chipPadding * scale);
}

double widthOf(const TokenFlowData::Item &item, double room, double scale)
{
    const double text = painting::textWidth(fontOf(item.look, scale), shownText(item, room, scale));
    if (!isChip(item.look))
        return text;
    const double above = item.above.isEmpty() ? 0 : painting::textWidth(smallFont(scale), item.above);
    const double below = item.below.isEmpty() ? 0 : painting::textWidth(smallFont(scale), item.below);
    return std::min(room, std::max({std::ceil(text) + 2 * chipPadding * scale, above, below}));
}

/// Of an item and those that are glued to it: they stay in one row if they fit one.
double gluedWidth(const QList<TokenFlowData::Item> &items, const QList<double> &widths, qsizetype first)
{
    double sum = widths[first];
    for (qsizetype i = first + 1; i < items.size() && items[i].glued; ++i)
        sum += widths[i];
    return sum;
}

} // namespace

TokenFlowView::TokenFlowView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Tokens"); });
}

void TokenFlowView::setData(const TokenFlowData &data)
{
    m_data = data;
    m_layout = {};
    m_hovered.reset();
    m_firstRow = 0;
    contentChanged();
}

void TokenFlowView::setSelected(int block, int first, int last)
{
    m_selectedBlock = block;
    m_selectedFirst = first;
    m_selectedLast = last;
    if (block >= 0)
        scrollTo({block, first});
    contentChanged();
}

void TokenFlowView::setClickable(bool clickable)
{
    m_clickable = clickable;
    setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
}

const TokenFlowView::Layout &TokenFlowView::layoutFor(const QSizeF &size) const
{
    if (m_layout.size == size)
        return m_layout;
    m_layout = makeLayout(size.width(), scales.front());
    for (const double scale : scales) {
        Layout larger = makeLayout(size.width(), scale);
        if (larger.rows.isEmpty() || larger.rows.last().top + larger.rows.last().height > size.height())
            break;
        m_layout = std::move(larger);
    }
    m_layout.size = size;
    return m_layout;
}

int TokenFlowView::largestHeight(int width) const
{
    const QSizeF frame = canvas().size() - bodyRect().size();
    const Layout layout = makeLayout(width - frame.width(), scales.back());
    const double content = layout.rows.isEmpty() ? 0 : layout.rows.last().top + layout.rows.last().height;
    return int(std::ceil(content + frame.height()));
}

TokenFlowView::Layout TokenFlowView::makeLayout(double width, double scale) const
{
    Layout layout;
    layout.scale = scale;
    for (const auto &block : m_data.blocks)
        layout.headingWidth = std::max({layout.headingWidth, painting::textWidth(fonts::section(), block.heading) + 16,
                                        painting::textWidth(fonts::small(), block.note) + 16});
    double top = 0;
    for (int block = 0; block < m_data.blocks.size(); ++block)
        placeBlock(block, std::max(40., width - layout.headingWidth), layout, top);
    return layout;
}

void TokenFlowView::placeBlock(int b, double room, Layout &layout, double &top) const
{
    const auto &block = m_data.blocks[b];
    const double scale = layout.scale;
    const auto any = [&block](auto has) { return std::any_of(block.items.begin(), block.items.end(), has); };
    const bool chips = any([](const auto &item) { return isChip(item.look); });
    const double above = any([](const auto &item) { return !item.above.isEmpty(); }) ? smallHeight * scale : 0;
    const double below = any([](const auto &item) { return !item.below.isEmpty(); }) ? smallHeight * scale : 0;
    const double itemHeight = (chips ? chipHeight : textHeight) * scale;
    const double gap = (chips ? rowGap : textRowGap) * scale;
    QList<double> widths;
    for (const auto &item : block.items)
        widths.append(widthOf(item, room, scale));

    const auto newRow = [&](int heading) {
        return Row{.top = top, .height = above + itemHeight + below, .heading = heading, .items = {}};
    };
    Row row = newRow(b);
    double x = 0;
    for (int i = 0; i < block.items.size(); ++i) {
        const auto &item = block.items[i];
        if (x > 0 && isChip(item.look) && !item.glued)
            x += chipGap * scale;
        const double together = item.glued ? widths[i] : gluedWidth(block.items, widths, i);
        if (x > 0 && x + (together <= room ? together : widths[i]) > room) {
            layout.rows.append(row);
            top += row.height + gap;
            row = newRow(-1);
            x = 0;
        }
        row.items.append({{b, i}, QRectF(x, above, widths[i], itemHeight)});
        x += widths[i];
    }
    if (row.heading == b && !block.note.isEmpty())
        row.height = std::max(row.height, headingHeight + noteHeight);
    layout.rows.append(row);
    top += row.height + blockGap * scale;
}

TokenFlowView::Window TokenFlowView::windowIn(const QRectF &body) const
{
    const auto &rows = layoutFor(body.size()).rows;
    if (rows.isEmpty())
        return {};
    if (rows.last().top + rows.last().height <= body.height())
        return {0, rows.size(), 0};
    Window window;
    window.first = std::clamp<qsizetype>(m_firstRow, 0, rows.size() - 1);
    window.shift = rows[window.first].top;
    window.end = window.first + 1;
    while (window.end < rows.size() &&
           rows[window.end].top + rows[window.end].height - window.shift <= body.height() - footHeight)
        ++window.end;
    return window;
}

void TokenFlowView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    const Layout &layout = layoutFor(body.size());
    const Window window = windowIn(body);
    for (qsizetype r = window.first; r < window.end; ++r) {
        const Row &row = layout.rows[r];
        const QPointF corner(body.left(), body.top() + row.top - window.shift);
        if (row.heading >= 0)
            paintHeading(painter, row, corner, palette);
        for (const Placed &placed : row.items) {
            const auto &block = m_data.blocks[placed.place.block];
            const QRectF rect = placed.rect.translated(corner + QPointF(layout.headingWidth, 0));
            paintItem(painter, block.items[placed.place.item], block.typeId, rect, palette);
            if (isSelected(placed.place)) {
                painter.setPen(QPen(palette.accent, 2));
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(rect, 6, 6);
            }
        }
    }
    if (window.first > 0 || window.end < layout.rows.size()) {
        painter.setFont(fonts::small());
        painter.setPen(palette.secondary);
        painter.drawText(QRectF(body.left() + layout.headingWidth, body.bottom() - footHeight,
                                body.width() - layout.headingWidth, footHeight),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         tr("rows %1–%2 of %3, turn the wheel for more")
                             .arg(window.first + 1)
                             .arg(window.end)
                             .arg(layout.rows.size()));
    }
}

void TokenFlowView::paintHeading(QCPPainter &painter, const Row &row, const QPointF &corner,
                                 const Palette &palette) const
{
    const auto &block = m_data.blocks[row.heading];
    const double height = headingHeight + (block.note.isEmpty() ? 0 : noteHeight);
    const double middle = row.items.isEmpty() ? height / 2 : row.items.first().rect.center().y();
    const QRectF lines(corner.x(), corner.y() + std::max(0., middle - height / 2), m_layout.headingWidth, height);
    painting::drawText(painter, QRectF(lines.topLeft(), QSizeF(lines.width(), headingHeight)),
                       Qt::AlignLeft | Qt::AlignVCenter, block.heading, fonts::section(),
                       palette.token(block.typeId, false));
    if (!block.note.isEmpty())
        painting::drawText(painter, QRectF(lines.left(), lines.top() + headingHeight, lines.width(), noteHeight),
                           Qt::AlignLeft | Qt::AlignVCenter, block.note, fonts::small(), palette.secondary);
}

void TokenFlowView::paintItem(QCPPainter &painter, const TokenFlowData::Item &item, int typeId, const QRectF &rect,
                              const Palette &palette) const
{
    const QColor ink = item.covered ? palette.accent : palette.token(typeId, item.special);
    const double scale = m_layout.scale;
    QFont font = fontOf(item.look, scale);
    painter.setBrush(Qt::NoBrush);
    switch (item.look) {
    case Look::text:
        painter.setPen(palette.text);
        break;
    case Look::changed:
        painter.fillRect(rect.adjusted(0, 3, 0, -3), palette.accentFill);
        painter.setPen(QPen(palette.accent, 1.5));
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 3), QPointF(rect.right(), rect.bottom() - 3));
        break;
    case Look::dropped:
        font.setStrikeOut(true);
        painter.setPen(palette.warning);
        break;
    case Look::tried:
        font.setStrikeOut(true);
        painter.setPen(palette.line);
        painter.drawRoundedRect(rect.adjusted(.5, .5, -.5, -.5), 6, 6);
        painter.setPen(palette.secondary);
        break;
    case Look::chip:
    case Look::found: {
        const QColor fill = item.special   ? palette.specialFill
                            : item.covered ? palette.panel
                            : typeId == 0  ? palette.segmentAFill
                                           : palette.segmentBFill;
        QPen border(item.look == Look::found ? palette.right : ink, item.covered || item.look == Look::found ? 1.5 : 1);
        if (item.covered)
            border.setStyle(Qt::DashLine);
        painter.setPen(border);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect.adjusted(.5, .5, -.5, -.5), 6, 6);
        painter.setPen(ink);
        break;
    }
    }
    painter.setFont(font);
    painter.drawText(rect, isChip(item.look) ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter,
                     shownText(item, rect.width(), scale));

    painter.setFont(smallFont(scale));
    painter.setPen(palette.secondary);
    const auto small = [&](const QString &text, double top) {
        if (!text.isEmpty())
            painter.drawText(QRectF(rect.center().x() - 60, top, 120, smallHeight * scale), Qt::AlignCenter, text);
    };
    small(item.above, rect.top() - smallHeight * scale);
    small(item.below, rect.bottom());
}

void TokenFlowView::paintPointer(QCPPainter &painter, const QRectF &) const
{
    if (!m_hovered || isSelected(*m_hovered))
        return;
    painter.setPen(QPen(colors().accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(itemRect(m_hovered->block, m_hovered->item), 6, 6);
}

bool TokenFlowView::isSelected(const Place &place) const
{
    return place.block == m_selectedBlock && place.item >= m_selectedFirst && place.item <= m_selectedLast;
}

QRectF TokenFlowView::itemRect(int block, int item) const
{
    const QRectF body = bodyRect();
    const Layout &layout = layoutFor(body.size());
    const Window window = windowIn(body);
    for (qsizetype r = window.first; r < window.end; ++r)
        for (const Placed &placed : layout.rows[r].items)
            if (placed.place == Place{block, item})
                return placed.rect.translated(body.left() + layout.headingWidth,
                                              body.top() + layout.rows[r].top - window.shift);
    return {};
}

std::optional<TokenFlowView::Place> TokenFlowView::placeAt(const QPointF &position) const
{
    const QRectF body = bodyRect();
    const Layout &layout = layoutFor(body.size());
    const Window window = windowIn(body);
    for (qsizetype r = window.first; r < window.end; ++r) {
        const Row &row = layout.rows[r];
        const QPointF corner(body.left() + layout.headingWidth, body.top() + row.top - window.shift);
        for (const Placed &placed : row.items)
            if (placed.rect.translated(corner).contains(position))
                return placed.place;
    }
    return std::nullopt;
}

void TokenFlowView::scrollTo(const Place &place)
{
    const QRectF body = bodyRect();
    const auto &rows = layoutFor(body.size()).rows;
    for (qsizetype r = 0; r < rows.size(); ++r) {
        const auto &items = rows[r].items;
        if (items.isEmpty() || items.first().place.block != place.block || items.last().place.item < place.item)
            continue;
        const Window window = windowIn(body);
        if (r < window.first)
            m_firstRow = r;
        else if (r >= window.end)
            m_firstRow = std::max<qsizetype>(0, r - (window.end - window.first) + 1);
        return;
    }
}

void TokenFlowView::scrollBy(qsizetype rows)
{
    const auto &all = layoutFor(bodyRect().size()).rows;
    const Window window = windowIn(bodyRect());
    if (rows > 0 && window.end == all.size())
        return;
    m_firstRow = std::clamp<qsizetype>(window.first + rows, 0, std::max<qsizetype>(0, all.size() - 1));
    contentChanged();
}

void TokenFlowView::pointAt(const std::optional<Place> &place)
{
    if (place == m_hovered)
        return;
    m_hovered = place;
    setCursor(place ? Qt::PointingHandCursor : Qt::ArrowCursor);
    pointerChanged();
    emit itemHovered(place ? place->block : -1, place ? place->item : -1);
}

void TokenFlowView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_clickable)
        pointAt(placeAt(event->position()));
}

void TokenFlowView::mousePressEvent(QMouseEvent *event)
{
    const auto place = placeAt(event->position());
    if (m_clickable && place && event->button() == Qt::LeftButton)
        emit itemClicked(place->block, place->item);
}

void TokenFlowView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto place = placeAt(event->position());
    if (m_clickable && place && event->button() == Qt::LeftButton)
        emit itemDoubleClicked(place->block, place->item);
}

void TokenFlowView::leaveEvent(QEvent *event)
{
    pointAt(std::nullopt);
    View::leaveEvent(event);
}

void TokenFlowView::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down ? 1
                     : event->key() == Qt::Key_Left || event->key() == Qt::Key_Up  ? -1
                                                                                   : 0;
    if (!m_clickable || step == 0 || m_data.blocks.isEmpty())
        return View::keyPressEvent(event);
    Place place{m_selectedBlock, step > 0 ? m_selectedLast : m_selectedFirst};
    if (place.block < 0 || place.block >= m_data.blocks.size())
        place = {0, -1};
    place.item += step;
    while (place.item < 0 && place.block > 0)
        place.item = static_cast<int>(m_data.blocks[--place.block].items.size()) - 1;
    while (place.block + 1 < m_data.blocks.size() && place.item >= m_data.blocks[place.block].items.size())
        place = {place.block + 1, 0};
    if (place.item >= 0 && place.item < m_data.blocks[place.block].items.size())
        emit itemClicked(place.block, place.item);
}

void TokenFlowView::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        scrollBy(event->angleDelta().y() > 0 ? -1 : 1);
    event->accept();
}

void TokenFlowView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    if (m_selectedBlock >= 0)
        scrollTo({m_selectedBlock, m_selectedFirst});
}

NumberTable TokenFlowView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.quantity;
    table.columns = m_data.columns;
    for (const auto &block : m_data.blocks) {
        for (const auto &item : block.items) {
            if (item.values.size() != m_data.columns.size())
                continue;
            table.rows.append(item.text);
            table.values.append(item.values);
        }
    }
    return table;
}

QString TokenFlowView::description() const
{
    QStringList parts;
    for (const auto &block : m_data.blocks) {
        QStringList texts;
        for (const auto &item : block.items)
            texts.append(item.text);
        parts.append(block.heading + QStringLiteral(": ") + texts.join(u' '));
    }
    QString words = accessibleName() + QStringLiteral(". ") + parts.join(QStringLiteral("; "));
    if (m_selectedBlock >= 0 && m_selectedBlock < m_data.blocks.size() && m_selectedFirst >= 0 &&
        m_selectedFirst < m_data.blocks[m_selectedBlock].items.size())
        words +=
            QStringLiteral(". ") + tr("Selected: %1").arg(m_data.blocks[m_selectedBlock].items[m_selectedFirst].text);
    return words;
}

} // namespace bertlab
