#include "analysis/parameter_counts.h"

#include "model/parameters.h"

#include <QTest>

using namespace bertlab;

class ParameterCountsTest : public QObject
{
    Q_OBJECT
private slots:
    void released_shapes_data();
    void released_shapes();
    void parts_of_base();
    void add_up_to_the_layout();
};

void ParameterCountsTest::released_shapes_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<qulonglong>("without_heads");
    // What transformers' BertModel of the released configurations has (V 30,522, 512 positions).
    QTest::newRow("tiny") << "tiny" << 4385920ULL;
    QTest::newRow("mini") << "mini" << 11170560ULL;
    QTest::newRow("small") << "small" << 28763648ULL;
    QTest::newRow("medium") << "medium" << 41373184ULL;
    QTest::newRow("base") << "base" << 109482240ULL;
    QTest::newRow("large") << "large" << 335141888ULL;
}

void ParameterCountsTest::released_shapes()
{
    QFETCH(QString, shape);
    QFETCH(qulonglong, without_heads);
    QCOMPARE(qulonglong(parameter_counts(Config::of_shape(shape.toStdString())).without_heads()), without_heads);
}

void ParameterCountsTest::parts_of_base()
{
    const ParameterCounts counts = parameter_counts(Config::of_shape("base"));
    QCOMPARE(counts.word, std::size_t(30522 * 768));
    QCOMPARE(counts.position, std::size_t(512 * 768));
    QCOMPARE(counts.token_type, std::size_t(2 * 768));
    QCOMPARE(counts.embeddings_norm, std::size_t(2 * 768));
    QCOMPARE(counts.layer.query_key_value, std::size_t(3 * (768 * 768 + 768)));
    QCOMPARE(counts.layer.attention_dense, std::size_t(768 * 768 + 768));
    QCOMPARE(counts.layer.intermediate, std::size_t(768 * 3072 + 3072));
    QCOMPARE(counts.layer.output_dense, std::size_t(3072 * 768 + 768));
    QCOMPARE(counts.layer.attention_norm + counts.layer.output_norm, std::size_t(4 * 768));
    QCOMPARE(counts.pooler, std::size_t(768 * 768 + 768));
    QCOMPARE(counts.masked_lm, std::size_t(768 * 768 + 768 + 2 * 768 + 30522));
    QCOMPARE(counts.next_sentence, std::size_t(2 * 768 + 2));
}

void ParameterCountsTest::add_up_to_the_layout()
{
    const Config config = Config::of_shape("mini");
    QCOMPARE(parameter_counts(config).with_heads(), ParameterLayout(config).size());
}

QTEST_APPLESS_MAIN(ParameterCountsTest)
#include "parameter_counts_test.moc"
