#include "model/batch.h"

#include "base/error.h"
#include "model/small_model.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class BatchTest : public QObject
{
    Q_OBJECT
private slots:
    void lays_sequences_one_after_the_other();
    void takes_positions_with_holes();
    void names_what_the_model_does_not_have_data();
    void names_what_the_model_does_not_have();
};

void BatchTest::lays_sequences_one_after_the_other()
{
    Batch batch;
    QCOMPARE(batch.sequences(), 0);
    QCOMPARE(batch.tokens(), 0);
    batch.add(std::vector{7, 8, 9}, std::vector{0, 0, 1});
    batch.add(std::vector{5}, std::vector{1});
    QCOMPARE(batch.sequences(), 2);
    QCOMPARE(batch.tokens(), 4);
    QCOMPARE(batch.starts(), (std::vector<Index>{0, 3, 4}));
    QCOMPARE(batch.length(0), 3);
    QCOMPARE(batch.start(1), 3);
    QCOMPARE(batch.input_ids(), (std::vector{7, 8, 9, 5}));
    QCOMPARE(batch.token_type_ids(), (std::vector{0, 0, 1, 1}));
    QCOMPARE(batch.position_ids(), (std::vector{0, 1, 2, 0}));
    batch.check(small_config());
}

void BatchTest::takes_positions_with_holes()
{
    Batch batch;
    batch.add(std::vector{7, 8}, std::vector{0, 0}, std::vector{0, 39});
    QCOMPARE(batch.position_ids(), (std::vector{0, 39}));
    batch.check(small_config());
}

void BatchTest::names_what_the_model_does_not_have_data()
{
    QTest::addColumn<std::vector<std::int32_t>>("ids");
    QTest::addColumn<std::vector<std::int32_t>>("types");
    QTest::addColumn<std::vector<std::int32_t>>("positions");
    QTest::addColumn<QString>("sentence");
    using Ids = std::vector<std::int32_t>;
    QTest::newRow("id") << Ids{1, 50} << Ids{0, 1} << Ids{0, 1}
                        << "Sequence 1, token 1: the token id is 50, but this model (vocab_size 50) knows 0 to 49.";
    QTest::newRow("negative id") << Ids{-1, 5} << Ids{0, 1} << Ids{0, 1}
                                 << "Sequence 1, token 0: the token id is -1, but this model (vocab_size 50) knows 0 "
                                    "to 49.";
    QTest::newRow("type") << Ids{1, 5} << Ids{2, 1} << Ids{0, 1}
                          << "Sequence 1, token 0: the token type is 2, but this model (type_vocab_size 2) knows 0 to "
                             "1.";
    QTest::newRow("position") << Ids{1, 5} << Ids{0, 1} << Ids{0, 40}
                              << "Sequence 1, token 1: the position is 40, but this model (max_position_embeddings 40) "
                                 "knows 0 to 39.";
}

void BatchTest::names_what_the_model_does_not_have()
{
    QFETCH(std::vector<std::int32_t>, ids);
    QFETCH(std::vector<std::int32_t>, types);
    QFETCH(std::vector<std::int32_t>, positions);
    QFETCH(QString, sentence);
    Batch batch;
    batch.add(std::vector{1}, std::vector{0});
    batch.add(ids, types, positions);
    try {
        batch.check(small_config());
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(QString::fromUtf8(error.what()), sentence);
    }
}

QTEST_GUILESS_MAIN(BatchTest)
#include "batch_test.moc"
