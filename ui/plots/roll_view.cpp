#include "plots/roll_view.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <qcustomplot.h>

#include <algorithm>

namespace bertlab {

namespace {

constexpr double markHeight = 18, mostBarHeight = 30, barGap = 8, betweenBars = 16, lineGap = 5;

QRectF partIn(const QRectF &bar, const RollData::Bar &data, int part)
{
    double left = 0;
    for (int i = 0; i < part; ++i)
        left += data.parts[i].share;
    return QRectF(bar.left() + bar.width() * left, bar.top(), bar.width() * data.parts[part].share, bar.height());
}

} // namespace

RollView::RollView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("The roll"); });
}

void RollView::setData(const RollData &data)
{
    m_data = data;
    contentChanged();
}

QRectF RollView::barIn(const QRectF &body, int bar) const
{
    const auto count = static_cast<double>(std::max<qsizetype>(1, m_data.bars.size()));
    const double width = (body.width() - betweenBars * (count - 1)) / count;
    const double height = std::clamp(body.height() * 0.5 - markHeight, 12., mostBarHeight);
    return QRectF(body.left() + (width + betweenBars) * bar, body.top() + markHeight, width, height);
}

QRectF RollView::partRect(int bar, int part) const
{
    return partIn(barIn(bodyRect(), bar), m_data.bars[bar], part);
}

void RollView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    double top = body.top();
    for (int bar = 0; bar < m_data.bars.size(); ++bar) {
        const QRectF box = barIn(body, bar);
        paintBar(plain, box, m_data.bars[bar], palette);
        top = box.bottom() + barGap;
    }
    bool first = true;
    for (const QString &line : m_data.lines) {
        plain.setFont(fonts::text(first ? 13 : 12));
        plain.setPen(first ? palette.text : palette.secondary);
        const QRectF room(body.left(), top, body.width(), 1000);
        const QRectF needed = plain.boundingRect(room, Qt::TextWordWrap, line);
        if (needed.bottom() > body.bottom() + 1 && !first)
            break;
        plain.drawText(room, Qt::TextWordWrap, line);
        top = needed.bottom() + lineGap;
        first = false;
    }
}

void RollView::paintBar(QPainter &painter, const QRectF &box, const RollData::Bar &bar, const Palette &palette) const
{
    const QFont font = fonts::text(12, QFont::DemiBold);
    for (int i = 0; i < bar.parts.size(); ++i) {
        const RollData::Part &part = bar.parts[i];
        const QRectF rect = partIn(box, bar, i).adjusted(i > 0 ? 1 : 0, 0, 0, 0);
        painter.setPen(part.chosen ? QPen(palette.accent, 1.5) : QPen(palette.line, 1));
        painter.setBrush(part.chosen ? palette.accentFill : palette.background);
        painter.drawRoundedRect(rect.adjusted(.5, .5, -.5, -.5), 4, 4);
        painting::drawText(painter, rect, Qt::AlignCenter, painting::elided(font, part.text, rect.width() - 6), font,
                           part.chosen ? palette.accent : palette.secondary);
    }
    if (!bar.roll)
        return;
    const QPointF tip(box.left() + box.width() * *bar.roll, box.top() - 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.text);
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(-5, -9), tip + QPointF(5, -9)});
    const QString words = QStringLiteral("u = ") + shortNumber(*bar.roll);
    const QFont mono = fonts::mono(11);
    const double width = painting::textWidth(mono, words);
    const bool left = tip.x() + 9 + width > box.right();
    painting::drawText(painter, QRectF(left ? tip.x() - 9 - width : tip.x() + 9, tip.y() - 15, width + 1, 14),
                       Qt::AlignLeft | Qt::AlignVCenter, words, mono, palette.text);
}

NumberTable RollView::numbers() const
{
    NumberTable table{QStringLiteral("roll"), {tr("share"), tr("chosen"), QStringLiteral("u")}, {}, {}};
    for (const RollData::Bar &bar : m_data.bars)
        for (const RollData::Part &part : bar.parts) {
            table.rows.append(part.text);
            table.values.append({part.share, part.chosen ? 1. : 0., bar.roll.value_or(-1)});
        }
    return table;
}

QString RollView::description() const
{
    QStringList words{title().isEmpty() ? accessibleName() : title()};
    for (const RollData::Bar &bar : m_data.bars)
        for (const RollData::Part &part : bar.parts)
            if (part.chosen && bar.roll)
                words.append(tr("u = %1: %2").arg(shortNumber(*bar.roll), part.text));
    return (words + m_data.lines).join(QStringLiteral(". "));
}

} // namespace bertlab
