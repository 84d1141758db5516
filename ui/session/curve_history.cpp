#include "session/curve_history.h"

#include <algorithm>

namespace bertlab {

namespace {

void appendInOrder(QList<QPointF> &points, const QPointF &one, const QPointF &other)
{
    points.append(one.x() <= other.x() ? one : other);
    points.append(one.x() <= other.x() ? other : one);
}

} // namespace

void CurveHistory::append(const QPointF &point)
{
    m_last = point;
    if (m_stride == 1) {
        m_points.append(point);
    } else {
        m_low = m_waiting == 0 || point.y() < m_low.y() ? point : m_low;
        m_high = m_waiting == 0 || point.y() > m_high.y() ? point : m_high;
        if (++m_waiting < m_stride)
            return;
        appendInOrder(m_points, m_low, m_high);
        m_waiting = 0;
    }
    if (m_points.size() >= most)
        thinOut();
}

void CurveHistory::thinOut()
{
    const auto lower = [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); };
    QList<QPointF> kept;
    kept.reserve(most / 2);
    for (auto four = m_points.cbegin(); four != m_points.cend(); four += 4)
        appendInOrder(kept, *std::min_element(four, four + 4, lower), *std::max_element(four, four + 4, lower));
    m_points = std::move(kept);
    m_stride = m_stride == 1 ? 4 : 2 * m_stride;
}

QList<QPointF> CurveHistory::points() const
{
    QList<QPointF> points = m_points;
    if (m_waiting > 0)
        appendInOrder(points, m_low, m_high);
    if (!points.isEmpty() && points.last().x() < m_last.x())
        points.append(m_last);
    return points;
}

QJsonArray CurveHistory::toJson() const
{
    return jsonOf(points());
}

CurveHistory CurveHistory::fromJson(const QJsonArray &json)
{
    CurveHistory history;
    for (const QPointF &point : pointsOf(json))
        history.append(point);
    return history;
}

QJsonArray jsonOf(const QList<QPointF> &points)
{
    QJsonArray json;
    for (const QPointF &point : points) {
        json.append(point.x());
        json.append(point.y());
    }
    return json;
}

QList<QPointF> pointsOf(const QJsonArray &json)
{
    QList<QPointF> points;
    for (qsizetype i = 0; i + 1 < json.size(); i += 2)
        points.append({json[i].toDouble(), json[i + 1].toDouble()});
    return points;
}

} // namespace bertlab
