#pragma once

#include <QJsonArray>
#include <QList>
#include <QPointF>

namespace bertlab {

/// A curve with a point a step, in bounded room however long a run lasts: up to `most` points stay as they are; then
/// the lowest and the highest of `stride` neighbours stand for them, and the stride doubles each time the room is full.
/// So a report costs the same after a million steps as after four thousand.
class CurveHistory
{
public:
    static constexpr qsizetype most = 4096;

    void append(const QPointF &point); ///< x ascending
    /// At most `most` + 3, the last one appended among them; x ascending.
    QList<QPointF> points() const;
    bool isEmpty() const { return m_points.isEmpty() && m_waiting == 0; }
    qsizetype stride() const { return m_stride; } ///< 1: every point

    QJsonArray toJson() const; ///< of points(): x, y, x, y …
    static CurveHistory fromJson(const QJsonArray &json);

private:
    void thinOut();

    QList<QPointF> m_points; ///< single ones, or pairs of extremes
    qsizetype m_stride = 1, m_waiting = 0;
    QPointF m_low, m_high, m_last; ///< of those that wait until `stride` are there
};

/// x, y, x, y …
QJsonArray jsonOf(const QList<QPointF> &points);
QList<QPointF> pointsOf(const QJsonArray &json);

} // namespace bertlab
