#include "plots/formula_view.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <qcustomplot.h>

#include <algorithm>

namespace bertlab {

namespace {

constexpr double mostHeight = 24, leastHeight = 15, gap = 10;

QString numberOf(const FormulaData::Line &line)
{
    return line.exact ? fullNumber(float(line.value)) : shortNumber(line.value);
}

} // namespace

FormulaView::FormulaView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("Calculation"); });
}

void FormulaView::setData(const FormulaData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    contentChanged();
}

void FormulaView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    const auto count = static_cast<int>(m_data.lines.size());
    const int fitting = std::max(1, static_cast<int>(body.height() / leastHeight));
    const int shown = count <= fitting ? count : std::max(1, fitting - 1);
    const double height = std::min(mostHeight, body.height() / (shown < count ? shown + 1 : std::max(1, shown)));
    for (int i = 0; i < shown; ++i) {
        const FormulaData::Line &line = m_data.lines[i];
        const QRectF box(body.left(), body.top() + i * height, body.width(), height);
        const QFont font = fonts::mono(line.strong ? 12.5 : 12);
        const QString number = numberOf(line);
        const double width = painting::textWidth(font, number);
        const QColor color = line.strong ? palette.accent : palette.text;
        painting::drawText(painter, box, Qt::AlignLeft | Qt::AlignVCenter,
                           painting::elided(font, line.formula, box.width() - width - gap), font,
                           line.strong ? palette.accent : palette.secondary);
        painting::drawText(painter, box, Qt::AlignRight | Qt::AlignVCenter, number, font, color);
    }
    if (shown < count)
        painting::drawText(painter, QRectF(body.left(), body.top() + shown * height, body.width(), height),
                           Qt::AlignLeft | Qt::AlignVCenter, tr("%n more", nullptr, count - shown), fonts::small(),
                           palette.secondary);
}

NumberTable FormulaView::numbers() const
{
    NumberTable table;
    table.tensor = m_data.quantity;
    table.columns = {tr("value")};
    for (const FormulaData::Line &line : m_data.lines) {
        table.rows.append(line.formula);
        table.values.append(QList<double>{line.value});
    }
    return table;
}

QString FormulaView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    QStringList parts;
    for (const FormulaData::Line &line : m_data.lines)
        parts.append(line.formula + QStringLiteral(": ") + numberOf(line));
    return parts.join(QStringLiteral("; ")) + u'.';
}

} // namespace bertlab
