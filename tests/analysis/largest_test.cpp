#include "analysis/largest.h"

#include <QtTest>

using namespace bertlab;

class LargestTest : public QObject
{
    Q_OBJECT

private slots:
    void largestEntriesComeFirst();
    void equalEntriesComeByIndex();
    void moreThanThereAreIsAll();
    void largestAttentionLooksAtEveryHeadOfOneSequence();
};

namespace {

std::vector<Index> largest_of(std::vector<float> values, Index count)
{
    return largest_entries(ConstRowView(values.data(), static_cast<Index>(values.size())), count);
}

} // namespace

void LargestTest::largestEntriesComeFirst()
{
    QCOMPARE(largest_of({0.1F, 0.6F, 0.05F, 0.25F}, 3), (std::vector<Index>{1, 3, 0}));
}

void LargestTest::equalEntriesComeByIndex()
{
    QCOMPARE(largest_of({0.2F, 0.4F, 0.2F, 0.2F}, 3), (std::vector<Index>{1, 0, 2}));
}

void LargestTest::moreThanThereAreIsAll()
{
    QCOMPARE(largest_of({0.2F, 0.8F}, 5), (std::vector<Index>{1, 0}));
    QCOMPARE(largest_of({}, 5), std::vector<Index>{});
}

void LargestTest::largestAttentionLooksAtEveryHeadOfOneSequence()
{
    Batch batch;
    const std::vector<std::int32_t> first{1, 2}, second{1, 2, 3}, types{0, 0, 0};
    batch.add(first, std::span(types).first(2));
    batch.add(second, types);
    Trace trace(batch, std::make_shared<TraceBuffers>());
    QCOMPARE(largest_attention(trace, 0), 0.0F);
    for (Index layer : {0, 1}) {
        const std::string name = trace_name::layer(layer, trace_name::probabilities);
        trace.add_attention(name, 2);
        for (Index sequence : {0, 1})
            for (Index head : {0, 1})
                trace.attention_of(name, sequence, head).setConstant(0.1F);
        trace.add_attention(trace_name::layer(layer, trace_name::scores), 2);
        trace.attention_of(trace_name::layer(layer, trace_name::scores), 0, 0).setConstant(9);
    }
    const std::string last = trace_name::layer(1, trace_name::probabilities);
    trace.attention_of(last, 0, 1)(1, 0) = 0.75F;
    trace.attention_of(last, 1, 1)(2, 2) = 0.875F;
    QCOMPARE(largest_attention(trace, 0), 0.75F);
    QCOMPARE(largest_attention(trace, 1), 0.875F);
}

QTEST_GUILESS_MAIN(LargestTest)

#include "largest_test.moc"
