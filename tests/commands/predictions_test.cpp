#include "builtin_models.h"
#include "command_runner.h"
#include "json_compare.h"
#include "tasks/reading.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace bertlab;
using nlohmann::json;

/// The sentences of the lessons, as Hugging Face's BertForPreTraining answers them.
class PredictionsTest : public QObject
{
    Q_OBJECT

private:
    static constexpr double tolerance = 1e-4; // in probability, for the float32 files

    /// The questions of one kind, "fill" or "next_sentence", with their answers.
    static std::vector<json> golden(const std::string &name, const char *kind)
    {
        std::ifstream file(test_data("golden/" + name + ".json"));
        return json::parse(file).at(kind).get<std::vector<json>>();
    }
    static json answer(std::vector<std::string> arguments, const std::string &model)
    {
        arguments.push_back("--json");
        if (!model.empty())
            arguments.insert(arguments.end(), {"--model", model});
        const CommandResult result = run_command(arguments);
        if (result.exit_code != 0)
            qWarning("%s", result.error.c_str());
        return result.exit_code == 0 ? json::parse(result.out) : json();
    }
    static json fill(const json &question, const std::string &model, const char *top)
    {
        std::vector<std::string> arguments{"fill", question.at("text"), "--top", top};
        if (!question.at("pair").is_null())
            arguments.insert(arguments.end(), {"--pair", question.at("pair")});
        return answer(std::move(arguments), model);
    }
    static double probability_of(const json &predictions, const json &id)
    {
        for (const json &prediction : predictions) {
            if (prediction.at("id") == id)
                return prediction.at("probability");
        }
        return std::nan(""); // fails every comparison
    }

private slots:
    void fill_with_float32()
    {
        double worst = 0;
        for (const json &question : golden("classroom", "fill")) {
            const json found = fill(question, test_data("classroom-f32"), "985");
            QCOMPARE(found.at("masks").size(), question.at("masks").size());
            for (std::size_t i = 0; i < question.at("masks").size(); ++i) {
                const json &expected = question.at("masks")[i], &mask = found.at("masks")[i];
                COMPARE_JSON(mask.at("position"), expected.at("position"));
                QCOMPARE(mask.at("predictions").size(), std::size_t(985)); // every piece
                COMPARE_JSON(mask.at("predictions")[0].at("token"), expected.at("predictions")[0].at("token"));
                double sum = 0, before = 1;
                for (const json &prediction : mask.at("predictions")) {
                    const double probability = prediction.at("probability");
                    QVERIFY(probability <= before);
                    before = probability;
                    sum += probability;
                }
                QVERIFY(std::abs(sum - 1) <= 1e-9);
                for (const json &prediction : expected.at("predictions")) {
                    const double difference = std::abs(probability_of(mask.at("predictions"), prediction.at("id")) -
                                                       prediction.at("probability").get<double>());
                    QVERIFY2(difference <= tolerance, prediction.dump().c_str());
                    worst = std::max(worst, difference);
                }
            }
        }
        QVERIFY(worst > 0); // something was compared
        qInfo("worst %.1e, allowed %.1e", worst, tolerance);
    }
    void next_sentence_with_float32()
    {
        double worst = 0;
        for (const json &question : golden("classroom", "next_sentence")) {
            const json found =
                answer({"next-sentence", question.at("text"), question.at("pair")}, test_data("classroom-f32"));
            for (const char *field : {"is_next", "not_next"}) {
                const double difference = std::abs(found.at(field).get<double>() - question.at(field).get<double>());
                QVERIFY2(difference <= tolerance, question.dump().c_str());
                worst = std::max(worst, difference);
            }
            for (int i = 0; i < 2; ++i)
                QVERIFY(std::abs(found.at("logits").at(i).get<double>() - question.at("logits").at(i).get<double>()) <=
                        1e-3);
        }
        QVERIFY(worst > 0);
        qInfo("worst %.1e, allowed %.1e", worst, tolerance);
    }
    void the_built_in_model_has_the_same_first_guess()
    {
        for (const json &question : golden("reference", "fill")) {
            const json found = fill(question, "", "1");
            QCOMPARE(found.at("masks").size(), question.at("masks").size());
            for (std::size_t i = 0; i < question.at("masks").size(); ++i)
                COMPARE_JSON(found.at("masks")[i].at("predictions")[0].at("token"),
                             question.at("masks")[i].at("predictions")[0].at("token"));
        }
        for (const json &question : golden("reference", "next_sentence")) {
            const json found = answer({"next-sentence", question.at("text"), question.at("pair")}, "");
            QCOMPARE(found.at("is_next").get<double>() > 0.5, question.at("is_next").get<double>() > 0.5);
        }
    }
    void both_built_in_models_have_the_same_first_guess_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < builtin_models().size(); ++i)
            QTest::newRow(std::string(builtin_models()[i].id).c_str()) << static_cast<int>(i);
    }
    void both_built_in_models_have_the_same_first_guess()
    {
        QFETCH(int, index);
        const BuiltinModel &builtin = builtin_models()[static_cast<std::size_t>(index)];
        const auto model = load_model({.name = std::string(builtin.title),
                                       .config_json = builtin.config_json,
                                       .vocabulary = builtin.vocabulary,
                                       .lower_case = true,
                                       .safetensors = builtin.safetensors});
        Workers workers(1);
        for (const json &question : golden(std::string(builtin.id), "fill")) {
            ReadingRequest request;
            request.text = question.at("text");
            if (!question.at("pair").is_null())
                request.pair = question.at("pair").get<std::string>();
            const auto reading = read(model, request, workers);
            QCOMPARE(reading->gaps.size(), question.at("masks").size());
            for (std::size_t i = 0; i < reading->gaps.size(); ++i)
                COMPARE_JSON(json(reading->gaps[i].prediction->top(1).at(0).id),
                             question.at("masks")[i].at("predictions")[0].at("id"));
        }
    }
};

QTEST_GUILESS_MAIN(PredictionsTest)
#include "predictions_test.moc"
