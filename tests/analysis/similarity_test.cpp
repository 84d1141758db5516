#include "analysis/similarity.h"

#include "base/error.h"
#include "layers/numbers.h"

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class SimilarityTest : public QObject
{
    Q_OBJECT
private slots:
    void of_every_two_rows();
    void means();
    void can_be_cancelled();
};

void SimilarityTest::of_every_two_rows()
{
    const Matrix rows = random_matrix(70, 9, 3, 1); // more than are computed at once
    const Matrix all = cosine_similarities(view(rows));
    for (Index a = 0; a < 70; ++a)
        for (Index b = 0; b < 70; ++b)
            QVERIFY(std::abs(double(all(a, b)) - cosine_similarity({rows.row(a).data(), 9}, {rows.row(b).data(), 9})) <
                    1e-6);
}

void SimilarityTest::means()
{
    const Matrix a = random_matrix(5, 9, 3, 1), b = random_matrix(3, 9, 4, 1);
    const Matrix within = cosine_similarities(view(a));
    QVERIFY(std::abs(mean_similarity(view(a)) - (double(within.sum()) - 5) / 20) < 1e-6);
    double sum = 0;
    for (Index i = 0; i < 5; ++i)
        for (Index j = 0; j < 3; ++j)
            sum += cosine_similarity({a.row(i).data(), 9}, {b.row(j).data(), 9});
    QVERIFY(std::abs(mean_similarity(view(a), view(b)) - sum / 15) < 1e-9);
    QCOMPARE(mean_similarity(view(Matrix(a.topRows(1)))), 0.0); // no pair
}

void SimilarityTest::can_be_cancelled()
{
    const Matrix rows = random_matrix(4, 9, 3, 1);
    QVERIFY_THROWS_EXCEPTION(Cancelled, cosine_similarities(view(rows), [] { return true; }));
}

QTEST_APPLESS_MAIN(SimilarityTest)
#include "similarity_test.moc"
