#include "command_runner.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <ostream>
#include <streambuf>

/// Exit codes, messages, help: what a caller of bertlab-cli relies on before any number.
class CommandUsageTest : public QObject
{
    Q_OBJECT

private:
    static constexpr std::array command_names{"info",  "tokenize",         "run",       "fill", "next-sentence",
                                              "embed", "train-vocabulary", "instances", "loss", "pretrain",
                                              "bench"};
    QTemporaryDir m_directory;

    /// A command line as a shell splits it; only double quotes are used in the examples.
    static std::vector<std::string> split_as_shell(const std::string &line)
    {
        std::vector<std::string> words;
        std::string word;
        bool quoted = false, begun = false;
        for (const char c : line) {
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (c == ' ' && !quoted) {
                if (begun)
                    words.push_back(word);
                word.clear();
                begun = false;
            } else {
                word += c;
                begun = true;
            }
        }
        if (begun)
            words.push_back(word);
        return words;
    }
    static void commands_as_rows()
    {
        QTest::addColumn<QString>("command");
        for (const char *name : command_names)
            QTest::newRow(name) << name;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        QVERIFY(QDir::setCurrent(m_directory.path())); // examples write here, and read as from the repository's folder
        QVERIFY(QFile::link(QString::fromStdString(test_data("../../resources")), QStringLiteral("resources")));
        QVERIFY(QFile::link(QString::fromStdString(test_data("..")), QStringLiteral("tests")));
    }
    void help_names_every_command()
    {
        const CommandResult help = run_command({"--help"});
        QCOMPARE(help.exit_code, 0);
        for (const char *name : command_names)
            QVERIFY2(help.out.find(std::string("\n  ") + name + " ") != std::string::npos, name);
        QVERIFY(help.error.empty());
    }
    void the_example_of_the_help_works_data() { commands_as_rows(); }
    void the_example_of_the_help_works()
    {
        QFETCH(QString, command);
        const CommandResult help = run_command({command.toStdString(), "--help"});
        QCOMPARE(help.exit_code, 0);
        const std::string mark = "Example:\n  bertlab-cli ";
        const std::size_t begin = help.out.find(mark);
        QVERIFY(begin != std::string::npos);
        const std::string line = help.out.substr(begin + mark.size());
        const CommandResult example = run_command(split_as_shell(line.substr(0, line.find('\n'))));
        QVERIFY2(example.exit_code == 0, example.error.c_str());
        QVERIFY(!example.out.empty() && example.error.empty());
    }
    void wrong_usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("no such command") << QStringList{"translate", "hello"};
        QTest::newRow("no such option") << QStringList{"info", "--jason"};
        QTest::newRow("option without its value") << QStringList{"info", "--model"};
        QTest::newRow("empty model") << QStringList{"info", "--model", ""};
        QTest::newRow("too many texts") << QStringList{"fill", "a [MASK]", "b"};
        QTest::newRow("no text") << QStringList{"fill"};
        QTest::newRow("one sentence") << QStringList{"next-sentence", "a"};
        QTest::newRow("top 0") << QStringList{"fill", "[MASK]", "--top", "0"};
        QTest::newRow("top is a word") << QStringList{"fill", "[MASK]", "--top", "many"};
        QTest::newRow("no threads") << QStringList{"fill", "[MASK]", "--threads", "0"};
        QTest::newRow("too many threads") << QStringList{"fill", "[MASK]", "--threads", "99999999"};
        QTest::newRow("threads is a fraction") << QStringList{"info", "--threads", "1.5"};
        QTest::newRow("nothing to tokenize") << QStringList{"tokenize"};
        QTest::newRow("two things to tokenize") << QStringList{"tokenize", "a", "--file", "b"};
        QTest::newRow("pair without text") << QStringList{"tokenize", "--file", "b", "--pair", "a"};
        QTest::newRow("vocabulary and model") << QStringList{"tokenize", "a", "--vocab", "b", "--model", "c"};
        QTest::newRow("nothing to run") << QStringList{"run"};
        QTest::newRow("text and batch") << QStringList{"run", "--text", "a", "--input", "b"};
        QTest::newRow("trace of no known kind") << QStringList{"run", "--text", "a", "--trace", "trace.txt"};
        QTest::newRow("no such pooling") << QStringList{"embed", "a", "--pooling", "max"};
        QTest::newRow("vectors of no known kind") << QStringList{"embed", "a", "--out", "x.txt"};
        QTest::newRow("no batch") << QStringList{"loss"};
        QTest::newRow("gradients of no known kind")
            << QStringList{"loss", "--input", "a", "--gradients", "gradients.npz"};
        QTest::newRow("no such shape") << QStringList{"bench", "--shape", "huge"};
        QTest::newRow("shape and config") << QStringList{"bench", "--shape", "tiny", "--config", "config.json"};
    }
    void wrong_usage()
    {
        QFETCH(QStringList, arguments);
        std::vector<std::string> words;
        for (const QString &argument : arguments)
            words.push_back(argument.toStdString());
        const CommandResult result = run_command(words);
        QCOMPARE(result.exit_code, 2);
        QVERIFY(result.out.empty());
        QCOMPARE(std::ranges::count(result.error, '\n'), 1);
        QVERIFY2(result.error.ends_with("(--help tells more)\n") && result.error.size() < 200, result.error.c_str());
    }
    void a_file_that_is_not_there_data() { commands_as_rows(); }
    void a_file_that_is_not_there()
    {
        QFETCH(QString, command);
        std::vector<std::string> arguments{command.toStdString()};
        std::string file = "model: ";
        if (command == "bench") {
            arguments.insert(arguments.end(), {"--config", "no/such/config.json"});
            file = "config.json: ";
        } else if (command == "train-vocabulary" || command == "instances" || command == "pretrain") {
            arguments.insert(arguments.end(), {"--corpus", "no/such/text.txt", "--out", "out"});
            if (command == "train-vocabulary")
                arguments.insert(arguments.end(), {"--size", "100"});
            if (command == "pretrain")
                arguments.insert(arguments.end(), {"--steps", "1"});
            file = "text.txt: ";
        } else {
            arguments.insert(arguments.end(), {"--model", "no/such/model"});
            if (command == "run")
                arguments.insert(arguments.end(), {"--text", "a"});
            else if (command == "loss")
                arguments.insert(arguments.end(), {"--input", "batch.safetensors"});
            else if (command == "next-sentence")
                arguments.insert(arguments.end(), {"a", "b"});
            else if (command != "info")
                arguments.push_back("[MASK]");
        }
        const CommandResult result = run_command(arguments);
        QCOMPARE(result.exit_code, 1);
        QVERIFY(result.out.empty());
        QCOMPARE(std::ranges::count(result.error, '\n'), 1);
        QVERIFY2(result.error.find(file) != std::string::npos, result.error.c_str());
    }
    void texts_that_look_like_something_else_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"info", "[MASK]", "[a,b]", "{}", "/help", "- said he", "a=b", "%%", "", " ", "\"", "'",
                                 "\\n", "true", "👩‍👩‍👧‍👦"})
            QTest::newRow(*text ? text : "empty") << text;
    }
    void texts_that_look_like_something_else()
    {
        QFETCH(QString, text);
        const CommandResult result = run_command({"tokenize", text.toStdString(), "--json"});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        QString quoted = text;
        quoted.replace('\\', "\\\\").replace('"', "\\\"");
        const std::string begin = "{\"text\":\"" + quoted.toStdString() + "\",\"pair\":null,";
        QVERIFY2(result.out.starts_with(begin), result.out.c_str());
        const CommandResult dashes = run_command({"tokenize", "--json", "--", text.toStdString()});
        QCOMPARE(dashes.out, result.out);
    }
    void a_text_that_begins_with_a_dash()
    {
        QVERIFY(run_command({"tokenize", "--json", "--", "--json"}).out.starts_with("{\"text\":\"--json\""));
        QVERIFY(run_command({"tokenize", "a", "--pair", "-1", "--json"})
                    .out.starts_with("{\"text\":\"a\",\"pair\":\"-1\""));
    }
    void text_in_another_encoding()
    {
        const CommandResult result = run_command({"fill", "caf\xE9 [MASK]", "--json"});
        QCOMPARE(result.exit_code, 1);
        QVERIFY(result.out.empty());
        QCOMPARE(result.error,
                 std::string("bertlab-cli: the text: line 1 is not UTF-8 (found the byte E9 at offset 3); "
                             "expected a text in UTF-8.\n"));
    }
    void an_output_that_cannot_be_written()
    {
        std::ostringstream error;
        std::ostream nowhere(nullptr);
        QCOMPARE(bertlab::run_command_line({"tokenize", "a", "--json"}, nowhere, error), 1);
        QCOMPARE(error.str(), std::string("bertlab-cli: The output cannot be written.\n"));
    }
    void interruption_ends_in_order()
    {
        struct Interrupting : std::stringbuf
        {
            int sync() override { return 0; }
            std::streamsize xsputn(const char *text, std::streamsize size) override
            {
                if (str().empty())
                    std::raise(SIGINT); // as if Ctrl+C came with the first line
                return std::stringbuf::xsputn(text, size);
            }
        } buffer;
        const QString path = m_directory.filePath("lines.txt");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one\ntwo\nthree\n");
        file.close();
        std::ostream out(&buffer);
        std::ostringstream error;
        QCOMPARE(bertlab::run_command_line({"tokenize", "--file", path.toStdString()}, out, error), 130);
        QCOMPARE(std::ranges::count(buffer.str(), '\n'), 1);
        QCOMPARE(error.str(), std::string("bertlab-cli: Interrupted.\n"));
        QCOMPARE(run_command({"tokenize", "--file", path.toStdString()}).exit_code, 0); // forgotten by the next call
    }
};

QTEST_GUILESS_MAIN(CommandUsageTest)
#include "command_usage_test.moc"
