#include "base/error.h"
#include "error_sentence.h"
#include "small_run.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace bertlab;
using namespace bertlab::test;

class TrainerTest : public QObject
{
    Q_OBJECT

private:
    SmallRun m_run;

private slots:
    void a_step_tells_what_happened()
    {
        Workers workers(1);
        Trainer trainer = m_run.trainer(m_run.start(), workers);
        std::uint64_t tokens = 0;
        for (Index step = 0; step < 3; ++step) {
            const std::vector<float> before(trainer.weights().values().begin(), trainer.weights().values().end());
            const auto made = trainer.step({});
            tokens += static_cast<std::uint64_t>(made->batch.batch.tokens());
            QCOMPARE(made->step, step);
            QCOMPARE(made->tokens, tokens);
            QCOMPARE(made->batch.batch.sequences(), Index(4));
            QCOMPARE(made->learning_rate, m_run.options.schedule.learning_rate(step));
            QCOMPARE(made->loss.masked_losses.size(), made->batch.labels.masked_rows.size());
            QCOMPARE(made->loss.next_losses.size(), std::size_t(4));
            QCOMPARE(made->optimizer.gradient_norms.size(), trainer.weights().layout().tensors().size());
            QVERIFY(made->optimizer.gradient_norm > 0 && !made->evaluation);
            QVERIFY(!std::ranges::equal(before, trainer.weights().values()));
            QCOMPARE(trainer.next_step(), step + 1);
        }
    }

    void the_loss_falls()
    {
        Workers workers(2);
        Trainer trainer = m_run.trainer(m_run.start(), workers);
        const double first = trainer.step({})->loss.masked_lm;
        QVERIFY(std::abs(first - std::log(985)) < 0.5); // it begins with ignorance
        double last = 0;
        for (int step = 0; step < 40; ++step)
            last = trainer.step({})->loss.masked_lm;
        QVERIFY2(last < first - 1, qPrintable(QString("%1 -> %2").arg(first).arg(last)));
    }

    void the_same_bits_with_any_number_of_threads()
    {
        SmallRun run;
        std::vector<TrainingState> states;
        for (const int threads : {1, 2, 3}) {
            Workers workers(threads);
            TrainingState start = run.start(); // with dropout, which config() leaves at 0.1
            Trainer trainer = run.trainer(std::move(start), workers);
            for (int step = 0; step < 4; ++step)
                trainer.step({});
            states.push_back(trainer.state());
        }
        QVERIFY(same_state(states[0], states[1]));
        QVERIFY(same_state(states[0], states[2]));
    }

    void goes_on_to_the_bit_from_any_step()
    {
        Workers workers(1);
        Trainer whole = m_run.trainer(m_run.start(), workers);
        std::vector<TrainingState> states{whole.state()};
        for (int step = 0; step < 6; ++step) {
            whole.step({});
            states.push_back(whole.state());
        }
        for (std::size_t stop = 0; stop < states.size(); ++stop) {
            Trainer resumed = m_run.trainer(states[stop], workers);
            while (resumed.next_step() < 6)
                resumed.step({});
            QVERIFY2(same_state(resumed.state(), states.back()), qPrintable(QString::number(stop)));
        }
    }

    void a_large_batch_is_taken_in_parts()
    {
        // 128 sequences of this model are many micro-batches; their sums must be those of the whole.
        SmallRun run;
        run.batch_size = 128;
        Config config = run.config();
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0;
        config.num_hidden_layers = 120; // so deep that few tokens fit at once
        config.initializer_range = 0.01;
        Workers workers(2);
        Trainer trainer = run.trainer(
            TrainingState(initial_parameters(config, Initialization::standard, PositionStart::random, {}, 1)), workers);
        const auto made = trainer.step({});
        TrainingPass pass(config, workers);
        const Parameters weights = initial_parameters(config, Initialization::standard, PositionStart::random, {}, 1);
        Parameters gradients(config);
        pass.pack(weights);
        const PretrainingLoss whole = pass.forward_backward(made->batch.batch, made->batch.labels, {}, gradients);
        QVERIFY(std::abs(whole.masked_lm - made->loss.masked_lm) < 1e-9);
        QVERIFY(std::abs(whole.next_sentence - made->loss.next_sentence) < 1e-9);
        QCOMPARE(whole.masked_correct, made->loss.masked_correct);
        AdamW norms(weights.layout(), {});
        const double norm = norms.measure(gradients, workers).gradient_norm;
        QVERIFY(std::abs(norm - made->optimizer.gradient_norm) < 1e-4 * norm);
    }

    void evaluates_what_is_held_out()
    {
        SmallRun run;
        run.options.evaluate_every = 2;
        const auto held_out = std::make_shared<const HeldOut>(run.corpus, run.vocabulary, run.instances);
        QCOMPARE(held_out->instances(), Index(512));
        Workers workers(2);
        Trainer trainer = run.trainer(run.start(), workers, held_out);
        QVERIFY(!trainer.step({})->evaluation);
        const auto second = trainer.step({});
        QVERIFY(second->evaluation && second->evaluation->next_sentence_accuracy);
        QVERIFY(second->evaluation->masked_lm_accuracy >= 0 && second->evaluation->masked_lm_accuracy < 0.5);
        QVERIFY(second->evaluation->masked_lm_loss > 4 && second->evaluation->masked_lm_loss < 8);
        QVERIFY(trainer.step({.share_of_time = {}, .evaluates = true, .is_cancelled = {}})->evaluation);
        const auto again = trainer.evaluate({}), once_more = trainer.evaluate({});
        QCOMPARE(again->masked_lm_loss, once_more->masked_lm_loss); // the same instances each time
    }

    /// A model that says "a" everywhere is right in the one sentence that has it, which the training text has too.
    void tells_known_sentences_apart()
    {
        const Vocabulary vocabulary = letters();
        const EncodedCorpus train = encoded(corpus_of("x y. a b a b a.\n\nc d."), vocabulary);
        const auto held_out = [&](std::string_view text, Objective objective) {
            InstanceOptions options;
            options.objective = objective;
            options.pairs.length = 24;
            std::string often;
            for (int time = 0; time < 20; ++time) // some masks fall on every piece
                often.append(text).append("\n\n");
            return HeldOut(encoded(corpus_of(often), vocabulary), vocabulary, options, &train);
        };
        const std::string known = "A b  a b a.\n\nc d.", unknown = "g h i a.\n\nk l. c d e.";
        Config config = SmallRun().config();
        config.vocab_size = vocabulary.size();
        Parameters weights = initial_parameters(config, Initialization::standard, PositionStart::random, {}, 1);
        weights.tensor("cls.predictions.bias")(0, vocabulary.find("a").value()) = 100;
        Workers workers(1);
        TrainingPass pass(config, workers);
        pass.pack(weights);
        for (const Objective objective : {Objective::masked_lm_and_next_sentence, Objective::next_piece}) {
            const bool causal = objective == Objective::next_piece;
            const HeldOut all_known = held_out(known, objective), none_known = held_out(unknown, objective),
                          some_known = held_out(known + "\n\ng h i.\n\nk l.", objective);
            QVERIFY(all_known.seen() > 0 && all_known.unseen() == 0);
            QVERIFY(none_known.seen() == 0 && none_known.unseen() > 0);
            QVERIFY(some_known.seen() > 0 && some_known.unseen() > 0);
            const Evaluation all = all_known.evaluate(pass, causal, {}), none = none_known.evaluate(pass, causal, {}),
                             some = some_known.evaluate(pass, causal, {});
            QVERIFY(all.seen_accuracy && !all.unseen_accuracy);
            QVERIFY(!none.seen_accuracy && none.unseen_accuracy);
            QVERIFY(*none.unseen_accuracy > 0 && *all.seen_accuracy > *none.unseen_accuracy);
            QVERIFY(*some.seen_accuracy > 0.2);
            QCOMPARE(*some.unseen_accuracy, 0.);
            if (causal) { // each piece counts, the first one too: three of nine are "a"
                QCOMPARE(all_known.seen(), Index(4 * 20 * 9));
                QCOMPARE(*all.seen_accuracy, 3. / 9);
            } else { // every masked piece stands in a sentence
                QCOMPARE(*all.seen_accuracy, all.masked_lm_accuracy);
                const HeldOut both = held_out(known + "\n\n" + unknown, objective);
                const Evaluation of_both = both.evaluate(pass, false, {});
                const auto seen = static_cast<double>(both.seen()), unseen = static_cast<double>(both.unseen());
                QVERIFY(*of_both.seen_accuracy > *of_both.unseen_accuracy && *of_both.unseen_accuracy > 0);
                const double right = *of_both.seen_accuracy * seen + *of_both.unseen_accuracy * unseen;
                QVERIFY(std::abs(right / (seen + unseen) - of_both.masked_lm_accuracy) < 1e-12);
            }
        }
        const HeldOut not_asked(train, vocabulary, {});
        QCOMPARE(not_asked.seen() + not_asked.unseen(), Index(0));
        QVERIFY(!not_asked.evaluate(pass, false, {}).seen_accuracy);
    }

    void objectives()
    {
        SmallRun run;
        run.instances.objective = run.options.objective = Objective::masked_lm;
        Workers workers(1);
        Trainer masked = run.trainer(run.start(), workers);
        const auto without_pairs = masked.step({});
        QVERIFY(without_pairs->loss.next_losses.empty() && without_pairs->loss.next_sentence == 0);
        const TensorInfo &head = *masked.weights().layout().find("cls.seq_relationship.weight");
        const auto place = static_cast<std::size_t>(&head - masked.weights().layout().tensors().data());
        QCOMPARE(without_pairs->optimizer.gradient_norms[place], 0.0);

        run.instances.objective = run.options.objective = Objective::next_piece;
        Trainer causal = run.trainer(run.start(), workers);
        const auto next = causal.step({});
        QCOMPARE(next->loss.masked_losses.size(),
                 static_cast<std::size_t>(next->batch.batch.tokens() - next->batch.batch.sequences()));
    }

    void numbers_that_are_none_stop_the_run()
    {
        Workers workers(1);
        TrainingState broken = m_run.start();
        broken.weights.tensor("bert.encoder.layer.1.output.dense.bias")(0, 3) = std::numeric_limits<float>::quiet_NaN();
        Trainer trainer = m_run.trainer(broken, workers);
        const std::string weights = error_sentence([&] { trainer.step({}); });
        QVERIFY2(weights.starts_with("Step 0: ") &&
                     weights.find("bert.encoder.layer.1.output.dense.bias went first") != std::string::npos,
                 weights.c_str());
        QCOMPARE(trainer.next_step(), Index(0)); // nothing was taken from the weights

        TrainingState huge = m_run.start();
        huge.weights.tensor("bert.encoder.layer.0.intermediate.dense.weight").setConstant(1e38F);
        Trainer overflowing = m_run.trainer(huge, workers);
        const std::string activation = error_sentence([&] { overflowing.step({}); });
        QVERIFY2(activation.find("encoder.layer.0.intermediate.dense went first") != std::string::npos,
                 activation.c_str());
    }

    void cancelling_leaves_the_state()
    {
        Workers workers(1);
        Trainer trainer = m_run.trainer(m_run.start(), workers);
        trainer.step({});
        const TrainingState before = trainer.state();
        QVERIFY_EXCEPTION_THROWN(
            trainer.step({.share_of_time = {}, .evaluates = false, .is_cancelled = [] { return true; }}), Cancelled);
        QVERIFY(same_state(trainer.state(), before));
        trainer.step({}); // and it goes on
        QCOMPARE(trainer.next_step(), Index(2));
    }
};

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
