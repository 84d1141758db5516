#include "analysis/operands.h"

#include "model/small_model.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

/// Whoever computes the formula from the operands gets the number that is in the trace.
class OperandsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void embedding();
    void attention();
    void causal_attention();
    void attention_without_traced_scores();
    void piece();
    void piece_without_traced_logits();
    void pooler();
    void next_sentence();

private:
    static bool is_close(double actual, float expected) { return std::abs(actual - double(expected)) <= 2e-6; }

    const Config m_config = small_config();
    const Bert m_bert{random_parameters(m_config)};
    const Batch m_batch = batch_of({random_sequence(m_config, 5, 1), random_sequence(m_config, 9, 2)});
    std::shared_ptr<const Trace> m_trace;
};

void OperandsTest::initTestCase()
{
    Workers workers(1);
    ForwardOptions options;
    options.trace = trace_everything();
    m_trace = m_bert.forward(m_batch, options, workers).trace;
}

void OperandsTest::embedding()
{
    for (Index row = 0; row < m_batch.tokens(); ++row) {
        for (Index dimension = 0; dimension < m_config.hidden_size; ++dimension) {
            const EmbeddingOperands o = embedding_operands(m_bert, *m_trace, row, dimension);
            QVERIFY(is_close(double(o.word) + double(o.position) + double(o.token_type), o.sum));
            QVERIFY(is_close(
                double(o.gamma) * (double(o.sum) - o.mean) / std::sqrt(o.variance + o.eps) + double(o.beta), o.output));
            QCOMPARE(o.output, m_trace->tensor(trace_name::embeddings_output)(row, dimension));
        }
    }
}

void OperandsTest::attention()
{
    const Index layer = 1, size = m_config.head_size();
    const ConstMatrixView context = m_trace->tensor(trace_name::layer(layer, trace_name::context));
    for (Index sequence = 0; sequence < 2; ++sequence) {
        for (Index head = 0; head < m_config.num_attention_heads; ++head) {
            for (Index query = 0; query < m_batch.length(sequence); ++query) {
                RowVector sum = RowVector::Zero(size);
                for (Index key = 0; key < m_batch.length(sequence); ++key) {
                    const AttentionOperands o = attention_operands(m_bert, *m_trace, sequence, layer, head, query, key);
                    QVERIFY(is_close(o.products.cast<double>().sum(), float(o.dot)));
                    QVERIFY(is_close(o.dot / o.sqrt_d, float(o.score)));
                    QVERIFY(o.score <= o.row_max);
                    QVERIFY(is_close(std::exp(o.score - o.row_max), float(o.exponential)));
                    QVERIFY(is_close(o.exponential / o.row_sum, o.probability));
                    sum += o.weighted_value;
                }
                const Index row = m_batch.start(sequence) + query;
                const Difference worst = largest_difference(sum, context.row(row).segment(head * size, size));
                QVERIFY2(worst.value <= 2e-6, worst.describe().c_str());
            }
        }
    }
}

void OperandsTest::causal_attention()
{
    Workers workers(1);
    ForwardOptions options;
    options.trace = trace_everything();
    options.causal = true;
    const std::shared_ptr<const Trace> trace = m_bert.forward(m_batch, options, workers).trace;
    const Index query = 2;
    double sum = 0;
    for (Index key = 0; key < m_batch.length(0); ++key) {
        const AttentionOperands o = attention_operands(m_bert, *trace, 0, 1, 0, query, key);
        QVERIFY(is_close(o.exponential / o.row_sum, o.probability));
        QCOMPARE(o.probability > 0, key <= query);
        sum += double(o.probability);
    }
    QVERIFY(is_close(sum, 1));
}

void OperandsTest::attention_without_traced_scores()
{
    Workers workers(1);
    ForwardOptions options;
    options.trace = [](std::string_view name) { return !name.ends_with(trace_name::scores); };
    const std::shared_ptr<const Trace> trace = m_bert.forward(m_batch, options, workers).trace;
    QVERIFY(!trace->has(trace_name::layer(1, trace_name::scores)));
    for (Index key = 0; key < m_batch.length(1); ++key) {
        const AttentionOperands traced = attention_operands(m_bert, *m_trace, 1, 1, 1, 3, key);
        const AttentionOperands reckoned = attention_operands(m_bert, *trace, 1, 1, 1, 3, key);
        QVERIFY(is_close(reckoned.score, float(traced.score)));
        QVERIFY(is_close(reckoned.row_max, float(traced.row_max)));
        QVERIFY(is_close(reckoned.exponential / reckoned.row_sum, traced.probability));
    }
}

void OperandsTest::piece()
{
    for (std::int32_t piece = 0; piece < m_config.vocab_size; ++piece) {
        const PieceOperands o = piece_operands(m_bert, *m_trace, 6, piece);
        QVERIFY(is_close(o.products.cast<double>().sum(), float(o.dot)));
        QVERIFY(is_close(o.dot + double(o.bias), o.logit));
        QCOMPARE(o.logit, m_trace->tensor(trace_name::prediction_logits)(6, piece));
    }
}

void OperandsTest::piece_without_traced_logits()
{
    Workers workers(1);
    ForwardOptions options;
    options.trace = [](std::string_view name) { return name == trace_name::transform; };
    const auto trace = m_bert.forward(m_batch, options, workers).trace;
    for (std::int32_t piece = 0; piece < m_config.vocab_size; ++piece) {
        const PieceOperands o = piece_operands(m_bert, *trace, 6, piece);
        QVERIFY(is_close(double(o.logit), m_trace->tensor(trace_name::prediction_logits)(6, piece)));
    }
}

void OperandsTest::pooler()
{
    for (Index sequence = 0; sequence < 2; ++sequence) {
        for (Index dimension = 0; dimension < m_config.hidden_size; ++dimension) {
            const PoolerOperands o = pooler_operands(m_bert, *m_trace, sequence, dimension);
            QVERIFY(is_close(o.products.cast<double>().sum(), float(o.dot)));
            QVERIFY(is_close(o.dot + double(o.bias), o.dense));
            QVERIFY(is_close(std::tanh(double(o.dense)), o.output));
            QCOMPARE(o.output, m_trace->tensor(trace_name::pooler_output)(sequence, dimension));
        }
    }
}

void OperandsTest::next_sentence()
{
    for (Index sequence = 0; sequence < 2; ++sequence) {
        for (Index which = 0; which < 2; ++which) {
            const NextSentenceOperands o = next_sentence_operands(m_bert, *m_trace, sequence, which);
            QVERIFY(is_close(o.products.cast<double>().sum(), float(o.dot)));
            QVERIFY(is_close(o.dot + double(o.bias), o.logit));
            QCOMPARE(o.logit, m_trace->tensor(trace_name::seq_relationship_logits)(sequence, which));
        }
    }
}

QTEST_GUILESS_MAIN(OperandsTest)
#include "operands_test.moc"
