#include "window/token_chips.h"

#include "plots/fonts.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace bertlab {

namespace {

constexpr double gap = 8, sentenceGap = 22, padding = 10, smallestChip = 26, radius = 6;

QString toText(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// A rectangle whose left or right corners are square where a piece of the same word goes on.
QPainterPath chipShape(const QRectF &area, bool squareLeft, bool squareRight)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(area, radius, radius);
    if (squareLeft)
        path.addRect(area.adjusted(0, 0, -area.width() / 2, 0));
    if (squareRight)
        path.addRect(area.adjusted(area.width() / 2, 0, 0, 0));
    return path.simplified();
}

} // namespace

TokenChips::TokenChips(const Reading &reading)
{
    const Encoding &encoding = reading.encoding;
    const QFontMetricsF metrics(fonts::mono(13)), below(fonts::text(10));
    double left = margin;
    for (int token = 0; token < encoding.size(); ++token) {
        const auto i = static_cast<std::size_t>(token);
        const Gap *hidden = reading.gap_at(token);
        Chip chip{};
        chip.piece = toText(reading.token(token));
        chip.special = encoding.is_added(i);
        chip.masked = hidden != nullptr;
        chip.showsCovered = hidden && hidden->covered_id;
        chip.below = chip.showsCovered ? toText(encoding.tokens[i]) : QString::number(encoding.ids[i]);
        chip.sentence = encoding.type_ids[i];
        chip.typeId = reading.token_type_ids[i];
        chip.joinsLeft =
            token > 0 && encoding.word_index[i] >= 0 && encoding.word_index[i] == encoding.word_index[i - 1];
        chip.width = std::max({smallestChip, metrics.horizontalAdvance(chip.piece) + 2 * padding,
                               below.horizontalAdvance(chip.below) + 4});
        if (chip.joinsLeft)
            m_chips.last().joinsRight = true;
        else if (token > 0)
            left += chip.sentence == m_chips.last().sentence ? gap : sentenceGap;
        chip.left = left;
        left += chip.width;
        if (m_segments.isEmpty() || m_segments.last().sentence != chip.sentence)
            m_segments.append({chip.left, left, chip.sentence, chip.typeId});
        m_segments.last().right = left;
        m_chips.append(chip);
    }
}

double TokenChips::width() const
{
    return m_chips.isEmpty() ? 0 : m_chips.last().left + m_chips.last().width + margin;
}

QRectF TokenChips::rect(int token) const
{
    if (token < 0 || token >= count())
        return {};
    return {m_chips[token].left, top, m_chips[token].width, height};
}

void TokenChips::paintBrackets(QPainter &painter, const Palette &palette, double left, double right) const
{
    painter.setFont(fonts::text(10, QFont::DemiBold));
    for (const Segment &segment : m_segments) {
        painter.setPen(QPen(segment.typeId == 0 ? palette.segmentA : palette.segmentB, 1.2));
        painter.drawPolyline(
            QPolygonF{{segment.left, 11.}, {segment.left, 7.}, {segment.right, 7.}, {segment.right, 11.}});
        // The name stays in sight while its bracket does.
        const double from = std::max(segment.left, left), to = std::min(segment.right, right);
        const QRectF label((from + to) / 2 - 20, 1, 40, 12);
        if (to - from < label.width())
            continue;
        painter.fillRect(label, palette.panel);
        painter.drawText(label, Qt::AlignCenter,
                         segment.sentence == 0
                             ? QCoreApplication::translate("TokenStrip", "A (%1)").arg(segment.typeId)
                             : QCoreApplication::translate("TokenStrip", "B (%1)").arg(segment.typeId));
    }
}

void TokenChips::paintChip(QPainter &painter, const Palette &palette, int token) const
{
    const Chip &chip = m_chips[token];
    const QRectF area = rect(token);
    const QColor line = chip.masked ? palette.accent : palette.token(chip.typeId, chip.special);
    QColor fill = chip.typeId == 0 ? palette.segmentAFill : palette.segmentBFill;
    if (chip.special)
        fill = palette.specialFill;
    if (chip.masked)
        fill = palette.panel;
    QPen pen(line, chip.masked ? 2 : 1);
    if (chip.masked)
        pen.setDashPattern({2, 1.5});
    painter.setPen(pen);
    painter.setBrush(fill);
    const double inset = chip.masked ? 1 : .5;
    // Neighbours of one word share a border, so that they read as one.
    const QRectF shape =
        area.adjusted(inset - (chip.joinsLeft ? .5 : 0), inset, -inset + (chip.joinsRight ? .5 : 0), -inset);
    painter.drawPath(chipShape(shape, chip.joinsLeft, chip.joinsRight));

    const bool strong = chip.special || chip.masked;
    painter.setFont(fonts::mono(13, strong ? QFont::Bold : QFont::Normal));
    painter.setPen(strong ? line : palette.text);
    painter.drawText(area, Qt::AlignCenter, chip.piece);

    QFont small = fonts::text(10);
    painter.setFont(small);
    painter.setPen(palette.secondary);
    painter.drawText(area.adjusted(-10, -16, 10, 0), Qt::AlignHCenter | Qt::AlignTop, QString::number(token));
    if (chip.showsCovered) {
        // Not every script has slanted letters.
        small.setItalic(std::all_of(chip.below.begin(), chip.below.end(), [](QChar c) { return c.unicode() < 0x370; }));
        painter.setFont(small);
        painter.setPen(palette.accent);
    }
    painter.drawText(area.adjusted(-10, 0, 10, 14), Qt::AlignHCenter | Qt::AlignBottom, chip.below); // the map is below
}

void TokenChips::paintMark(QPainter &painter, const Palette &palette, int token, double penWidth) const
{
    if (token < 0 || token >= count())
        return;
    painter.setPen(QPen(palette.accent, penWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect(token).adjusted(-2.5, -2.5, 2.5, 2.5), radius + 2, radius + 2);
}

void TokenChips::paintMap(QPainter &painter, const Palette &palette, const QRectF &area, int selected, double left,
                          double right) const
{
    const double scale = area.width() / width();
    const auto part = [&](double from, double to) {
        return QRectF(area.left() + from * scale, area.top(), std::max(2., (to - from) * scale), area.height());
    };
    painter.setPen(Qt::NoPen);
    for (const Segment &segment : m_segments) {
        painter.setBrush(segment.typeId == 0 ? palette.segmentAFill : palette.segmentBFill);
        painter.drawRect(part(segment.left, segment.right));
    }
    painter.setBrush(palette.accent);
    for (int token = 0; token < count(); ++token) {
        if (m_chips[token].masked || token == selected)
            painter.drawRect(part(m_chips[token].left, m_chips[token].left + m_chips[token].width));
    }
    painter.setPen(QPen(palette.secondary, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(part(left, right).adjusted(0, -.5, 0, .5), 2, 2);
}

} // namespace bertlab
