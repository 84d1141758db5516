#include "io/config_json.h"

#include "io/reading.h"

#include <nlohmann/json.hpp>

using namespace bertlab;
using namespace bertlab::test;
using nlohmann::json;

class ConfigJsonTest : public QObject
{
    Q_OBJECT

private:
    json m_tiny;
    static Config parse(const json &object) { return parse_config(object.dump(), "config.json"); }

private slots:
    void initTestCase() { m_tiny = json::parse(read_text_file(test_file("tiny-random/config.json"))); }

    void a_file_of_hugging_face()
    {
        const Config config = parse(m_tiny);
        QCOMPARE(config.vocab_size, Index(1000));
        QCOMPARE(config.hidden_size, Index(64));
        QCOMPARE(config.num_hidden_layers, Index(2));
        QCOMPARE(config.num_attention_heads, Index(4));
        QCOMPARE(config.intermediate_size, Index(256));
        QCOMPARE(config.max_position_embeddings, Index(64));
        QCOMPARE(config.type_vocab_size, Index(2));
        QCOMPARE(config.hidden_act, Activation::gelu);
        QCOMPARE(config.layer_norm_eps, 1e-12);
        QCOMPARE(config.hidden_dropout_prob, 0.0);
    }
    void absent_fields_take_the_defaults_of_bert()
    {
        for (const char *field : {"hidden_act", "layer_norm_eps", "hidden_dropout_prob", "attention_probs_dropout_prob",
                                  "initializer_range", "model_type", "position_embedding_type", "architectures"})
            m_tiny.erase(field);
        const Config config = parse(m_tiny);
        const Config defaults;
        QCOMPARE(config.hidden_act, defaults.hidden_act);
        QCOMPARE(config.layer_norm_eps, 1e-12);
        QCOMPARE(config.hidden_dropout_prob, 0.1);
        QCOMPARE(config.attention_probs_dropout_prob, 0.1);
        initTestCase();
    }
    void what_is_written_is_read()
    {
        Config config = parse(m_tiny);
        config.layer_norm_eps = 1e-5;
        config.hidden_dropout_prob = 0.3;
        config.initializer_range = 0.06;
        for (const Activation activation : {Activation::gelu, Activation::gelu_tanh, Activation::relu}) {
            config.hidden_act = activation;
            QVERIFY(parse_config(write_config(config), "config.json") == config);
        }
        const json written = json::parse(write_config(config));
        QCOMPARE(written.at("architectures").dump(), std::string(R"(["BertForPreTraining"])"));
        QCOMPARE(written.at("model_type").dump(), std::string(R"("bert")"));
    }
    void activations_have_names()
    {
        for (const auto &[name, activation] :
             {std::pair{"gelu", Activation::gelu}, std::pair{"gelu_new", Activation::gelu_tanh},
              std::pair{"gelu_pytorch_tanh", Activation::gelu_tanh}, std::pair{"relu", Activation::relu}}) {
            json object = m_tiny;
            object["hidden_act"] = name;
            QCOMPARE(parse(object).hidden_act, activation);
        }
    }

    void wrong_fields_are_named_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *field, const char *value, const char *sentence) {
            QTest::addRow("%s %.20s", field, value) << QString(field) << QString(value) << QString::fromUtf8(sentence);
        };
        row("hidden_size", "\"sixty-four\"", "hidden_size is the text \"sixty-four\", expected a whole number.");
        row("hidden_size", "64.0", "hidden_size is the number 64.0, expected a whole number.");
        row("hidden_size", "null", "hidden_size is null, expected a whole number.");
        row("hidden_size", "[64]", "hidden_size is a list, expected a whole number.");
        row("vocab_size", "18446744073709551615",
            "vocab_size is the number 18446744073709551615, expected a whole number.");
        row("vocab_size", "-5", "vocab_size is -5, but must be from 1 to 2147483647.");
        row("num_hidden_layers", "0", "num_hidden_layers is 0, but must be from 1 to 2147483647.");
        row("num_attention_heads", "5", "hidden_size 64 cannot be divided by num_attention_heads 5.");
        row("layer_norm_eps", "\"1e-12\"", "layer_norm_eps is the text \"1e-12\", expected a number.");
        row("layer_norm_eps", "true", "layer_norm_eps is true, expected a number.");
        row("hidden_act", "\"swish\"",
            "hidden_act is the text \"swish\", expected gelu, gelu_new, gelu_pytorch_tanh or relu.");
        row("hidden_act", "1", "hidden_act is the number 1, expected gelu, gelu_new, gelu_pytorch_tanh or relu.");
        row("model_type", "\"roberta\"", "model_type is the text \"roberta\", expected the text \"bert\".");
        row("position_embedding_type", "\"relative_key\"",
            "position_embedding_type is the text \"relative_key\", expected the text \"absolute\".");
        row("is_decoder", "true", "is_decoder is true, expected false.");
    }
    void wrong_fields_are_named()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, sentence);
        json object = m_tiny;
        object[field.toStdString()] = json::parse(value.toStdString());
        QCOMPARE(QString::fromStdString(sentence_of([&] { parse(object); })), "config.json: " + sentence);
    }
    void missing_sizes_are_named()
    {
        for (const char *field : {"vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
                                  "intermediate_size", "max_position_embeddings", "type_vocab_size"}) {
            json object = m_tiny;
            object.erase(field);
            COMPARE_SENTENCE(sentence_of([&] { parse(object); }),
                             qPrintable(QString("config.json: %1 is missing, expected a whole number.").arg(field)));
        }
    }
    void texts_that_are_no_config()
    {
        const auto sentence = [](std::string_view text) {
            return sentence_of([&] { parse_config(text, "config.json"); });
        };
        COMPARE_SENTENCE(sentence(""), "config.json: the file is empty, expected JSON.");
        COMPARE_SENTENCE(sentence("\n\n {\"hidden_size\": }"), "config.json: not valid JSON at line 3, byte 18.");
        COMPARE_SENTENCE(sentence("[1]"), "config.json: found a list, expected an object.");
        COMPARE_SENTENCE(sentence("{\"a\":1,\"a\":2}"), "config.json: the key \"a\" occurs twice in one object.");
        COMPARE_SENTENCE(sentence(std::string(100'000, '[')),
                         "config.json: lists and objects are nested deeper than 32 levels.");
        COMPARE_SENTENCE(sentence("{\"hidden_size\": 1e999}"), "config.json: a number in the JSON is too large.");
        const std::string text = m_tiny.dump(1);
        for (std::size_t length = 0; length + 1 < text.size(); ++length)
            QVERIFY(is_sentence_about(sentence(std::string_view(text).substr(0, length)), "config.json"));
    }
};

QTEST_GUILESS_MAIN(ConfigJsonTest)
#include "config_json_test.moc"
