#include "plots/color_scale.h"

#include "plots/fonts.h"
#include "plots/number_table.h"
#include "plots/painting.h"

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr int steps = 64;

double smallest(const ColorScale &scale)
{
    return scale.kind == ColorScale::Kind::weights ? 0 : -scale.max;
}

QString largestText(const ColorScale &scale)
{
    return scale.clipped ? QStringLiteral("≥ ") + shortNumber(scale.max) : shortNumber(scale.max);
}

QString smallestText(const ColorScale &scale)
{
    const bool beyond = scale.clipped && scale.kind == ColorScale::Kind::signedValues;
    return beyond ? QStringLiteral("≤ ") + shortNumber(-scale.max) : shortNumber(smallest(scale));
}

QString middleText(const ColorScale &scale)
{
    return shortNumber((scale.max + smallest(scale)) / 2);
}

/// Steps side by side; each but the last reaches a little under the next, so that no seam shows between them.
void paintStrip(QPainter &painter, const QRectF &bar, bool upright, const ColorScale &scale, const Palette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    const double length = upright ? bar.height() : bar.width();
    for (int i = 0; i < steps; ++i) {
        const double share = (i + 0.5) / steps;
        painter.setBrush(colorOf(scale, smallest(scale) + share * (scale.max - smallest(scale)), palette));
        const double from = length * i / steps, to = std::min(length, length * (i + 1) / steps + 0.5);
        painter.drawRect(upright
                             ? QRectF(QPointF(bar.left(), bar.bottom() - to), QPointF(bar.right(), bar.bottom() - from))
                             : QRectF(QPointF(bar.left() + from, bar.top()), QPointF(bar.left() + to, bar.bottom())));
    }
    painter.restore();
    painting::drawFrame(painter, bar, palette.line);
}

} // namespace

QColor colorOf(const ColorScale &scale, double value, const Palette &palette)
{
    const double share = scale.max > 0 ? value / scale.max : value * 0;
    return scale.kind == ColorScale::Kind::weights ? palette.weight(share) : palette.signedValue(share);
}

double uprightScaleNumbersWidth(const ColorScale &scale)
{
    const QFont font = fonts::mono(11);
    double widest = 0;
    for (const QString &text : {largestText(scale), middleText(scale), smallestText(scale)})
        widest = std::max(widest, painting::textWidth(font, text));
    return 5 + std::ceil(widest);
}

void paintUprightScale(QPainter &painter, const QRectF &bar, const ColorScale &scale, const Palette &palette)
{
    paintStrip(painter, bar, true, scale, palette);
    const QFont font = fonts::mono(11);
    const double height = 14, left = bar.right() + 5;
    const auto number = [&](double center, const QString &text) {
        painting::drawText(painter, QRectF(left, center - height / 2, 1, height), Qt::AlignLeft | Qt::AlignVCenter,
                           text, font, palette.secondary);
    };
    number(bar.top() + height / 2 - 2, largestText(scale));
    number(bar.bottom() - height / 2 + 2, smallestText(scale));
    if (bar.height() > 4 * height)
        number(bar.center().y(), middleText(scale));
}

void paintLyingScale(QPainter &painter, const QRectF &line, const ColorScale &scale, const QString &note,
                     const Palette &palette)
{
    const QFont numbers = fonts::mono(11), small = fonts::small();
    QStringList words;
    for (const QString &text : {scale.name, note})
        if (!text.isEmpty())
            words.append(text);
    const QString name = words.join(QStringLiteral(", "));
    const double nameWidth = name.isEmpty() ? 0 : painting::textWidth(small, name) + 10;
    const double largestWidth = painting::textWidth(numbers, largestText(scale)) + 5;
    const double smallestWidth = painting::textWidth(numbers, smallestText(scale)) + 5;
    const double length = std::clamp(line.width() - nameWidth - largestWidth - smallestWidth, 20.0, 100.0);

    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    QRectF box = line;
    painting::drawText(painter, box, right, name, small, palette.secondary);
    box.setRight(box.right() - nameWidth);
    painting::drawText(painter, box, right, largestText(scale), numbers, palette.secondary);
    box.setRight(box.right() - largestWidth);
    const double thickness = 8;
    paintStrip(painter, QRectF(box.right() - length, std::round(box.center().y() - thickness / 2), length, thickness),
               false, scale, palette);
    box.setRight(box.right() - length - 5);
    painting::drawText(painter, box, right, smallestText(scale), numbers, palette.secondary);
}

} // namespace bertlab
