#include "plots/probe_list.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <qcustomplot.h>

#include <algorithm>

namespace bertlab {

namespace {

constexpr double mostRowHeight = 38, barHeight = 20, labelGap = 6, textShare = 0.46;
constexpr int mostGuesses = 3;

} // namespace

ProbeListView::ProbeListView(const QString &id, QWidget *parent) : View(id, parent) {}

void ProbeListView::setData(const ProbeListData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    contentChanged();
}

void ProbeListView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    const double height = std::min(mostRowHeight, body.height() / static_cast<double>(m_data.rows.size()));
    const double textWidth = body.width() * textShare, column = (body.width() - textWidth) / mostGuesses;
    for (int r = 0; r < m_data.rows.size(); ++r) {
        const ProbeListData::Row &row = m_data.rows[r];
        const QRectF box(body.left(), body.top() + r * height, body.width(), height);
        const bool hasNote = !row.note.isEmpty() && height >= 30;
        const QRectF upper(box.left(), box.top() + (hasNote ? 2 : 0), textWidth - 16, hasNote ? height * 0.5 : height);
        painting::drawText(painter, upper, Qt::AlignLeft | Qt::AlignVCenter,
                           painting::elided(fonts::mono(12), row.text, upper.width()), fonts::mono(12), palette.text);
        if (hasNote)
            painting::drawText(painter, QRectF(upper.left(), upper.bottom(), upper.width(), height * 0.4),
                               Qt::AlignLeft | Qt::AlignVCenter, row.note, fonts::small(), palette.secondary);
        for (int g = 0; g < std::min<int>(mostGuesses, int(row.guesses.size())); ++g)
            paintGuess(painter, QRectF(body.left() + textWidth + g * column, box.top(), column - 12, height),
                       row.guesses[g], row.guesses[g].label == row.expected, g == 0, palette);
    }
}

/// A bar in the length of the probability, its name behind it: green and marked where it is the right one.
void ProbeListView::paintGuess(QPainter &painter, const QRectF &box, const ProbeListData::Guess &guess, bool right,
                               bool first, const Palette &palette) const
{
    const QString text =
        (right ? QStringLiteral("✓ ") : QString()) + guess.label + u' ' + shortNumber(guess.probability);
    const QFont font = fonts::text(11.5, right ? QFont::DemiBold : QFont::Normal);
    const double needed = painting::textWidth(font, text) + labelGap;
    const double longest = std::max(8.0, box.width() - needed);
    const double high = std::min(barHeight, box.height() - 6);
    const QRectF bar(box.left(), box.center().y() - high / 2, std::max(3.0, longest * guess.probability), high);
    painter.setPen(Qt::NoPen);
    painter.setBrush(right ? palette.right : first ? palette.secondary : palette.line);
    painter.drawRoundedRect(bar, 3, 3);
    painting::drawText(painter, QRectF(bar.right() + labelGap, box.top(), box.right() - bar.right(), box.height()),
                       Qt::AlignLeft | Qt::AlignVCenter,
                       painting::elided(font, text, std::max(20.0, box.right() - bar.right() - labelGap)), font,
                       right ? palette.right : palette.text);
}

NumberTable ProbeListView::numbers() const
{
    NumberTable table;
    table.tensor = tr("probability");
    table.columns = {tr("probability")};
    for (const ProbeListData::Row &row : m_data.rows)
        for (const ProbeListData::Guess &guess : row.guesses) {
            table.rows.append(row.text + QStringLiteral(" → ") + guess.label);
            table.values.append(QList<double>{guess.probability});
        }
    return table;
}

QString ProbeListView::description() const
{
    QStringList parts;
    for (const ProbeListData::Row &row : m_data.rows)
        if (!row.guesses.isEmpty())
            parts.append(tr("%1: %2, %3")
                             .arg(row.text, row.guesses.first().label, shortNumber(row.guesses.first().probability)));
    return parts.isEmpty() ? tr("Nothing to show yet.") : parts.join(QStringLiteral("; ")) + u'.';
}

} // namespace bertlab
