#include "base/mapped_file.h"
#include "command_runner.h"
#include "io/safetensors.h"
#include "json_compare.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using nlohmann::json;

/// A tensor of a file with its values as floats.
struct Values
{
    std::vector<Index> shape;
    std::vector<float> values;
};
using ValueTable = std::map<std::string, Values>;

class RunCommandTest : public QObject
{
    Q_OBJECT

private:
    static constexpr Index batch_columns = 21;
    QTemporaryDir m_directory;
    const std::string m_model = test_data("tiny-random");
    const std::string m_batch = test_data("tiny-random/batch.safetensors");

    std::string path(const char *name) const { return m_directory.filePath(name).toStdString(); }

    static ValueTable read_values(const std::string &file)
    {
        const MappedFile mapped(path_from_utf8(file));
        ValueTable table;
        for (const auto &[name, tensor] : read_safetensors(mapped.bytes(), name_of_file(file))) {
            Values values{tensor.shape, std::vector<float>(static_cast<std::size_t>(tensor.size()))};
            if (tensor.type == DataType::i64)
                std::ranges::copy(copy_as_int64(tensor), values.values.begin());
            else
                copy_as_float(tensor, name, values.values);
            table.emplace(name, std::move(values));
        }
        return table;
    }
    static std::string name_of_file(const std::string &file) { return display_name(path_from_utf8(file)); }

    /// Writes a batch of integers; each tensor B x S.
    using Grids = std::map<std::string, std::vector<std::int64_t>>;
    std::string batch_file(const Grids &grids, std::vector<Index> shape, DataType type = DataType::i64) const
    {
        std::map<std::string, OwnedTensor, std::less<>> tensors;
        for (const auto &[name, values] : grids) {
            if (type == DataType::i64)
                tensors.emplace(name, OwnedTensor::from_int64(values, shape));
            else
                tensors.emplace(name,
                                OwnedTensor::from_floats(std::vector<float>(values.begin(), values.end()), shape));
        }
        write_safetensors(path_from_utf8(path("batch.safetensors")), tensors);
        return path("batch.safetensors");
    }
    ValueTable trace_of(const std::string &batch) const
    {
        const CommandResult result =
            run_command({"run", "--model", m_model, "--input", batch, "--trace", path("trace.safetensors"), "--json"});
        if (result.exit_code != 0) {
            qWarning("%s", result.error.c_str());
            return {};
        }
        return read_values(path("trace.safetensors"));
    }
    /// Whether an element of a traced tensor belongs to real tokens alone.
    static bool is_real(const Values &tensor, std::size_t index, const std::vector<float> &mask, Index columns)
    {
        const auto s = static_cast<std::size_t>(columns);
        if (tensor.shape.size() == 4) {
            const std::size_t b = index / (s * s) / static_cast<std::size_t>(tensor.shape[1]);
            return mask[b * s + index / s % s] != 0 && mask[b * s + index % s] != 0;
        }
        if (tensor.shape.size() == 3)
            return mask[index / static_cast<std::size_t>(tensor.shape[2])] != 0;
        return true;
    }

private slots:
    void every_traced_tensor_in_each_file_form_data()
    {
        QTest::addColumn<QString>("model");
        for (const char *model : {"tiny-random", "tiny-random-bin", "tiny-random-legacy-bin"})
            QTest::newRow(model) << model;
    }
    void every_traced_tensor_in_each_file_form()
    {
        QFETCH(QString, model);
        constexpr double tolerance = 2e-5;
        const CommandResult result = run_command({"run", "--model", test_data(model.toStdString()), "--input", m_batch,
                                                  "--trace", path("trace.safetensors"), "--threads", "2"});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        const ValueTable found = read_values(path("trace.safetensors"));
        const std::vector<float> mask = read_values(m_batch).at("attention_mask").values;
        double worst = 0;
        for (const auto &[name, expected] : read_values(test_data("tiny-random/trace.safetensors"))) {
            QVERIFY2(found.contains(name), name.c_str());
            const Values &tensor = found.at(name);
            QCOMPARE(tensor.shape, expected.shape);
            for (std::size_t i = 0; i < tensor.values.size(); ++i) {
                const bool real = is_real(tensor, i, mask, batch_columns);
                const double difference = std::abs(tensor.values[i] - (real ? expected.values[i] : 0.0f));
                QVERIFY2(difference <= (real ? tolerance : 0.0), name.c_str());
                worst = std::max(worst, difference);
            }
        }
        QCOMPARE(found.size(), std::size_t(35));
        qInfo("worst %.1e, allowed %.1e", worst, tolerance);
    }
    void holes_keep_the_position_of_the_others()
    {
        const ValueTable with_hole = trace_of(batch_file({{"input_ids", {2, 7, 8, 9, 3, 2, 7, 9, 3, 0}},
                                                          {"token_type_ids", {0, 0, 1, 1, 1, 0, 0, 1, 1, 0}},
                                                          {"attention_mask", {1, 1, 0, 1, 1, 1, 1, 1, 1, 0}}},
                                                         {2, 5}));
        QVERIFY(!with_hole.empty());
        const Values &positions = with_hole.at("embeddings.position");
        const Values &words = with_hole.at("embeddings.word");
        const auto row = [](const Values &tensor, Index b, Index s) {
            const Index width = tensor.shape[2];
            const auto begin = tensor.values.begin() + (b * tensor.shape[1] + s) * width;
            return std::vector<float>(begin, begin + width);
        };
        const std::vector<float> zeros(static_cast<std::size_t>(positions.shape[2]), 0.0f);
        QCOMPARE(row(positions, 0, 2), zeros);
        QCOMPARE(row(words, 0, 2), zeros);
        COMPARE_JSON(row(with_hole.at("last_hidden_state"), 0, 2), zeros);
        QCOMPARE(row(positions, 0, 3), row(positions, 1, 3)); // still position 3
        QVERIFY(row(positions, 0, 3) != row(positions, 1, 2));
        QCOMPARE(row(words, 0, 3), row(words, 1, 2)); // the same piece 9
        const Values &weights = with_hole.at("encoder.layer.0.attention.probabilities");
        for (Index s = 0; s < 5; ++s) { // head 0 of sequence 0
            QCOMPARE(weights.values[static_cast<std::size_t>(2 * 5 + s)], 0.0f);
            QCOMPARE(weights.values[static_cast<std::size_t>(s * 5 + 2)], 0.0f);
        }
    }
    void padding_changes_no_bit()
    {
        const ValueTable alone = trace_of(batch_file(
            {{"input_ids", {2, 7, 8, 3}}, {"token_type_ids", {0, 0, 0, 0}}, {"attention_mask", {1, 1, 1, 1}}}, {1, 4}));
        const ValueTable padded = trace_of(batch_file({{"input_ids", {2, 7, 8, 3, 999, 999}},
                                                       {"token_type_ids", {0, 0, 0, 0, 1, 1}},
                                                       {"attention_mask", {1, 1, 1, 1, 0, 0}}},
                                                      {1, 6}));
        QCOMPARE(alone.at("pooler_output").values, padded.at("pooler_output").values);
        std::vector<float> kept = padded.at("last_hidden_state").values;
        kept.resize(alone.at("last_hidden_state").values.size());
        QCOMPARE(kept, alone.at("last_hidden_state").values);
    }
    void sentences()
    {
        const CommandResult result = run_command({"run", "--text", "Paris is a city.", "--pair", "I love Paris.",
                                                  "--model", test_data("classroom-f32"), "--json"});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        const json summary = json::parse(result.out);
        COMPARE_JSON(summary.at("tokens"),
                     json({"[CLS]", "paris", "is", "a", "city", ".", "[SEP]", "i", "love", "paris", ".", "[SEP]"}));
        const json &tensors = summary.at("tensors");
        COMPARE_JSON(tensors.at("last_hidden_state").at("shape"), json({1, 12, 128}));
        COMPARE_JSON(tensors.at("encoder.layer.1.attention.scores").at("shape"), json({1, 2, 12, 12}));
        COMPARE_JSON(tensors.at("prediction_logits").at("shape"), json({1, 12, 985}));
        COMPARE_JSON(tensors.at("seq_relationship_logits").at("shape"), json({1, 2}));
        QVERIFY(summary.at("trace").is_null());
        const double mean = tensors.at("encoder.layer.0.attention.probabilities").at("mean");
        QVERIFY(std::abs(mean - 1.0 / 12) <= 1e-6); // rows sum to 1
        QVERIFY(run_command({"run", "--text", ""}).out.starts_with("[CLS] [SEP]\n"));
    }
    void the_other_kind_of_file()
    {
        QCOMPARE(run_command({"run", "--text", "a", "--trace", path("trace.npz")}).exit_code, 0);
        QVERIFY(read_text_file(path_from_utf8(path("trace.npz"))).starts_with("PK\x03\x04"));
    }
    void a_text_that_is_too_long_is_cut_and_told()
    {
        std::string text;
        for (int i = 0; i < 200; ++i)
            text += "the ";
        const CommandResult result = run_command({"run", "--text", text, "--json"});
        QCOMPARE(result.exit_code, 0);
        COMPARE_JSON(json::parse(result.out).at("tokens_read"), json(128));
        QCOMPARE(result.error, std::string("the text: the last 74 tokens do not fit the 128 that the model reads; they "
                                           "were cut.\n"));
    }
    void missing_parts_are_left_out()
    {
        QDir().mkpath(m_directory.filePath("headless"));
        for (const char *name : {"config.json", "vocab.txt"})
            QFile::copy(QString::fromStdString(m_model) + "/" + name, m_directory.filePath("headless/") + name);
        std::map<std::string, OwnedTensor, std::less<>> weights;
        for (const auto &[name, values] : read_values(m_model + "/model.safetensors")) {
            if (name.starts_with("bert.") && !name.starts_with("bert.pooler"))
                weights.emplace(name, OwnedTensor::from_floats(values.values, values.shape));
        }
        write_safetensors(path_from_utf8(path("headless/model.safetensors")), weights);
        const CommandResult result = run_command(
            {"run", "--model", path("headless"), "--input", m_batch, "--trace", path("headless.safetensors")});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        const ValueTable trace = read_values(path("headless.safetensors"));
        QVERIFY(trace.contains("last_hidden_state"));
        for (const char *name : {"pooler.dense", "pooler_output", "cls.predictions.transform", "prediction_logits",
                                 "seq_relationship_logits"})
            QVERIFY2(!trace.contains(name), name);
        const auto message = [&](std::vector<std::string> arguments) {
            arguments.insert(arguments.end(), {"--model", path("headless")});
            const CommandResult refused = run_command(arguments);
            return refused.exit_code == 1 && refused.out.empty() ? refused.error : "no error";
        };
        QVERIFY(message({"fill", "[MASK]"}).starts_with("bertlab-cli: headless: the model has no MLM head"));
        QVERIFY(message({"next-sentence", "a", "b"}).starts_with("bertlab-cli: headless: the model has no NSP head"));
        QVERIFY(message({"embed", "a", "--pooling", "pooler"})
                    .starts_with("bertlab-cli: headless: the model has no pooler"));
        QVERIFY(run_command({"info", "--model", path("headless"), "--json"})
                    .out.find(R"("missing":["bert.pooler.dense.weight")") != std::string::npos);
    }
    void wrong_batches_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::newRow("row of zeros") << "attention_mask: row 1 is all zeros; expected at least one token in each row.";
        QTest::newRow("mask of 2") << "attention_mask[0, 1] is 2; expected 0 or 1.";
        QTest::newRow("negative id") << "input_ids[1, 0] is -1; expected a number from 0 on.";
        QTest::newRow("huge id") << "input_ids[0, 0] is 4294967296; expected a number from 0 on.";
        QTest::newRow("no mask") << "attention_mask is missing; expected I64 tensors of one shape [B, S]: input_ids, "
                                    "token_type_ids and attention_mask.";
        QTest::newRow("floats") << "input_ids has the type F32; expected I64.";
        QTest::newRow("one row") << "input_ids is 4; expected B x S, both at least 1.";
        QTest::newRow("nothing") << "input_ids is 0 x 4; expected B x S, both at least 1.";
    }
    void wrong_batches()
    {
        QFETCH(QString, sentence);
        const QString row = QTest::currentDataTag();
        Grids grids{{"input_ids", {2, 7, 2, 3}}, {"token_type_ids", {0, 0, 0, 0}}, {"attention_mask", {1, 1, 1, 1}}};
        std::vector<Index> shape{2, 2};
        if (row == "row of zeros")
            grids["attention_mask"] = {1, 1, 0, 0};
        else if (row == "mask of 2")
            grids["attention_mask"] = {1, 2, 1, 1};
        else if (row == "negative id")
            grids["input_ids"] = {2, 7, -1, 3};
        else if (row == "huge id")
            grids["input_ids"] = {std::int64_t(1) << 32, 7, 2, 3};
        else if (row == "no mask")
            grids.erase("attention_mask");
        else if (row == "one row")
            shape = {4};
        else if (row == "nothing")
            shape = {0, 4}, grids = {{"input_ids", {}}, {"token_type_ids", {}}, {"attention_mask", {}}};
        const std::string batch = batch_file(grids, shape, row == "floats" ? DataType::f32 : DataType::i64);
        const CommandResult result = run_command({"run", "--model", m_model, "--input", batch, "--json"});
        QCOMPARE(result.exit_code, 1);
        QVERIFY(result.out.empty());
        QCOMPARE(result.error, "bertlab-cli: batch.safetensors: " + sentence.toStdString() + "\n");
    }
    void batches_that_do_not_fit_the_model()
    {
        const auto message = [&](const Grids &grids, std::vector<Index> shape) {
            const CommandResult result = run_command({"run", "--model", m_model, "--input", batch_file(grids, shape)});
            return result.exit_code == 1 && result.out.empty() ? result.error : "no error";
        };
        QVERIFY(
            message({{"input_ids", {1000}}, {"token_type_ids", {0}}, {"attention_mask", {1}}}, {1, 1}).find("1000") !=
            std::string::npos);
        QVERIFY(message({{"input_ids", {1}}, {"token_type_ids", {2}}, {"attention_mask", {1}}}, {1, 1})
                    .find("type_vocab_size 2") != std::string::npos);
        const std::vector<std::int64_t> ones(600, 1), zeros(600, 0);
        QVERIFY(message({{"input_ids", ones}, {"token_type_ids", zeros}, {"attention_mask", ones}}, {1, 600})
                    .find("max_position_embeddings") != std::string::npos);
    }
    void a_damaged_file()
    {
        QFile file(m_directory.filePath("cut.safetensors"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F{}");
        file.close();
        const CommandResult result = run_command({"run", "--model", m_model, "--input", path("cut.safetensors")});
        QCOMPARE(result.exit_code, 1);
        QVERIFY2(result.error.starts_with("bertlab-cli: cut.safetensors: "), result.error.c_str());
    }
};

QTEST_GUILESS_MAIN(RunCommandTest)
#include "run_command_test.moc"
