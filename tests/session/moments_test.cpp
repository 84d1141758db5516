#include "model/small_model.h"
#include "session/moments.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class MomentsTest : public QObject
{
    Q_OBJECT

private slots:
    void dense_early_then_sparse_in_bounded_room()
    {
        const Parameters weights(small_config());
        Moments moments;
        for (Index step = 0; step <= 5000; ++step)
            if (moments.isDue(step))
                moments.keep(step, weights);
        const QList<Index> steps = moments.steps();
        QCOMPARE(steps.size(), qsizetype(64));
        QCOMPARE(steps.first(), Index(0)); // where it began stays
        QVERIFY(steps.last() > 4800);
        QCOMPARE(moments.bytes(), 64 * weights.values().size_bytes());
        const auto gapAt = [&](qsizetype i) { return steps[i + 1] - steps[i]; };
        QVERIFY(gapAt(2) < gapAt(30) && gapAt(30) < gapAt(60));
        QVERIFY(moments.at(0) && !moments.at(4801 + 999));
    }
};

QTEST_GUILESS_MAIN(MomentsTest)
#include "moments_test.moc"
