#include "plots/masking_grid.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

using Candidate = MaskingGridData::Candidate;
using Sight = MaskingGridData::Sight;

constexpr int rowCount = 5;
enum Row { tokenRow, turnRow, rollRow, seenRow, labelRow };
constexpr double leastPitch = 19, mostPitch = 58, mostSpread = 1.5, lineGap = 10, footHeight = 16, leastWidth = 46,
                 padding = 14, headingGap = 14;

QFont cellFont()
{
    return fonts::mono(12);
}

double widthOf(const MaskingGridData::Column &column)
{
    double width = leastWidth;
    for (const QString &text : {column.token.text, column.seen, column.label, column.roll})
        width = std::max(width, std::ceil(painting::textWidth(cellFont(), text)) + padding);
    return width;
}

} // namespace

MaskingGridView::MaskingGridView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Masking"); });
}

void MaskingGridView::setData(const MaskingGridData &data)
{
    m_data = data;
    m_widths.clear();
    for (const MaskingGridData::Column &column : data.columns)
        m_widths.append(widthOf(column));
    double widest = 0;
    for (const QString &name : data.rowNames)
        widest = std::max(widest, painting::textWidth(fonts::text(12), name));
    m_heading = std::ceil(widest) + headingGap;
    m_hovered = -1;
    if (m_selectedLast >= data.columns.size())
        m_selectedFirst = m_selectedLast = -1;
    contentChanged();
}

void MaskingGridView::setSelected(int first, int last)
{
    m_selectedFirst = first;
    m_selectedLast = last;
    const Layout layout = layoutIn(bodyRect());
    for (int line = 0; line < layout.lines.size(); ++line)
        if (layout.lines[line].first <= first && first < layout.lines[line].end) {
            if (line < layout.first)
                m_firstLine = line;
            else if (line >= layout.end)
                m_firstLine = line - (layout.end - layout.first) + 1;
        }
    contentChanged();
}

/// Columns share the room that is left beside the longest line.
void MaskingGridView::spread(Layout &layout, double width) const
{
    double longest = 0;
    for (const Line &line : std::as_const(layout.lines))
        longest = std::max(longest, line.lefts.last() - m_heading);
    const double times = longest > 0 ? std::clamp((width - m_heading) / longest, 1., mostSpread) : 1;
    for (Line &line : layout.lines)
        for (double &left : line.lefts)
            left = m_heading + (left - m_heading) * times;
}

MaskingGridView::Layout MaskingGridView::layoutIn(const QRectF &body) const
{
    Layout layout;
    const auto count = static_cast<int>(m_data.columns.size());
    for (int column = 0; column < count;) {
        Line line{column, column, {m_heading}};
        do {
            line.lefts.append(line.lefts.last() + m_widths[line.end]);
            ++line.end;
        } while (line.end < count && line.lefts.last() + m_widths[line.end] <= body.width());
        column = line.end;
        layout.lines.append(line);
    }
    spread(layout, body.width());
    const auto lines = static_cast<int>(layout.lines.size());
    const auto pitchFor = [&](int seen, double height) { return (height - lineGap * (seen - 1)) / (rowCount * seen); };
    layout.end = lines;
    layout.pitch = lines == 0 ? mostPitch : std::min(mostPitch, pitchFor(lines, body.height()));
    if (layout.pitch < leastPitch) {
        int seen = std::max(1, lines);
        while (seen > 1 && pitchFor(seen, body.height() - footHeight) < leastPitch)
            --seen;
        layout.pitch = std::max(12., std::min(mostPitch, pitchFor(seen, body.height() - footHeight)));
        layout.first = std::clamp(m_firstLine, 0, std::max(0, lines - seen));
        layout.end = std::min(lines, layout.first + seen);
    }
    return layout;
}

QRectF MaskingGridView::cellIn(const QRectF &body, const Layout &layout, int row, int column) const
{
    for (int line = layout.first; line < layout.end; ++line) {
        const Line &each = layout.lines[line];
        if (column < each.first || column >= each.end)
            continue;
        const double left = each.lefts[column - each.first], right = each.lefts[column - each.first + 1];
        const double top = (layout.pitch * rowCount + lineGap) * (line - layout.first) + layout.pitch * row;
        return QRectF(body.left() + left, body.top() + top, right - left, layout.pitch);
    }
    return {};
}

QRectF MaskingGridView::cellRect(int row, int column) const
{
    return cellIn(bodyRect(), layoutIn(bodyRect()), row, column);
}

int MaskingGridView::columnAt(const QPointF &position) const
{
    const Layout layout = layoutIn(bodyRect());
    for (int column = 0; column < m_data.columns.size(); ++column) {
        const QRectF top = cellIn(bodyRect(), layout, tokenRow, column);
        if (!top.isEmpty() && top.united(cellIn(bodyRect(), layout, labelRow, column)).contains(position))
            return column;
    }
    return -1;
}

void MaskingGridView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    const Layout layout = layoutIn(body);
    for (int line = layout.first; line < layout.end; ++line) {
        for (int row = 0; row < m_data.rowNames.size(); ++row) {
            const QRectF cell = cellIn(body, layout, row, layout.lines[line].first);
            painting::drawText(plain, QRectF(body.left(), cell.top(), cell.left() - body.left(), cell.height()),
                               Qt::AlignLeft | Qt::AlignVCenter, m_data.rowNames[row], fonts::text(12),
                               palette.secondary);
        }
        for (int column = layout.lines[line].first; column < layout.lines[line].end; ++column)
            paintColumn(plain, body, layout, column, palette);
    }
    if (layout.end - layout.first < layout.lines.size())
        painting::drawText(plain, QRectF(body.left(), body.bottom() - footHeight, body.width(), footHeight),
                           Qt::AlignLeft | Qt::AlignVCenter,
                           tr("positions %1–%2 of %3, turn the wheel for more")
                               .arg(layout.lines[layout.first].first)
                               .arg(layout.lines[layout.end - 1].end - 1)
                               .arg(m_data.columns.size()),
                           fonts::small(), palette.secondary);
}

void MaskingGridView::paintColumn(QPainter &painter, const QRectF &body, const Layout &layout, int index,
                                  const Palette &palette) const
{
    const MaskingGridData::Column &column = m_data.columns[index];
    const auto cell = [&](Row row) { return cellIn(body, layout, row, index); };
    if (index >= m_selectedFirst && index <= m_selectedLast) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.accentFill);
        painter.setOpacity(0.6);
        painter.drawRect(cell(tokenRow).united(cell(labelRow)));
        painter.setOpacity(1);
    }
    painting::drawText(painter, cell(tokenRow), Qt::AlignCenter,
                       painting::elided(cellFont(), column.token.text, cell(tokenRow).width() - 2), cellFont(),
                       palette.token(column.token.typeId, column.token.special));
    paintCandidate(painter, body, layout, index, palette);
    if (!column.roll.isEmpty()) {
        const double height = std::min(26., layout.pitch - 3);
        QRectF box = cell(rollRow).adjusted(2, 0, -2, 0);
        box = QRectF(box.left(), box.center().y() - height / 2, box.width(), height);
        painter.setPen(QPen(palette.accent, 1));
        painter.setBrush(palette.accentFill);
        painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 5, 5);
        painting::drawText(painter, box, Qt::AlignCenter, column.roll, fonts::mono(11, QFont::DemiBold),
                           palette.accent);
    }
    if (!column.reason.isEmpty()) {
        const QRectF box = wordIn(body, layout, rollRow, index);
        painting::drawText(painter, box, Qt::AlignCenter, painting::elided(fonts::text(11), column.reason, box.width()),
                           fonts::text(11), palette.warning);
    }
    paintSeen(painter, cell(seenRow), column, palette);
    painting::drawText(painter, cell(labelRow), Qt::AlignCenter,
                       column.label.isEmpty() ? QStringLiteral("–") : column.label,
                       column.label.isEmpty() ? cellFont() : fonts::mono(12, QFont::DemiBold),
                       column.label.isEmpty() ? palette.secondary : palette.right);
}

/// The cell of a piece with those of the pieces that are joined to it on its line.
QRectF MaskingGridView::wordIn(const QRectF &body, const Layout &layout, int row, int column) const
{
    QRectF word = cellIn(body, layout, row, column);
    for (int next = column + 1; isJoined(next); ++next)
        if (const QRectF more = cellIn(body, layout, row, next); more.top() == word.top())
            word = word.united(more);
    return word;
}

bool MaskingGridView::isJoined(int column) const
{
    return column < m_data.columns.size() && m_data.columns[column].joined;
}

/// A candidate is one capsule over its pieces, open where the word goes on in another line.
void MaskingGridView::paintCandidate(QPainter &painter, const QRectF &body, const Layout &layout, int index,
                                     const Palette &palette) const
{
    const MaskingGridData::Column &column = m_data.columns[index];
    const QRectF cell = cellIn(body, layout, turnRow, index), word = wordIn(body, layout, turnRow, index);
    const bool startsLine = std::any_of(layout.lines.begin(), layout.lines.end(),
                                        [index](const Line &line) { return line.first == index; });
    if (column.candidate == Candidate::none || (column.joined && !startsLine))
        return;
    int end = index + 1;
    while (isJoined(end) && cellIn(body, layout, turnRow, end).top() == cell.top())
        ++end;
    const bool chosen = column.candidate == Candidate::chosen, single = end == index + 1 && !column.joined;
    const double height = std::min(22., cell.height() - 4), half = 15, inset = single ? cell.width() / 2 - half : 6;
    const double left = column.joined ? word.left() : word.left() + inset;
    const double right = isJoined(end) ? word.right() : word.right() - inset;
    const QRectF capsule(left, word.center().y() - height / 2, right - left, height);
    painter.save();
    painter.setClipRect(capsule.adjusted(-1, -1, 1, 1));
    painter.setPen(QPen(chosen ? palette.accent : palette.line, 1));
    painter.setBrush(chosen ? palette.accentFill : palette.background);
    painter.drawRoundedRect(capsule.adjusted(column.joined ? -half : .5, .5, isJoined(end) ? half : -.5, -.5),
                            height / 2, height / 2);
    painter.restore();
    painting::drawText(painter, capsule, Qt::AlignCenter, column.turn, fonts::text(11, QFont::DemiBold),
                       chosen ? palette.accent
                       : column.candidate == Candidate::skipped || column.candidate == Candidate::givenBack
                           ? palette.warning
                           : palette.secondary);
}

void MaskingGridView::paintSeen(QPainter &painter, const QRectF &cell, const MaskingGridData::Column &column,
                                const Palette &palette) const
{
    if (column.sight == Sight::hidden)
        return;
    const double height = std::min(26., cell.height() - 3);
    const QRectF box(cell.left() + 2, cell.center().y() - height / 2, cell.width() - 4, height);
    const bool plain = column.sight == Sight::same;
    QPen border(plain ? palette.line : column.sight == Sight::mask ? palette.accent : palette.text, plain ? 1 : 1.5);
    if (column.sight == Sight::mask)
        border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(plain ? palette.background : palette.panel);
    painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 5, 5);
    painting::drawText(painter, box, Qt::AlignCenter, painting::elided(cellFont(), column.seen, box.width() - 4),
                       plain ? cellFont() : fonts::mono(12, QFont::DemiBold),
                       plain                         ? palette.secondary
                       : column.sight == Sight::mask ? palette.accent
                                                     : palette.text);
}

void MaskingGridView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (m_hovered < 0)
        return;
    const Layout layout = layoutIn(body);
    painting::drawDoubleLine(
        painter, cellIn(body, layout, tokenRow, m_hovered).united(cellIn(body, layout, labelRow, m_hovered)), colors(),
        1);
}

NumberTable MaskingGridView::numbers() const
{
    NumberTable table{QStringLiteral("masking"), {tr("turn"), QStringLiteral("u"), tr("predicted")}, {}, {}};
    for (int i = 0; i < m_data.columns.size(); ++i) {
        const MaskingGridData::Column &column = m_data.columns[i];
        table.rows.append(QString::number(i) + u' ' + column.token.text);
        table.values.append({column.turnNumber, column.rollNumber, column.label.isEmpty() ? 0. : 1.});
    }
    return table;
}

QString MaskingGridView::description() const
{
    QStringList tokens, changes;
    for (const MaskingGridData::Column &column : m_data.columns) {
        tokens.append(column.token.text);
        if (!column.label.isEmpty() && column.sight != Sight::hidden)
            changes.append(tr("%1 is seen as %2").arg(column.label, column.seen));
        if (!column.reason.isEmpty())
            changes.append(tr("%1: %2").arg(column.token.text, column.reason));
    }
    const QString words = (title().isEmpty() ? accessibleName() : title()) + QStringLiteral(": ") + tokens.join(u' ');
    return changes.isEmpty() ? words : words + QStringLiteral(". ") + changes.join(QStringLiteral("; "));
}

void MaskingGridView::setHovered(int column)
{
    if (column == m_hovered)
        return;
    m_hovered = column;
    setCursor(column < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    pointerChanged();
    emit columnHovered(column);
}

void MaskingGridView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(columnAt(event->position()));
}

void MaskingGridView::mousePressEvent(QMouseEvent *event)
{
    const int column = columnAt(event->position());
    if (event->button() == Qt::LeftButton && column >= 0)
        emit columnClicked(column);
    else
        View::mousePressEvent(event);
}

void MaskingGridView::leaveEvent(QEvent *event)
{
    setHovered(-1);
    View::leaveEvent(event);
}

void MaskingGridView::wheelEvent(QWheelEvent *event)
{
    const Layout layout = layoutIn(bodyRect());
    const int step = event->angleDelta().y() > 0 ? -1 : event->angleDelta().y() < 0 ? 1 : 0;
    const auto most = static_cast<int>(layout.lines.size()) - (layout.end - layout.first);
    m_firstLine = std::clamp(layout.first + step, 0, std::max(0, most));
    contentChanged();
    event->accept();
}

} // namespace bertlab
