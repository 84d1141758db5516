#include "plots/timeline.h"

#include "plots/fonts.h"
#include "plots/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double side = 12, lineY = 16, tickHeight = 12, handle = 8, markHeight = 10, labelHeight = 14;

} // namespace

TimelineView::TimelineView(const QString &id, QWidget *parent) : View(id, parent) {}

void TimelineView::setData(const TimelineData &data)
{
    if (data == m_data)
        return;
    const double kept = m_current >= 0 ? m_data.moments.value(m_current) : -1;
    m_data = data;
    m_current = kept < 0 ? -1 : int(m_data.moments.indexOf(kept)); // a moment that was thinned out becomes 'now'
    contentChanged();
}

void TimelineView::setCurrent(int moment)
{
    m_current = moment < m_data.moments.size() ? moment : -1;
    contentChanged();
}

double TimelineView::xIn(const QRectF &body, double step, double end)
{
    return body.left() + side + (body.width() - 2 * side) * std::clamp(step / std::max(1.0, end), 0.0, 1.0);
}

double TimelineView::xOf(double step) const
{
    return xIn(bodyRect(), step, m_data.end);
}

void TimelineView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    const double y = body.top() + lineY, now = xIn(body, m_data.now, m_data.end);
    plain.setPen(QPen(palette.line, 5, Qt::SolidLine, Qt::RoundCap));
    plain.drawLine(QPointF(body.left() + side, y), QPointF(body.right() - side, y));
    plain.setPen(QPen(palette.accent, 5, Qt::SolidLine, Qt::RoundCap));
    plain.drawLine(QPointF(body.left() + side, y), QPointF(now, y));
    plain.setPen(QPen(palette.secondary, 1));
    for (const double moment : m_data.moments) {
        const double x = std::round(xIn(body, moment, m_data.end)) + 0.5;
        plain.drawLine(QPointF(x, y - tickHeight / 2), QPointF(x, y + tickHeight / 2));
    }
    paintMarks(plain, body, palette);
    const double at = m_current >= 0 ? xIn(body, m_data.moments[m_current], m_data.end) : now;
    plain.setPen(QPen(palette.accent, 2.5));
    plain.setBrush(palette.panel);
    plain.drawEllipse(QPointF(at, y), handle, handle);
}

/// "leaves (740)"
QString TimelineView::labelOf(const TimelineData::Mark &mark)
{
    return QStringLiteral("%1 (%2)").arg(mark.label, grouped(qlonglong(mark.step)));
}

/// What happened at nearly the same time shares a label.
void TimelineView::paintMarks(QPainter &painter, const QRectF &body, const Palette &palette) const
{
    QList<TimelineData::Mark> marks = m_data.marks;
    std::stable_sort(marks.begin(), marks.end(), [](const auto &a, const auto &b) { return a.step < b.step; });
    const QFont font = fonts::text(11, QFont::DemiBold);
    const double top = body.top() + lineY + tickHeight / 2 + 4;
    double free = body.left(); // where the next label may begin
    for (int i = 0; i < marks.size();) {
        const double first = xIn(body, marks[i].step, m_data.end);
        QString label;
        double x = first, right = first;
        do {
            x = xIn(body, marks[i].step, m_data.end);
            painter.setPen(QPen(palette.warning, 2));
            painter.drawLine(QPointF(x, top), QPointF(x, top + markHeight - 1));
            label += (label.isEmpty() ? QString() : QStringLiteral(" · ")) + labelOf(marks[i]);
            right = first + painting::textWidth(font, label) / 2 + 12;
            ++i;
        } while (i < marks.size() &&
                 xIn(body, marks[i].step, m_data.end) - painting::textWidth(font, labelOf(marks[i])) / 2 < right);
        const double width = painting::textWidth(font, label);
        const double left = std::max(
            free, std::clamp((first + x - width) / 2, body.left(), std::max(body.left(), body.right() - width)));
        free = left + width + 12;
        painting::drawText(painter, QRectF(left, top + markHeight, width + 2, labelHeight),
                           Qt::AlignLeft | Qt::AlignVCenter, label, font, palette.warning);
    }
}

NumberTable TimelineView::numbers() const
{
    NumberTable table;
    table.tensor = tr("step");
    table.columns = {tr("step")};
    for (const TimelineData::Mark &mark : m_data.marks) {
        table.rows.append(mark.label);
        table.values.append(QList<double>{mark.step});
    }
    return table;
}

QString TimelineView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    const QString place = m_current < 0 ? tr("at step %1, now").arg(m_data.now, 0, 'f', 0)
                                        : tr("at step %1").arg(m_data.moments[m_current], 0, 'f', 0);
    QString words = accessibleName() + QStringLiteral(": ") + place + QStringLiteral("; ") +
                    tr("%1 moments are kept.").arg(m_data.moments.size());
    for (const TimelineData::Mark &mark : m_data.marks)
        words += u' ' + labelOf(mark) + u'.';
    return words;
}

void TimelineView::choose(int moment)
{
    const int wanted = moment >= m_data.moments.size() ? -1 : moment;
    if (wanted == m_current)
        return;
    setCurrent(wanted);
    emit momentChosen(wanted);
}

void TimelineView::chooseAt(double x)
{
    if (!hasContent())
        return;
    int nearest = -1;
    double distance = std::abs(x - xOf(m_data.now));
    for (int i = 0; i < m_data.moments.size(); ++i)
        if (const double d = std::abs(x - xOf(m_data.moments[i])); d < distance) {
            distance = d;
            nearest = i;
        }
    choose(nearest);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    chooseAt(event->position().x());
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        chooseAt(event->position().x());
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const int count = int(m_data.moments.size());
    const int now = m_current < 0 ? count : m_current;
    const auto to = moved({now, 0}, QSize(count + 1, 1), event->key());
    if (!to || !hasContent() || event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        return View::keyPressEvent(event);
    choose(to->x());
}

} // namespace bertlab
