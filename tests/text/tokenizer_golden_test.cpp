#include "base/mapped_file.h"
#include "test_data.h"
#include "text/tokenizer.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <sstream>

using namespace bertlab;

/// Texts in four vocabularies as Hugging Face's fast tokenizers split them: tokens, ids, type ids and offsets.
class TokenizerGoldenTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int lines_a_file = 224;

    static nlohmann::json as_json(const Encoding &encoding)
    {
        nlohmann::json offsets = nlohmann::json::array();
        for (const Span &span : encoding.offsets)
            offsets.push_back({span.begin, span.end});
        return {{"tokens", encoding.tokens},
                {"ids", encoding.ids},
                {"type_ids", encoding.type_ids},
                {"offsets", std::move(offsets)}};
    }

private slots:
    void vectors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("lower_case");
        QTest::newRow("uncased") << "bert-base-uncased" << true;
        QTest::newRow("cased") << "bert-base-cased" << false;
        QTest::newRow("chinese") << "bert-base-chinese" << false;
        QTest::newRow("multilingual") << "bert-base-multilingual-cased" << false;
    }
    void vectors()
    {
        QFETCH(QString, name);
        QFETCH(bool, lower_case);
        const auto read = [&](const char *folder, const char *ending) {
            return read_text_file(test::test_file(folder + ("/" + name.toStdString() + ending)));
        };
        const Tokenizer tokenizer(Vocabulary::from_text(read("vocabularies", ".txt"), "vocab.txt"), lower_case);

        std::istringstream lines(read("tokenizer", ".jsonl"));
        int compared = 0, differing = 0, pairs = 0;
        for (std::string line; std::getline(lines, line); ++compared) {
            const nlohmann::json expected = nlohmann::json::parse(line);
            const auto text = expected.at("text").get<std::string>();
            std::optional<std::string> pair;
            if (!expected.at("pair").is_null())
                pair = expected.at("pair").get<std::string>();
            pairs += pair ? 1 : 0;
            const nlohmann::json found = as_json(tokenizer.encode(text, pair));
            bool equal = true;
            for (const auto &[key, value] : found.items()) {
                if (value != expected.at(key)) {
                    equal = false;
                    qWarning("%s: %s is %s, expected %s", line.substr(0, 120).c_str(), key.c_str(),
                             value.dump().c_str(), expected.at(key).dump().c_str());
                }
            }
            differing += equal ? 0 : 1;
        }
        qInfo("%d lines, %d pairs, %d differ", compared, pairs, differing);
        QCOMPARE(compared, lines_a_file);
        QVERIFY(pairs > 0);
        QCOMPARE(differing, 0);
    }
};

QTEST_GUILESS_MAIN(TokenizerGoldenTest)
#include "tokenizer_golden_test.moc"
