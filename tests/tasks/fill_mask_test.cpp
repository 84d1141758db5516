#include "tasks/fill_mask.h"

#include "layers/numbers.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class FillMaskTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_softmax_in_double();
    void sorts_by_probability_then_by_id();
    void gives_no_more_than_there_is();
    void survives_huge_logits();
};

void FillMaskTest::equals_softmax_in_double()
{
    const RowVector logits = random_matrix(1, 1000, 1, 8.0F);
    const MaskPrediction prediction(5, view(logits));
    QCOMPARE(prediction.position(), 5);
    QCOMPARE(prediction.vocabulary_size(), 1000);
    QCOMPARE(prediction.max_logit(), double(logits.maxCoeff()));
    const Eigen::ArrayXd exponentials = (logits.cast<double>().array() - prediction.max_logit()).exp();
    QVERIFY(std::abs(prediction.sum_of_exponentials() - exponentials.sum()) <= 1e-10);
    double sum = 0;
    for (std::int32_t id = 0; id < 1000; ++id) {
        const PiecePrediction piece = prediction.of(id);
        QCOMPARE(piece.id, id);
        QCOMPARE(piece.logit, logits[id]);
        QVERIFY(std::abs(piece.probability - exponentials[id] / exponentials.sum()) <= 1e-14);
        sum += piece.probability;
    }
    QVERIFY(std::abs(sum - 1) <= 1e-12);
}

void FillMaskTest::sorts_by_probability_then_by_id()
{
    RowVector logits(6);
    logits << 1, 3, -2, 3, 0, 3;
    const MaskPrediction prediction(0, view(logits));
    std::vector<std::int32_t> ids;
    for (const PiecePrediction &piece : prediction.top(6)) {
        ids.push_back(piece.id);
        QCOMPARE(prediction.rank(piece.id), Index(ids.size()));
    }
    QCOMPARE(ids, (std::vector{1, 3, 5, 0, 4, 2}));
    QCOMPARE(prediction.top(2)[1].id, 3);
}

void FillMaskTest::gives_no_more_than_there_is()
{
    const RowVector logits = random_matrix(1, 4, 1);
    const MaskPrediction prediction(0, view(logits));
    QCOMPARE(prediction.top(0).size(), std::size_t(0));
    QCOMPARE(prediction.top(10).size(), std::size_t(4));
}

void FillMaskTest::survives_huge_logits()
{
    RowVector logits(3);
    logits << 3e38F, -3e38F, 3e38F;
    const MaskPrediction prediction(0, view(logits));
    QCOMPARE(prediction.of(0).probability, 0.5);
    QCOMPARE(prediction.of(1).probability, 0.0);
}

QTEST_GUILESS_MAIN(FillMaskTest)
#include "fill_mask_test.moc"
