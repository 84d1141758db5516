#include "layers/cross_entropy.h"
#include "layers/embeddings.h"
#include "layers/feed_forward.h"
#include "layers/gradient_check.h"
#include "layers/heads.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

namespace {

constexpr Index rows = 11, hidden = 10, intermediate = 23;

double exact_activation(Activation activation, double x)
{
    switch (activation) {
    case Activation::gelu:
        return 0.5 * x * std::erfc(-x * std::sqrt(0.5));
    case Activation::gelu_tanh:
        return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x)));
    case Activation::relu:
        return std::max(x, 0.0);
    }
    return NAN;
}

DoubleMatrix activated(Activation activation, const DoubleMatrix &x)
{
    return x.unaryExpr([&](double value) { return exact_activation(activation, value); });
}

} // namespace

Q_DECLARE_METATYPE(bertlab::Activation)

/// The feed-forward block, the heads, the embeddings and the losses against finite differences in double.
class BlocksBackwardTest : public QObject
{
    Q_OBJECT
private slots:
    void feed_forward_data();
    void feed_forward();
    void pooler();
    void prediction_transform();
    void embeddings();
    void cross_entropy();
    void a_hopeless_label_has_a_finite_loss();
};

void BlocksBackwardTest::feed_forward_data()
{
    QTest::addColumn<Activation>("activation");
    QTest::addColumn<double>("probability");
    QTest::newRow("gelu") << Activation::gelu << 0.0;
    QTest::newRow("gelu_tanh") << Activation::gelu_tanh << 0.0;
    QTest::newRow("relu") << Activation::relu << 0.0;
    QTest::newRow("dropout") << Activation::gelu << 0.3;
}

void BlocksBackwardTest::feed_forward()
{
    QFETCH(Activation, activation);
    QFETCH(double, probability);
    const Dropout dropout{probability, 3, 4, 5};
    DenseCheck inner(intermediate, hidden, 1), outer(hidden, intermediate, 3);
    NormCheck norm(hidden, 5);
    const Matrix x = random_matrix(rows, hidden, 7);
    Matrix gradient = random_matrix(rows, hidden, 8);
    const DoubleMatrix dy = gradient.cast<double>();
    Matrix before(rows, intermediate), after(rows, intermediate), dense(rows, hidden), output(rows, hidden);
    const FeedForwardActivations activations{view(before), view(after), view(dense), view(output)};
    const FeedForwardWeights weights{inner.layer.packed, outer.layer.packed, norm.layer.weights(), activation};
    const FeedForwardTransposed transposed{inner.transposed, outer.transposed};
    Workers workers(2);
    Matrix output_slope(rows, hidden), intermediate_slope(rows, intermediate);
    const FeedForwardSlopes slopes{view(output_slope), view(intermediate_slope)};
    PackedMatrix columns;
    feed_forward_block_forward(view(x), weights, activations, {workers, {}}, dropout);
    const FeedForwardGradients gradients{inner.gradient().weight,
                                         outer.gradient().weight,
                                         {inner.gradient().bias, outer.gradient().bias, norm.gradient()}};
    feed_forward_block_backward(view(x), weights, transposed, activations, dropout, view(gradient), slopes,
                                gradients.sums, {workers, {}});
    feed_forward_block_backward_weights(view(x), activations, slopes, gradients, columns, {workers, {}});

    DoubleMatrix exact_x = x.cast<double>();
    const DoubleMatrix mask = mask_of(rows, hidden, dropout);
    const auto loss = [&] {
        return dy.cwiseProduct(norm(exact_x + mask.cwiseProduct(outer(activated(activation, inner(exact_x)))))).sum();
    };
    VERIFY_GRADIENT(gradient, numeric_gradient(exact_x, loss));
    VERIFY_GRADIENT(without_noise(inner.weight_gradient), numeric_gradient(inner.weight, loss));
    VERIFY_GRADIENT(without_noise(inner.bias_gradient), numeric_gradient(inner.bias, loss));
    VERIFY_GRADIENT(without_noise(outer.weight_gradient), numeric_gradient(outer.weight, loss));
    VERIFY_GRADIENT(without_noise(outer.bias_gradient), numeric_gradient(outer.bias, loss));
    VERIFY_GRADIENT(without_noise(norm.gamma_gradient), numeric_gradient(norm.gamma, loss));
    VERIFY_GRADIENT(without_noise(norm.beta_gradient), numeric_gradient(norm.beta, loss));
}

void BlocksBackwardTest::pooler()
{
    DenseCheck dense(hidden, hidden, 1);
    const Matrix cls = random_matrix(rows, hidden, 7);
    Matrix gradient = random_matrix(rows, hidden, 8), output(rows, hidden), dcls(rows, hidden);
    const DoubleMatrix dy = gradient.cast<double>();
    Workers workers(2);
    PackedMatrix columns;
    pooler_forward(view(cls), dense.layer.packed, view(output), view(output), {workers, {}});
    pooler_backward(view(cls), read_only(view(output)), dense.transposed, view(gradient), view(dcls), dense.gradient(),
                    columns, {workers, {}});
    DoubleMatrix exact = cls.cast<double>();
    const auto loss = [&] { return (dy.array() * dense(exact).array().tanh()).sum(); };
    VERIFY_GRADIENT(dcls, numeric_gradient(exact, loss));
    VERIFY_GRADIENT(without_noise(dense.weight_gradient), numeric_gradient(dense.weight, loss));
    VERIFY_GRADIENT(without_noise(dense.bias_gradient), numeric_gradient(dense.bias, loss));
}

void BlocksBackwardTest::prediction_transform()
{
    DenseCheck dense(hidden, hidden, 1);
    NormCheck norm(hidden, 5);
    const Matrix x = random_matrix(rows, hidden, 7);
    Matrix gradient = random_matrix(rows, hidden, 8), dx(rows, hidden);
    const DoubleMatrix dy = gradient.cast<double>();
    Matrix before(rows, hidden), after(rows, hidden), output(rows, hidden), in_place(rows, hidden);
    const PredictionTransformActivations activations{view(before), view(after), view(output)};
    const PredictionTransformWeights weights{dense.layer.packed, norm.layer.weights(), Activation::gelu};
    Workers workers(2);
    PackedMatrix columns;
    prediction_transform_forward(view(x), weights, activations, {workers, {}});
    prediction_transform_forward(view(x), weights, view(in_place), {workers, {}});
    QVERIFY(same_bits(in_place, output));
    prediction_transform_backward(view(x), weights, dense.transposed, activations, view(gradient), view(dx),
                                  {dense.gradient(), norm.gradient()}, columns, {workers, {}});
    DoubleMatrix exact = x.cast<double>();
    const auto loss = [&] { return dy.cwiseProduct(norm(reference_gelu(dense(exact)))).sum(); };
    VERIFY_GRADIENT(dx, numeric_gradient(exact, loss));
    VERIFY_GRADIENT(without_noise(dense.weight_gradient), numeric_gradient(dense.weight, loss));
    VERIFY_GRADIENT(without_noise(dense.bias_gradient), numeric_gradient(dense.bias, loss));
    VERIFY_GRADIENT(without_noise(norm.gamma_gradient), numeric_gradient(norm.gamma, loss));
    VERIFY_GRADIENT(without_noise(norm.beta_gradient), numeric_gradient(norm.beta, loss));
}

void BlocksBackwardTest::embeddings()
{
    const std::vector<std::int32_t> words{4, 0, 2, 2, 2}, positions{0, 1, 2, 0, 1}, types{0, 0, 1, 0, 1};
    const Index size = 70; // more than one block of columns
    Matrix word = noise(6, size), position = noise(4, size), type = noise(2, size);
    const Matrix dsum = random_matrix(5, size, 1);
    Workers workers(3);
    embeddings_backward({words, positions, types}, view(dsum), {view(word), view(position), view(type)}, workers);
    DoubleMatrix words_expected = DoubleMatrix::Zero(6, size), positions_expected = DoubleMatrix::Zero(4, size),
                 types_expected = DoubleMatrix::Zero(2, size);
    for (std::size_t token = 0; token < words.size(); ++token) { // the sum is linear: no differences are needed
        const auto row = dsum.row(static_cast<Index>(token)).cast<double>();
        words_expected.row(words[token]) += row;
        positions_expected.row(positions[token]) += row;
        types_expected.row(types[token]) += row;
    }
    VERIFY_CLOSE(without_noise(word), words_expected, 1e-6);
    VERIFY_CLOSE(without_noise(position), positions_expected, 1e-6);
    VERIFY_CLOSE(without_noise(type), types_expected, 1e-6);
    QVERIFY(same_bits(word.row(5), noise(6, size).row(5))); // a piece that nobody used
}

void BlocksBackwardTest::cross_entropy()
{
    const Index classes = 21;
    const std::vector<std::int32_t> labels{0, 20, 7, 7, 3, 1, 0, 19, 20, 5, 6};
    Matrix logits = random_matrix(rows, classes, 1, 4.0F);
    DoubleMatrix exact = logits.cast<double>();
    const auto losses_of = [&](const DoubleMatrix &z) {
        std::vector<double> losses;
        for (Index row = 0; row < rows; ++row)
            losses.push_back(std::log(z.row(row).array().exp().sum()) - z(row, labels[static_cast<std::size_t>(row)]));
        return losses;
    };
    std::vector<float> losses(rows, NAN);
    std::vector<std::int32_t> predictions(rows, -1);
    Workers workers(2);
    cross_entropy_forward(view(logits), labels, {losses, predictions}, workers);
    const std::vector<double> expected = losses_of(exact);
    for (std::size_t i = 0; i < rows; ++i) {
        QVERIFY(std::abs(static_cast<double>(losses[i]) - expected[i]) <= 1e-6);
        Index best = 0;
        exact.row(static_cast<Index>(i)).maxCoeff(&best);
        QCOMPARE(predictions[i], static_cast<std::int32_t>(best));
    }
    const float weight = 0.125F;
    cross_entropy_backward(view(logits), labels, weight, workers);
    const auto loss = [&] {
        double sum = 0;
        for (const double row_loss : losses_of(exact))
            sum += static_cast<double>(weight) * row_loss;
        return sum;
    };
    VERIFY_GRADIENT(logits, numeric_gradient(exact, loss));
}

void BlocksBackwardTest::a_hopeless_label_has_a_finite_loss()
{
    Matrix logits = Matrix::Zero(1, 4);
    logits(0, 2) = 500;
    const std::vector<std::int32_t> labels{1};
    std::vector<float> losses(1);
    std::vector<std::int32_t> predictions(1);
    Workers workers(1);
    cross_entropy_forward(view(logits), labels, {losses, predictions}, workers);
    QCOMPARE(losses[0], 500.0F); // the probability itself is 0 as a float
}

QTEST_GUILESS_MAIN(BlocksBackwardTest)
#include "blocks_backward_test.moc"
