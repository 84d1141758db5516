#include "layers/attention.h"

#include "layers/gradient_check.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

namespace {

constexpr Index heads = 2, head_size = 5, hidden = heads * head_size;
const std::vector<Index> starts{0, 1, 7, 16};
constexpr Index tokens = 16;

DoubleMatrix part(const DoubleMatrix &query_key_value, Index which, std::size_t sequence, Index head)
{
    return query_key_value.block(starts[sequence], which * hidden + head * head_size,
                                 starts[sequence + 1] - starts[sequence], head_size);
}

/// Attention as the formula has it, with dropout and the causal mask.
DoubleMatrix reference_attention(const DoubleMatrix &query_key_value, const AttentionOptions &options)
{
    DoubleMatrix context(tokens, hidden);
    for (std::size_t sequence = 0; sequence + 1 < starts.size(); ++sequence) {
        for (Index head = 0; head < heads; ++head) {
            DoubleMatrix scores =
                reference_scores(part(query_key_value, 0, sequence, head), part(query_key_value, 1, sequence, head));
            const Index length = scores.rows();
            for (Index query = 0; options.causal && query < length; ++query)
                scores.row(query).tail(length - query - 1).setConstant(-INFINITY);
            DoubleMatrix probabilities = reference_softmax(scores);
            for (Index query = 0; query < length; ++query) {
                const Index row = (starts[sequence] + query) * heads + head;
                probabilities.row(query).array() *= mask_of(1, length, options.dropout.from_row(row)).array().row(0);
            }
            context.block(starts[sequence], head * head_size, length, head_size) =
                probabilities * part(query_key_value, 2, sequence, head);
        }
    }
    return context;
}

struct Attended
{
    std::vector<float> probabilities;
    Matrix context, gradient;
};

Attended attend_both_ways(const Matrix &query_key_value, const Matrix &dcontext, const std::vector<Index> &all_starts,
                          const AttentionOptions &options, int threads)
{
    const auto size = static_cast<std::size_t>(attention_size(all_starts, heads));
    Attended attended{std::vector<float>(size, NAN), Matrix::Constant(dcontext.rows(), hidden, NAN),
                      Matrix::Constant(dcontext.rows(), 3 * hidden, NAN)};
    Workers workers(threads);
    attention_forward(view(query_key_value), all_starts, heads, {{}, attended.probabilities}, view(attended.context),
                      {workers, {}}, options);
    attention_backward(view(query_key_value), all_starts, heads, attended.probabilities, view(dcontext),
                       view(attended.gradient), {workers, {}}, options);
    return attended;
}

} // namespace

Q_DECLARE_METATYPE(bertlab::AttentionOptions)

class AttentionBackwardTest : public QObject
{
    Q_OBJECT
private slots:
    void equals_finite_differences_data() { add_options(); }
    void equals_finite_differences();
    void block_equals_finite_differences_data() { add_options(); }
    void block_equals_finite_differences();
    void causal_probabilities_are_exactly_zero_to_the_right();
    void goes_block_by_block_through_a_long_sequence();

private:
    static void add_options()
    {
        QTest::addColumn<AttentionOptions>("options");
        QTest::newRow("plain") << AttentionOptions{};
        QTest::newRow("causal") << AttentionOptions{true, {}};
        QTest::newRow("dropout") << AttentionOptions{false, {0.3, 7, 1, 2, 5}};
        QTest::newRow("causal with dropout") << AttentionOptions{true, {0.3, 7, 1, 2, 5}};
    }
};

void AttentionBackwardTest::equals_finite_differences()
{
    QFETCH(AttentionOptions, options);
    const Matrix query_key_value = random_matrix(tokens, 3 * hidden, 1, 1.5F);
    const Matrix dcontext = random_matrix(tokens, hidden, 2);
    const Attended attended = attend_both_ways(query_key_value, dcontext, starts, options, 2);
    DoubleMatrix exact = query_key_value.cast<double>();
    VERIFY_CLOSE(attended.context, reference_attention(exact, options), 2e-6);
    const auto loss = [&] { return dcontext.cast<double>().cwiseProduct(reference_attention(exact, options)).sum(); };
    VERIFY_GRADIENT(attended.gradient, numeric_gradient(exact, loss));
}

void AttentionBackwardTest::block_equals_finite_differences()
{
    QFETCH(AttentionOptions, options);
    Dropout behind_dense = options.dropout;
    behind_dense.site += 1;
    DenseCheck query_key_value(3 * hidden, hidden, 10), dense(hidden, hidden, 12);
    NormCheck norm(hidden, 14);
    const Matrix x = random_matrix(tokens, hidden, 16);
    Matrix gradient = random_matrix(tokens, hidden, 17);
    const DoubleMatrix dy = gradient.cast<double>();

    const AttentionWeights weights{query_key_value.layer.packed, dense.layer.packed, norm.layer.weights(), heads};
    const AttentionTransposed transposed{query_key_value.transposed, dense.transposed};
    Matrix qkv(tokens, 3 * hidden), context(tokens, hidden), projected(tokens, hidden), output(tokens, hidden);
    std::vector<float> probabilities(static_cast<std::size_t>(attention_size(starts, heads)));
    const AttentionActivations activations{
        view(qkv), {{}, probabilities}, view(context), view(projected), view(output)};
    Workers workers(2);
    attention_block_forward(view(x), starts, weights, activations, {workers, {}}, options, behind_dense);
    const LinearGradient all = query_key_value.gradient();
    const auto third = [&](Index which) {
        return LinearGradient{rows_of(all.weight, which * hidden, hidden),
                              {query_key_value.bias_gradient.data() + which * hidden, hidden}};
    };
    Matrix dense_slope(tokens, hidden), context_slope(tokens, hidden), qkv_slope(tokens, 3 * hidden);
    const AttentionSlopes slopes{view(dense_slope), view(context_slope), view(qkv_slope)};
    PackedMatrix columns;
    const AttentionGradients gradients{
        third(0).weight,
        third(1).weight,
        third(2).weight,
        dense.gradient().weight,
        {third(0).bias, third(1).bias, third(2).bias, dense.gradient().bias, norm.gradient()}};
    attention_block_backward(view(x), starts, weights, transposed, activations, options, behind_dense, view(gradient),
                             slopes, gradients.sums, {workers, {}});
    attention_block_backward_weights(view(x), activations, slopes, gradients, columns, {workers, {}});

    DoubleMatrix exact_x = x.cast<double>();
    const DoubleMatrix mask = mask_of(tokens, hidden, behind_dense);
    const auto loss = [&] {
        const DoubleMatrix attended = dense(reference_attention(query_key_value(exact_x), options));
        return dy.cwiseProduct(norm(exact_x + mask.cwiseProduct(attended))).sum();
    };
    VERIFY_GRADIENT(gradient, numeric_gradient(exact_x, loss));
    VERIFY_GRADIENT(without_noise(query_key_value.weight_gradient), numeric_gradient(query_key_value.weight, loss));
    VERIFY_GRADIENT(without_noise(query_key_value.bias_gradient), numeric_gradient(query_key_value.bias, loss));
    VERIFY_GRADIENT(without_noise(dense.weight_gradient), numeric_gradient(dense.weight, loss));
    VERIFY_GRADIENT(without_noise(dense.bias_gradient), numeric_gradient(dense.bias, loss));
    VERIFY_GRADIENT(without_noise(norm.gamma_gradient), numeric_gradient(norm.gamma, loss));
    VERIFY_GRADIENT(without_noise(norm.beta_gradient), numeric_gradient(norm.beta, loss));
}

void AttentionBackwardTest::causal_probabilities_are_exactly_zero_to_the_right()
{
    Matrix query_key_value = random_matrix(tokens, 3 * hidden, 1);
    query_key_value.row(15).setConstant(3e30F); // the last token, which no other sees
    const Matrix dcontext = random_matrix(tokens, hidden, 2);
    Attended attended = attend_both_ways(query_key_value, dcontext, starts, {true, {}}, 2);
    for (Index sequence = 0; sequence < 3; ++sequence) {
        for (Index head = 0; head < heads; ++head) {
            const MatrixView map = attention_map(attended.probabilities, starts, heads, sequence, head);
            for (Index query = 0; query < map.rows(); ++query) {
                QVERIFY((map.row(query).tail(map.cols() - query - 1).array() == 0.0F).all());
                if (sequence < 2 || query < 8)
                    QVERIFY(std::abs(map.row(query).sum() - 1) <= 1e-6F);
            }
        }
    }
    QVERIFY(attended.context.topRows(15).allFinite());
}

void AttentionBackwardTest::goes_block_by_block_through_a_long_sequence()
{
    const std::vector<Index> long_starts{0, 450, 460}; // more queries than are looked at together
    const Matrix query_key_value = random_matrix(460, 3 * hidden, 1), dcontext = random_matrix(460, hidden, 2);
    const AttentionOptions options{true, {0.1, 7, 1, 2}};
    const Attended one = attend_both_ways(query_key_value, dcontext, long_starts, options, 1);
    for (const int threads : {2, 3})
        QVERIFY(same_bits(attend_both_ways(query_key_value, dcontext, long_starts, options, threads).gradient,
                          one.gradient));
    const Attended causal = attend_both_ways(query_key_value, dcontext, long_starts, {true, {}}, 1);
    const DoubleMatrix q = query_key_value.block(0, 0, 450, head_size).cast<double>();
    const DoubleMatrix k = query_key_value.block(0, hidden, 450, head_size).cast<double>();
    DoubleMatrix scores = reference_scores(q, k);
    for (Index query = 0; query < 450; ++query)
        scores.row(query).tail(449 - query).setConstant(-INFINITY);
    const DoubleMatrix dvalue =
        reference_softmax(scores).transpose() * dcontext.block(0, 0, 450, head_size).cast<double>();
    VERIFY_CLOSE(causal.gradient.block(0, 2 * hidden, 450, head_size), dvalue, 3e-6);
}

QTEST_GUILESS_MAIN(AttentionBackwardTest)
#include "attention_backward_test.moc"
