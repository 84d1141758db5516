#include "plots/painting.h"

#include "plots/fonts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace bertlab::painting {

double textWidth(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QString elided(const QFont &font, const QString &text, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideMiddle, width);
}

void drawText(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QString &text, const QFont &font,
              const QColor &color)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, static_cast<int>(alignment | Qt::AlignAbsolute) | Qt::TextSingleLine | Qt::TextDontClip,
                     text);
}

void drawTurnedText(QPainter &painter, const QPointF &foot, double degrees, const QString &text, const QFont &font,
                    const QColor &color)
{
    painter.save();
    painter.translate(foot);
    painter.rotate(-degrees);
    const QFontMetricsF metrics(font);
    const double height = metrics.height();
    drawText(painter, QRectF(0, -height / 2, metrics.horizontalAdvance(text) + 1, height),
             Qt::AlignLeft | Qt::AlignVCenter, text, font, color);
    painter.restore();
}

QList<int> thinned(int count, double pitch, double needed, int kept)
{
    const int step = pitch > 0 ? std::max(1, static_cast<int>(std::ceil(needed / pitch - 1e-6))) : std::max(1, count);
    const bool keeps = kept >= 0 && kept < count;
    QList<int> shown;
    for (int i = 0; i < count; i += step)
        if (!keeps || std::abs(i - kept) >= step)
            shown.append(i);
    if (keeps)
        shown.insert(std::lower_bound(shown.begin(), shown.end(), kept), kept);
    return shown;
}

bool hasDenseSigns(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x2E80 && !c.isLowSurrogate(); });
}

QString inLine(const QString &piece)
{
    const bool fromRight = std::any_of(piece.begin(), piece.end(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    });
    // A left-to-right mark for the line, then an isolate of that direction, so that ## stays on the side of the piece
    // before, as in the strip and on the axes; neither is seen.
    return fromRight ? QStringLiteral("\u200E\u2066%1\u2069").arg(piece) : piece;
}

void drawDoubleLine(QPainter &painter, const QRectF &cell, const Palette &palette, double width)
{
    // Around a small cell rather than over it, so that its colour is still seen.
    const double besideX = cell.width() < 8 ? width / 2 + 1 : 0, besideY = cell.height() < 8 ? width / 2 + 1 : 0;
    QRectF rect = cell.adjusted(-besideX, -besideY, besideX, besideY);
    const double middle = std::fmod(width, 2) / 2; // of whole pixels, so that the line is sharp
    rect = QRectF(QPointF(std::round(rect.left()) - middle, std::round(rect.top()) - middle),
                  QPointF(std::round(rect.right()) + middle, std::round(rect.bottom()) + middle));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.panel, width + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect);
    painter.setPen(QPen(palette.text, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect);
    painter.restore();
}

void drawValueLabel(QPainter &painter, const QRectF &target, const QRectF &within, const QString &text,
                    const Palette &palette)
{
    const QFont font = fonts::mono(11);
    const QFontMetricsF metrics(font);
    QRectF box(0, 0, std::ceil(metrics.horizontalAdvance(text)) + 14, std::ceil(metrics.height()) + 6);
    box.moveBottomLeft(target.topRight() + QPointF(6, -6));
    if (box.right() > within.right())
        box.moveRight(std::max(target.left() - 6, within.left() + box.width()));
    if (box.top() < within.top())
        box.moveTop(std::min(target.bottom() + 6, within.bottom() - box.height()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.panel, 1));
    painter.setBrush(palette.text);
    painter.drawRoundedRect(box.toAlignedRect().adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5), 4, 4);
    drawText(painter, box, Qt::AlignCenter, text, font, palette.panel);
    painter.restore();
}

void drawFrame(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    painter.restore();
}

} // namespace bertlab::painting
