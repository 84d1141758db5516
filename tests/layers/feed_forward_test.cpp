#include "layers/feed_forward.h"

#include "layers/reference.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class FeedForwardTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_the_formula();
    void shares_buffers();

private:
    static constexpr Index rows = 37, hidden = 48, intermediate = 190;
    const DenseLayer m_intermediate{intermediate, hidden, 1}, m_output{hidden, intermediate, 3};
    const NormLayer m_norm{hidden, 5};
    const FeedForwardWeights m_weights{m_intermediate.packed, m_output.packed, m_norm.weights(), Activation::gelu};
    const Matrix m_x = random_matrix(rows, hidden, 7);
};

void FeedForwardTest::equals_the_formula()
{
    Matrix before(rows, intermediate), after(rows, intermediate), dense(rows, hidden), output(rows, hidden);
    Workers workers(2);
    feed_forward_block_forward(view(m_x), m_weights, {view(before), view(after), view(dense), view(output)},
                               {workers, {}});
    const DoubleMatrix exact_before = m_intermediate(m_x.cast<double>());
    const DoubleMatrix exact_after = reference_gelu(exact_before);
    const DoubleMatrix exact_dense = m_output(exact_after);
    VERIFY_CLOSE(before, exact_before, 5e-6);
    VERIFY_CLOSE(after, exact_after, 5e-6);
    VERIFY_CLOSE(dense, exact_dense, 5e-5);
    VERIFY_CLOSE(output, m_norm(m_x.cast<double>() + exact_dense), 5e-6);
}

void FeedForwardTest::shares_buffers()
{
    Matrix before(rows, intermediate), after(rows, intermediate), dense(rows, hidden), output(rows, hidden);
    Matrix shared(rows, intermediate), in_place = m_x;
    Workers workers(2);
    feed_forward_block_forward(view(m_x), m_weights, {view(before), view(after), view(dense), view(output)},
                               {workers, {}});
    feed_forward_block_forward(read_only(view(in_place)), m_weights,
                               {view(shared), view(shared), view(dense), view(in_place)}, {workers, {}});
    QVERIFY(same_bits(shared, after));
    QVERIFY(same_bits(in_place, output));
}

QTEST_GUILESS_MAIN(FeedForwardTest)
#include "feed_forward_test.moc"
