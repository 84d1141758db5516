#include "layers/numbers.h"
#include "model/golden_batch.h"
#include "model/training_pass.h"
#include "test_data.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace bertlab;
using namespace bertlab::test;

/// Losses and the gradient of their sum by every weight against Hugging Face transformers in float64.
class GradientsGoldenTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void losses_equal_the_reference();
    void has_the_tensors_of_the_reference();
    void tensor_data();
    void tensor();
    void gives_the_same_bits_with_any_number_of_threads();

private:
    Parameters gradients_with(int threads) const;

    GoldenBatch m_golden;
    std::map<std::string, PaddedTensor> m_reference;
    std::optional<Parameters> m_parameters, m_gradients;
    PretrainingLoss m_loss;
};

void GradientsGoldenTest::initTestCase()
{
    m_golden = read_golden_batch();
    m_reference = read_golden_tensors("gradients");
    m_parameters.emplace(read_golden_parameters());
    m_gradients.emplace(m_parameters->config());
    Workers workers(2);
    TrainingPass pass(m_parameters->config(), workers);
    pass.pack(*m_parameters);
    m_loss = pass.forward_backward(m_golden.batch, m_golden.labels, {}, *m_gradients);
}

void GradientsGoldenTest::losses_equal_the_reference()
{
    QFile file(QString::fromStdString(test::test_data("tiny-random/expected.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonDocument expected = QJsonDocument::fromJson(file.readAll());
    const double masked_lm = expected["mlm_loss"].toDouble(), next_sentence = expected["nsp_loss"].toDouble();
    qInfo("mlm %.9f instead of %.9f, nsp %.9f instead of %.9f", m_loss.masked_lm, masked_lm, m_loss.next_sentence,
          next_sentence);
    QVERIFY(std::abs(m_loss.masked_lm - masked_lm) <= 2e-6);
    QVERIFY(std::abs(m_loss.next_sentence - next_sentence) <= 1e-6);
    QCOMPARE(m_loss.total(), m_loss.masked_lm + m_loss.next_sentence);
}

void GradientsGoldenTest::has_the_tensors_of_the_reference()
{
    QCOMPARE(m_reference.size(), m_gradients->layout().tensors().size());
    QCOMPARE(m_reference.size(), std::size_t{46});
}

void GradientsGoldenTest::tensor_data() // a row for each tensor of the reference file: none can be forgotten
{
    QTest::addColumn<double>("tolerance");
    for (const auto &[name, reference] : m_reference) {
        const float largest = std::ranges::max(reference.values, {}, [](float value) { return std::abs(value); });
        // the floor is for the biases of keys, whose gradient is zero in theory
        QTest::newRow(name.c_str()) << 1e-6 + 1e-5 * std::abs(static_cast<double>(largest));
    }
}

void GradientsGoldenTest::tensor()
{
    QFETCH(double, tolerance);
    const std::string name = QTest::currentDataTag();
    QVERIFY2(m_gradients->layout().find(name), "the engine computed no gradient of this name");
    const ConstMatrixView gradient = std::as_const(*m_gradients).tensor(name);
    const PaddedTensor &reference = m_reference.at(name);
    QCOMPARE(reference.values.size(), static_cast<std::size_t>(gradient.size()));
    VERIFY_CLOSE(gradient,
                 ConstMatrixView(reference.values.data(), gradient.rows(), gradient.cols(),
                                 Eigen::OuterStride<>(gradient.cols())),
                 tolerance);
}

Parameters GradientsGoldenTest::gradients_with(int threads) const
{
    Workers workers(threads);
    TrainingPass pass(m_parameters->config(), workers);
    pass.pack(*m_parameters);
    Parameters gradients(m_parameters->config());
    const TrainingPassOptions options{.hidden_dropout = 0.1, .attention_dropout = 0.1, .seed = 5, .step = 3};
    pass.forward_backward(m_golden.batch, m_golden.labels, options, gradients);
    return gradients;
}

void GradientsGoldenTest::gives_the_same_bits_with_any_number_of_threads()
{
    const Parameters one = gradients_with(1);
    for (const int threads : {2, 3}) {
        const Parameters many = gradients_with(threads);
        QVERIFY(std::ranges::equal(one.values(), many.values()));
    }
}

QTEST_GUILESS_MAIN(GradientsGoldenTest)
#include "gradients_golden_test.moc"
