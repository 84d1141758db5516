#include "model/bert.h"

#include "base/error.h"
#include "model/small_model.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

using namespace bertlab;
using namespace bertlab::test;

/// What must hold for any weights.
class ForwardTest : public QObject
{
    Q_OBJECT
private slots:
    void a_pair_alone_equals_the_pair_in_a_batch();
    void permuting_the_batch_permutes_the_result();
    void threads_change_no_bit();
    void a_trace_changes_no_bit();
    void a_released_trace_serves_the_next_one();
    void keeps_only_what_is_asked_for();
    void predicts_the_wanted_rows();
    void heads_alone_answer_with_the_same_bits();
    void leaves_missing_parts_empty_data();
    void leaves_missing_parts_empty();
    void shows_not_a_number();
    void refuses_a_batch_that_does_not_fit();
    void can_be_cancelled_anywhere();
    void runs_in_several_threads_at_once();
    void reads_an_empty_batch();
    void gives_every_weight_back();

private:
    ForwardResult forward(const Bert &bert, const Batch &batch, int threads = 1, bool traced = true) const
    {
        Workers workers(threads);
        ForwardOptions options;
        if (traced)
            options.trace = trace_everything();
        options.all_prediction_logits = true;
        return bert.forward(batch, options, workers);
    }
    static void verify_equal_traces(const Trace &left, const Trace &right);

    const Config m_config = small_config();
    const Bert m_bert{random_parameters(m_config)};
    const std::vector<Sequence> m_sequences{random_sequence(m_config, 7, 1), random_sequence(m_config, 40, 2),
                                            random_sequence(m_config, 1, 3), random_sequence(m_config, 7, 4),
                                            random_sequence(m_config, 23, 5)};
    const Batch m_batch = batch_of(m_sequences);
};

/// Sequence `left_sequence` of one pass equals sequence `right_sequence` of another, in every traced tensor.
static QByteArray difference_of_sequences(const Trace &left, Index left_sequence, const Trace &right,
                                          Index right_sequence)
{
    if (left.tensors().size() != right.tensors().size())
        return "other tensors";
    const Index length = left.length(left_sequence);
    for (const auto &[name, tensor] : left.tensors()) {
        bool same = true;
        switch (tensor.rows) {
        case Trace::Rows::tokens:
            same = same_bits(left.tensor(name).middleRows(left.start(left_sequence), length),
                             right.tensor(name).middleRows(right.start(right_sequence), length));
            break;
        case Trace::Rows::sequences:
            same = same_bits(left.tensor(name).row(left_sequence), right.tensor(name).row(right_sequence));
            break;
        case Trace::Rows::attention:
            for (Index head = 0; head < tensor.heads; ++head)
                same = same && same_bits(left.attention(name, left_sequence, head),
                                         right.attention(name, right_sequence, head));
        }
        if (!same)
            return name.c_str();
    }
    return {};
}

void ForwardTest::a_pair_alone_equals_the_pair_in_a_batch()
{
    const ForwardResult together = forward(m_bert, m_batch, 2);
    for (Index i = 0; i < m_batch.sequences(); ++i) {
        const ForwardResult alone = forward(m_bert, batch_of({m_sequences[static_cast<std::size_t>(i)]}), 2);
        QCOMPARE(difference_of_sequences(*together.trace, i, *alone.trace, 0), QByteArray());
        QVERIFY(same_bits(together.pooler_output.row(i), alone.pooler_output));
        QVERIFY(same_bits(together.prediction_logits.middleRows(m_batch.start(i), m_batch.length(i)),
                          alone.prediction_logits));
    }
}

void ForwardTest::permuting_the_batch_permutes_the_result()
{
    const std::vector<std::size_t> order{3, 1, 4, 0, 2};
    std::vector<Sequence> permuted;
    for (std::size_t i : order)
        permuted.push_back(m_sequences[i]);
    const ForwardResult expected = forward(m_bert, m_batch, 2);
    const ForwardResult actual = forward(m_bert, batch_of(permuted), 2);
    for (std::size_t i = 0; i < order.size(); ++i)
        QCOMPARE(difference_of_sequences(*actual.trace, Index(i), *expected.trace, Index(order[i])), QByteArray());
}

void ForwardTest::verify_equal_traces(const Trace &left, const Trace &right)
{
    QCOMPARE(left.tensors().size(), right.tensors().size());
    for (const auto &[name, tensor] : left.tensors()) {
        const auto &other = right.tensors().at(name);
        QVERIFY2(std::memcmp(tensor.values.data(), other.values.data(), tensor.values.size() * sizeof(float)) == 0,
                 name.c_str());
    }
}

void ForwardTest::threads_change_no_bit()
{
    const ForwardResult one = forward(m_bert, m_batch, 1);
    for (int threads : {2, 3, 5})
        verify_equal_traces(*one.trace, *forward(m_bert, m_batch, threads).trace);
}

void ForwardTest::a_trace_changes_no_bit() // traced tensors lie in other places than those nobody keeps
{
    const ForwardResult traced = forward(m_bert, m_batch, 2, true), untraced = forward(m_bert, m_batch, 2, false);
    QVERIFY(same_bits(traced.last_hidden_state, untraced.last_hidden_state));
    QVERIFY(same_bits(traced.pooler_output, untraced.pooler_output));
    QVERIFY(same_bits(traced.prediction_logits, untraced.prediction_logits));
    QVERIFY(same_bits(traced.seq_relationship_logits, untraced.seq_relationship_logits));
    QVERIFY(!untraced.trace);
}

void ForwardTest::a_released_trace_serves_the_next_one()
{
    const ForwardResult expected = forward(m_bert, m_batch, 2),
                        shorter = forward(m_bert, batch_of({m_sequences[0]}), 2);
    const Bert bert(random_parameters(m_config));
    ForwardResult held = forward(bert, m_batch, 2), released = forward(bert, m_batch, 2);
    std::set<const float *> places;
    for (const auto &[name, tensor] : released.trace->tensors())
        places.insert(tensor.values.data());
    released = {};
    const ForwardResult next = forward(bert, m_batch, 2);
    for (const auto &[name, tensor] : next.trace->tensors())
        QVERIFY2(places.contains(tensor.values.data()), name.c_str());
    verify_equal_traces(*next.trace, *expected.trace);
    verify_equal_traces(*held.trace, *expected.trace); // nobody wrote into one that is looked at
    held = {};
    verify_equal_traces(*forward(bert, batch_of({m_sequences[0]}), 2).trace, *shorter.trace);
}

void ForwardTest::keeps_only_what_is_asked_for()
{
    const ForwardResult everything = forward(m_bert, m_batch);
    Workers workers(1);
    for (const auto &[wanted, tensor] : everything.trace->tensors()) {
        ForwardOptions options;
        options.trace = [&wanted = wanted](std::string_view name) { return name == wanted; };
        const ForwardResult result = m_bert.forward(m_batch, options, workers);
        QCOMPARE(result.trace->tensors().size(), std::size_t(1));
        QVERIFY2(result.trace->tensors().at(wanted).values == tensor.values, wanted.c_str());
        QCOMPARE(result.prediction_logits.rows(), 0);
        QVERIFY(same_bits(result.last_hidden_state, everything.last_hidden_state));
    }
}

void ForwardTest::predicts_the_wanted_rows()
{
    const ForwardResult everything = forward(m_bert, m_batch);
    Workers workers(2);
    ForwardOptions options;
    options.prediction_rows = {41, 0, 41, 77};
    for (const std::string_view traced : {std::string_view(), trace_name::transform, trace_name::prediction_logits}) {
        options.trace = [traced](std::string_view name) { return name == traced; };
        const ForwardResult result = m_bert.forward(m_batch, options, workers);
        QCOMPARE(result.prediction_logits.rows(), 4);
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(same_bits(result.prediction_logits.row(Index(i)),
                              everything.prediction_logits.row(options.prediction_rows[i])));
        }
    }
}

void ForwardTest::heads_alone_answer_with_the_same_bits()
{
    Workers workers(2);
    ForwardOptions options;
    for (const std::vector<Index> &rows : {std::vector<Index>{}, {41, 0, 41, 77}, {3}}) {
        options.prediction_rows = rows;
        options.last_hidden_state = true;
        const ForwardResult whole = m_bert.forward(m_batch, options, workers);
        options.last_hidden_state = false;
        const ForwardResult heads = m_bert.forward(m_batch, options, workers);
        QCOMPARE(heads.last_hidden_state.size(), 0);
        QCOMPARE(heads.pooler_output.rows(), m_batch.sequences());
        QCOMPARE(heads.prediction_logits.rows(), Index(rows.size()));
        QVERIFY(same_bits(heads.pooler_output, whole.pooler_output));
        QVERIFY(same_bits(heads.prediction_logits, whole.prediction_logits));
        QVERIFY(same_bits(heads.seq_relationship_logits, whole.seq_relationship_logits));
    }
    options.trace = trace_everything(); // then the whole layer is shown
    const ForwardResult traced = m_bert.forward(m_batch, options, workers);
    QVERIFY(traced.trace->tensor(trace_name::last_hidden_state) == forward(m_bert, m_batch).last_hidden_state);
}

void ForwardTest::leaves_missing_parts_empty_data()
{
    QTest::addColumn<int>("missing"); // a bit each: pooler, masked_lm, next_sentence
    for (int missing = 0; missing < 8; ++missing)
        QTest::addRow("%d", missing) << missing;
}

void ForwardTest::leaves_missing_parts_empty()
{
    QFETCH(int, missing);
    Parameters parameters = random_parameters(m_config);
    const bool pooler = !(missing & 1), masked_lm = !(missing & 2), next_sentence = !(missing & 4);
    parameters.set_has(Part::pooler, pooler);
    parameters.set_has(Part::masked_lm, masked_lm);
    parameters.set_has(Part::next_sentence, next_sentence);
    const Bert bert(std::move(parameters));
    QCOMPARE(bert.has(Part::pooler), pooler);
    QCOMPARE(bert.has(Part::masked_lm), masked_lm);
    QCOMPARE(bert.has(Part::next_sentence), next_sentence);

    const ForwardResult result = forward(bert, m_batch), whole = forward(m_bert, m_batch);
    QVERIFY(same_bits(result.last_hidden_state, whole.last_hidden_state));
    const auto verify = [&](bool present, std::string_view name, const Matrix &actual, const Matrix &expected) {
        QCOMPARE(result.trace->has(name), present);
        QVERIFY(present ? same_bits(actual, expected) : actual.size() == 0);
    };
    verify(pooler, trace_name::pooler_output, result.pooler_output, whole.pooler_output);
    verify(masked_lm, trace_name::prediction_logits, result.prediction_logits, whole.prediction_logits);
    verify(pooler && next_sentence, trace_name::seq_relationship_logits, result.seq_relationship_logits,
           whole.seq_relationship_logits);
    QCOMPARE(result.trace->has(trace_name::pooler_dense), pooler);
    QCOMPARE(result.trace->has(trace_name::transform), masked_lm);
}

void ForwardTest::shows_not_a_number() // and the comparison of these tests notices it
{
    Parameters parameters = random_parameters(m_config);
    parameters.tensor("bert.encoder.layer.1.output.dense.bias")(0, 3) = std::numeric_limits<float>::quiet_NaN();
    const ForwardResult broken = forward(Bert(std::move(parameters)), m_batch), whole = forward(m_bert, m_batch);
    QVERIFY(broken.last_hidden_state.hasNaN());
    QVERIFY(!(largest_difference(broken.last_hidden_state, whole.last_hidden_state).value <= 1e30));
}

void ForwardTest::refuses_a_batch_that_does_not_fit()
{
    Batch batch;
    batch.add(std::vector{50}, std::vector{0});
    Workers workers(1);
    QVERIFY_THROWS_EXCEPTION(Error, m_bert.forward(batch, {}, workers));
}

void ForwardTest::can_be_cancelled_anywhere()
{
    Workers workers(2);
    ForwardOptions options;
    int questions = 0;
    options.is_cancelled = [&] {
        ++questions;
        return false;
    };
    options.all_prediction_logits = true;
    m_bert.forward(m_batch, options, workers);
    QVERIFY2(questions >= 3 * 5 + 4, qPrintable(QString::number(questions))); // at least once a product and attention
    for (int last = 1; last <= questions; ++last) {
        int asked = 0;
        options.is_cancelled = [&] { return ++asked == last; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, m_bert.forward(m_batch, options, workers));
        QCOMPARE(asked, last); // it stopped there
    }
}

void ForwardTest::runs_in_several_threads_at_once()
{
    const ForwardResult expected = forward(m_bert, m_batch);
    Workers shared(2);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            for (int pass = 0; pass < 5; ++pass)
                wrong += !same_bits(m_bert.forward(m_batch, {}, shared).last_hidden_state, expected.last_hidden_state);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

void ForwardTest::reads_an_empty_batch()
{
    const ForwardResult result = forward(m_bert, Batch());
    QCOMPARE(result.last_hidden_state.rows(), 0);
    QCOMPARE(result.pooler_output.rows(), 0);
    QCOMPARE(result.prediction_logits.rows(), 0);
}

void ForwardTest::gives_every_weight_back()
{
    const Parameters parameters = random_parameters(m_config);
    for (const TensorInfo &info : m_bert.layout().tensors()) {
        const ConstMatrixView expected = parameters.tensor(info.name);
        QVERIFY2(same_bits(m_bert.tensor(info.name), expected), info.name.c_str());
        const Index last = expected.rows() - 1;
        QVERIFY2(same_bits(m_bert.tensor_row(info.name, last), expected.row(last)), info.name.c_str());
    }
    QVERIFY(same_bits(m_bert.token_row(49), parameters.tensor("bert.embeddings.word_embeddings.weight").row(49)));

    QVERIFY(std::ranges::equal(m_bert.parameters().values(), parameters.values()));
    Parameters headless = parameters;
    headless.set_has(Part::masked_lm, false);
    const Parameters copied = Bert(headless).parameters();
    QVERIFY(!copied.has(Part::masked_lm) && copied.has(Part::next_sentence));
    QVERIFY(copied.tensor("cls.predictions.transform.dense.weight").isZero(0));
}

QTEST_GUILESS_MAIN(ForwardTest)
#include "forward_test.moc"
