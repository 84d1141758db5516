#include "base/mapped_file.h"
#include "command_runner.h"
#include "io/safetensors.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using nlohmann::json;

/// `loss` against Hugging Face transformers in float64, and what it says about wrong batches.
class LossCommandTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    const std::string m_model = test_data("tiny-random");
    const std::string m_batch = test_data("tiny-random/batch.safetensors");

    std::string path(const char *name) const { return m_directory.filePath(name).toStdString(); }

    static std::vector<float> values_of(const TensorRef &tensor, const std::string &name)
    {
        std::vector<float> values(static_cast<std::size_t>(tensor.size()));
        copy_as_float(tensor, name, values);
        return values;
    }

    /// A batch of two sequences of three, the last token of the second being padding, with one tensor changed.
    std::string batch_file(const std::string &changed = {}, const std::vector<std::int64_t> &values = {},
                           const std::vector<Index> &shape = {}) const
    {
        std::map<std::string, OwnedTensor, std::less<>> tensors;
        const auto add = [&](const char *name, const std::vector<std::int64_t> &numbers, std::vector<Index> usual) {
            if (changed != name)
                tensors.emplace(name, OwnedTensor::from_int64(numbers, std::move(usual)));
            else if (!values.empty())
                tensors.emplace(name, OwnedTensor::from_int64(values, shape.empty() ? std::move(usual) : shape));
        };
        add("input_ids", {2, 7, 3, 2, 9, 0}, {2, 3});
        add("token_type_ids", {0, 0, 1, 0, 0, 0}, {2, 3});
        add("attention_mask", {1, 1, 1, 1, 1, 0}, {2, 3});
        add("labels", {-100, 8, -100, -100, 999, -100}, {2, 3});
        add("next_sentence_label", {0, 1}, {2});
        write_safetensors(path_from_utf8(path("batch.safetensors")), tensors);
        return path("batch.safetensors");
    }
    std::string message(const std::string &batch, const std::string &model) const
    {
        const CommandResult result =
            run_command({"loss", "--model", model, "--input", batch, "--gradients", path("none.safetensors")});
        return result.exit_code == 1 && result.out.empty() && !QFile::exists(m_directory.filePath("none.safetensors"))
                   ? result.error
                   : "no error";
    }

private slots:
    void losses_equal_the_reference()
    {
        const json expected = json::parse(read_text_file(path_from_utf8(test_data("tiny-random/expected.json"))));
        const CommandResult result = run_command({"loss", "--model", m_model, "--input", m_batch, "--json"});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        const json found = json::parse(result.out);
        QCOMPARE(found.size(), std::size_t(3));
        for (const char *name : {"mlm_loss", "nsp_loss"})
            QVERIFY(std::abs(found.at(name).get<double>() - expected.at(name).get<double>()) <= 2e-6);
        QCOMPARE(found.at("loss").get<double>(),
                 found.at("mlm_loss").get<double>() + found.at("nsp_loss").get<double>());
        const CommandResult text = run_command({"loss", "--model", m_model, "--input", m_batch});
        QVERIFY2(text.out.find("6.85") != std::string::npos && text.out.find("of 12 right") != std::string::npos,
                 text.out.c_str());
    }
    void gradients_equal_the_reference_by_name_and_shape()
    {
        const std::string out = path("gradients.safetensors");
        const CommandResult result =
            run_command({"loss", "--model", m_model, "--input", m_batch, "--gradients", out, "--json"});
        QVERIFY2(result.exit_code == 0, result.error.c_str());
        QCOMPARE(result.out, run_command({"loss", "--model", m_model, "--input", m_batch, "--json"}).out);
        const MappedFile found_file(path_from_utf8(out));
        const MappedFile expected_file(path_from_utf8(test_data("tiny-random/gradients.safetensors")));
        const TensorTable found = read_safetensors(found_file.bytes(), "found");
        const TensorTable expected = read_safetensors(expected_file.bytes(), "expected");
        QCOMPARE(found.size(), expected.size());
        for (const auto &[name, tensor] : expected) {
            QVERIFY2(found.contains(name), name.c_str());
            QCOMPARE(found.at(name).shape, tensor.shape);
            const std::vector<float> a = values_of(found.at(name), name), b = values_of(tensor, name);
            const float largest = std::abs(std::ranges::max(b, {}, [](float value) { return std::abs(value); }));
            for (std::size_t i = 0; i < b.size(); ++i)
                QVERIFY2(std::abs(a[i] - b[i]) <= 1e-6f + 1e-5f * largest, name.c_str());
        }
    }
    void padding_and_threads_change_no_bit()
    {
        const auto losses = [&](const std::string &batch, const char *threads) {
            return run_command({"loss", "--model", m_model, "--input", batch, "--json", "--threads", threads}).out;
        };
        const std::string batch = batch_file(), one = losses(batch, "1");
        QVERIFY(!one.empty());
        QCOMPARE(losses(batch, "3"), one);
        QCOMPARE(losses(batch_file("input_ids", {2, 7, 3, 2, 9, 500}), "2"), one); // the padding's id
        QVERIFY(losses(batch_file("input_ids", {2, 7, 3, 2, 8, 0}), "2") != one);
    }
    void wrong_labels_data()
    {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<QList<qint64>>("values");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *tensor, QList<qint64> values, QList<qint64> shape,
                            const char *sentence) { QTest::newRow(name) << tensor << values << shape << sentence; };
        row("no labels", "labels", {}, {},
            "labels is missing; expected I64 [B, S], -100 where nothing is to be predicted.");
        row("no such piece", "labels", {-100, 1000, -100, -100, -100, -100}, {},
            "labels[0, 1] is 1000; expected -100 or a piece of the model (vocab_size), 0 to 999.");
        row("another negative number", "labels", {-100, -100, -1, -100, -100, -100}, {},
            "labels[0, 2] is -1; expected -100 or a piece of the model (vocab_size), 0 to 999.");
        row("label of padding", "labels", {-100, 8, -100, -100, -100, 5}, {},
            "labels[1, 2] is 5, but attention_mask is 0 there; expected -100.");
        row("nothing to predict", "labels", {-100, -100, -100, -100, -100, -100}, {},
            "labels is -100 everywhere; expected at least one piece to predict.");
        row("another shape", "labels", {-100, 8, -100, -100}, {2, 2},
            "labels is 2 x 2, but input_ids is 2 x 3; expected one shape.");
        row("no pairs", "next_sentence_label", {}, {},
            "next_sentence_label is missing; expected I64 [B], 0 (is next) or 1 (is not).");
        row("neither 0 nor 1", "next_sentence_label", {0, 2}, {},
            "next_sentence_label[1] is 2; expected 0 (is next) or 1 (is not).");
        row("too few pairs", "next_sentence_label", {0}, {1},
            "next_sentence_label has 1 numbers, but input_ids has 2 rows; expected one for each.");
        row("pairs as a grid", "next_sentence_label", {0, 1}, {2, 1},
            "next_sentence_label is 2 x 1; expected B numbers, at least 1.");
    }
    void wrong_labels()
    {
        QFETCH(QString, tensor);
        QFETCH(QList<qint64>, values);
        QFETCH(QList<qint64>, shape);
        QFETCH(QString, sentence);
        const std::string batch = batch_file(tensor.toStdString(), {values.begin(), values.end()},
                                             std::vector<Index>(shape.begin(), shape.end()));
        QCOMPARE(message(batch, m_model), "bertlab-cli: batch.safetensors: " + sentence.toStdString() + "\n");
    }
    void a_model_without_heads()
    {
        QDir().mkpath(m_directory.filePath("headless"));
        for (const char *name : {"config.json", "vocab.txt"})
            QFile::copy(QString::fromStdString(m_model) + "/" + name, m_directory.filePath("headless/") + name);
        const MappedFile file(path_from_utf8(m_model + "/model.safetensors"));
        std::map<std::string, OwnedTensor, std::less<>> weights;
        for (const auto &[name, tensor] : read_safetensors(file.bytes(), "model")) {
            if (name.starts_with("bert."))
                weights.emplace(name, OwnedTensor::from_floats(values_of(tensor, name), tensor.shape));
        }
        write_safetensors(path_from_utf8(path("headless/model.safetensors")), weights);
        QVERIFY(message(m_batch, path("headless")).starts_with("bertlab-cli: headless: the model has no pooler or"));
    }
};

QTEST_GUILESS_MAIN(LossCommandTest)
#include "loss_command_test.moc"
