#include "tasks/next_sentence.h"

#include <QTest>

#include <cmath>

using namespace bertlab;

class NextSentenceTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_softmax();
    void survives_huge_logits();
};

void NextSentenceTest::equals_softmax()
{
    RowVector logits(2);
    logits << 1.5F, -0.25F;
    const NextSentencePrediction prediction = next_sentence_prediction(view(logits));
    const double first = std::exp(1.5), second = std::exp(-0.25);
    QVERIFY(std::abs(prediction.is_next - first / (first + second)) <= 1e-15); // index 0 means IsNext
    QVERIFY(std::abs(prediction.not_next - second / (first + second)) <= 1e-15);
    QCOMPARE(prediction.logits[0], 1.5F);
    QCOMPARE(prediction.logits[1], -0.25F);
}

void NextSentenceTest::survives_huge_logits()
{
    RowVector logits(2);
    logits << -3e38F, 3e38F;
    const NextSentencePrediction prediction = next_sentence_prediction(view(logits));
    QCOMPARE(prediction.is_next, 0.0);
    QCOMPARE(prediction.not_next, 1.0);
}

QTEST_GUILESS_MAIN(NextSentenceTest)
#include "next_sentence_test.moc"
