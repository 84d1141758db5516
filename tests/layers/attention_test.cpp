#include "layers/attention.h"

#include "layers/reference.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

namespace {

constexpr Index heads = 3, head_size = 20, hidden = heads * head_size;
/// One token, a few, more than are looked at together, and a length that fills no register.
const std::vector<Index> starts{0, 1, 6, 506, 523};

} // namespace

class AttentionTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_the_formula();
    void needs_no_maps();
    void does_not_see_the_other_sequences();
    void gives_the_same_bits_with_any_number_of_threads();
    void survives_huge_scores();
    void can_be_cancelled();
    void block_equals_the_formula();
    void block_works_in_place();

private:
    struct Attended
    {
        std::vector<float> scores, probabilities;
        Matrix context;
    };
    static Attended attend(const Matrix &query_key_value, const std::vector<Index> &starts, int threads)
    {
        const auto size = static_cast<std::size_t>(attention_size(starts, heads));
        Attended attended{std::vector<float>(size, NAN), std::vector<float>(size, NAN),
                          Matrix::Constant(query_key_value.rows(), hidden, NAN)};
        Workers workers(threads);
        attention_forward(view(query_key_value), starts, heads, {attended.scores, attended.probabilities},
                          view(attended.context), {workers, {}});
        return attended;
    }
    static DoubleMatrix part(const DoubleMatrix &query_key_value, Index which, Index sequence, Index head)
    {
        const auto i = static_cast<std::size_t>(sequence);
        return query_key_value.block(starts[i], which * hidden + head * head_size, starts[i + 1] - starts[i],
                                     head_size);
    }
    static DoubleMatrix reference_context(const DoubleMatrix &query_key_value)
    {
        DoubleMatrix context(query_key_value.rows(), hidden);
        for (Index sequence = 0; sequence + 1 < static_cast<Index>(starts.size()); ++sequence) {
            for (Index head = 0; head < heads; ++head) {
                const DoubleMatrix q = part(query_key_value, 0, sequence, head);
                const DoubleMatrix k = part(query_key_value, 1, sequence, head);
                const DoubleMatrix v = part(query_key_value, 2, sequence, head);
                context.block(starts[static_cast<std::size_t>(sequence)], head * head_size, q.rows(), head_size) =
                    reference_softmax(reference_scores(q, k)) * v;
            }
        }
        return context;
    }

    const Matrix m_query_key_value = random_matrix(523, 3 * hidden, 1, 2.0F);
};

void AttentionTest::equals_the_formula()
{
    Attended attended = attend(m_query_key_value, starts, 2);
    const DoubleMatrix exact = m_query_key_value.cast<double>();
    for (Index sequence = 0; sequence < 4; ++sequence) {
        for (Index head = 0; head < heads; ++head) {
            const DoubleMatrix scores =
                reference_scores(part(exact, 0, sequence, head), part(exact, 1, sequence, head));
            VERIFY_CLOSE(attention_map(attended.scores, starts, heads, sequence, head), scores, 1e-5);
            VERIFY_CLOSE(attention_map(attended.probabilities, starts, heads, sequence, head),
                         reference_softmax(scores), 2e-6);
        }
    }
    VERIFY_CLOSE(attended.context, reference_context(exact), 5e-6);
}

void AttentionTest::needs_no_maps()
{
    Matrix context = Matrix::Constant(523, hidden, NAN);
    Workers workers(2);
    attention_forward(view(m_query_key_value), starts, heads, {}, view(context), {workers, {}});
    QVERIFY(same_bits(context, attend(m_query_key_value, starts, 2).context));
}

void AttentionTest::does_not_see_the_other_sequences()
{
    const Attended together = attend(m_query_key_value, starts, 2);
    for (std::size_t sequence = 0; sequence + 1 < starts.size(); ++sequence) {
        const Index start = starts[sequence], length = starts[sequence + 1] - start;
        const Attended alone = attend(m_query_key_value.middleRows(start, length), {0, length}, 1);
        QVERIFY(same_bits(together.context.middleRows(start, length), alone.context));
    }
}

void AttentionTest::gives_the_same_bits_with_any_number_of_threads()
{
    const Attended one = attend(m_query_key_value, starts, 1);
    for (int threads : {2, 3, 7}) {
        const Attended many = attend(m_query_key_value, starts, threads);
        QVERIFY(same_bits(many.context, one.context));
        QVERIFY(many.scores == one.scores && many.probabilities == one.probabilities);
    }
}

void AttentionTest::survives_huge_scores()
{
    const Matrix huge = 1e4F * m_query_key_value;
    const Attended attended = attend(huge, starts, 1);
    QVERIFY(attended.context.allFinite());
    VERIFY_CLOSE(attended.context / 1e4F, reference_context(huge.cast<double>()) / 1e4, 5e-6);
}

void AttentionTest::can_be_cancelled()
{
    Matrix context(523, hidden);
    Workers workers(2);
    QVERIFY_THROWS_EXCEPTION(Cancelled, attention_forward(view(m_query_key_value), starts, heads, {}, view(context),
                                                          {workers, [] { return true; }}));
}

void AttentionTest::block_equals_the_formula()
{
    const DenseLayer query_key_value(3 * hidden, hidden, 10), dense(hidden, hidden, 12);
    const NormLayer norm(hidden, 14);
    const Matrix x = random_matrix(523, hidden, 16, 0.3F);
    Matrix qkv(523, 3 * hidden), context(523, hidden), projected(523, hidden), output(523, hidden);
    Workers workers(2);
    attention_block_forward(view(x), starts, {query_key_value.packed, dense.packed, norm.weights(), heads},
                            {view(qkv), {}, view(context), view(projected), view(output)}, {workers, {}});
    const DoubleMatrix exact_qkv = query_key_value(x.cast<double>());
    const DoubleMatrix exact_dense = dense(reference_context(exact_qkv));
    VERIFY_CLOSE(qkv, exact_qkv, 1e-5);
    VERIFY_CLOSE(projected, exact_dense, 5e-5);
    VERIFY_CLOSE(output, norm(x.cast<double>() + exact_dense), 1e-5);
}

void AttentionTest::block_works_in_place()
{
    const DenseLayer query_key_value(3 * hidden, hidden, 10), dense(hidden, hidden, 12);
    const NormLayer norm(hidden, 14);
    const AttentionWeights weights{query_key_value.packed, dense.packed, norm.weights(), heads};
    const Matrix x = random_matrix(523, hidden, 16);
    Matrix qkv(523, 3 * hidden), context(523, hidden), projected(523, hidden), output(523, hidden), in_place = x;
    Workers workers(1);
    attention_block_forward(view(x), starts, weights, {view(qkv), {}, view(context), view(projected), view(output)},
                            {workers, {}});
    attention_block_forward(read_only(view(in_place)), starts, weights,
                            {view(qkv), {}, view(context), view(projected), view(in_place)}, {workers, {}});
    QVERIFY(same_bits(in_place, output));
}

QTEST_GUILESS_MAIN(AttentionTest)
#include "attention_test.moc"
