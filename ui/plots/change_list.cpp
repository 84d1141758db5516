#include "plots/change_list.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <qcustomplot.h>

#include <algorithm>

namespace bertlab {

namespace {

constexpr double mostRowHeight = 46, textShare = 0.38, columnGap = 14, barGap = 1, barInset = 2;
constexpr double widthForThree = 620; ///< of the answers' columns

int columnsIn(double width)
{
    return width >= widthForThree ? 3 : 2;
}

QString signedNumber(double value)
{
    return (value > 0 ? QStringLiteral("+") : QString()) + shortNumber(value);
}

} // namespace

ChangeListView::ChangeListView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("What changed"); });
}

void ChangeListView::setData(const ChangeListData &data)
{
    if (data == m_data)
        return;
    m_data = data;
    contentChanged();
}

QRectF ChangeListView::answerIn(const QRectF &body, int row, int answer) const
{
    const double height = std::min(mostRowHeight, body.height() / std::max(1., double(m_data.rows.size())));
    const double text = body.width() * textShare, width = (body.width() - text) / columnsIn(body.width() - text);
    return {body.left() + text + answer * width, body.top() + row * height, width - columnGap, height};
}

/// The words take the upper half of the box, the bars the lower.
std::pair<QRectF, QRectF> ChangeListView::barsIn(const QRectF &box, const ChangeListData::Answer &answer) const
{
    const double high = std::max(1., (box.height() / 2 - barGap - 2 * barInset) / 2), top = box.center().y() + barInset;
    const auto bar = [&](double y, double share) {
        return QRectF(box.left(), y, std::max(1., box.width() * std::clamp(share, 0., 1.)), high);
    };
    return {bar(top, answer.before), bar(top + high + barGap, answer.after)};
}

std::pair<QRectF, QRectF> ChangeListView::bars(int row, int answer) const
{
    return barsIn(answerIn(bodyRect(), row, answer), m_data.rows[row].answers[answer]);
}

void ChangeListView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    for (int r = 0; r < m_data.rows.size(); ++r) {
        const ChangeListData::Row &row = m_data.rows[r];
        const QRectF first = answerIn(body, r, 0);
        const QRectF text(body.left(), first.top(), first.left() - body.left() - columnGap, first.height());
        painting::drawText(painter, text, Qt::AlignLeft | Qt::AlignVCenter,
                           painting::elided(fonts::mono(12), row.text, text.width()), fonts::mono(12), palette.text);
        const int shown = std::min<int>(columnsIn(body.right() - first.left()), int(row.answers.size()));
        for (int a = 0; a < shown; ++a)
            paintAnswer(painter, answerIn(body, r, a), row.answers[a], row.answers[a].label == row.expected, palette);
    }
}

void ChangeListView::paintAnswer(QPainter &painter, const QRectF &box, const ChangeListData::Answer &answer, bool right,
                                 const Palette &palette) const
{
    const QFont font = fonts::text(11.5, right ? QFont::DemiBold : QFont::Normal);
    const QRectF words(box.left(), box.top(), box.width(), box.height() / 2);
    const QString text = (right ? QStringLiteral("✓ ") : QString()) + answer.label + u' ' + shortNumber(answer.before) +
                         QStringLiteral(" → ") + shortNumber(answer.after);
    const QString difference = signedNumber(answer.after - answer.before);
    const double room = words.width() - painting::textWidth(font, difference) - 6;
    painting::drawText(painter, words, Qt::AlignLeft | Qt::AlignVCenter, painting::elided(font, text, room), font,
                       right ? palette.right : palette.text);
    painting::drawText(painter, words, Qt::AlignRight | Qt::AlignVCenter, difference, font, palette.secondary);
    const auto [before, after] = barsIn(box, answer);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.secondary);
    painter.drawRect(before);
    painter.setBrush(right ? palette.right : palette.accent);
    painter.drawRect(after);
}

NumberTable ChangeListView::numbers() const
{
    NumberTable table;
    table.tensor = tr("probability");
    table.columns = {m_data.before, m_data.after, tr("difference")};
    for (const ChangeListData::Row &row : m_data.rows)
        for (const ChangeListData::Answer &answer : row.answers) {
            table.rows.append(row.text + QStringLiteral(" → ") + answer.label);
            table.values.append(QList<double>{answer.before, answer.after, answer.after - answer.before});
        }
    return table;
}

QString ChangeListView::description() const
{
    QStringList parts;
    for (const ChangeListData::Row &row : m_data.rows)
        for (const ChangeListData::Answer &answer : row.answers)
            if (answer.label == row.expected)
                parts.append(tr("%1: %2 went from %3 to %4")
                                 .arg(row.text, answer.label, shortNumber(answer.before), shortNumber(answer.after)));
    return parts.isEmpty() ? tr("Nothing to show yet.") : parts.join(QStringLiteral("; ")) + u'.';
}

} // namespace bertlab
