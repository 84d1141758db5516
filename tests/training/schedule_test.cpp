#include "training/schedule.h"

#include <QTest>

#include <cmath>

using namespace bertlab;

class ScheduleTest : public QObject
{
    Q_OBJECT

private:
    static bool close(double a, double b) { return std::abs(a - b) < 1e-12; }

private slots:
    void google()
    {
        const Schedule schedule{OptimizerVariant::google, 1.0, 4, 10};
        for (const auto &[step, rate] :
             {std::pair{0, 0.0}, {1, 0.25}, {3, 0.75}, {4, 0.6}, {5, 0.5}, {9, 0.1}, {12, 0.0}})
            QVERIFY2(close(schedule.learning_rate(step), rate), qPrintable(QString::number(step)));
    }
    void bias_corrected()
    {
        const Schedule schedule{OptimizerVariant::bias_corrected, 1.0, 4, 10};
        for (const auto &[step, rate] : {std::pair{0, 0.25}, {3, 1.0}, {4, 5.0 / 6}, {8, 1.0 / 6}, {9, 0.0}, {12, 0.0}})
            QVERIFY2(close(schedule.learning_rate(step), rate), qPrintable(QString::number(step)));
    }
    void without_warm_up_and_within_it()
    {
        QVERIFY(close(Schedule{OptimizerVariant::google, 2, 0, 10}.learning_rate(0), 2));
        QVERIFY(close(Schedule{OptimizerVariant::bias_corrected, 2, 0, 10}.learning_rate(0), 1.8));
        QVERIFY(close(Schedule{OptimizerVariant::bias_corrected, 2, 10, 10}.learning_rate(9), 2));
        QCOMPARE(Schedule({OptimizerVariant::bias_corrected, 2, 10, 10}).learning_rate(10), 0.0);
    }
    void by_the_clock()
    {
        const Schedule schedule{OptimizerVariant::bias_corrected, 1.0, 4, 10};
        QVERIFY(close(schedule.learning_rate(0, 0.1), 0.25));
        QVERIFY(close(schedule.learning_rate(50, 0.25), 0.75));
        QVERIFY(close(schedule.learning_rate(3, 0.9), 0.1)); // the end of the time is the end, also in the warm-up
        QCOMPARE(schedule.learning_rate(50, 1.5), 0.0);
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
