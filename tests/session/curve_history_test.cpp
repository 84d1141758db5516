#include "session/curve_history.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;

class CurveHistoryTest : public QObject
{
    Q_OBJECT

private:
    static QPointF point(int step) { return {double(step), std::sin(step * 12.9898) * (1 + step % 97)}; }

private slots:
    void short_runs_stay_as_they_are()
    {
        CurveHistory history;
        QVERIFY(history.isEmpty());
        QList<QPointF> all;
        for (int step = 1; step < int(CurveHistory::most); ++step) {
            history.append(point(step));
            all.append(point(step));
        }
        QCOMPARE(history.points(), all);
        QCOMPARE(history.stride(), qsizetype(1));
    }

    void long_runs_keep_their_extremes_in_bounded_room()
    {
        CurveHistory history;
        double lowest = 1e9, highest = -1e9;
        for (int step = 1; step <= 300'001; ++step) {
            QPointF next = point(step);
            if (step == 70'000)
                next.setY(5000); // a single step that stands out
            history.append(next);
            lowest = std::min(lowest, next.y());
            highest = std::max(highest, next.y());
        }
        const QList<QPointF> points = history.points();
        QVERIFY(points.size() <= CurveHistory::most + 3 && points.size() >= CurveHistory::most / 2);
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
        QCOMPARE(points.last().x(), 300'001.);
        const auto [low, high] = std::minmax_element(points.begin(), points.end(),
                                                     [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
        QCOMPARE(low->y(), lowest);
        QCOMPARE(high->y(), highest);
        QCOMPARE(high->x(), 70'000.);
        // As dense at the start as at the end: each quarter has a quarter of the points.
        const auto firstQuarter =
            std::count_if(points.begin(), points.end(), [](const QPointF &p) { return p.x() <= 75'000; });
        QVERIFY(std::abs(double(firstQuarter) / double(points.size()) - 0.25) < 0.02);
    }

    void comes_back_from_a_file()
    {
        CurveHistory history;
        for (int step = 1; step <= 5000; ++step)
            history.append(point(step));
        const CurveHistory back = CurveHistory::fromJson(history.toJson());
        QCOMPARE(back.points(), history.points());
    }
};

QTEST_GUILESS_MAIN(CurveHistoryTest)
#include "curve_history_test.moc"
