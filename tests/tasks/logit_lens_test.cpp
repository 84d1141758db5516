#include "tasks/logit_lens.h"

#include "analysis/hidden_states.h"
#include "base/error.h"
#include "model/small_model.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

/// The MLM head on every layer, against the head itself on the last.
class LogitLensTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void the_last_layer_is_the_head();
    void layers_are_those_of_the_trace();
    void answers_agree_with_the_grid();
    void can_be_cancelled();

private:
    Batch m_batch;
    Bert m_bert{random_parameters(small_config())};
    ForwardResult m_pass;
};

void LogitLensTest::initTestCase()
{
    const Config config = small_config();
    m_batch = batch_of({random_sequence(config, 5, 1), random_sequence(config, 37, 2)}); // more than are held at once
    Workers workers(2);
    ForwardOptions options;
    options.trace = trace_everything();
    options.all_prediction_logits = true;
    m_pass = m_bert.forward(m_batch, options, workers);
}

void LogitLensTest::the_last_layer_is_the_head()
{
    Workers workers(2);
    const LogitLens lens = logit_lens(m_bert, *m_pass.trace, 1, workers);
    QCOMPARE(lens.positions, 37);
    QCOMPARE(lens.layers(), small_config().num_hidden_layers + 1);
    for (Index position = 0; position < 37; ++position) {
        Index best;
        const auto logits = m_pass.prediction_logits.row(5 + position);
        const float largest = logits.maxCoeff(&best);
        QCOMPARE(lens.at(3, position).id, std::int32_t(best));
        QCOMPARE(lens.at(3, position).logit, largest);
    }
}

void LogitLensTest::layers_are_those_of_the_trace()
{
    QCOMPARE(Matrix(hidden_state(*m_pass.trace, 0)), Matrix(m_pass.trace->tensor(trace_name::embeddings_output)));
    QCOMPARE(Matrix(hidden_state(*m_pass.trace, 3)), m_pass.last_hidden_state);
    const RowVector lengths = lengths_of_rows(hidden_state(*m_pass.trace, 2));
    QVERIFY(std::abs(lengths[4] - hidden_state(*m_pass.trace, 2).row(4).norm()) < 1e-4F);
}

void LogitLensTest::answers_agree_with_the_grid()
{
    Workers workers(1);
    const LogitLens lens = logit_lens(m_bert, *m_pass.trace, 1, workers);
    const auto answers = answers_by_layer(m_bert, *m_pass.trace, 1, 33, workers);
    QCOMPARE(answers.size(), std::size_t(4));
    for (Index layer = 0; layer < 4; ++layer) {
        const PiecePrediction best = answers[static_cast<std::size_t>(layer)].top(1).front();
        QCOMPARE(best.id, lens.at(layer, 33).id);
        QVERIFY(std::abs(best.probability - lens.at(layer, 33).probability) < 1e-12);
        QCOMPARE(answers[static_cast<std::size_t>(layer)].rank(best.id), Index(1));
    }
}

void LogitLensTest::can_be_cancelled()
{
    Workers workers(1);
    QVERIFY_THROWS_EXCEPTION(Cancelled, logit_lens(m_bert, *m_pass.trace, 0, workers, [] { return true; }));
}

QTEST_APPLESS_MAIN(LogitLensTest)
#include "logit_lens_test.moc"
