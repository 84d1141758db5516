#include "analysis/hidden_states.h"

#include "base/error.h"
#include "model/small_model.h"

#include <QTest>

#include <string_view>

using namespace bertlab;
using namespace bertlab::test;

namespace {

double difference(const RowVector &a, const RowVector &b)
{
    return double((a - b).cwiseAbs().maxCoeff());
}

} // namespace

/// What is reckoned again for one token, against what the pass itself kept of all.
class HiddenStatesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void what_blocks_add_is_what_they_added_data();
    void what_blocks_add_is_what_they_added();
    void can_be_cancelled();

private:
    ForwardResult pass(ForwardOptions options) const
    {
        Workers workers(2);
        options.trace = trace_everything();
        return m_bert.forward(m_batch, options, workers);
    }
    Batch m_batch;
    Bert m_bert{random_parameters(small_config())};
};

void HiddenStatesTest::initTestCase()
{
    m_batch = batch_of({random_sequence(small_config(), 5, 1), random_sequence(small_config(), 17, 2)});
}

void HiddenStatesTest::what_blocks_add_is_what_they_added_data()
{
    QTest::addColumn<bool>("causal");
    QTest::addColumn<Index>("closed");
    QTest::newRow("as BERT reads") << false << Index(0);
    QTest::newRow("left to right") << true << Index(0);
    QTest::newRow("the first keys closed") << false << Index(3);
}

void HiddenStatesTest::what_blocks_add_is_what_they_added()
{
    QFETCH(bool, causal);
    QFETCH(Index, closed);
    ForwardOptions options;
    options.causal = causal;
    if (closed > 0)
        options.closed_keys = {0, closed};
    const ForwardResult result = pass(options);
    const Trace &trace = *result.trace;
    Workers workers(1);
    for (const Index token : {0, 6, 16}) {
        const AddedLengths added = added_lengths(m_bert, trace, 1, token, workers);
        const auto kept = [&](std::string_view name) {
            RowVector lengths(3);
            for (Index layer = 0; layer < 3; ++layer)
                lengths[layer] = lengths_of_rows(trace.tensor(trace_name::layer(layer, name)))[5 + token];
            return lengths;
        };
        const RowVector attention = kept(trace_name::attention_dense), feed_forward = kept(trace_name::output_dense);
        QVERIFY(attention.minCoeff() > 0.1F && feed_forward.minCoeff() > 0.1F);
        QVERIFY(difference(added.attention, attention) < 1e-5);
        QVERIFY(difference(added.feed_forward, feed_forward) < 1e-5);
    }
}

void HiddenStatesTest::can_be_cancelled()
{
    Workers workers(1);
    const ForwardResult result = pass({});
    QVERIFY_THROWS_EXCEPTION(Cancelled, added_lengths(m_bert, *result.trace, 0, 0, workers, [] { return true; }));
}

QTEST_APPLESS_MAIN(HiddenStatesTest)
#include "hidden_states_test.moc"
