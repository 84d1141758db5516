#include "base/mapped_file.h"
#include "model/golden_batch.h"
#include "training/trainer.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

/// Twenty steps on one fixed batch against transformers and torch in float64, for both variants of AdamW.
class TrainingGoldenTest : public QObject
{
    Q_OBJECT

private slots:
    void twenty_steps_data()
    {
        QTest::addColumn<QString>("variant");
        QTest::newRow("google") << "google";
        QTest::newRow("bias_corrected") << "bias_corrected";
    }
    void twenty_steps()
    {
        QFETCH(QString, variant);
        const nlohmann::json expected =
            nlohmann::json::parse(read_text_file(test_file("tiny-random/expected.json"))).at("training");
        const nlohmann::json &numbers = expected.at("hyperparameters");

        TrainerOptions options;
        options.schedule.variant = options.optimizer.variant =
            variant == "google" ? OptimizerVariant::google : OptimizerVariant::bias_corrected;
        options.schedule.peak = numbers.at("learning_rate");
        options.schedule.warmup_steps = numbers.at("warmup_steps");
        options.schedule.total_steps = numbers.at("total_steps");
        options.optimizer.beta1 = numbers.at("beta1");
        options.optimizer.beta2 = numbers.at("beta2");
        options.optimizer.epsilon = numbers.at("epsilon");
        options.optimizer.weight_decay = numbers.at("weight_decay");
        options.optimizer.clip_norm = numbers.at("clip_norm");
        GoldenBatch golden = read_golden_batch();
        Workers workers(2);
        Trainer trainer(TrainingState(read_golden_parameters()),
                        std::make_unique<FixedBatch>(LabelledInstances{golden.batch, golden.labels}), nullptr, options,
                        workers);
        double worst_loss = 0, worst_norm = 0;
        for (const nlohmann::json &step : expected.at(variant.toStdString())) {
            const auto made = trainer.step({});
            QCOMPARE(made->step, step.at("step").get<Index>());
            QVERIFY(std::abs(made->learning_rate - step.at("learning_rate").get<double>()) < 1e-12);
            const auto share_of_allowed = [](double value, double wanted) {
                return std::abs(value - wanted) / (1e-3 * (wanted + 0.01));
            };
            worst_loss = std::max({worst_loss, share_of_allowed(made->loss.masked_lm, step.at("mlm_loss")),
                                   share_of_allowed(made->loss.next_sentence, step.at("nsp_loss"))});
            worst_norm =
                std::max(worst_norm, share_of_allowed(made->optimizer.gradient_norm, step.at("gradient_norm")));
            QVERIFY2(worst_loss <= 1, qPrintable(QString("step %1: a loss").arg(made->step)));
            QVERIFY2(worst_norm <= 1, qPrintable(QString("step %1: the norm of the gradient").arg(made->step)));
        }
        qInfo("worst loss %.3f of what is allowed, worst norm %.3f", worst_loss, worst_norm);
        QCOMPARE(trainer.next_step(), Index(20));
    }
};

QTEST_GUILESS_MAIN(TrainingGoldenTest)
#include "training_golden_test.moc"
