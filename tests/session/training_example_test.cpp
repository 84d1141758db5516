#include "base/error.h"
#include "builtin_models.h"
#include "session/example_runner.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;

class TrainingExampleTest : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Reading> m_reading;
    std::shared_ptr<const ExampleCorpus> m_corpus;

    std::shared_ptr<const Reading> readWith(std::size_t number, const std::string &text)
    {
        const BuiltinModel &model = builtin_models()[number];
        Workers workers(1);
        return read(
            load_model({std::string(model.title), model.config_json, model.vocabulary, true, model.safetensors}),
            {.text = text, .pair = {}, .covered = {}, .trace = {}, .is_cancelled = {}}, workers);
    }

private slots:
    void initTestCase()
    {
        m_reading = readWith(1, "Let us start pretraining the model.");
        m_corpus = readExampleCorpus(m_reading->model, {});
    }

    void theCorpusComesWithTheProgram()
    {
        QCOMPARE(m_corpus->text.documents.size(), std::size_t(1562));
        QCOMPARE(m_corpus->pieces.documents(), Index(1562));
    }

    void aSeedGivesTheSameExampleAndAnotherOneAnother()
    {
        const auto one = drawExample(m_reading, m_corpus, {.seed = 3}),
                   same = drawExample(m_reading, m_corpus, {.seed = 3});
        QVERIFY(one->instance.input_ids == same->instance.input_ids);
        QVERIFY(one->instance.input_ids != drawExample(m_reading, m_corpus, {.seed = 4})->instance.input_ids);
        QVERIFY(static_cast<Index>(one->instance.input_ids.size()) <= 32);
    }

    /// Another masking does not draw another pair: both can be compared.
    void variantsMaskTheSamePair()
    {
        ExampleOptions options{.seed = 3};
        const auto plain = drawExample(m_reading, m_corpus, options);
        options.masking.method = MaskingMethod::bernoulli;
        const auto coins = drawExample(m_reading, m_corpus, options);
        QVERIFY(plain->instance.original_ids == coins->instance.original_ids);
    }

    /// 11 tokens: a budget of round(1.65) = 2, and a word of three pieces never fits it.
    void wordsThatDoNotFitAreSkipped()
    {
        ExampleOptions options{.fromDocuments = false};
        options.masking.whole_word = true;
        int skipped = 0;
        for (options.seed = 1; options.seed <= 50; ++options.seed) {
            const auto example = drawExample(m_reading, nullptr, options);
            QCOMPARE(example->instance.masking.budget, Index(2));
            for (const MaskingCandidate &candidate : example->instance.masking.candidates)
                if (candidate.positions.size() == 3) {
                    QVERIFY(candidate.outcome != MaskingCandidate::Outcome::chosen);
                    skipped += candidate.outcome == MaskingCandidate::Outcome::does_not_fit;
                }
        }
        QVERIFY(skipped > 5);
    }

    void runsConvergeToTheirExpectation()
    {
        for (const bool fromDocuments : {true, false}) {
            const auto example =
                drawExample(m_reading, fromDocuments ? m_corpus : nullptr, {.fromDocuments = fromDocuments});
            const auto tallies = runExamples(*example, 1000, {});
            QCOMPARE(tallies.size(), std::size_t(1000));
            QVERIFY(tallies.front() == example->tally); // the first run is the example
            const ExampleTally &last = tallies.back();
            QCOMPARE(last.runs, 1000);
            QCOMPARE(last.masked + last.random + last.kept, last.chosen);
            const auto chosen = static_cast<double>(last.chosen);
            QVERIFY(std::abs(static_cast<double>(last.masked) / chosen - .8) < 3 * std::sqrt(.16 / chosen));
            QVERIFY(std::abs(static_cast<double>(last.random) / chosen - .1) < 3 * std::sqrt(.09 / chosen));
            if (fromDocuments) {
                QVERIFY(last.alwaysRandom > 0 && last.expectedRandomNext() > .5);
                QVERIFY(std::abs(last.randomNext / 1000. - last.expectedRandomNext()) < 3 * std::sqrt(.25 / 1000));
            } else {
                QCOMPARE(last.fewest, Index(2)); // a budget, not a coin
                QCOMPARE(last.most, Index(2));
            }
        }
    }

    void coinsDifferFromRunToRun()
    {
        ExampleOptions options{.fromDocuments = false};
        options.masking.method = MaskingMethod::bernoulli;
        const ExampleTally last = runExamples(*drawExample(m_reading, nullptr, options), 1000, {}).back();
        QVERIFY(last.fewest == 0 && last.most > 3);
        const auto tossed = static_cast<double>(last.candidates);
        QVERIFY(std::abs(static_cast<double>(last.chosen) / tossed - .15) < 3 * std::sqrt(.1275 / tossed));
    }

    void cancelling()
    {
        const auto example = drawExample(m_reading, m_corpus, {});
        QVERIFY_EXCEPTION_THROWN(runExamples(*example, 10, [] { return true; }), Cancelled);
        QVERIFY_EXCEPTION_THROWN(readExampleCorpus(m_reading->model, [] { return true; }), Cancelled);
    }

    void theRunnerReadsTheCorpusOnceAModel()
    {
        ExampleRunner runner;
        std::shared_ptr<const TrainingExample> drawn;
        connect(&runner, &ExampleRunner::drawn, this, [&](auto example) { drawn = example; });
        const auto draw = [&](const std::shared_ptr<const Reading> &reading) {
            drawn.reset();
            runner.draw(reading, {});
            QVERIFY(runner.isDrawing());
            QTRY_VERIFY(drawn);
        };
        draw(m_reading);
        const auto corpus = drawn->corpus;
        draw(m_reading);
        QCOMPARE(drawn->corpus, corpus);
        draw(readWith(0, "a"));
        QVERIFY(drawn->corpus != corpus);
        QCOMPARE(drawn->corpus->model, drawn->reading->model);
    }
};

QTEST_GUILESS_MAIN(TrainingExampleTest)
#include "training_example_test.moc"
