#include "layers/layer_norm.h"

#include "layers/gradient_check.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class LayerNormBackwardTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_finite_differences_data();
    void equals_finite_differences();
    void of_a_sum_is_that_of_its_terms();
    void gives_the_same_bits_with_any_number_of_threads();
};

void LayerNormBackwardTest::equals_finite_differences_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("eps");
    for (const auto &[rows, size] : {std::array{1, 2}, {3, 15}, {2, 16}, {130, 17}, {5, 100}})
        QTest::addRow("%d x %d", rows, size) << rows << size << 1e-12;
    QTest::newRow("with a large eps") << 4 << 33 << 0.3;
}

void LayerNormBackwardTest::equals_finite_differences()
{
    QFETCH(int, rows);
    QFETCH(int, size);
    QFETCH(double, eps);
    NormCheck norm(size, 1);
    norm.layer.eps = static_cast<float>(eps);
    const Matrix x = random_matrix(rows, size, 3, 2.0F);
    Matrix dy = random_matrix(rows, size, 4);
    DoubleMatrix exact_x = x.cast<double>();
    const DoubleMatrix exact_dy = dy.cast<double>();
    Workers workers(2);
    layer_norm_backward(read_only(view(dy)), view(x), norm.layer.weights(), view(dy), norm.gradient(), workers);
    const auto loss = [&] { return exact_dy.cwiseProduct(norm(exact_x)).sum(); };
    VERIFY_GRADIENT(dy, numeric_gradient(exact_x, loss)); // in place
    VERIFY_GRADIENT(without_noise(norm.gamma_gradient), numeric_gradient(norm.gamma, loss));
    VERIFY_GRADIENT(without_noise(norm.beta_gradient), numeric_gradient(norm.beta, loss));
}

void LayerNormBackwardTest::of_a_sum_is_that_of_its_terms()
{
    NormCheck norm(67, 1);
    const Matrix x = random_matrix(20, 67, 3), residual = random_matrix(20, 67, 4), dy = random_matrix(20, 67, 5);
    Matrix dx = Matrix::Constant(20, 67, NAN);
    Workers workers(2);
    residual_layer_norm_backward(view(dy), view(x), view(residual), norm.layer.weights(), view(dx), norm.gradient(),
                                 workers);
    DoubleMatrix exact = x.cast<double>() + residual.cast<double>();
    const auto loss = [&] { return dy.cast<double>().cwiseProduct(norm(exact)).sum(); };
    VERIFY_GRADIENT(dx, numeric_gradient(exact, loss));
    VERIFY_GRADIENT(without_noise(norm.gamma_gradient), numeric_gradient(norm.gamma, loss));
}

void LayerNormBackwardTest::gives_the_same_bits_with_any_number_of_threads()
{
    const Matrix x = random_matrix(500, 33, 3), dy = random_matrix(500, 33, 4);
    Matrix first_gamma, first_beta;
    for (const int threads : {1, 2, 3}) {
        Workers workers(threads);
        NormCheck norm(33, 1);
        Matrix dx(500, 33);
        layer_norm_backward(view(dy), view(x), norm.layer.weights(), view(dx), norm.gradient(), workers);
        if (threads == 1) {
            first_gamma = norm.gamma_gradient;
            first_beta = norm.beta_gradient;
        }
        QVERIFY(same_bits(norm.gamma_gradient, first_gamma) && same_bits(norm.beta_gradient, first_beta));
    }
}

QTEST_GUILESS_MAIN(LayerNormBackwardTest)
#include "layer_norm_backward_test.moc"
