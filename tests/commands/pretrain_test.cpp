#include "base/mapped_file.h"
#include "command_runner.h"
#include "io/model_directory.h"
#include "json_compare.h"
#include "test_data.h"
#include "training/checkpoint.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>
#include <csignal>
#include <fstream>
#include <thread>

using namespace bertlab;
using nlohmann::json;

/// bertlab-cli pretrain from outside: what its folder holds, and that a run goes on as if it had never stopped.
class PretrainTest : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;
    std::string m_corpus = test_data("../../resources/corpora/classroom/");

    std::string path(const char *name) const { return m_folder->filePath(name).toStdString(); }
    std::string content(const std::string &name) const
    {
        return read_text_file(path_from_utf8(m_folder->path().toStdString()) / name);
    }
    /// A run of the classroom's held-out part, which is small.
    CommandResult pretrain(const char *out, const std::vector<std::string> &more) const
    {
        std::vector<std::string> arguments{"pretrain",
                                           "--corpus",
                                           m_corpus + "heldout.txt",
                                           "--vocabulary",
                                           m_corpus + "vocab.txt",
                                           "--config",
                                           path("config.json"),
                                           "--sequence",
                                           "24",
                                           "--batch-size",
                                           "4",
                                           "--out",
                                           path(out)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_command(arguments);
    }
    CommandResult resume(const char *out, const std::vector<std::string> &more) const
    {
        std::vector<std::string> arguments{"pretrain", "--resume", "--out", path(out)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_command(arguments);
    }
    std::vector<json> metrics(const std::string &out) const
    {
        std::vector<json> lines;
        std::istringstream stream(content(out + "/metrics.jsonl"));
        for (std::string line; std::getline(stream, line);)
            lines.push_back(json::parse(line));
        return lines;
    }
    /// All but the time, which no two runs share.
    static json without_seconds(std::vector<json> lines)
    {
        for (json &line : lines)
            line.erase("seconds");
        return lines;
    }

private slots:
    void init()
    {
        m_folder.emplace();
        std::ofstream(path("config.json"))
            << R"({"vocab_size": 985, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
                   "intermediate_size": 32, "max_position_embeddings": 32, "type_vocab_size": 2, "hidden_act": "gelu"})";
    }

    void the_folder_of_a_run()
    {
        const CommandResult result = pretrain("run", {"--steps", "6", "--evaluate-every", "4", "--json"});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        const json told = json::parse(result.out);
        QCOMPARE(told.at("steps").get<int>(), 6);
        QVERIFY(told.at("tokens_per_second").get<double>() > 0);
        const std::vector<json> lines = metrics("run");
        QCOMPARE(lines.size(), std::size_t(6));
        double tokens = 0, seconds = 0;
        for (std::size_t step = 0; step < lines.size(); ++step) {
            const json &line = lines[step];
            QCOMPARE(line.at("step").get<std::size_t>(), step);
            QVERIFY(line.at("tokens") > tokens && line.at("seconds") > seconds);
            tokens = line.at("tokens");
            seconds = line.at("seconds");
            QVERIFY(line.at("mlm_loss") > 0 && line.at("nsp_loss") > 0 && line.at("gradient_norm") > 0);
            const bool evaluated = step == 3 || step == 5; // every fourth, and the last
            QCOMPARE(line.at("mlm_accuracy").is_null(), !evaluated);
            QCOMPARE(line.at("nsp_accuracy").is_null(), !evaluated);
        }
        COMPARE_JSON(told.at("mlm_accuracy"), lines[5].at("mlm_accuracy"));
        for (const char *file : {"config.json", "vocab.txt", "tokenizer_config.json", "training.json"})
            QVERIFY(!content(std::string("run/") + file).empty());
        const std::string weights = content("run/model.safetensors");
        QVERIFY(weights.find(R"("__metadata__":{"format":"pt"})") != std::string::npos);
        QCOMPARE(list_checkpoints(path_from_utf8(path("run/checkpoints"))).back().first, Index(6));

        // It opens as a model, with both heads and nothing unexpected.
        const auto model = load_model_directory(path_from_utf8(path("run")));
        QVERIFY(model->report.missing.empty() && model->report.unexpected.empty());
        QVERIFY(model->bert.has(Part::masked_lm) && model->bert.has(Part::next_sentence));
        QCOMPARE(model->bert.config().hidden_dropout_prob, 0.1); // no shape that is quick by default
        QCOMPARE(run_command({"fill", "the [MASK] barked .", "--model", path("run")}).exit_code, 0);
    }

    void a_run_goes_on_as_if_it_had_not_stopped()
    {
        QCOMPARE(pretrain("whole", {"--steps", "9", "--threads", "1"}).exit_code, 0);
        QCOMPARE(pretrain("parts", {"--steps", "4", "--total-steps", "9", "--warmup-steps", "0", "--threads", "2"})
                     .exit_code,
                 0);
        const CommandResult resumed = resume("parts", {"--steps", "9", "--threads", "3"});
        QVERIFY2(resumed.exit_code == 0, resumed.error.c_str());
        QVERIFY(content("whole/model.safetensors") == content("parts/model.safetensors"));
        std::vector<json> whole = metrics("whole"), parts = metrics("parts");
        for (std::vector<json> *lines : {&whole, &parts})
            for (json &line : *lines) // where a part ended, it was evaluated
                for (const char *name : {"mlm_accuracy", "nsp_accuracy", "held_out_mlm_loss", "held_out_nsp_loss"})
                    line.erase(name);
        COMPARE_JSON(without_seconds(whole), without_seconds(parts));
    }

    void metrics_are_cut_back_to_the_checkpoint()
    {
        QCOMPARE(pretrain("run", {"--steps", "6", "--save-every", "4"}).exit_code, 0);
        const std::string weights = content("run/model.safetensors");
        const auto lines = metrics("run");
        // As a killed process leaves it: the last checkpoint is that of step 4, a line is half written.
        QVERIFY(QFile::remove(m_folder->filePath("run/checkpoints/step-000000006.safetensors")));
        std::ofstream(path("run/metrics.jsonl"), std::ios::app) << "{\"step\":6,\"tok";
        const CommandResult resumed = resume("run", {});
        QVERIFY2(resumed.exit_code == 0, resumed.error.c_str());
        COMPARE_JSON(without_seconds(metrics("run")), without_seconds(lines));
        QVERIFY(content("run/model.safetensors") == weights);

        // Without any checkpoint it begins again.
        QVERIFY(QDir(m_folder->filePath("run/checkpoints")).removeRecursively());
        QCOMPARE(resume("run", {}).exit_code, 0);
        COMPARE_JSON(without_seconds(metrics("run")), without_seconds(lines));
        QVERIFY(content("run/model.safetensors") == weights);
        QCOMPARE(resume("run", {}).exit_code, 0); // a finished run has nothing to do
        QVERIFY(content("run/model.safetensors") == weights);
    }

    void a_run_is_not_overwritten()
    {
        QCOMPARE(pretrain("run", {"--steps", "2"}).exit_code, 0);
        const std::string weights = content("run/model.safetensors"), metrics = content("run/metrics.jsonl");
        const CommandResult again = pretrain("run", {"--steps", "3", "--seed", "2"});
        QCOMPARE(again.exit_code, 1);
        QVERIFY2(again.error.find("--resume") != std::string::npos, again.error.c_str());
        QVERIFY(content("run/model.safetensors") == weights && content("run/metrics.jsonl") == metrics);
    }

    void options_given_again_must_be_equal()
    {
        QCOMPARE(pretrain("run", {"--steps", "2"}).exit_code, 0);
        QCOMPARE(resume("run", {"--batch-size", "4", "--steps", "3", "--save-every", "1", "--corpus",
                                m_corpus + "heldout.txt"})
                     .exit_code,
                 0);
        QCOMPARE(metrics("run").size(), std::size_t(3));
        const CommandResult other = resume("run", {"--batch-size", "5"});
        QCOMPARE(other.exit_code, 1);
        QVERIFY2(other.error.find("--batch-size is 5, but the run has 4") != std::string::npos, other.error.c_str());
        QCOMPARE(resume("run", {"--learning-rate", "0.1"}).exit_code, 1);
        QCOMPARE(resume("none", {}).exit_code, 1);
    }

    void a_changed_corpus_is_noticed()
    {
        std::ofstream(path("text.txt")) << "a b c.\nd e.\n\nf g.\nh.\n\ni j.\nk.\n\nl m.\nn.\n";
        const auto run = [this](const std::vector<std::string> &more) {
            std::vector<std::string> arguments{"pretrain", "--out", path("run"), "--corpus", path("text.txt")};
            arguments.insert(arguments.end(), more.begin(), more.end());
            return run_command(arguments);
        };
        const CommandResult first = run({"--config", path("config.json"), "--sequence", "16", "--steps", "2"});
        QVERIFY2(first.exit_code == 0, first.error.c_str());
        std::ofstream(path("text.txt"), std::ios::app) << "o.\n";
        const CommandResult changed = run({"--resume", "--steps", "3"});
        QCOMPARE(changed.exit_code, 1);
        QVERIFY2(changed.error.find("has changed") != std::string::npos, changed.error.c_str());
    }

    void a_fixed_batch()
    {
        const std::string tiny = test_data("tiny-random");
        const CommandResult result = run_command(
            {"pretrain", "--batch", tiny + "/batch.safetensors", "--model", tiny, "--steps", "3", "--total-steps", "40",
             "--warmup-steps", "5", "--learning-rate", "0.002", "--optimizer", "google", "--out", path("run")});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        const auto lines = metrics("run");
        const json expected = json::parse(read_text_file(path_from_utf8(tiny) / "expected.json")).at("training");
        for (std::size_t step = 0; step < 3; ++step) {
            const double loss = expected.at("google").at(step).at("mlm_loss");
            QVERIFY(std::abs(lines[step].at("mlm_loss").get<double>() - loss) < 1e-3 * loss);
            COMPARE_JSON(lines[step].at("learning_rate"), expected.at("google").at(step).at("learning_rate"));
        }
        QVERIFY(lines[2].at("mlm_accuracy").is_null());
    }

    void defaults_of_the_shapes()
    {
        const auto options_of = [this](const std::vector<std::string> &more) {
            std::vector<std::string> arguments{"pretrain",   "--corpus", m_corpus + "heldout.txt",
                                               "--steps",    "1",        "--total-steps",
                                               "1000",       "--out",    path("run"),
                                               "--sequence", "16",       "--batch-size",
                                               "1"};
            arguments.insert(arguments.end(), more.begin(), more.end());
            QDir(m_folder->filePath("run")).removeRecursively();
            const CommandResult result = run_command(arguments);
            return result.exit_code == 0 ? json::parse(content("run/training.json")).at("options") : json();
        };
        const json tiny = options_of({});
        QCOMPARE(tiny.at("--shape").get<std::string>(), std::string("tiny"));
        QCOMPARE(tiny.at("--initialization").get<std::string>(), std::string("quick"));
        QCOMPARE(tiny.at("--position-start").get<std::string>(), std::string("sinusoidal"));
        QVERIFY(tiny.at("--learning-rate") == 4e-3 && tiny.at("--beta2") == 0.98 && tiny.at("--dropout") == 0.0);
        QCOMPARE(tiny.at("--warmup-steps").get<int>(), 60);
        const json config = json::parse(content("run/config.json"));
        QVERIFY(config.at("max_position_embeddings") == 128 && config.at("initializer_range") == 0.06);
        QVERIFY(config.at("vocab_size") <= 1000 && config.at("vocab_size") > 500);

        const json standard = options_of({"--initialization", "standard"});
        QVERIFY(standard.at("--beta2") == 0.999 && standard.at("--dropout") == 0.1);
        QCOMPARE(standard.at("--position-start").get<std::string>(), std::string("random"));
        QCOMPARE(options_of({"--dropout", "0.2"}).at("--dropout").get<double>(), 0.2); // what is given counts
    }

    void interrupted_by_ctrl_c()
    {
        std::atomic<bool> ended = false;
        std::thread interrupter([this, &ended] {
            const QString file = m_folder->filePath("run/metrics.jsonl");
            while (!ended && QFile(file).size() < 2000) // some steps have been taken
                std::this_thread::yield();
            if (!ended)
                std::raise(SIGINT);
        });
        const CommandResult stopped = pretrain("run", {"--steps", "100000", "--evaluate-every", "1000000"});
        ended = true;
        interrupter.join();
        QCOMPARE(stopped.exit_code, 130);
        QVERIFY2(stopped.error.find("pretrain --out " + path("run") + " --resume") != std::string::npos,
                 stopped.error.c_str());
        const auto steps = static_cast<Index>(metrics("run").size());
        QCOMPARE(list_checkpoints(path_from_utf8(path("run/checkpoints"))).back().first, steps); // saved
        QVERIFY(QFile::exists(m_folder->filePath("run/model.safetensors")));
        QCOMPARE(resume("run", {"--steps", std::to_string(steps + 2)}).exit_code, 0);
        QCOMPARE(static_cast<Index>(metrics("run").size()), steps + 2);
    }

    void wrong_input_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit_code");
        QTest::addColumn<QString>("words");
        const QString corpus = QString::fromStdString(m_corpus + "heldout.txt");
        const auto row = [](const char *name, const QStringList &arguments, int exit_code, const char *words) {
            QTest::newRow(name) << arguments << exit_code << QString(words);
        };
        row("nothing to read", {"--steps", "1"}, 2, "--corpus and --batch");
        row("no end", {"--corpus", corpus}, 2, "--steps or --minutes");
        row("two ends", {"--corpus", corpus, "--steps", "1", "--minutes", "1"}, 2, "--minutes");
        row("held out", {"--corpus", corpus, "--steps", "1", "--held-out", "1.5"}, 2, "--held-out is 1.5");
        row("no such file", {"--corpus", "no.txt", "--steps", "1"}, 1, "no.txt: the file was not found");
        row("no held-out file", {"--corpus", corpus, "--steps", "1", "--held-out", "no.txt"}, 1, "no.txt");
        row("too long", {"--corpus", corpus, "--steps", "1", "--sequence", "200"}, 1, "max_position_embeddings 128");
        row("batch without pieces", {"--batch", corpus, "--steps", "1"}, 2, "--vocabulary or --model");
        row("no model", {"--corpus", corpus, "--steps", "1", "--model", "none"}, 1, "none");
        row("shape and config", {"--corpus", corpus, "--steps", "1", "--shape", "tiny", "--config", "c"}, 2,
            "--config");
        row("no such shape", {"--corpus", corpus, "--steps", "1", "--shape", "huge"}, 2, "--shape");
        row("no run to go on with", {"--resume"}, 1, "training.json was not found");
    }
    void wrong_input()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exit_code);
        QFETCH(QString, words);
        std::vector<std::string> given{"pretrain", "--out", path("run")};
        for (const QString &argument : arguments)
            given.push_back(argument.toStdString());
        const CommandResult result = run_command(given);
        QCOMPARE(result.exit_code, exit_code);
        QVERIFY2(result.error.find(words.toStdString()) != std::string::npos, result.error.c_str());
        QCOMPARE(std::ranges::count(result.error, '\n'), std::ptrdiff_t(1));
        QVERIFY(!QFile::exists(m_folder->filePath("run"))); // nothing was touched
    }

    void a_damaged_description()
    {
        QCOMPARE(pretrain("run", {"--steps", "1"}).exit_code, 0);
        for (const char *text : {"", "{", "[]", R"({"options": {}, "inputs": [], "lower_case": true})",
                                 R"({"options": 1, "inputs": [], "lower_case": true})"}) {
            std::ofstream(path("run/training.json")) << text;
            const CommandResult result = resume("run", {"--steps", "2"});
            QCOMPARE(result.exit_code, 1);
            QVERIFY2(result.error.find("run/training.json") != std::string::npos, result.error.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(PretrainTest)
#include "pretrain_test.moc"
