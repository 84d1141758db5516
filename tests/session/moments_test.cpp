#include "model/small_model.h"
#include "session/moments.h"

#include <QTest>

#include <algorithm>

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
        QCOMPARE(Moments::most(weights.values().size_bytes()), std::size_t(64));
    }

    void large_models_have_fewer()
    {
        QCOMPARE(Moments::most(20'000'000), std::size_t(12)); // mini with 6,000 pieces
        QVERIFY(Moments::mostBytes(20'000'000) <= 256'000'000);
        QCOMPARE(Moments::most(112'000'000), std::size_t(4)); // small with 30,000: said before it starts
        QCOMPARE(Moments::mostBytes(112'000'000), std::size_t(448'000'000));
    }

    void what_someone_looks_at_stays()
    {
        const Parameters weights(small_config());
        const auto run = [&](Moments &moments, Index from, Index to) {
            for (Index step = from; step <= to; ++step)
                if (moments.isDue(step))
                    moments.keep(step, weights);
        };
        Moments seen;
        run(seen, 0, 200);
        Moments unseen = seen;
        run(unseen, 201, 50000);
        const QList<Index> before = seen.steps();
        const auto thinned = std::ranges::find_if(before, [&](Index step) { return !unseen.at(step); });
        QVERIFY(thinned != before.end());
        seen.hold({*thinned, -1});
        run(seen, 201, 50000);
        QVERIFY(seen.at(*thinned));
        QCOMPARE(seen.steps().size(), qsizetype(64));
    }
};

QTEST_GUILESS_MAIN(MomentsTest)
#include "moments_test.moc"
