#include "layers/heads.h"

#include "layers/reference.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class HeadsTest : public QObject
{
    Q_OBJECT
private slots:
    void pooler_equals_the_formula();
    void prediction_transform_equals_the_formula();

private:
    static constexpr Index rows = 5, hidden = 48;
    const DenseLayer m_dense{hidden, hidden, 1};
    const Matrix m_x = random_matrix(rows, hidden, 7, 0.5F);
};

void HeadsTest::pooler_equals_the_formula()
{
    Matrix dense(rows, hidden), output(rows, hidden), in_place(rows, hidden);
    Workers workers(2);
    pooler_forward(view(m_x), m_dense.packed, view(dense), view(output), {workers, {}});
    pooler_forward(view(m_x), m_dense.packed, view(in_place), view(in_place), {workers, {}});
    const DoubleMatrix exact = m_dense(m_x.cast<double>());
    VERIFY_CLOSE(dense, exact, 5e-6);
    VERIFY_CLOSE(output, DoubleMatrix(exact.array().tanh()), 2e-6);
    QVERIFY(same_bits(in_place, output));
}

void HeadsTest::prediction_transform_equals_the_formula()
{
    const NormLayer norm(hidden, 3);
    Matrix y(rows, hidden);
    Workers workers(2);
    prediction_transform_forward(view(m_x), {m_dense.packed, norm.weights(), Activation::gelu}, view(y), {workers, {}});
    VERIFY_CLOSE(y, norm(reference_gelu(m_dense(m_x.cast<double>()))), 1e-5);
}

QTEST_GUILESS_MAIN(HeadsTest)
#include "heads_test.moc"
