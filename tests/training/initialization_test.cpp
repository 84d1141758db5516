#include "layers/numbers.h"
#include "training/initialization.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class InitializationTest : public QObject
{
    Q_OBJECT

private:
    static Config config()
    {
        Config config = Config::of_shape("tiny");
        config.vocab_size = 600;
        config.max_position_embeddings = 64;
        return config;
    }
    static double deviation(const ConstMatrixView &tensor)
    {
        const Eigen::ArrayXXd values = tensor.array().cast<double>();
        return std::sqrt((values - values.mean()).square().mean());
    }
    const std::string m_attention = "bert.encoder.layer.1.attention.";

private slots:
    void standard_is_a_truncated_normal()
    {
        const Parameters weights = initial_parameters(config(), Initialization::standard, PositionStart::random, {}, 1);
        for (const TensorInfo &info : weights.layout().tensors()) {
            const ConstMatrixView tensor = weights.tensor(info.name);
            if (info.is_vector()) {
                QVERIFY((tensor.array() == (info.name.ends_with("LayerNorm.weight") ? 1.0F : 0.0F)).all());
                continue;
            }
            QVERIFY2(tensor.array().abs().maxCoeff() <= 0.04F, info.name.c_str());
            const double expected = 0.02 * 0.8796; // of a normal cut at two deviations
            QVERIFY2(std::abs(deviation(tensor) - expected) < 4 * expected / std::sqrt(2.0 * double(tensor.size())),
                     info.name.c_str());
        }
    }

    void quick_starts_where_it_learns_soon()
    {
        Config quick = config();
        quick.initializer_range = quick_deviation(quick.num_hidden_layers);
        std::vector<std::uint64_t> counts(600);
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] = i;
        const Parameters weights =
            initial_parameters(quick, Initialization::quick, PositionStart::sinusoidal, counts, 1);
        QVERIFY(same_bits(weights.tensor(m_attention + "self.query.weight"),
                          weights.tensor(m_attention + "self.key.weight")));
        QVERIFY(std::abs(deviation(weights.tensor(m_attention + "self.value.weight")) - 0.06) < 0.002);

        const Parameters plain = initial_parameters(quick, Initialization::quick, PositionStart::random, {}, 1);
        // 0.7 W - 0.3 W_Vᵀ leaves the correlation with W_Vᵀ that it says.
        const ConstMatrixView output = plain.tensor(m_attention + "output.dense.weight");
        const Matrix value = plain.tensor(m_attention + "self.value.weight").transpose();
        const double correlation = (output.array() * value.array()).cast<double>().mean() / (0.06 * 0.06);
        QVERIFY2(std::abs(correlation + 0.3) < 0.05, qPrintable(QString::number(correlation)));
        QVERIFY(std::abs(deviation(output) - 0.06 * std::sqrt(0.49 + 0.09)) < 0.002);

        const ConstMatrixView bias = weights.tensor("cls.predictions.bias");
        QVERIFY(std::abs(bias.mean()) < 1e-5F);
        const Eigen::ArrayXXd odds = bias.array().cast<double>().exp();
        for (const Index piece : {0, 1, 599}) // softmax of the bias is (count + 1) / sum
            QVERIFY(std::abs(odds(0, piece) / odds.sum() - double(piece + 1) / (600 * 601 / 2)) < 1e-7);
        QVERIFY((plain.tensor("cls.predictions.bias").array() == 0).all()); // nothing is known of a text
    }

    void sinusoids()
    {
        const Parameters weights =
            initial_parameters(config(), Initialization::standard, PositionStart::sinusoidal, {}, 1);
        const ConstMatrixView positions = weights.tensor("bert.embeddings.position_embeddings.weight");
        for (const Index position : {0, 1, 63})
            for (const Index pair : {0, 1, 63}) {
                const double angle = double(position) / std::pow(1000.0, 2.0 * double(pair) / 128);
                QVERIFY(std::abs(double(positions(position, 2 * pair)) - 0.06 * std::sin(angle)) < 1e-7);
                QVERIFY(std::abs(double(positions(position, 2 * pair + 1)) - 0.06 * std::cos(angle)) < 1e-7);
            }
    }

    void the_seed_decides()
    {
        const auto made = [](std::uint64_t seed) {
            const Parameters weights =
                initial_parameters(config(), Initialization::quick, PositionStart::random, {}, seed);
            return std::vector<float>(weights.values().begin(), weights.values().end());
        };
        QVERIFY(made(1) == made(1));
        QVERIFY(made(1) != made(2));
        const Parameters weights = initial_parameters(config(), Initialization::standard, PositionStart::random, {}, 1);
        QVERIFY(!same_bits(weights.tensor(m_attention + "self.query.weight"),
                           weights.tensor("bert.encoder.layer.0.attention.self.query.weight")));
    }
};

QTEST_GUILESS_MAIN(InitializationTest)
#include "initialization_test.moc"
