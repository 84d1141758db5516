#include "model/training_pass.h"

#include "error_sentence.h"
#include "model/sequence_groups.h"
#include "model/small_model.h"

#include <QTest>

#include <algorithm>

using namespace bertlab;
using namespace bertlab::test;

namespace {

struct Sample
{
    Batch batch;
    PretrainingLabels labels;
};

/// Sequences [first, first + count) of a batch of five.
Sample sample(const Config &config, Index first = 0, Index count = 5)
{
    Sample sample;
    for (Index sequence = first; sequence < first + count; ++sequence) {
        const Index length = 5 + 3 * sequence, start = sample.batch.tokens();
        const Sequence tokens = random_sequence(config, length, static_cast<std::uint64_t>(sequence) + 1);
        sample.batch.add(tokens.input_ids, tokens.token_type_ids);
        for (const Index token : {Index{1}, length - 2}) {
            sample.labels.masked_rows.push_back(start + token);
            sample.labels.masked_ids.push_back(static_cast<std::int32_t>((7 * sequence + token) % config.vocab_size));
        }
        sample.labels.next_sentence.push_back(static_cast<std::int32_t>(sequence % 2));
    }
    return sample;
}

const TrainingPassOptions with_dropout{.hidden_dropout = 0.2, .attention_dropout = 0.1, .seed = 3, .step = 4};

double largest(const Parameters &parameters)
{
    return static_cast<double>(
        std::abs(std::ranges::max(parameters.values(), {}, [](float v) { return std::abs(v); })));
}

double largest_difference(const Parameters &a, const Parameters &b)
{
    double worst = 0;
    for (std::size_t i = 0; i < a.values().size(); ++i) {
        const double difference = std::abs(static_cast<double>(a.values()[i]) - static_cast<double>(b.values()[i]));
        if (!(difference <= worst))
            worst = difference;
    }
    return worst;
}

} // namespace

class TrainingPassTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_pass.pack(m_parameters); }
    void adds_to_the_gradients();
    void micro_batches_add_up_to_the_batch();
    void gives_the_same_bits_with_any_number_of_threads();
    void groups_of_sequences_change_no_bit();
    void dropout_is_drawn_from_its_key();
    void evaluates_as_inference_does();
    void a_causal_pass_does_not_see_what_comes();
    void gradients_are_finite_differences_data();
    void gradients_are_finite_differences();
    void labels_do_not_touch_each_other();
    void pieces_that_nobody_used_get_no_gradient_from_the_embeddings();
    void takes_new_weights();
    void reuses_its_memory_for_other_batches();
    void without_labels_nothing_is_lost();
    void refuses_labels_that_the_model_does_not_have();
    void can_be_cancelled();

private:
    Parameters gradients_of(const Sample &sample, const TrainingPassOptions &options = {})
    {
        Parameters gradients(m_config);
        m_pass.forward_backward(sample.batch, sample.labels, options, gradients);
        return gradients;
    }

    const Config m_config = small_config();
    Parameters m_parameters = random_parameters(m_config);
    Workers m_workers{2};
    TrainingPass m_pass{m_config, m_workers};
    const Sample m_sample = sample(m_config);
};

void TrainingPassTest::adds_to_the_gradients()
{
    const Parameters expected = gradients_of(m_sample);
    Parameters gradients = random_parameters(m_config);
    const Parameters before = gradients;
    m_pass.forward_backward(m_sample.batch, m_sample.labels, {}, gradients);
    for (const TensorInfo &info : gradients.layout().tensors()) {
        const ConstMatrixView was = before.tensor(info.name), wanted = expected.tensor(info.name);
        const ConstMatrixView is = std::as_const(gradients).tensor(info.name);
        const Difference worst = test::largest_difference(is, was + wanted);
        QVERIFY2(worst.value <= 2e-6, (info.name + ": " + worst.describe()).c_str());
        QVERIFY2(info.name.ends_with("key.bias") || wanted.cwiseAbs().maxCoeff() > 1e-4F, info.name.c_str());
    }
}

void TrainingPassTest::micro_batches_add_up_to_the_batch()
{
    Parameters whole(m_config), sum(m_config);
    const PretrainingLoss loss = m_pass.forward_backward(m_sample.batch, m_sample.labels, with_dropout, whole);
    PretrainingLoss added;
    for (const auto &[first, count] : {std::pair<Index, Index>{0, 2}, {2, 1}, {3, 2}}) {
        const Sample part = sample(m_config, first, count);
        TrainingPassOptions options = with_dropout;
        options.all_masked = static_cast<Index>(m_sample.labels.masked_rows.size());
        options.all_sequences = m_sample.batch.sequences();
        options.first_token = m_sample.batch.start(first);
        added.append(m_pass.forward_backward(part.batch, part.labels, options, sum));
    }
    QVERIFY(largest_difference(sum, whole) <= 2e-6 * largest(whole));
    QVERIFY(std::abs(added.masked_lm - loss.masked_lm) <= 1e-12);
    QVERIFY(std::abs(added.next_sentence - loss.next_sentence) <= 1e-12);
    QVERIFY(added.masked_losses == loss.masked_losses && added.masked_predictions == loss.masked_predictions);
    QVERIFY(added.next_losses == loss.next_losses && added.next_predictions == loss.next_predictions);
    QVERIFY(added.masked_correct == loss.masked_correct && added.next_correct == loss.next_correct);
}

void TrainingPassTest::gives_the_same_bits_with_any_number_of_threads()
{
    const Parameters expected = gradients_of(m_sample, with_dropout);
    for (const int threads : {1, 3}) {
        Workers workers(threads);
        TrainingPass pass(m_config, workers);
        pass.pack(m_parameters);
        Parameters gradients(m_config);
        pass.forward_backward(m_sample.batch, m_sample.labels, with_dropout, gradients);
        QVERIFY(std::ranges::equal(gradients.values(), expected.values()));
    }
}

void TrainingPassTest::groups_of_sequences_change_no_bit()
{
    Sample many; // eight groups or so: with 1 to 4 threads each on a thread of its own, with 7 one after the other
    for (Index sequence = 0; sequence < 40; ++sequence) {
        const Sequence tokens = random_sequence(m_config, 20 + sequence % 21, static_cast<std::uint64_t>(sequence) + 1);
        many.labels.masked_rows.push_back(many.batch.tokens() + 3);
        many.labels.masked_ids.push_back(static_cast<std::int32_t>(sequence));
        many.labels.next_sentence.push_back(static_cast<std::int32_t>(sequence % 2));
        many.batch.add(tokens.input_ids, tokens.token_type_ids);
    }
    QVERIFY(group_sequences(many.batch).size() >= 8 && group_sequences(many.batch).size() < 14);
    const Parameters expected = gradients_of(many, with_dropout);
    for (const int threads : {1, 3, 4, 7}) {
        Workers workers(threads);
        TrainingPass pass(m_config, workers);
        pass.pack(m_parameters);
        Parameters gradients(m_config);
        pass.forward_backward(many.batch, many.labels, with_dropout, gradients);
        QVERIFY(std::ranges::equal(gradients.values(), expected.values()));
    }
    for (int last = 1; last < 25; last += 3) { // wherever the calling thread is asked
        TrainingPassOptions options;
        options.is_cancelled = [&, asked = 0]() mutable { return ++asked == last; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, gradients_of(many, options));
    }
}

void TrainingPassTest::dropout_is_drawn_from_its_key()
{
    const Parameters first = gradients_of(m_sample, with_dropout);
    QVERIFY(std::ranges::equal(gradients_of(m_sample, with_dropout).values(), first.values()));
    TrainingPassOptions other_step = with_dropout, other_seed = with_dropout, hidden_only = with_dropout;
    ++other_step.step;
    ++other_seed.seed;
    hidden_only.attention_dropout = 0;
    for (const TrainingPassOptions &options : {other_step, other_seed, hidden_only, TrainingPassOptions{}})
        QVERIFY(largest_difference(gradients_of(m_sample, options), first) > 1e-3 * largest(first));
}

void TrainingPassTest::evaluates_as_inference_does()
{
    const PretrainingLoss loss = m_pass.evaluate(m_sample.batch, m_sample.labels, with_dropout);
    ForwardOptions options;
    options.prediction_rows = m_sample.labels.masked_rows;
    const ForwardResult result = Bert(m_parameters).forward(m_sample.batch, options, m_workers);
    double masked_lm = 0, next_sentence = 0;
    for (std::size_t i = 0; i < m_sample.labels.masked_ids.size(); ++i) {
        const auto logits = result.prediction_logits.row(static_cast<Index>(i)).cast<double>().eval();
        masked_lm += std::log(logits.array().exp().sum()) - logits[m_sample.labels.masked_ids[i]];
    }
    for (std::size_t i = 0; i < m_sample.labels.next_sentence.size(); ++i) {
        const auto logits = result.seq_relationship_logits.row(static_cast<Index>(i)).cast<double>().eval();
        next_sentence += std::log(logits.array().exp().sum()) - logits[m_sample.labels.next_sentence[i]];
    }
    QVERIFY(std::abs(loss.masked_lm - masked_lm / 10) <= 1e-6 &&
            std::abs(loss.next_sentence - next_sentence / 5) <= 1e-6);
    QCOMPARE(m_pass.evaluate(m_sample.batch, m_sample.labels, {}).masked_losses, loss.masked_losses);
}

void TrainingPassTest::a_causal_pass_does_not_see_what_comes()
{
    const TrainingPassOptions causal{.causal = true};
    Sequence tokens = random_sequence(m_config, 12, 1);
    PretrainingLabels labels;
    for (Index row = 0; row < 12; ++row) {
        labels.masked_rows.push_back(row);
        labels.masked_ids.push_back(static_cast<std::int32_t>(row));
    }
    const PretrainingLoss before = m_pass.evaluate(batch_of({tokens}), labels, causal);
    const PretrainingLoss both_ways = m_pass.evaluate(batch_of({tokens}), labels, {});
    tokens.input_ids[7] = (tokens.input_ids[7] + 1) % 50;
    const PretrainingLoss after = m_pass.evaluate(batch_of({tokens}), labels, causal);
    for (std::size_t row = 0; row < 12; ++row)
        QCOMPARE(after.masked_losses[row] == before.masked_losses[row], row < 7);
    QVERIFY(both_ways.masked_losses[0] != before.masked_losses[0]);
}

void TrainingPassTest::gradients_are_finite_differences_data()
{
    QTest::addColumn<bool>("causal");
    QTest::addColumn<double>("dropout");
    QTest::newRow("causal") << true << 0.0;
    QTest::newRow("dropout") << false << 0.3;
}

void TrainingPassTest::gradients_are_finite_differences()
{
    QFETCH(bool, causal);
    QFETCH(double, dropout);
    const TrainingPassOptions options{
        .hidden_dropout = dropout, .attention_dropout = dropout, .seed = 3, .step = 4, .causal = causal};
    const Parameters gradients = gradients_of(m_sample, options);
    Parameters moved = m_parameters, ignored(m_config);
    const auto loss_with = [&](std::size_t i, float step) {
        moved.values()[i] = m_parameters.values()[i] + step;
        m_pass.pack(moved);
        const double loss = m_pass.forward_backward(m_sample.batch, m_sample.labels, options, ignored).total();
        moved.values()[i] = m_parameters.values()[i];
        return loss;
    };
    for (const TensorInfo &info : gradients.layout().tensors()) { // the largest element of each tensor
        const ConstMatrixView gradient = gradients.tensor(info.name);
        Index place = 0;
        ConstRowView(gradient.data(), gradient.size()).cwiseAbs().maxCoeff(&place);
        const std::size_t i = info.offset + static_cast<std::size_t>(place);
        const double expected = (loss_with(i, 0.01F) - loss_with(i, -0.01F)) / 0.02; // float32: about 1e-4
        const double actual = static_cast<double>(gradient.data()[place]);
        QVERIFY2(std::abs(actual - expected) <= 3e-4 + 0.02 * std::abs(expected),
                 (info.name + ": " + std::to_string(actual) + " instead of " + std::to_string(expected)).c_str());
    }
}

void TrainingPassTest::labels_do_not_touch_each_other()
{
    const PretrainingLoss all = m_pass.evaluate(m_sample.batch, m_sample.labels, {});
    PretrainingLabels one;
    one.masked_rows = {m_sample.labels.masked_rows[3]};
    one.masked_ids = {m_sample.labels.masked_ids[3]};
    const PretrainingLoss alone = m_pass.evaluate(m_sample.batch, one, {});
    QCOMPARE(alone.masked_losses[0], all.masked_losses[3]);
    QCOMPARE(alone.masked_lm, static_cast<double>(all.masked_losses[3]));
    QCOMPARE(alone.next_sentence, 0.0);
}

void TrainingPassTest::pieces_that_nobody_used_get_no_gradient_from_the_embeddings()
{
    PretrainingLabels labels; // NSP alone: the tied decoder stays out of it
    labels.next_sentence = m_sample.labels.next_sentence;
    const Parameters gradients = gradients_of({m_sample.batch, labels});
    const ConstMatrixView table = gradients.tensor("bert.embeddings.word_embeddings.weight");
    for (Index piece = 0; piece < m_config.vocab_size; ++piece) {
        const bool used = std::ranges::count(m_sample.batch.input_ids(), static_cast<std::int32_t>(piece)) > 0;
        QCOMPARE((table.row(piece).array() != 0).any(), used);
    }
    QVERIFY((gradients.tensor("cls.predictions.bias").array() == 0).all());
}

void TrainingPassTest::takes_new_weights()
{
    const PretrainingLoss before = m_pass.evaluate(m_sample.batch, m_sample.labels, {});
    for (float &value : m_parameters.values())
        value *= 0.9F;
    m_pass.pack(m_parameters);
    const PretrainingLoss after = m_pass.evaluate(m_sample.batch, m_sample.labels, {});
    QVERIFY(after.masked_losses != before.masked_losses);
    TrainingPass fresh(m_config, m_workers);
    fresh.pack(m_parameters);
    QCOMPARE(fresh.evaluate(m_sample.batch, m_sample.labels, {}).masked_losses, after.masked_losses);
    const Parameters other = random_parameters(m_config); // another arena
    m_pass.pack(other);
    QCOMPARE(m_pass.evaluate(m_sample.batch, m_sample.labels, {}).masked_losses, before.masked_losses);
    m_parameters = random_parameters(m_config);
}

void TrainingPassTest::reuses_its_memory_for_other_batches()
{
    const Parameters expected = gradients_of(m_sample, with_dropout);
    gradients_of(sample(m_config, 3, 2), with_dropout);
    gradients_of(sample(m_config, 0, 1));
    QVERIFY(std::ranges::equal(gradients_of(m_sample, with_dropout).values(), expected.values()));
}

void TrainingPassTest::without_labels_nothing_is_lost()
{
    Parameters gradients(m_config);
    const PretrainingLoss loss = m_pass.forward_backward(m_sample.batch, {}, {}, gradients);
    QCOMPARE(loss.total(), 0.0);
    QVERIFY(std::ranges::all_of(gradients.values(), [](float value) { return value == 0; }));
}

void TrainingPassTest::refuses_labels_that_the_model_does_not_have()
{
    Sample wrong = m_sample;
    wrong.labels.masked_ids[3] = 50;
    QCOMPARE(error_sentence([&] { m_pass.evaluate(wrong.batch, wrong.labels, {}); }),
             std::string("Sequence 1, token 6: the label is 50, but this model (vocab_size 50) knows 0 to 49."));
    wrong = m_sample;
    wrong.labels.next_sentence[2] = 2;
    QCOMPARE(error_sentence([&] { gradients_of(wrong); }),
             std::string("Sequence 2: the next-sentence label is 2; expected 0 (is next) or 1 (is not)."));
}

void TrainingPassTest::can_be_cancelled()
{
    int questions = 0;
    TrainingPassOptions options;
    options.is_cancelled = [&] { return ++questions < 0; };
    gradients_of(m_sample, options);
    QVERIFY(questions > 20); // each product and each layer's attention, both ways
    const int all = questions;
    for (const int last : {1, all / 2, all}) {
        questions = 0;
        options.is_cancelled = [&] { return ++questions == last; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, gradients_of(m_sample, options));
    }
}

QTEST_GUILESS_MAIN(TrainingPassTest)
#include "training_pass_test.moc"
