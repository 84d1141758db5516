#include "base/mapped_file.h"
#include "builtin_models.h"
#include "tasks/reading.h"
#include "test_data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bertlab;

/// The predictions that torch made when the built-in models were trained (golden.json beside each).
class GoldenPredictionsTest : public QObject
{
    Q_OBJECT
private slots:
    void f32_file_has_equal_probabilities_data();
    void f32_file_has_equal_probabilities();
    void built_in_has_the_same_top_pieces_data();
    void built_in_has_the_same_top_pieces();
    void next_sentence_data();
    void next_sentence();

private:
    static QJsonObject golden(const QString &model);
    static void add_rows(const QString &task, const QStringList &models);
    static std::shared_ptr<const Model> load(const QString &model);
    static std::shared_ptr<const Reading> read_row(const QString &model, const QJsonObject &row);
};

QJsonObject GoldenPredictionsTest::golden(const QString &model)
{
    QFile file(QString::fromStdString(test::test_data("golden/" + model.section('-', 0, 0).toStdString() + ".json")));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void GoldenPredictionsTest::add_rows(const QString &task, const QStringList &models)
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QJsonObject>("row");
    for (const QString &model : models) {
        const QJsonArray rows = golden(model)[task].toArray();
        QVERIFY2(!rows.isEmpty(), "the golden file is missing or has no row");
        for (const QJsonValue &row : rows)
            QTest::addRow("%s: %s %s", qPrintable(model), qPrintable(row["text"].toString()),
                          qPrintable(row["pair"].toString()))
                << model << row.toObject();
    }
}

std::shared_ptr<const Model> GoldenPredictionsTest::load(const QString &model)
{
    static std::map<QString, std::shared_ptr<const Model>> loaded;
    std::shared_ptr<const Model> &place = loaded[model];
    if (!place && model == "classroom-f32")
        place = load_model_directory(test::test_file("classroom-f32"));
    for (const BuiltinModel &builtin : builtin_models()) {
        if (!place && model.toStdString() == builtin.id)
            place = load_model(
                {std::string(builtin.title), builtin.config_json, builtin.vocabulary, true, builtin.safetensors});
    }
    return place;
}

std::shared_ptr<const Reading> GoldenPredictionsTest::read_row(const QString &model, const QJsonObject &row)
{
    ReadingRequest request;
    request.text = row["text"].toString().toStdString();
    if (row["pair"].isString())
        request.pair = row["pair"].toString().toStdString();
    Workers workers(2);
    return bertlab::read(load(model), request, workers);
}

void GoldenPredictionsTest::f32_file_has_equal_probabilities_data()
{
    add_rows("fill", {"classroom-f32"});
}

void GoldenPredictionsTest::f32_file_has_equal_probabilities()
{
    QFETCH(QString, model);
    QFETCH(QJsonObject, row);
    const auto reading = read_row(model, row);
    const QJsonArray masks = row["masks"].toArray();
    QCOMPARE(reading->gaps.size(), std::size_t(masks.size()));
    double worst = 0;
    for (qsizetype i = 0; i < masks.size(); ++i) {
        const Gap &gap = reading->gaps[static_cast<std::size_t>(i)];
        QCOMPARE(gap.position, masks[i]["position"].toInt());
        const QJsonArray expected = masks[i]["predictions"].toArray();
        const std::vector<PiecePrediction> top = gap.prediction->top(expected.size());
        for (qsizetype k = 0; k < expected.size(); ++k) {
            const PiecePrediction &actual = top[static_cast<std::size_t>(k)];
            QCOMPARE(actual.id, expected[k]["id"].toInt());
            QCOMPARE(QString::fromStdString(reading->model->tokenizer.vocabulary().piece(actual.id)),
                     expected[k]["token"].toString());
            const double difference = std::abs(actual.probability - expected[k]["probability"].toDouble());
            QVERIFY2(difference <= 1e-4, qPrintable(expected[k]["token"].toString()));
            worst = std::max(worst, difference);
        }
    }
    qInfo("worst %.1e, allowed 1e-4", worst);
}

void GoldenPredictionsTest::built_in_has_the_same_top_pieces_data()
{
    add_rows("fill", {"classroom", "reference"});
}

void GoldenPredictionsTest::built_in_has_the_same_top_pieces() // stored as F16, so probabilities differ a little
{
    QFETCH(QString, model);
    QFETCH(QJsonObject, row);
    const auto reading = read_row(model, row);
    const QJsonArray masks = row["masks"].toArray();
    QCOMPARE(reading->gaps.size(), std::size_t(masks.size()));
    for (qsizetype i = 0; i < masks.size(); ++i) {
        const PiecePrediction top = reading->gaps[static_cast<std::size_t>(i)].prediction->top(1).front();
        const QJsonValue expected = masks[i]["predictions"][0];
        QCOMPARE(QString::fromStdString(reading->model->tokenizer.vocabulary().piece(top.id)),
                 expected["token"].toString());
        const double difference = std::abs(top.probability - expected["probability"].toDouble());
        qInfo("probability differs by %.1e, allowed 1e-2", difference);
        QVERIFY(difference <= 1e-2);
    }
}

void GoldenPredictionsTest::next_sentence_data()
{
    add_rows("next_sentence", {"classroom-f32", "classroom", "reference"});
}

void GoldenPredictionsTest::next_sentence()
{
    QFETCH(QString, model);
    QFETCH(QJsonObject, row);
    const auto reading = read_row(model, row);
    QVERIFY(reading->next_sentence.has_value());
    const double tolerance = model == "classroom-f32" ? 1e-4 : 1e-2;
    const double difference = std::abs(reading->next_sentence->is_next - row["is_next"].toDouble());
    qInfo("probability differs by %.1e, allowed %.0e", difference, tolerance);
    QVERIFY(difference <= tolerance);
    QVERIFY(std::abs(reading->next_sentence->not_next - row["not_next"].toDouble()) <= tolerance);
    for (int i = 0; i < 2; ++i) {
        const double logit = row["logits"][i].toDouble();
        QVERIFY(std::abs(static_cast<double>(reading->next_sentence->logits[i]) - logit) <= 10 * tolerance);
    }
}

QTEST_GUILESS_MAIN(GoldenPredictionsTest)
#include "golden_predictions_test.moc"
