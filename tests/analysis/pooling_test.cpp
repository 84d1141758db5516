#include "analysis/percentile.h"
#include "analysis/pooling.h"
#include "analysis/similarity.h"

#include <QTest>

#include <utility>

using namespace bertlab;

/// What the views compare and scale by: mean over the tokens, cosine, percentile.
class PoolingTest : public QObject
{
    Q_OBJECT

private slots:
    void meanOfRows();
    void meanOfManyRowsIsSummedInDouble();
    void meanReadsAStridedView();
    void cosine_data();
    void cosine();
    void percentile_data();
    void percentile();
    void percentileOfNothing();
};

void PoolingTest::meanOfRows()
{
    Matrix rows(2, 3);
    rows << 1, -2, 3, 5, 2, 0;
    RowVector expected(3);
    expected << 3, 0, 1.5f;
    QCOMPARE(mean_of_rows(view(std::as_const(rows))), expected);
}

void PoolingTest::meanOfManyRowsIsSummedInDouble()
{
    const Matrix rows = Matrix::Constant(4096, 1, 0.1f); // a float sum drifts by 1e-5 of the mean here
    QCOMPARE(mean_of_rows(view(std::as_const(rows)))[0], 0.1f);
}

void PoolingTest::meanReadsAStridedView()
{
    Matrix rows(2, 4);
    rows << 1, 2, 3, 4, 5, 6, 7, 8;
    RowVector expected(2);
    expected << 4, 5;
    QCOMPARE(mean_of_rows(columns_of(view(std::as_const(rows)), 1, 2)), expected);
}

void PoolingTest::cosine_data()
{
    QTest::addColumn<QList<float>>("a");
    QTest::addColumn<QList<float>>("b");
    QTest::addColumn<double>("expected");
    QTest::newRow("same direction") << QList<float>{1, 2} << QList<float>{10, 20} << 1.;
    QTest::newRow("opposite") << QList<float>{1, 2} << QList<float>{-1, -2} << -1.;
    QTest::newRow("right angle") << QList<float>{3, 0} << QList<float>{0, 2} << 0.;
    QTest::newRow("3-4-5") << QList<float>{1, 0} << QList<float>{3, 4} << .6;
    QTest::newRow("zero") << QList<float>{0, 0} << QList<float>{3, 4} << 0.;
}

void PoolingTest::cosine()
{
    QFETCH(QList<float>, a);
    QFETCH(QList<float>, b);
    QFETCH(double, expected);
    const double found = cosine_similarity(ConstRowView(a.data(), a.size()), ConstRowView(b.data(), b.size()));
    QVERIFY2(std::abs(found - expected) <= 1e-12, qPrintable(QString::number(found)));
}

void PoolingTest::percentile_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<float>("expected");
    QTest::newRow("least") << .001 << 1.f;
    QTest::newRow("median") << .5 << 50.f;
    QTest::newRow("99th") << .99 << 99.f;
    QTest::newRow("all") << 1. << 100.f;
}

void PoolingTest::percentile()
{
    Matrix values(10, 10); // ±1 … ±100, not in order
    for (Index i = 0; i < 100; ++i)
        values(i / 10, i % 10) = static_cast<float>((i * 37) % 100 + 1) * (i % 2 ? -1.f : 1.f);
    QFETCH(double, share);
    QTEST(magnitude_percentile(view(std::as_const(values)), share), "expected");
}

void PoolingTest::percentileOfNothing()
{
    const Matrix nothing(0, 5);
    QCOMPARE(magnitude_percentile(view(nothing), .99), 0.f);
}

QTEST_GUILESS_MAIN(PoolingTest)
#include "pooling_test.moc"
