#include "model/parameters.h"

#include "model/small_model.h"

#include <QTest>

#include <set>

using namespace bertlab;
using namespace bertlab::test;

class ParametersTest : public QObject
{
    Q_OBJECT
private slots:
    void table_has_each_kind_once();
    void counts_what_the_released_models_have();
    void lies_in_one_arena_without_holes();
    void finds_by_name();
    void decays_neither_layer_norm_nor_bias();
    void starts_at_zero_with_every_part();
    void can_be_set_to_zero();
    void is_a_source_of_weights();
};

void ParametersTest::table_has_each_kind_once()
{
    std::set<std::string_view> names;
    Index in_layers = 0;
    for (const TensorSpec &spec : tensor_specs()) {
        names.insert(spec.name);
        in_layers += is_once_a_layer(spec);
        QCOMPARE(is_once_a_layer(spec), spec.part == Part::encoder);
    }
    QCOMPARE(names.size(), std::size_t(30));
    QCOMPARE(in_layers, 16);
}

void ParametersTest::counts_what_the_released_models_have()
{
    const ParameterLayout base(Config::of_shape("base"));
    const std::size_t model = base.size(Part::embeddings) + base.size(Part::encoder) + base.size(Part::pooler);
    QCOMPARE(model, std::size_t(109'482'240));       // transformers: BertModel("bert-base-uncased").num_parameters()
    QCOMPARE(base.size(), std::size_t(110'106'428)); // … BertForPreTraining
    QCOMPARE(base.tensors().size(), std::size_t(5 + 12 * 16 + 2 + 5 + 2));
    const ParameterLayout tiny(Config::of_shape("tiny"));
    QCOMPARE(tiny.size(Part::embeddings) + tiny.size(Part::encoder) + tiny.size(Part::pooler),
             std::size_t(4'385'920)); // google/bert_uncased_L-2_H-128_A-2
}

void ParametersTest::lies_in_one_arena_without_holes()
{
    const ParameterLayout layout(small_config());
    std::size_t offset = 0, parts = 0;
    for (const TensorInfo &tensor : layout.tensors()) {
        QCOMPARE(tensor.offset, offset);
        offset += static_cast<std::size_t>(tensor.size());
    }
    QCOMPARE(layout.size(), offset);
    for (Part part : {Part::embeddings, Part::encoder, Part::pooler, Part::masked_lm, Part::next_sentence})
        parts += layout.size(part);
    QCOMPARE(parts, offset);
}

void ParametersTest::finds_by_name()
{
    const ParameterLayout layout(small_config());
    const TensorInfo *tensor = layout.find("bert.encoder.layer.2.intermediate.dense.weight");
    QVERIFY(tensor && tensor->rows == 70 && tensor->columns == 24 && !tensor->is_vector());
    QVERIFY(layout.find("cls.predictions.bias")->is_vector());
    QVERIFY(!layout.find("bert.encoder.layer.3.intermediate.dense.weight")); // there are three layers
    QVERIFY(!layout.find("bert.encoder.layer.{}.intermediate.dense.weight"));
    QVERIFY(!layout.find("cls.predictions.decoder.weight")); // tied
}

void ParametersTest::decays_neither_layer_norm_nor_bias()
{
    for (const TensorSpec &spec : tensor_specs()) {
        const bool exempt =
            spec.name.find("LayerNorm") != std::string_view::npos || spec.name.find("bias") != std::string_view::npos;
        QCOMPARE(spec.weight_decay, !exempt);
    }
}

void ParametersTest::starts_at_zero_with_every_part()
{
    Parameters parameters(small_config());
    QVERIFY(parameters.has(Part::embeddings) && parameters.has(Part::next_sentence));
    parameters.set_has(Part::pooler, false);
    QVERIFY(!parameters.has(Part::pooler) && parameters.has(Part::masked_lm));
    for (const TensorInfo &info : parameters.layout().tensors()) {
        MatrixView tensor = parameters.tensor(info.name);
        QCOMPARE(tensor.rows(), info.is_vector() ? 1 : info.rows);
        QCOMPARE(tensor.cols(), info.is_vector() ? info.rows : info.columns);
        QVERIFY(tensor.isZero(0));
        tensor.setOnes();
    }
    QVERIFY(std::as_const(parameters).tensor("cls.seq_relationship.bias").isOnes(0));
}

void ParametersTest::is_a_source_of_weights()
{
    Parameters parameters = random_parameters(small_config());
    parameters.set_has(Part::pooler, false);
    const WeightSource source = parameters.source();
    QVERIFY(!source.has(Part::pooler) && source.has(Part::encoder));
    for (const TensorInfo &info : parameters.layout().tensors()) {
        const ConstMatrixView expected = std::as_const(parameters).tensor(info.name);
        Matrix values(expected.rows(), expected.cols());
        source.read(info, view(values));
        QVERIFY2(same_bits(values, expected), info.name.c_str());
    }
}

void ParametersTest::can_be_set_to_zero()
{
    Config config = small_config();
    config.vocab_size = 10'000; // more than one piece of work
    Parameters parameters = random_parameters(config);
    Workers workers(2);
    parameters.set_zero(workers);
    for (const TensorInfo &info : parameters.layout().tensors())
        QVERIFY2(std::as_const(parameters).tensor(info.name).isZero(0), info.name.c_str());
}

QTEST_GUILESS_MAIN(ParametersTest)
#include "parameters_test.moc"
