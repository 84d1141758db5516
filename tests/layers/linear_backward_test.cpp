#include "layers/linear.h"

#include "layers/gradient_check.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class LinearBackwardTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_finite_differences_data();
    void equals_finite_differences();
    void adds_to_the_input_where_asked();
    void gives_the_same_bits_with_any_number_of_threads();
    void goes_on_where_a_micro_batch_ended();
    void can_be_cancelled();
};

void LinearBackwardTest::equals_finite_differences_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("in_features");
    QTest::addColumn<int>("out_features");
    for (const auto &[rows, in, out] : {std::array{1, 1, 1}, {2, 37, 3}, {7, 5, 33}, {65, 12, 14}, {270, 6, 5}})
        QTest::addRow("%d x %d -> %d", rows, in, out) << rows << in << out;
}

void LinearBackwardTest::equals_finite_differences()
{
    QFETCH(int, rows);
    QFETCH(int, in_features);
    QFETCH(int, out_features);
    DenseCheck dense(out_features, in_features, 1);
    const Matrix x = random_matrix(rows, in_features, 3), dy = random_matrix(rows, out_features, 4);
    Matrix dx = Matrix::Constant(rows, in_features, NAN);
    Workers workers(2);
    PackedMatrix columns;
    linear_backward_input(view(dy), dense.transposed, view(dx), {workers, {}});
    linear_backward_parameters(view(dy), view(x), dense.gradient(), columns, {workers, {}});

    DoubleMatrix exact_x = x.cast<double>();
    const auto loss = [&] { return dy.cast<double>().cwiseProduct(dense(exact_x)).sum(); };
    VERIFY_GRADIENT(dx, numeric_gradient(exact_x, loss));
    VERIFY_GRADIENT(without_noise(dense.weight_gradient), numeric_gradient(dense.weight, loss));
    VERIFY_GRADIENT(without_noise(dense.bias_gradient), numeric_gradient(dense.bias, loss));
}

void LinearBackwardTest::adds_to_the_input_where_asked()
{
    const DenseCheck dense(33, 20, 1);
    const Matrix dy = random_matrix(40, 33, 4);
    Matrix dx(40, 20), sum = noise(40, 20);
    Workers workers(2);
    linear_backward_input(view(dy), dense.transposed, view(dx), {workers, {}});
    linear_backward_input_add(view(dy), dense.transposed, view(sum), {workers, {}});
    VERIFY_CLOSE(without_noise(sum), dx, 2e-6);
}

void LinearBackwardTest::gives_the_same_bits_with_any_number_of_threads()
{
    const Matrix x = random_matrix(300, 70, 3), dy = random_matrix(300, 130, 4);
    Matrix first_weight, first_bias;
    for (const int threads : {1, 2, 3}) {
        Workers workers(threads);
        DenseCheck dense(130, 70, 1);
        PackedMatrix columns;
        linear_backward_parameters(view(dy), view(x), dense.gradient(), columns, {workers, {}});
        if (threads == 1) {
            first_weight = dense.weight_gradient;
            first_bias = dense.bias_gradient;
        }
        QVERIFY(same_bits(dense.weight_gradient, first_weight) && same_bits(dense.bias_gradient, first_bias));
    }
}

void LinearBackwardTest::goes_on_where_a_micro_batch_ended()
{
    const Matrix x = random_matrix(300, 20, 3), dy = random_matrix(300, 33, 4);
    Workers workers(2);
    DenseCheck at_once(33, 20, 1), in_parts(33, 20, 1);
    PackedMatrix columns; // the same memory, larger and smaller
    const auto add = [&](DenseCheck &dense, Index first, Index count) {
        linear_backward_parameters(rows_of(view(dy), first, count), rows_of(view(x), first, count), dense.gradient(),
                                   columns, {workers, {}});
    };
    add(at_once, 0, 300);
    add(in_parts, 0, 101);
    add(in_parts, 101, 199);
    QVERIFY(same_bits(at_once.weight_gradient, in_parts.weight_gradient)); // one chain over the tokens
    VERIFY_CLOSE(at_once.bias_gradient, in_parts.bias_gradient, 1e-5);
}

void LinearBackwardTest::can_be_cancelled()
{
    DenseCheck dense(33, 20, 1);
    const Matrix x = random_matrix(10, 20, 3), dy = random_matrix(10, 33, 4);
    Matrix dx(10, 20);
    Workers workers(2);
    PackedMatrix columns;
    columns.assign_transposed(view(x), workers);
    const Execution cancelled{workers, [] { return true; }};
    QVERIFY_THROWS_EXCEPTION(Cancelled, linear_backward_input(view(dy), dense.transposed, view(dx), cancelled));
    QVERIFY_THROWS_EXCEPTION(Cancelled, linear_backward_weights(view(dy), columns, dense.gradient().weight, cancelled));
}

QTEST_GUILESS_MAIN(LinearBackwardTest)
#include "linear_backward_test.moc"
