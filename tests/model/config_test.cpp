#include "model/config.h"

#include "base/error.h"
#include "model/parameters.h"

#include <QTest>

#include <limits>

using namespace bertlab;

namespace {

std::string sentence_of(const Config &config)
{
    try {
        config.check("config.json");
    } catch (const Error &error) {
        return error.what();
    }
    return "no error";
}

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

class ConfigTest : public QObject
{
    Q_OBJECT
private slots:
    void accepts_every_released_shape_data();
    void accepts_every_released_shape();
    void names_the_shapes_it_knows();
    void names_a_size_that_cannot_be_data();
    void names_a_size_that_cannot_be();
    void names_a_rate_that_cannot_be_data();
    void names_a_rate_that_cannot_be();
    void wants_heads_that_divide_the_hidden_size();
    void refuses_more_weights_than_a_machine_holds();
};

void ConfigTest::accepts_every_released_shape_data()
{
    QTest::addColumn<Index>("layers");
    QTest::addColumn<Index>("hidden");
    QTest::addColumn<Index>("heads");
    QTest::newRow("tiny") << Index(2) << Index(128) << Index(2);
    QTest::newRow("mini") << Index(4) << Index(256) << Index(4);
    QTest::newRow("small") << Index(4) << Index(512) << Index(8);
    QTest::newRow("medium") << Index(8) << Index(512) << Index(8);
    QTest::newRow("base") << Index(12) << Index(768) << Index(12);
    QTest::newRow("large") << Index(24) << Index(1024) << Index(16);
}

void ConfigTest::accepts_every_released_shape()
{
    QFETCH(Index, layers);
    QFETCH(Index, hidden);
    QFETCH(Index, heads);
    const Config config = Config::of_shape(QTest::currentDataTag());
    config.check("config.json");
    QCOMPARE(config.num_hidden_layers, layers);
    QCOMPARE(config.hidden_size, hidden);
    QCOMPARE(config.num_attention_heads, heads);
    QCOMPARE(config.intermediate_size, 4 * hidden);
    QCOMPARE(config.head_size(), 64);
    QCOMPARE(config.vocab_size, 30522);
    QCOMPARE(config.max_position_embeddings, 512);
}

void ConfigTest::names_the_shapes_it_knows()
{
    try {
        Config::of_shape("huge");
        QFAIL("no error");
    } catch (const Error &error) {
        QCOMPARE(error.what(),
                 "There is no shape called \"huge\"; the shapes are tiny, mini, small, medium, base, large.");
    }
}

void ConfigTest::names_a_size_that_cannot_be_data()
{
    QTest::addColumn<Index Config::*>("field");
    QTest::newRow("vocab_size") << &Config::vocab_size;
    QTest::newRow("hidden_size") << &Config::hidden_size;
    QTest::newRow("num_hidden_layers") << &Config::num_hidden_layers;
    QTest::newRow("num_attention_heads") << &Config::num_attention_heads;
    QTest::newRow("intermediate_size") << &Config::intermediate_size;
    QTest::newRow("max_position_embeddings") << &Config::max_position_embeddings;
    QTest::newRow("type_vocab_size") << &Config::type_vocab_size;
}

void ConfigTest::names_a_size_that_cannot_be()
{
    QFETCH(Index Config::*, field);
    for (const Index size : {Index(0), Index(-1), Index(1) << 31, std::numeric_limits<Index>::max()}) {
        Config config;
        config.*field = size;
        const std::string expected = std::string("config.json: ") + QTest::currentDataTag() + " is " +
                                     std::to_string(size) + ", but must be from 1 to 2147483647.";
        QCOMPARE(sentence_of(config), expected);
    }
}

void ConfigTest::names_a_rate_that_cannot_be_data()
{
    QTest::addColumn<double Config::*>("field");
    QTest::newRow("layer_norm_eps") << &Config::layer_norm_eps;
    QTest::newRow("hidden_dropout_prob") << &Config::hidden_dropout_prob;
    QTest::newRow("attention_probs_dropout_prob") << &Config::attention_probs_dropout_prob;
    QTest::newRow("initializer_range") << &Config::initializer_range;
}

void ConfigTest::names_a_rate_that_cannot_be()
{
    QFETCH(double Config::*, field);
    for (const double rate : {-0.1, infinite, not_a_number}) {
        Config config;
        config.*field = rate;
        const std::string sentence = sentence_of(config);
        QVERIFY2(sentence.starts_with(std::string("config.json: ") + QTest::currentDataTag() + " is "),
                 sentence.c_str());
    }
    Config config;
    config.*field = 0;
    QCOMPARE(sentence_of(config), "no error");
}

void ConfigTest::wants_heads_that_divide_the_hidden_size()
{
    Config config;
    config.num_attention_heads = 7;
    QCOMPARE(sentence_of(config), "config.json: hidden_size 768 cannot be divided by num_attention_heads 7.");
}

void ConfigTest::refuses_more_weights_than_a_machine_holds()
{
    Config config;
    config.hidden_size = 1 << 30;
    config.num_attention_heads = 1;
    const std::string sentence = sentence_of(config);
    QVERIFY2(sentence.find("more than 2^40") != std::string::npos, sentence.c_str());
    for (auto size : {&Config::vocab_size, &Config::num_hidden_layers, &Config::intermediate_size})
        config.*size = std::numeric_limits<std::int32_t>::max();
    QVERIFY(sentence_of(config).find("more than 2^40") != std::string::npos); // no overflow on the way
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
