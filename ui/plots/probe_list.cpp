#include "plots/probe_list.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double mostRowHeight = 38, textHeight = 15, barGap = 1, leastBarHeight = 3, mostBarHeight = 9,
                 textShare = 0.46;
constexpr double textShareOfSides = 0.36, namesHeight = 18, leastColumn = 118;
constexpr int mostGuesses = 3;

double probabilityOf(const QList<ProbeListData::Guess> &guesses, const QString &label)
{
    const auto found =
        std::find_if(guesses.begin(), guesses.end(), [&](const auto &guess) { return guess.label == label; });
    return found == guesses.end() ? std::nan("") : found->probability;
}

/// The guesses of either, once each.
QStringList labelsOf(const ProbeListData::Row &row)
{
    QStringList labels;
    for (const QList<ProbeListData::Guess> &guesses : {row.guesses, row.others})
        for (const ProbeListData::Guess &guess : guesses)
            if (!labels.contains(guess.label))
                labels.append(guess.label);
    return labels;
}

QFont guessFont(bool right)
{
    return fonts::text(11.5, right ? QFont::DemiBold : QFont::Normal);
}

QString textOf(const ProbeListData::Guess &guess, bool right)
{
    return (right ? QStringLiteral("✓ ") : QString()) + guess.label + u' ' + shortNumber(guess.probability);
}

QString firstOf(const QList<ProbeListData::Guess> &guesses)
{
    return guesses.isEmpty() ? QString() : guesses.first().label + u' ' + shortNumber(guesses.first().probability);
}

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
    if (!m_data.sides.isEmpty())
        return paintSides(painter, body, palette);
    const double height = std::min(mostRowHeight, body.height() / static_cast<double>(m_data.rows.size()));
    const double textWidth = body.width() * textShare;
    for (int r = 0; r < m_data.rows.size(); ++r) {
        const ProbeListData::Row &row = m_data.rows[r];
        const QRectF box(body.left(), body.top() + r * height, body.width(), height);
        paintText(painter, QRectF(box.topLeft(), QSizeF(textWidth - 16, height)), row, palette);
        paintGuesses(painter, box.adjusted(textWidth, 0, 0, 0), row.guesses, row.expected, mostGuesses, palette);
    }
}

/// The names of both above their columns; as many guesses of each as have room.
void ProbeListView::paintSides(QPainter &painter, const QRectF &body, const Palette &palette) const
{
    const double textWidth = body.width() * textShareOfSides, width = (body.width() - textWidth) / 2;
    const auto side = [&](int which, double top, double height) {
        return QRectF(body.left() + textWidth + which * width, top, width - 12, height);
    };
    for (int which = 0; which < 2; ++which)
        painting::drawText(painter, side(which, body.top(), namesHeight), Qt::AlignLeft | Qt::AlignVCenter,
                           painting::elided(fonts::text(11, QFont::DemiBold), m_data.sides.value(which), width - 12),
                           fonts::text(11, QFont::DemiBold), palette.secondary);
    const double room = body.height() - namesHeight;
    const double height = std::min(mostRowHeight, room / static_cast<double>(m_data.rows.size()));
    const int columns = std::clamp(static_cast<int>(width / leastColumn), 1, mostGuesses);
    for (int r = 0; r < m_data.rows.size(); ++r) {
        const ProbeListData::Row &row = m_data.rows[r];
        const double top = body.top() + namesHeight + r * height;
        paintText(painter, QRectF(body.left(), top, textWidth - 16, height), row, palette);
        paintGuesses(painter, side(0, top, height), row.guesses, row.expected, columns, palette);
        paintGuesses(painter, side(1, top, height), row.others, row.expected, columns, palette);
    }
}

void ProbeListView::paintText(QPainter &painter, const QRectF &box, const ProbeListData::Row &row,
                              const Palette &palette) const
{
    const bool hasNote = !row.note.isEmpty() && box.height() >= 30;
    const QRectF upper(box.left(), box.top() + (hasNote ? 2 : 0), box.width(),
                       hasNote ? box.height() * 0.5 : box.height());
    painting::drawText(painter, upper, Qt::AlignLeft | Qt::AlignVCenter,
                       painting::elided(fonts::mono(12), row.text, upper.width()), fonts::mono(12), palette.text);
    if (hasNote)
        painting::drawText(painter, QRectF(upper.left(), upper.bottom(), upper.width(), box.height() * 0.4),
                           Qt::AlignLeft | Qt::AlignVCenter, row.note, fonts::small(), palette.secondary);
}

void ProbeListView::paintGuesses(QPainter &painter, const QRectF &box, const QList<ProbeListData::Guess> &guesses,
                                 const QString &expected, int columns, const Palette &palette) const
{
    const double column = box.width() / columns;
    for (int g = 0; g < std::min<int>(columns, int(guesses.size())); ++g)
        paintGuess(painter, QRectF(box.left() + g * column, box.top(), column - 12, box.height()), guesses[g],
                   guesses[g].label == expected, g == 0, palette);
}

/// Its name, and below it a bar in the length of the probability: the whole width of the column is 1, whatever the name
/// and whichever the list. Green and marked where it is the right one.
void ProbeListView::paintGuess(QPainter &painter, const QRectF &box, const ProbeListData::Guess &guess, bool right,
                               bool first, const Palette &palette) const
{
    const QFont font = guessFont(right);
    const double high = std::clamp(box.height() - textHeight - 2 * barGap, leastBarHeight, mostBarHeight);
    const double used = textHeight + barGap + high, top = box.top() + std::max(0., (box.height() - used) / 2);
    painting::drawText(painter, QRectF(box.left(), top, box.width(), textHeight), Qt::AlignLeft | Qt::AlignVCenter,
                       painting::elided(font, textOf(guess, right), box.width()), font,
                       right ? palette.right : palette.text);
    const QRectF whole(box.left(), top + textHeight + barGap, box.width(), high);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.background);
    painter.drawRect(whole);
    painter.setBrush(right ? palette.right : first ? palette.secondary : palette.line);
    painter.drawRect(QRectF(whole.topLeft(), QSizeF(whole.width() * std::clamp(guess.probability, 0., 1.), high)));
}

NumberTable ProbeListView::numbers() const
{
    NumberTable table;
    table.tensor = tr("probability");
    table.columns = {tr("probability")};
    if (!m_data.sides.isEmpty()) {
        table.columns = m_data.sides;
        for (const ProbeListData::Row &row : m_data.rows)
            for (const QString &label : labelsOf(row)) { // no number: it was not among the first three
                table.rows.append(row.text + QStringLiteral(" → ") + label);
                table.values.append({probabilityOf(row.guesses, label), probabilityOf(row.others, label)});
            }
        return table;
    }
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
        if (!m_data.sides.isEmpty())
            parts.append(tr("%1: %2 %3, %4 %5")
                             .arg(row.text, m_data.sides.value(0), firstOf(row.guesses), m_data.sides.value(1),
                                  firstOf(row.others)));
        else if (!row.guesses.isEmpty())
            parts.append(tr("%1: %2, %3")
                             .arg(row.text, row.guesses.first().label, shortNumber(row.guesses.first().probability)));
    return parts.isEmpty() ? tr("Nothing to show yet.") : parts.join(QStringLiteral("; ")) + u'.';
}

} // namespace bertlab
