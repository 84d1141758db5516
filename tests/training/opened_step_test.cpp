#include "small_run.h"
#include "training/opened_step.h"

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class OpenedStepTest : public QObject
{
    Q_OBJECT

private:
    SmallRun m_run;

    /// A step in the middle of a run, and the trainer behind it.
    static std::shared_ptr<const OpenedStep> opened(Trainer &trainer, Workers &workers)
    {
        trainer.step({});
        trainer.step({});
        return open_step(trainer, {}, workers);
    }

private slots:
    void each_weight_reproduces_its_update()
    {
        for (const auto variant : {OptimizerVariant::google, OptimizerVariant::bias_corrected}) {
            SmallRun run;
            run.options.optimizer.variant = variant;
            run.options.optimizer.clip_norm = 0.5; // so that it clips
            run.options.optimizer.weight_decay = 0.1;
            Workers workers(2);
            Trainer trainer = run.trainer(run.start(), workers);
            const auto step = opened(trainer, workers);
            QVERIFY(step->step->optimizer.gradient_norm > 0.5);
            const auto &tensors = step->before.layout().tensors();
            std::size_t changed = 0;
            for (std::size_t tensor = 0; tensor < tensors.size(); ++tensor)
                for (Index row = 0; row < tensors[tensor].rows; ++row)
                    for (Index column = 0; column < tensors[tensor].columns; ++column) {
                        const AdamWUpdate update = step->update(tensor, row, column);
                        const std::size_t place =
                            tensors[tensor].offset + static_cast<std::size_t>(row * tensors[tensor].columns + column);
                        const bool same = update.w_after == step->after.values()[place] &&
                                          update.m_after == trainer.optimizer().first_moments()[place] &&
                                          update.v_after == trainer.optimizer().second_moments()[place] &&
                                          update.w == step->before.values()[place] &&
                                          update.g == step->gradients.values()[place];
                        QVERIFY2(same, tensors[tensor].name.c_str());
                        changed += update.w != update.w_after;
                    }
            QVERIFY(changed > step->before.values().size() / 2);
        }
    }

    void the_numbers_are_those_of_the_formula()
    {
        Workers workers(1);
        Trainer trainer = m_run.trainer(m_run.start(), workers);
        const auto step = opened(trainer, workers);
        const std::size_t tensor = 0; // the token table, which decays
        QVERIFY(step->before.layout().tensors()[tensor].spec->weight_decay);
        const Index row = step->step->batch.batch.input_ids()[1];
        const AdamWUpdate u = step->update(tensor, row, 3);
        const AdamWOptions &o = step->optimizer;
        const double clip = std::min(1., o.clip_norm / (step->step->optimizer.gradient_norm + 1e-6));
        const double g = clip * static_cast<double>(u.g);
        const double m = o.beta1 * static_cast<double>(u.m) + (1 - o.beta1) * g;
        const double v = o.beta2 * static_cast<double>(u.v) + (1 - o.beta2) * g * g;
        const double m_hat = m / (1 - std::pow(o.beta1, 3)), v_hat = v / (1 - std::pow(o.beta2, 3));
        const double taken = step->step->learning_rate *
                             (m_hat / (std::sqrt(v_hat) + o.epsilon) + o.weight_decay * static_cast<double>(u.w));
        const auto near = [](float found, double expected) {
            return std::abs(static_cast<double>(found) - expected) <= 1e-5 * std::abs(expected) + 1e-12;
        };
        QVERIFY(u.g != 0 && u.m != 0 && u.v != 0);
        QVERIFY(near(u.clipped, g) && near(u.m_after, m) && near(u.v_after, v));
        QVERIFY(near(u.m_hat, m_hat) && near(u.root_v_hat, std::sqrt(v_hat)));
        QVERIFY(near(u.taken, taken));
        QVERIFY(near(u.decayed, o.weight_decay * static_cast<double>(u.w)));
    }

    void it_is_the_step_that_would_have_been_taken()
    {
        Workers workers(1);
        Trainer plain = m_run.trainer(m_run.start(), workers), watched = m_run.trainer(m_run.start(), workers);
        for (int step = 0; step < 4; ++step) {
            plain.step({});
            open_step(watched, {}, workers);
        }
        QVERIFY(same_state(plain.state(), watched.state()));
    }

    void answers_are_those_of_the_losses_data()
    {
        QTest::addColumn<Objective>("objective");
        QTest::newRow("masked") << Objective::masked_lm_and_next_sentence;
        QTest::newRow("next piece") << Objective::next_piece; // whose attention is causal
    }
    void answers_are_those_of_the_losses()
    {
        QFETCH(Objective, objective);
        SmallRun run;
        run.options.objective = run.instances.objective = objective;
        Config config = run.config();
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0;
        run.batch_size = 11; // more than are asked at once
        Workers workers(2);
        Trainer trainer = run.trainer(
            TrainingState(initial_parameters(config, Initialization::standard, PositionStart::random, {}, 1)), workers);
        const auto step = opened(trainer, workers);
        const PretrainingLoss &loss = step->step->loss;
        QCOMPARE(step->answers_before.size(), loss.masked_losses.size());
        QCOMPARE(step->answers_after.size(), loss.masked_losses.size());
        double better = 0;
        for (std::size_t i = 0; i < loss.masked_losses.size(); ++i) {
            const MaskedAnswer &before = step->answers_before[i], &after = step->answers_after[i];
            QVERIFY(std::abs(-std::log(before.right.probability) - static_cast<double>(loss.masked_losses[i])) < 1e-4);
            QCOMPARE(before.top.front().id, loss.masked_predictions[i]);
            QCOMPARE(before.top.size(), std::size_t(5));
            QCOMPARE(before.right.id, step->step->batch.labels.masked_ids[i]);
            QCOMPARE(before.rank == 1, before.top.front().id == before.right.id);
            better += std::log(after.right.probability) - std::log(before.right.probability);
        }
        QVERIFY(better > 0); // the step goes downhill on its own batch
    }
};

QTEST_GUILESS_MAIN(OpenedStepTest)
#include "opened_step_test.moc"
