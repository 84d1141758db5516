#include "io/model_directory.h"
#include "layers/numbers.h"
#include "model/golden_batch.h"
#include "test_data.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

/// Every traced tensor against Hugging Face transformers in float64 (stored as float32), for each form of the files.
class ForwardGoldenTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void has_the_tensors_of_the_reference_data() { add_forms(); }
    void has_the_tensors_of_the_reference();
    void tensor_data();
    void tensor();
    void result_equals_the_trace();
    void has_the_parameters_of_the_reference();

private:
    static constexpr double tolerance = 2e-5; // float32 torch is 3e-6 away
    static constexpr std::array forms{"tiny-random", "tiny-random-bin", "tiny-random-legacy-bin"};

    static void add_forms()
    {
        QTest::addColumn<QString>("form");
        for (const char *form : forms)
            QTest::newRow(form) << form;
    }
    Difference difference(const Trace &trace, const std::string &name) const;
    Difference attention_difference(const Trace &trace, const std::string &name) const;

    GoldenBatch m_golden;
    std::map<std::string, PaddedTensor> m_reference;
    std::map<QString, ForwardResult> m_results; ///< by form
};

void ForwardGoldenTest::initTestCase()
{
    m_golden = read_golden_batch();
    m_reference = read_golden_tensors("trace");
    Workers workers(2);
    ForwardOptions options;
    options.trace = trace_everything();
    options.all_prediction_logits = true;
    for (const char *form : forms)
        m_results[form] = load_model_directory(test_file(form))->bert.forward(m_golden.batch, options, workers);
}

void ForwardGoldenTest::has_the_tensors_of_the_reference()
{
    QFETCH(QString, form);
    QStringList traced, expected;
    for (const auto &[name, tensor] : m_results[form].trace->tensors())
        traced << QString::fromStdString(name);
    for (const auto &[name, tensor] : m_reference)
        expected << QString::fromStdString(name);
    QCOMPARE(traced, expected);
}

void ForwardGoldenTest::tensor_data() // a row for each tensor of the reference file: none can be forgotten
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("name");
    for (const char *form : forms) {
        for (const auto &[name, reference] : m_reference)
            QTest::addRow("%s %s", form, name.c_str()) << form << QString::fromStdString(name);
    }
}

void ForwardGoldenTest::tensor()
{
    QFETCH(QString, form);
    QFETCH(QString, name);
    const Trace &trace = *m_results[form].trace;
    const std::string key = name.toStdString();
    QVERIFY2(trace.has(key), "the forward pass traced no tensor of this name");
    const bool is_attention = trace.tensors().find(key)->second.rows == Trace::Rows::attention;
    const Difference worst = is_attention ? attention_difference(trace, key) : difference(trace, key);
    qInfo("worst %.1e, allowed %.1e", worst.value, tolerance);
    QVERIFY2(worst.value <= tolerance, worst.describe().c_str());
}

Difference ForwardGoldenTest::difference(const Trace &trace, const std::string &name) const
{
    const PaddedTensor &reference = m_reference.at(name);
    const ConstMatrixView actual = trace.tensor(name);
    const Index columns = reference.shape.back();
    Matrix expected(actual.rows(), columns);
    for (Index row = 0; row < actual.rows(); ++row) {
        const bool of_sequences = reference.shape.size() == 2;
        const PaddedPlace place = m_golden.places[static_cast<std::size_t>(row)];
        const Index padded = of_sequences ? row : place.sequence * m_golden.padded_length + place.position;
        expected.row(row) = ConstRowView(reference.values.data() + padded * columns, columns);
    }
    return largest_difference(actual, expected);
}

Difference ForwardGoldenTest::attention_difference(const Trace &trace, const std::string &name) const
{
    const PaddedTensor &reference = m_reference.at(name);
    const Index heads = reference.shape[1], padded = m_golden.padded_length;
    Difference worst;
    for (Index sequence = 0; sequence < trace.sequences(); ++sequence) {
        for (Index head = 0; head < heads; ++head) {
            const float *map = reference.values.data() + (sequence * heads + head) * padded * padded;
            const ConstMatrixView actual = trace.attention(name, sequence, head);
            Matrix expected(actual.rows(), actual.cols());
            for (Index query = 0; query < actual.rows(); ++query) {
                for (Index key = 0; key < actual.cols(); ++key) {
                    const auto first = static_cast<std::size_t>(trace.start(sequence));
                    expected(query, key) =
                        map[m_golden.places[first + static_cast<std::size_t>(query)].position * padded +
                            m_golden.places[first + static_cast<std::size_t>(key)].position];
                }
            }
            const Difference here = largest_difference(actual, expected);
            if (!(here.value <= worst.value))
                worst = here;
        }
    }
    return worst;
}

void ForwardGoldenTest::result_equals_the_trace()
{
    const ForwardResult &result = m_results[forms[0]];
    QVERIFY(same_bits(result.last_hidden_state, result.trace->tensor(trace_name::last_hidden_state)));
    QVERIFY(same_bits(result.pooler_output, result.trace->tensor(trace_name::pooler_output)));
    QVERIFY(same_bits(result.prediction_logits, result.trace->tensor(trace_name::prediction_logits)));
    QVERIFY(same_bits(result.seq_relationship_logits, result.trace->tensor(trace_name::seq_relationship_logits)));
}

void ForwardGoldenTest::has_the_parameters_of_the_reference()
{
    QFile file(QString::fromStdString(test::test_data("tiny-random/expected.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const qint64 expected = QJsonDocument::fromJson(file.readAll())["parameters"].toInteger();
    const auto model = load_model_directory(test_file(forms[0]));
    QCOMPARE(static_cast<qint64>(model->bert.layout().size()), expected); // the tied decoder counts once
    QCOMPARE(expected, 177'898);
}

QTEST_GUILESS_MAIN(ForwardGoldenTest)
#include "forward_golden_test.moc"
