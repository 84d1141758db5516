#include "error_sentence.h"
#include "training/estimate.h"

#include <QTest>

using namespace bertlab;

/// What does not depend on how fast a machine is.
class EstimateTest : public QObject
{
    Q_OBJECT

private:
    static RunRecipe recipe(const char *shape = "tiny")
    {
        RunRecipe recipe;
        recipe.take_shape(training_shape(shape), Initialization::quick, 100);
        recipe.config.vocab_size = 500;
        recipe.instances.pairs.length = 16;
        recipe.batch_size = 4;
        recipe.steps = 100;
        recipe.trainer.evaluate_every = 50;
        return recipe;
    }

private slots:
    void time_grows_with_steps()
    {
        Workers workers(1);
        const RunEstimate estimate = estimate_run(recipe(), workers, {});
        QVERIFY(estimate.step_seconds > 0);
        QVERIFY(estimate.seconds >= 100 * estimate.step_seconds);
        QCOMPARE(estimate.bytes, run_bytes(recipe()));
        RunRecipe next = recipe();
        next.instances.objective = next.trainer.objective = Objective::next_piece;
        next.batch_size = 1; // nothing to take it from linearly
        QVERIFY(estimate_run(next, workers, {}).step_seconds > 0);
    }

    void memory_grows_with_what_takes_it()
    {
        const double plain = run_bytes(recipe());
        QVERIFY(plain > 16. * static_cast<double>(ParameterLayout(recipe().config).size()));
        RunRecipe more = recipe();
        more.batch_size *= 2;
        QVERIFY(run_bytes(more) > plain);
        QVERIFY(run_bytes(recipe("mini")) > 4 * plain);
    }

    void what_cannot_be_trained_is_told()
    {
        Workers workers(1);
        RunRecipe longer = recipe();
        longer.instances.pairs.length = 129;
        QVERIFY(error_sentence([&] { estimate_run(longer, workers, {}); }).find("at most 128") != std::string::npos);
        QVERIFY_EXCEPTION_THROWN(estimate_run(recipe(), workers, [] { return true; }), Cancelled);
    }
};

QTEST_GUILESS_MAIN(EstimateTest)
#include "estimate_test.moc"
