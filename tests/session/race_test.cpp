#include "session/recipe_settings.h"
#include "session/training_runner.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

/// Two runs, one after the other, on the classroom world.
class RaceTest : public QObject
{
    Q_OBJECT

private:
    static RunRecipe shortRecipe()
    {
        RunRecipe recipe = classroomRecipe();
        recipe.steps = 24;
        recipe.take_shape(training_shape("tiny"), Initialization::quick, recipe.steps);
        recipe.config.hidden_dropout_prob = recipe.config.attention_probs_dropout_prob = 0.1; // rolls dice too
        recipe.batch_size = 4;
        recipe.trainer.evaluate_every = 10;
        return recipe;
    }
    static void finish(TrainingRunner &runner)
    {
        QTRY_COMPARE_WITH_TIMEOUT(runner.state(), TrainingRunner::State::finished, 60000);
    }
    static QList<double> probabilities(const TrainingHistory &history)
    {
        QList<double> all;
        for (const AnsweredProbes &asked : history.answers)
            for (const ProbeAnswer &answer : asked.answers)
                for (const ProbeAnswer::Guess &guess : answer.guesses)
                    all.append(guess.probability);
        return all;
    }
    static QList<Index> steps(const TrainingHistory &history)
    {
        QList<Index> steps;
        for (const AnsweredProbes &asked : history.answers)
            steps.append(asked.step);
        return steps;
    }

private slots:
    void the_same_recipe_twice_gives_the_same_curves()
    {
        TrainingRunner runner(std::make_shared<Workers>(2));
        runner.start(shortRecipe(), "one");
        finish(runner);
        const RunRecord first = recordOf(runner.title(), *runner.progress());
        QVERIFY(!runner.rival());
        runner.race(first, *first.course.recipe, "two");
        finish(runner);
        QVERIFY(runner.rival() && runner.rival()->title == "one");
        QCOMPARE(differences(*runner.progress()->recipe, *first.course.recipe), QList<Setting>());
        const TrainingHistory &one = first.course.history, &two = runner.progress()->history;
        QCOMPARE(one.maskedLoss.points().size(), qsizetype(24));
        QCOMPARE(two.maskedLoss.points(), one.maskedLoss.points()); // QCOMPARE of doubles in a QPointF is fuzzy …
        for (qsizetype i = 0; i < one.maskedLoss.points().size(); ++i)
            QVERIFY(two.maskedLoss.points()[i].y() == one.maskedLoss.points()[i].y()); // … and this is not
        QVERIFY(two.gradientNorm.points().last().y() == one.gradientNorm.points().last().y());
        QVERIFY(two.nextLoss.points().last().y() == one.nextLoss.points().last().y());
        QCOMPARE(one.heldOutMaskedLoss.size(), qsizetype(4));
        for (qsizetype i = 0; i < one.heldOutMaskedLoss.size(); ++i)
            QVERIFY(two.heldOutMaskedLoss[i].y() == one.heldOutMaskedLoss[i].y());
        QCOMPARE(steps(one), QList<Index>({0, 10, 20, 24}));
        QCOMPARE(steps(two), steps(one));
        QVERIFY(probabilities(one).size() == 4 * (3 * 3 + 2 * 2) && probabilities(two) == probabilities(one));
    }

    void one_change_gives_other_curves_up_to_the_same_step()
    {
        TrainingRunner runner(std::make_shared<Workers>(2));
        RunRecipe recipe = shortRecipe();
        recipe.steps = recipe.trainer.schedule.total_steps = 100000;
        runner.start(recipe, "one");
        runner.stepOnce(); // too early: nothing runs yet
        QTRY_VERIFY_WITH_TIMEOUT(runner.progress() && runner.progress()->step >= 12, 60000);
        runner.stop();
        finish(runner);
        const RunRecord first = recordOf(runner.title(), *runner.progress());
        QVERIFY(first.course.step < 100000);
        recipe.trainer.schedule.peak /= 4;
        runner.race(first, recipe, "two");
        finish(runner);
        const TrainingHistory &one = first.course.history, &two = runner.progress()->history;
        QCOMPARE(runner.progress()->step, first.course.step);
        QCOMPARE(runner.progress()->steps, first.course.step); // it is at its end
        QCOMPARE(differences(*first.course.recipe, *runner.progress()->recipe), QList<Setting>{Setting::learningRate});
        QCOMPARE(two.learningRate.points().last().y(),
                 one.learningRate.points().last().y() / 4);                                  // not a shorter schedule
        QVERIFY(two.maskedLoss.points().first().y() == one.maskedLoss.points().first().y()); // before the first update
        QVERIFY(two.maskedLoss.points().last().y() != one.maskedLoss.points().last().y());
        const QList<Index> both = stepsAskedInBoth(one, two);
        QCOMPARE(both.first(), Index(0));
        QCOMPARE(both.last(), first.course.step); // where the first was stopped too
        QCOMPARE(lastEvaluatedInBoth(one, two), std::optional<Index>(first.course.step / 10 * 10));
        QVERIFY(heldOutBehind(one, 10).maskedLoss && heldOutBehind(two, 10).nextAccuracy);
        QVERIFY(!heldOutBehind(one, 11).maskedLoss);
        QVERIFY(heldOutBehind(one, 10).maskedLoss != heldOutBehind(two, 10).maskedLoss);
        QCOMPARE(answersBehind(two, 10).size(), std::size_t(5));
        QVERIFY(answersBehind(two, 11).empty());

        runner.start(shortRecipe(), "alone");
        QVERIFY(!runner.rival());
    }

    void answers_are_saved_with_the_history()
    {
        TrainingHistory history;
        history.answers = {{7, {{{"a [MASK]", {}, "b"}, {{"b", 0.5}, {"<&>", 0.25}}, true}}}};
        const TrainingHistory read = TrainingHistory::fromJson(history.toJson());
        QCOMPARE(steps(read), QList<Index>{7});
        const ProbeAnswer &answer = read.answers[0].answers[0];
        QVERIFY(answer.is_right && answer.probe.text == "a [MASK]" && answer.probe.expected == "b");
        QVERIFY(answer.guesses[1].token == "<&>" && answer.guesses[1].probability == 0.25);
    }
};

QTEST_GUILESS_MAIN(RaceTest)
#include "race_test.moc"
