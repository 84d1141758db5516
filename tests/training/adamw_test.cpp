#include "model/small_model.h"
#include "training/adamw.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

namespace {

Parameters random_gradients(const Config &config, std::uint64_t seed, float scale)
{
    Parameters gradients(config);
    for (std::size_t i = 0; i < gradients.values().size(); ++i)
        gradients.values()[i] = scale * random_number(seed, i);
    return gradients;
}

/// AdamW as the formula has it, in double, for one weight.
struct PlainAdamW
{
    AdamWOptions options;
    double m = 0, v = 0;
    int t = 0;

    double step(double w, double g, double norm, double rate, bool decays)
    {
        ++t;
        if (options.clip_norm > 0)
            g *= std::min(1.0, options.clip_norm / (norm + 1e-6));
        m = options.beta1 * m + (1 - options.beta1) * g;
        v = options.beta2 * v + (1 - options.beta2) * g * g;
        const bool corrects = options.variant == OptimizerVariant::bias_corrected;
        const double first = corrects ? m / (1 - std::pow(options.beta1, t)) : m;
        const double second = corrects ? v / (1 - std::pow(options.beta2, t)) : v;
        const double decay = decays ? options.weight_decay * w : 0;
        return w - rate * (first / (std::sqrt(second) + options.epsilon) + decay);
    }
};

} // namespace

class AdamwTest : public QObject
{
    Q_OBJECT

private slots:
    void follows_the_formula_data()
    {
        QTest::addColumn<bool>("google");
        QTest::addColumn<double>("clip");
        QTest::newRow("google") << true << 1.0;
        QTest::newRow("bias-corrected") << false << 1.0;
        QTest::newRow("not clipped") << false << 0.0;
        QTest::newRow("below the clip") << true << 1e9;
    }
    void follows_the_formula()
    {
        QFETCH(bool, google);
        QFETCH(double, clip);
        AdamWOptions options;
        options.variant = google ? OptimizerVariant::google : OptimizerVariant::bias_corrected;
        options.clip_norm = clip;
        options.weight_decay = 0.1; // large enough to be seen
        Parameters weights = random_parameters(small_config());
        AdamW optimizer(weights.layout(), options);
        const std::size_t size = weights.values().size();
        std::vector<double> expected(weights.values().begin(), weights.values().end());
        std::vector<PlainAdamW> plain(size, PlainAdamW{options});
        Workers workers(2);
        for (int step = 0; step < 5; ++step) {
            const Parameters gradients = random_gradients(weights.config(), static_cast<std::uint64_t>(step), 0.5F);
            double norm = 0;
            for (const float g : gradients.values())
                norm += static_cast<double>(g) * static_cast<double>(g);
            norm = std::sqrt(norm);
            AdamWStep made = optimizer.measure(gradients, workers);
            QVERIFY(std::abs(made.gradient_norm - norm) < 1e-5 * norm);
            const std::vector<double> before = expected;
            for (const TensorInfo &info : weights.layout().tensors())
                for (std::size_t i = info.offset; i < info.offset + static_cast<std::size_t>(info.size()); ++i)
                    expected[i] = plain[i].step(expected[i], static_cast<double>(gradients.values()[i]), norm, 0.01,
                                                info.spec->weight_decay);
            optimizer.step(weights, gradients, 0.01, made, workers);
            double worst = 0;
            for (std::size_t i = 0; i < size; ++i)
                worst = std::max(worst, std::abs(expected[i] - static_cast<double>(weights.values()[i])));
            QVERIFY2(worst < 1e-6, qPrintable(QString::number(worst)));
            for (std::size_t tensor = 0; tensor < made.update_norms.size(); ++tensor) {
                const TensorInfo &info = weights.layout().tensors()[tensor];
                double update = 0, gradient = 0;
                for (std::size_t i = info.offset; i < info.offset + static_cast<std::size_t>(info.size()); ++i) {
                    update += std::pow(before[i] - expected[i], 2);
                    gradient += std::pow(static_cast<double>(gradients.values()[i]), 2);
                }
                QVERIFY(std::abs(made.update_norms[tensor] - std::sqrt(update)) < 1e-4 * std::sqrt(update));
                QVERIFY(std::abs(made.gradient_norms[tensor] - std::sqrt(gradient)) < 1e-5 * std::sqrt(gradient));
            }
        }
        QCOMPARE(optimizer.steps(), Index(5));
    }

    void norms_and_biases_do_not_decay()
    {
        Parameters weights = random_parameters(small_config());
        const Parameters before = weights, zero(weights.config());
        AdamW optimizer(weights.layout(), {.weight_decay = 0.5});
        Workers workers(1);
        AdamWStep made = optimizer.measure(zero, workers);
        optimizer.step(weights, zero, 0.1, made, workers);
        for (const TensorInfo &info : weights.layout().tensors()) {
            const bool decays = !info.is_vector();
            for (std::size_t i = info.offset; i < info.offset + static_cast<std::size_t>(info.size()); ++i)
                QVERIFY(std::abs(weights.values()[i] - before.values()[i] * (decays ? 0.95F : 1.0F)) < 1e-6F);
        }
    }

    void the_same_bits_with_any_number_of_threads()
    {
        Config config = small_config();
        config.vocab_size = 4000; // several blocks a tensor
        std::vector<std::vector<float>> results;
        for (const int threads : {1, 2, 3}) {
            Parameters weights = random_parameters(config);
            AdamW optimizer(weights.layout(), {});
            Workers workers(threads);
            for (std::uint64_t step = 0; step < 3; ++step) {
                const Parameters gradients = random_gradients(config, step, 1);
                AdamWStep made = optimizer.measure(gradients, workers);
                optimizer.step(weights, gradients, 0.01, made, workers);
            }
            results.emplace_back(weights.values().begin(), weights.values().end());
        }
        QVERIFY(results[0] == results[1] && results[0] == results[2]);
    }
};

QTEST_GUILESS_MAIN(AdamwTest)
#include "adamw_test.moc"
