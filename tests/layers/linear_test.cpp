#include "layers/linear.h"

#include "layers/reference.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class LinearTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_the_formula_data();
    void equals_the_formula();
    void reads_and_writes_views();
    void asks_between_blocks_of_rows();
};

void LinearTest::equals_the_formula_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("in_features");
    QTest::addColumn<int>("out_features");
    for (const auto &[rows, in, out] : {std::array{0, 8, 8}, {1, 1, 1}, {1, 64, 192}, {7, 65, 33}, {84, 64, 256}})
        QTest::addRow("%d x %d -> %d", rows, in, out) << rows << in << out;
}

void LinearTest::equals_the_formula()
{
    QFETCH(int, rows);
    QFETCH(int, in_features);
    QFETCH(int, out_features);
    const DenseLayer layer(out_features, in_features, 1);
    const Matrix x = random_matrix(rows, in_features, 3);
    Matrix y = Matrix::Constant(rows, out_features, NAN);
    Workers workers(2);
    linear_forward(view(x), layer.packed, view(y), {workers, {}});
    VERIFY_CLOSE(y, layer(x.cast<double>()), 1e-5);
}

void LinearTest::reads_and_writes_views()
{
    const DenseLayer layer(5, 8, 1);
    const Matrix x = random_matrix(6, 20, 3);
    Matrix y = Matrix::Zero(6, 11);
    Workers workers(1);
    linear_forward(columns_of(view(x), 3, 8), layer.packed, columns_of(view(y), 2, 5), {workers, {}});
    VERIFY_CLOSE(y.middleCols(2, 5), layer(x.middleCols(3, 8).cast<double>()), 1e-5);
    QVERIFY(y.leftCols(2).isZero(0) && y.rightCols(4).isZero(0));
}

void LinearTest::asks_between_blocks_of_rows()
{
    const DenseLayer layer(3072, 768, 1); // about 212 rows in 10 ms
    const Matrix x = random_matrix(700, 768, 3);
    Matrix y(700, 3072);
    Workers workers(2);
    int questions = 0;
    linear_forward(view(x), layer.packed, view(y), {workers, [&] { return ++questions == 100; }});
    QVERIFY(questions >= 3 && questions < 20);
    const auto stop_at_second = [asked = 0]() mutable { return ++asked == 2; };
    QVERIFY_THROWS_EXCEPTION(Cancelled, linear_forward(view(x), layer.packed, view(y), {workers, stop_at_second}));
}

QTEST_GUILESS_MAIN(LinearTest)
#include "linear_test.moc"
