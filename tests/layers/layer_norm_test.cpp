#include "layers/layer_norm.h"

#include "layers/reference.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class LayerNormTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_the_formula_data();
    void equals_the_formula();
    void adds_the_residual();
    void works_in_place();
    void keeps_its_precision_far_from_zero();
    void turns_a_constant_row_into_beta();
    void uses_eps();
    void gives_the_same_bits_wherever_a_row_lies();
};

void LayerNormTest::equals_the_formula_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("size");
    for (const auto &[rows, size] : {std::array{0, 64}, {1, 2}, {3, 15}, {40, 64}, {17, 67}, {5, 768}})
        QTest::addRow("%d x %d", rows, size) << rows << size;
}

void LayerNormTest::equals_the_formula()
{
    QFETCH(int, rows);
    QFETCH(int, size);
    const NormLayer layer(size, 1);
    const Matrix x = random_matrix(rows, size, 3, 5.0F);
    Matrix y = Matrix::Constant(rows, size, NAN);
    Workers workers(2);
    layer_norm_forward(view(x), layer.weights(), view(y), workers);
    VERIFY_CLOSE(y, layer(x.cast<double>()), 2e-6);
}

void LayerNormTest::adds_the_residual()
{
    const NormLayer layer(67, 1);
    const Matrix x = random_matrix(20, 67, 3), residual = random_matrix(20, 67, 4);
    Matrix y = Matrix::Constant(20, 67, NAN);
    Workers workers(2);
    residual_layer_norm_forward(view(x), view(residual), layer.weights(), view(y), workers);
    VERIFY_CLOSE(y, layer(x.cast<double>() + residual.cast<double>()), 2e-6);
}

void LayerNormTest::works_in_place()
{
    const NormLayer layer(67, 1);
    const Matrix x = random_matrix(20, 67, 3), residual = random_matrix(20, 67, 4);
    Workers workers(1);
    Matrix apart(20, 67), in_x = x, in_residual = residual;
    residual_layer_norm_forward(view(x), view(residual), layer.weights(), view(apart), workers);
    residual_layer_norm_forward(read_only(view(in_x)), view(residual), layer.weights(), view(in_x), workers);
    residual_layer_norm_forward(view(x), read_only(view(in_residual)), layer.weights(), view(in_residual), workers);
    QVERIFY(same_bits(in_x, apart));
    QVERIFY(same_bits(in_residual, apart));
    Matrix alone = x;
    layer_norm_forward(view(x), layer.weights(), view(apart), workers);
    layer_norm_forward(read_only(view(alone)), layer.weights(), view(alone), workers);
    QVERIFY(same_bits(alone, apart));
}

void LayerNormTest::keeps_its_precision_far_from_zero()
{
    const NormLayer layer(256, 1);
    const Matrix x = (random_matrix(4, 256, 3).array() + 1000.0F).matrix(); // E[x²] - E[x]² would be lost in rounding
    Matrix y(4, 256);
    Workers workers(1);
    layer_norm_forward(view(x), layer.weights(), view(y), workers);
    VERIFY_CLOSE(y, layer(x.cast<double>()), 2e-4);
}

void LayerNormTest::turns_a_constant_row_into_beta()
{
    const NormLayer layer(64, 1);
    const Matrix x = Matrix::Constant(2, 64, 3.5F);
    Matrix y(2, 64);
    Workers workers(1);
    layer_norm_forward(view(x), layer.weights(), view(y), workers);
    QVERIFY(same_bits(y.row(0), layer.beta) && same_bits(y.row(1), layer.beta));
}

void LayerNormTest::uses_eps()
{
    NormLayer layer(64, 1);
    layer.eps = 0.1F;
    const Matrix x = random_matrix(2, 64, 3, 0.5F);
    Matrix y(2, 64);
    Workers workers(1);
    layer_norm_forward(view(x), layer.weights(), view(y), workers);
    VERIFY_CLOSE(y, layer(x.cast<double>()), 2e-6);
}

void LayerNormTest::gives_the_same_bits_wherever_a_row_lies()
{
    const Index size = 67;
    const NormLayer layer(size, 1);
    const Matrix row = random_matrix(1, size, 3);
    Workers workers(1);
    Matrix expected(1, size);
    layer_norm_forward(view(row), layer.weights(), view(expected), workers);
    for (Index shift = 0; shift < 16; ++shift) { // every alignment of a float in a cache line
        Matrix x = Matrix::Zero(3, 100), y = Matrix::Zero(3, 100);
        x.block(1, shift, 1, size) = row;
        layer_norm_forward(read_only(columns_of(view(x), shift, size)), layer.weights(),
                           columns_of(view(y), shift, size), workers);
        QVERIFY2(same_bits(y.block(1, shift, 1, size), expected), qPrintable(QString::number(shift)));
    }
}

QTEST_GUILESS_MAIN(LayerNormTest)
#include "layer_norm_test.moc"
