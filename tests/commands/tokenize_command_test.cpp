#include "command_runner.h"
#include "json_compare.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using nlohmann::json;

class TokenizeCommandTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;

    std::string file_with(const QByteArray &content, const char *name = "input")
    {
        const QString path = m_directory.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's file");
        return path.toStdString();
    }
    static std::vector<json> lines_as_json(const CommandResult &result)
    {
        std::vector<json> lines;
        for (const std::string &line : result.out_lines())
            lines.push_back(json::parse(line));
        return lines;
    }

private slots:
    void golden_vectors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("cased");
        QTest::newRow("uncased") << "bert-base-uncased" << false;
        QTest::newRow("cased") << "bert-base-cased" << true;
        QTest::newRow("chinese") << "bert-base-chinese" << true;
        QTest::newRow("multilingual") << "bert-base-multilingual-cased" << true;
    }
    void golden_vectors()
    {
        QFETCH(QString, name);
        QFETCH(bool, cased);
        const std::string vectors = test_data("tokenizer/" + name.toStdString() + ".jsonl");
        std::vector<std::string> arguments{
            "tokenize",     "--vocab", test_data("vocabularies/" + name.toStdString() + ".txt"),
            "--json-lines", vectors,   "--json"};
        if (cased)
            arguments.push_back("--cased");
        const CommandResult result = run_command(arguments);
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        QVERIFY(result.out.find('\r') == std::string::npos && result.out.ends_with("}\n"));
        const std::vector<json> found = lines_as_json(result);
        std::ifstream expected(vectors);
        std::size_t compared = 0, differing = 0;
        for (std::string line; std::getline(expected, line); ++compared) {
            QVERIFY(compared < found.size());
            differing += found[compared] == json::parse(line) ? 0 : 1; // every field, and no other
        }
        QCOMPARE(compared, found.size());
        QCOMPARE(compared, std::size_t(224));
        QCOMPARE(differing, std::size_t(0));
    }
    void a_text_a_line()
    {
        const auto lines = lines_as_json(run_command(
            {"tokenize", "--file", file_with("The dog\r\n\nthe \xF0\x9F\x98\x80\n\tcat"), "--threads", "1"}));
        QCOMPARE(lines.size(), std::size_t(4));
        COMPARE_JSON(lines[0].at("text"), json("The dog"));
        COMPARE_JSON(lines[1].at("tokens"), json({"[CLS]", "[SEP]"}));
        COMPARE_JSON(lines[2].at("offsets"), json({{0, 0}, {0, 3}, {4, 5}, {0, 0}}));
        COMPARE_JSON(lines[3].at("tokens"), json({"[CLS]", "cat", "[SEP]"}));
        QVERIFY(lines[3].at("pair").is_null());
        QVERIFY(run_command({"tokenize", "--file", file_with("")}).out.empty());
    }
    void text_and_pair()
    {
        const auto line = lines_as_json(run_command({"tokenize", "I love Paris.", "--pair", "", "--json"})).at(0);
        COMPARE_JSON(line.at("pair"), json(""));
        COMPARE_JSON(line.at("tokens"), json({"[CLS]", "i", "love", "paris", ".", "[SEP]", "[SEP]"}));
        COMPARE_JSON(line.at("type_ids"), json({0, 0, 0, 0, 0, 0, 1}));
        const auto cased = lines_as_json(run_command({"tokenize", "I love paris.", "--cased", "--json"})).at(0);
        COMPARE_JSON(cased.at("tokens").at(1), json("[UNK]")); // the built-in vocabulary has no capitals
    }
    void vocabulary_of_a_model()
    {
        const auto line =
            lines_as_json(run_command({"tokenize", "Paris", "--model", test_data("classroom-f32"), "--json"})).at(0);
        COMPARE_JSON(line.at("tokens"), json({"[CLS]", "paris", "[SEP]"}));
    }
    void json_lines_without_being_asked()
    {
        const CommandResult plain = run_command({"tokenize", "the 中 dog"});
        QCOMPARE(plain.out, run_command({"tokenize", "the 中 dog", "--json"}).out);
        COMPARE_JSON(lines_as_json(plain).at(0).at("tokens"), json({"[CLS]", "the", "[UNK]", "dog", "[SEP]"}));
    }
    void wrong_lines_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *content, const char *sentence) {
            QTest::newRow(name) << QByteArray(content) << QString(sentence);
        };
        row("cut", "{\"text\":\"a\"}\n{\"text\":", "input: line 2 is not JSON; expected");
        row("a list", "[1]", "input: line 1 is array; expected an object");
        row("no text", "\n\n{\"pair\":\"a\"}", "input: line 3 has no \"text\".");
        row("a number", "{\"text\":1}", "input: line 1: \"text\" is number; expected a string.");
        row("pair a number", "{\"text\":\"a\",\"pair\":1}", "input: line 1: \"pair\" is number; expected a string or");
        row("lone surrogate", "{\"text\":\"\\ud800\"}", "input: line 1 is not JSON; expected");
        row("not UTF-8", "{\"text\":\"a\"}\n{\"text\":\"\xFF\"}", "input: line 2 is not UTF-8 (found the byte FF");
        row("deep", QByteArray("[").repeated(100'000).constData(), "input: line 1 is not JSON; expected");
    }
    void wrong_lines()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, sentence);
        const CommandResult result = run_command({"tokenize", "--json-lines", file_with(content), "--json"});
        QCOMPARE(result.exit_code, 1);
        QVERIFY2(result.error.starts_with("bertlab-cli: " + sentence.toStdString()), result.error.c_str());
        QVERIFY2(result.out.empty(), "lines before the wrong one were printed");
    }
    void wrong_vocabularies()
    {
        const auto message = [&](const QByteArray &content) {
            const CommandResult result = run_command({"tokenize", "a", "--vocab", file_with(content, "v.txt")});
            return result.exit_code == 1 && result.out.empty() ? result.error : "no error";
        };
        QCOMPARE(message(""), std::string("bertlab-cli: v.txt: the vocabulary is empty; expected one piece a line.\n"));
        QVERIFY(
            message("[PAD]\n[UNK]\n[CLS]\n[SEP]\n").starts_with("bertlab-cli: v.txt: [MASK] is missing among the 4 "));
        QVERIFY(message("[PAD]\n\xFF\n").starts_with("bertlab-cli: v.txt: line 2 is not UTF-8"));
    }
};

QTEST_GUILESS_MAIN(TokenizeCommandTest)
#include "tokenize_command_test.moc"
