#include "base/mapped_file.h"
#include "command_runner.h"
#include "json_compare.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using nlohmann::json;

/// info, fill, embed and bench: fields and forms; the numbers are tested in predictions_test.
class ModelCommandsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;

    static json answer(const std::vector<std::string> &arguments)
    {
        const CommandResult result = run_command(arguments);
        if (result.exit_code != 0 || result.out_lines().size() != 1)
            qWarning("exit code %d, %zu lines: %s", result.exit_code, result.out_lines().size(), result.error.c_str());
        return json::parse(result.out, nullptr, false);
    }
    static json vector_of(const std::string &text, const std::string &pooling)
    {
        return answer({"embed", text, "--pooling", pooling}).at("vector");
    }

private slots:
    void info_of_a_folder()
    {
        const json info = answer({"info", "--model", test_data("classroom-f32"), "--json"});
        COMPARE_JSON(info.at("name"), json("classroom-f32"));
        COMPARE_JSON(info.at("config").at("hidden_size"), json(128));
        COMPARE_JSON(info.at("vocabulary").at("pieces"), json(985));
        COMPARE_JSON(info.at("missing"), json::array());
        COMPARE_JSON(info.at("unexpected"), json::array());
        const json &sizes = info.at("parameters");
        COMPARE_JSON(sizes.at("pooler"), json(128 * 128 + 128));
        COMPARE_JSON(sizes.at("next_sentence"), json(2 * 128 + 2));
        std::int64_t in_file = 0; // the tied decoder is not written, so the file has each parameter once
        for (const json &tensor : info.at("tensors")) {
            std::int64_t size = 1;
            for (const json &part : tensor.at("shape"))
                size *= part.get<std::int64_t>();
            in_file += size;
            COMPARE_JSON(tensor.at("type"), json("F32"));
        }
        COMPARE_JSON(sizes.at("total"), json(in_file));
        QCOMPARE(sizes.at("total").get<std::int64_t>(),
                 sizes.at("embeddings").get<std::int64_t>() + sizes.at("encoder").get<std::int64_t>() +
                     sizes.at("pooler").get<std::int64_t>() + sizes.at("masked_lm").get<std::int64_t>() +
                     sizes.at("next_sentence").get<std::int64_t>());
    }
    void info_for_people()
    {
        const std::string text = run_command({"info"}).out;
        QVERIFY(text.starts_with("Built-in\n"));
        for (const char *part : {"\nParameters\n", "4,867,442\n", "\nMissing: none\n", "\nUnexpected: none\n"})
            QVERIFY2(text.find(part) != std::string::npos, part);
    }
    void fill_answers_each_mask()
    {
        const json found =
            answer({"fill", "the [MASK] fell", "--pair", "[MASK] . [MASK]", "--top", "2", "--threads", "2", "--json"});
        QCOMPARE(found.size(), std::size_t(1));
        const json &masks = found.at("masks");
        QCOMPARE(masks.size(), std::size_t(3));
        COMPARE_JSON(json({masks[0].at("position"), masks[1].at("position"), masks[2].at("position")}),
                     json({2, 5, 7}));
        QCOMPARE(masks[1].at("predictions").size(), std::size_t(2));
        QCOMPARE(masks[1].at("predictions")[0].size(), std::size_t(3)); // token, id, probability
        const CommandResult all = run_command({"fill", "[MASK]", "--top", "1000000", "--json"});
        QCOMPARE(json::parse(all.out).at("masks")[0].at("predictions").size(), std::size_t(6000));
        QCOMPARE(run_command({"fill", "no gap"}).exit_code, 1);
    }
    void fill_for_people()
    {
        const std::vector<std::string> lines =
            run_command({"fill", "In autumn the [MASK] fall from the trees.", "--top", "3"}).out_lines();
        QCOMPARE(lines.size(), std::size_t(6));
        QCOMPARE(lines[0], std::string("[CLS] in autumn the [MASK] fall from the trees . [SEP]"));
        QCOMPARE(lines[2], std::string("[MASK] at position 4"));
        QVERIFY2(lines[3].find(" %  leaves ") != std::string::npos, lines[3].c_str());
    }
    void probabilities_of_a_pair_sum_to_one()
    {
        const json found = answer({"next-sentence", "It rained.", "", "--json"});
        QVERIFY(std::abs(found.at("is_next").get<double>() + found.at("not_next").get<double>() - 1) <= 1e-12);
        QCOMPARE(found.at("logits").size(), std::size_t(2));
        QCOMPARE(found.size(), std::size_t(3));
    }
    void the_poolings_belong_together()
    {
        const std::string text = "He got bit by a python.";
        const json none = answer({"embed", text, "--pooling", "none"});
        const json &vectors = none.at("vectors");
        QCOMPARE(vectors.size(), none.at("tokens").size());
        COMPARE_JSON(vector_of(text, "cls"), vectors[0]);
        COMPARE_JSON(answer({"embed", text, "--json"}).at("pooling"), json("cls"));
        const json mean = vector_of(text, "mean"), pooled = vector_of(text, "pooler");
        QCOMPARE(mean.size(), std::size_t(256));
        for (std::size_t i = 0; i < mean.size(); ++i) {
            double sum = 0;
            for (const json &vector : vectors)
                sum += vector[i].get<double>();
            QVERIFY(std::abs(mean[i].get<double>() - sum / static_cast<double>(vectors.size())) <= 1e-6);
            QVERIFY(std::abs(pooled[i].get<double>()) <= 1); // tanh
        }
        QVERIFY(pooled != vectors[0]);
    }
    void vectors_of_a_file()
    {
        const QString input = m_directory.filePath("texts.txt"), out = m_directory.filePath("x.npy");
        QFile file(input);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("The python bit him.\n\nThe python language is easy.\n");
        file.close();
        const CommandResult lines = run_command({"embed", "--file", input.toStdString(), "--pooling", "mean"});
        QCOMPARE(lines.out_lines().size(), std::size_t(3));
        COMPARE_JSON(json::parse(lines.out_lines()[1]).at("text"), json(""));
        COMPARE_JSON(json::parse(lines.out_lines()[2]).at("vector"), vector_of("The python language is easy.", "mean"));

        const json written = answer({"embed", "--file", input.toStdString(), "--out", out.toStdString(), "--json"});
        COMPARE_JSON(written.at("shape"), json({3, 256}));
        const std::string bytes = read_text_file(path_from_utf8(out.toStdString()));
        QVERIFY(bytes.starts_with("\x93NUMPY"));
        QVERIFY(bytes.find("'shape': (3, 256)") != std::string::npos);
        QVERIFY(bytes.size() > 3 * 256 * 4);
        float first = 0;
        std::copy_n(bytes.end() - 3 * 256 * 4, sizeof first, reinterpret_cast<char *>(&first));
        QCOMPARE(first, vector_of("The python bit him.", "cls")[0].get<float>());
    }
    void bench_measures()
    {
        const json found = answer({"bench", "--shape", "tiny", "--sequence", "16", "--batch", "2", "--repeats", "1",
                                   "--vocab-size", "100", "--threads", "1", "--json"});
        for (const char *field : {"milliseconds_min", "milliseconds_median", "gflops", "peak_gflops", "share_of_peak"})
            QVERIFY2(found.at(field).get<double>() > 0, field);
        QVERIFY(found.at("milliseconds_min").get<double>() <= found.at("milliseconds_median").get<double>());
        COMPARE_JSON(found.at("threads"), json(1));
        QVERIFY(!found.at("isa").get<std::string>().empty());
        // 2 layers, B = 2, S = 16, H = 128, I = 512: L·B·(2S(4H² + 2HI) + 4S²H) operations
        const double operations = 2.0 * 2 * (2 * 16 * (4 * 128 * 128 + 2 * 128 * 512) + 4 * 16 * 16 * 128);
        const double expected = operations / found.at("milliseconds_min").get<double>() / 1e6;
        QVERIFY(std::abs(found.at("gflops").get<double>() - expected) <= 1e-9 * expected);
    }
    void bench_of_training()
    {
        const json found = answer({"bench", "--training", "--shape", "tiny", "--sequence", "16", "--batch", "2",
                                   "--repeats", "1", "--vocab-size", "100", "--threads", "2", "--json"});
        const double milliseconds = found.at("milliseconds_min");
        QVERIFY(milliseconds > 0 && found.at("share_of_peak").get<double>() > 0);
        // three times the products of a forward pass and of the MLM head, on 5 of 32 tokens
        const double forward = 2.0 * 2 * (2 * 16 * (4 * 128 * 128 + 2 * 128 * 512) + 4 * 16 * 16 * 128);
        const double head = 5.0 * (2 * 128 * 128 + 2 * 128 * 100);
        const double expected = 3 * (forward + head) / milliseconds / 1e6;
        QVERIFY(std::abs(found.at("gflops").get<double>() - expected) <= 1e-9 * expected);
        const double tokens = 32e3 / milliseconds;
        QVERIFY(std::abs(found.at("tokens_per_second").get<double>() - tokens) <= 1e-9 * tokens);
        const CommandResult text = run_command({"bench", "--training", "--shape", "tiny", "--sequence", "16",
                                                "--repeats", "1", "--vocab-size", "100", "--threads", "1"});
        QVERIFY2(text.out.find("training step, 1 thread") != std::string::npos, text.out.c_str());
    }
    void bench_of_a_config()
    {
        const json found = answer(
            {"bench", "--config", test_data("tiny-random/config.json"), "--sequence", "8", "--repeats", "1", "--json"});
        QVERIFY(found.at("gflops").get<double>() > 0);
        const CommandResult longer =
            run_command({"bench", "--config", test_data("tiny-random/config.json"), "--sequence", "100000"});
        QCOMPARE(longer.exit_code, 1);
        QVERIFY2(longer.error.find("max_position_embeddings") != std::string::npos, longer.error.c_str());
    }
};

QTEST_GUILESS_MAIN(ModelCommandsTest)
#include "model_commands_test.moc"
