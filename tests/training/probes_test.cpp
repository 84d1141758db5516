#include "io/model_directory.h"
#include "small_run.h"
#include "training/probe_changes.h"

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class ProbesTest : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> model(std::uint64_t seed) const
    {
        const SmallRun run;
        return std::make_shared<const Model>(
            Model{"small",
                  Tokenizer(run.vocabulary, true),
                  Bert(initial_parameters(run.config(), Initialization::standard, PositionStart::random, {}, seed)),
                  {}});
    }

private slots:
    void what_changed_between_two_models()
    {
        Workers workers(1);
        const auto first = model(1), second = model(2);
        const auto probes = classroom_probes();
        const auto changes = compare(probes, first, second, workers, {});
        const auto before = ask(probes, first, workers, {}), after = ask(probes, second, workers, {});
        QCOMPARE(changes.size(), probes.size());
        for (std::size_t i = 0; i < changes.size(); ++i) {
            const auto &answers = changes[i].answers;
            const auto find = [&](const std::string &token) {
                return std::ranges::find(answers, token, &ProbeChange::Answer::token);
            };
            QVERIFY(find(probes[i].expected) != answers.end());
            for (const ProbeAnswer::Guess &guess : before[i].guesses) {
                QVERIFY(find(guess.token) != answers.end());
                QCOMPARE(find(guess.token)->before, guess.probability);
            }
            for (const ProbeAnswer::Guess &guess : after[i].guesses)
                QCOMPARE(find(guess.token)->after, guess.probability);
            QCOMPARE(answers[0].token, probes[i].expected);
            for (std::size_t a = 2; a < answers.size(); ++a)
                QVERIFY(std::max(answers[a - 1].before, answers[a - 1].after) >=
                        std::max(answers[a].before, answers[a].after));
        }
        QVERIFY(std::abs(changes[3].answers[0].difference() + changes[3].answers[1].difference()) < 1e-9);
        QVERIFY(changes[0].answers[0].difference() != 0);
        for (const ProbeChange &same : compare(probes, first, first, workers, {}))
            for (const ProbeChange::Answer &answer : same.answers)
                QCOMPARE(answer.difference(), 0.);
    }
};

QTEST_GUILESS_MAIN(ProbesTest)
#include "probes_test.moc"
