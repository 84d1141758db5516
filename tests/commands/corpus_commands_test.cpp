#include "command_runner.h"
#include "json_compare.h"
#include "test_data.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <set>

using nlohmann::json;

/// train-vocabulary and instances, as the command line's contract has them.
class CorpusCommandsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string m_corpus = test_data("../../resources/corpora/classroom/");

    std::string path(const char *name) const { return m_folder.filePath(name).toStdString(); }
    std::string written(const char *name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a file of the test cannot be written");
        return path(name);
    }
    QList<QByteArray> lines_of(const char *name)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QByteArray> lines = file.readAll().split('\n');
        if (!lines.isEmpty() && lines.back().isEmpty())
            lines.removeLast();
        return lines;
    }

private slots:
    void vocabulary_of_the_classroom()
    {
        const auto result =
            run_command({"train-vocabulary", "--corpus", m_corpus + "train.txt", m_corpus + "heldout.txt", "--size",
                         "900", "--out", path("vocab.txt"), "--json"});
        QCOMPARE(result.exit_code, 0);
        const json told = json::parse(result.out);
        QCOMPARE(told.at("pieces").get<int>(), 900);
        const QList<QByteArray> pieces = lines_of("vocab.txt");
        QCOMPARE(pieces.size(), qsizetype(900));
        QCOMPARE(pieces.first(), QByteArray("[PAD]"));
        QVERIFY(pieces.contains("python") && !pieces.contains("Python"));
        // The file opens as the vocabulary of another command.
        QCOMPARE(run_command({"tokenize", "python", "--vocab", path("vocab.txt")}).exit_code, 0);
    }

    void cased_vocabulary()
    {
        const auto result = run_command({"train-vocabulary", "--corpus", written("a.txt", "Anna met Anna."), "--size",
                                         "100", "--out", path("cased.txt"), "--cased"});
        QCOMPARE(result.exit_code, 0);
        QVERIFY(lines_of("cased.txt").contains("Anna"));
        QVERIFY(result.out.find("no more") != std::string::npos); // fewer pieces than asked for is said
    }

    void instances_with_every_roll()
    {
        const auto result =
            run_command({"instances", "--corpus", m_corpus + "heldout.txt", "--vocabulary", m_corpus + "vocab.txt",
                         "--out", path("i.jsonl"), "--count", "200", "--sequence", "48", "--json"});
        QCOMPARE(result.exit_code, 0);
        QCOMPARE(json::parse(result.out).at("instances").get<int>(), 200);
        const QList<QByteArray> lines = lines_of("i.jsonl");
        QCOMPARE(lines.size(), qsizetype(200));
        int random_next = 0;
        for (const QByteArray &line : lines) {
            const json instance = json::parse(line.toStdString());
            const auto &tokens = instance.at("tokens");
            QVERIFY(tokens.size() <= 48 && tokens.size() == instance.at("type_ids").size());
            QCOMPARE(tokens.at(0).get<std::string>(), std::string("[CLS]"));
            QCOMPARE(instance.at("masked_positions").size(), instance.at("masked_labels").size());
            const auto &pieces = instance.at("masking_rolls").at("pieces");
            QCOMPARE(pieces.size(), instance.at("masked_positions").size());
            std::map<int, std::string> labels;
            for (std::size_t i = 0; i < pieces.size(); ++i)
                labels[instance.at("masked_positions").at(i).get<int>()] = instance.at("masked_labels").at(i);
            for (const json &piece : pieces) {
                const int position = piece.at("position");
                COMPARE_JSON(tokens.at(static_cast<std::size_t>(position)), piece.at("shown"));
                QCOMPARE(piece.at("treatment") == "mask", piece.at("mask_roll").get<double>() < 0.8);
                if (piece.at("treatment") == "keep")
                    QCOMPARE(piece.at("shown").get<std::string>(), labels.at(position));
            }
            const auto &pair = instance.at("pair_rolls");
            QCOMPARE(pair.at("next_roll").is_null(), pair.at("chunk_sentences") == 1);
            random_next += instance.at("is_random_next").get<bool>();
        }
        QCOMPARE(random_next / 200.0, json::parse(result.out).at("random_next").get<double>());
    }

    void an_epoch_repeats_with_its_seed()
    {
        const auto draw = [this](const char *name, const char *seed) {
            const auto result =
                run_command({"instances", "--corpus", m_corpus + "heldout.txt", "--vocabulary", m_corpus + "vocab.txt",
                             "--out", path(name), "--seed", seed, "--threads", "2"});
            return result.exit_code;
        };
        QVERIFY(draw("one.jsonl", "1") == 0 && draw("same.jsonl", "1") == 0 && draw("two.jsonl", "2") == 0);
        QVERIFY(lines_of("one.jsonl").size() > 88);
        QVERIFY(lines_of("one.jsonl") == lines_of("same.jsonl"));
        QVERIFY(lines_of("one.jsonl") != lines_of("two.jsonl"));
    }

    void objectives_and_methods()
    {
        const auto first = [this](const std::vector<std::string> &more) {
            std::vector<std::string> arguments{"instances",
                                               "--corpus",
                                               m_corpus + "heldout.txt",
                                               "--vocabulary",
                                               m_corpus + "vocab.txt",
                                               "--out",
                                               path("m.jsonl"),
                                               "--count",
                                               "1"};
            arguments.insert(arguments.end(), more.begin(), more.end());
            return run_command(arguments).exit_code == 0 ? json::parse(lines_of("m.jsonl").at(0).toStdString())
                                                         : json();
        };
        const json next = first({"--objective", "next-piece"});
        QCOMPARE(next.at("masked_positions").size() + 1, next.at("tokens").size());
        QVERIFY(!next.contains("masking_rolls"));
        QVERIFY(first({"--masking", "bernoulli"}).at("masking_rolls").at("candidates").at(0).contains("roll"));
        for (const json &piece : first({"--mask-split", "0,0,100"}).at("masking_rolls").at("pieces"))
            QCOMPARE(piece.at("treatment").get<std::string>(), std::string("keep"));
        QCOMPARE(first({"--max-predictions", "1"}).at("masked_positions").size(), std::size_t(1));
    }

    void wrong_input_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit_code");
        QTest::addColumn<QString>("words");
        const QString good = QString::fromStdString(m_corpus + "heldout.txt"), out = m_folder.filePath("x");
        const QString one = QString::fromStdString(written("one.txt", "A. B.")),
                      bad = QString::fromStdString(written("bad.txt", "a\n\xFF\n")),
                      blank = QString::fromStdString(written("blank.txt", "\n \n"));
        QTest::newRow("missing file") << QStringList{"instances", "--corpus", out + "/no", "--out", out} << 1 << "no";
        QTest::newRow("one document") << QStringList{"instances", "--corpus", one, "--out", out} << 1 << "one document";
        QTest::newRow("not UTF-8") << QStringList{"instances", "--corpus", bad, "--out", out} << 1 << "line 2";
        QTest::newRow("blank") << QStringList{"train-vocabulary", "--corpus", blank, "--size", "9", "--out", out} << 1
                               << "blank.txt";
        QTest::newRow("too small") << QStringList{"train-vocabulary", "--corpus", good, "--size", "9", "--out", out}
                                   << 1 << "at least";
        QTest::newRow("unwritable") << QStringList{"train-vocabulary", "--corpus", good, "--size", "500", "--out",
                                                   out + "/a/b"}
                                    << 1 << "b";
        for (const char *split : {"80,10", "80,10,20", "a", "80,10,10,0", "-1,51,50", ""})
            QTest::newRow(split) << QStringList{"instances", "--corpus", good, "--out", out, "--mask-split", split} << 2
                                 << "--mask-split";
        QTest::newRow("short sequence") << QStringList{"instances", "--corpus", good, "--out", out, "--sequence", "4"}
                                        << 2 << "";
        QTest::newRow("no corpus") << QStringList{"instances", "--out", out} << 2 << "--corpus";
    }
    void wrong_input()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exit_code);
        QFETCH(QString, words);
        std::vector<std::string> given;
        for (const QString &argument : arguments)
            given.push_back(argument.toStdString());
        const auto result = run_command(given);
        QCOMPARE(result.exit_code, exit_code);
        QVERIFY2(result.error.find(words.toStdString()) != std::string::npos, result.error.c_str());
        QCOMPARE(std::ranges::count(result.error, '\n'), std::ptrdiff_t(1));
        QVERIFY(!QFile::exists(m_folder.filePath("x")));
    }
};

QTEST_GUILESS_MAIN(CorpusCommandsTest)
#include "corpus_commands_test.moc"
