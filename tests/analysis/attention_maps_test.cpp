#include "analysis/attention_maps.h"

#include "base/error.h"
#include "model/small_model.h"

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class AttentionMapsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void mean_is_that_of_the_heads();
    void rollout_multiplies_the_layers();
    void rollout_can_be_cancelled();
    void parts_keep_order_and_sums();
    void words_sum_and_average();

private:
    std::shared_ptr<const Trace> m_trace;
};

void AttentionMapsTest::initTestCase()
{
    const Config config = small_config();
    Workers workers(1);
    ForwardOptions options;
    options.trace = trace_everything();
    const Bert bert(random_parameters(config));
    m_trace =
        bert.forward(batch_of({random_sequence(config, 4, 1), random_sequence(config, 7, 2)}), options, workers).trace;
}

void AttentionMapsTest::mean_is_that_of_the_heads()
{
    const Matrix mean = mean_attention(*m_trace, 1, 2);
    QCOMPARE(mean.rows(), Index(7));
    const std::string name = trace_name::layer(2, trace_name::probabilities);
    const float expected = (m_trace->attention(name, 1, 0)(3, 5) + m_trace->attention(name, 1, 1)(3, 5) +
                            m_trace->attention(name, 1, 2)(3, 5)) /
                           3;
    QVERIFY(std::abs(mean(3, 5) - expected) < 1e-7F);
}

void AttentionMapsTest::rollout_multiplies_the_layers()
{
    const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(7, 7);
    Eigen::MatrixXd expected = identity;
    for (Index layer = 0; layer <= 2; ++layer)
        expected = (0.5 * mean_attention(*m_trace, 1, layer).cast<double>() + 0.5 * identity) * expected;
    const Matrix rollout = attention_rollout(*m_trace, 1, 2);
    QVERIFY((rollout.cast<double>() - expected).cwiseAbs().maxCoeff() < 1e-6);
    QVERIFY((rollout.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
}

void AttentionMapsTest::rollout_can_be_cancelled()
{
    QVERIFY_THROWS_EXCEPTION(Cancelled, attention_rollout(*m_trace, 1, 2, [] { return true; }));
}

void AttentionMapsTest::parts_keep_order_and_sums()
{
    const Matrix map = mean_attention(*m_trace, 1, 0);
    const std::vector<Index> rows{1, 2}, columns{4, 5, 6};
    const Matrix part = part_of_map(view(map), rows, columns, false);
    QCOMPARE(part(1, 0), map(2, 4));
    const Matrix whole = part_of_map(view(map), rows, columns, true);
    QVERIFY(std::abs(whole.row(0).sum() - 1) < 1e-6F);
    QVERIFY(std::abs(whole(0, 2) / whole(0, 1) - map(1, 6) / map(1, 5)) < 1e-5F);
    const Matrix empty = Matrix::Zero(3, 3);
    QCOMPARE(part_of_map(view(empty), {0}, {1}, true)(0, 0), 0.0F); // no sum to divide by
}

void AttentionMapsTest::words_sum_and_average()
{
    Matrix weights(4, 4);
    weights << 0.1F, 0.2F, 0.3F, 0.4F, 0.4F, 0.3F, 0.2F, 0.1F, 0, 1, 0, 0, 0.25F, 0.25F, 0.25F, 0.25F;
    Matrix expected(3, 3);
    expected << 0.1F, 0.5F, 0.4F, 0.2F, 0.75F, 0.05F, 0.25F, 0.5F, 0.25F; // pieces 1 and 2 are a word
    QVERIFY((map_of_words(view(std::as_const(weights)), {0, 1, 1, 2}) - expected).cwiseAbs().maxCoeff() < 1e-6F);
}

QTEST_APPLESS_MAIN(AttentionMapsTest)
#include "attention_maps_test.moc"
