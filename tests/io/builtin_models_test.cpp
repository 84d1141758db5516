#include "builtin_models.h"

#include "io/model_directory.h"
#include "io/reading.h"

using namespace bertlab;
using namespace bertlab::test;

class BuiltinModelsTest : public QObject
{
    Q_OBJECT

private:
    static std::shared_ptr<const Model> load(const BuiltinModel &model)
    {
        return load_model({std::string(model.title), model.config_json, model.vocabulary, true, model.safetensors});
    }

private slots:
    void each_is_whole()
    {
        QCOMPARE(builtin_models().size(), std::size_t(2));
        QCOMPARE(builtin_models().front().id, std::string_view("reference"));
        for (const BuiltinModel &builtin : builtin_models()) {
            const auto model = load(builtin);
            QCOMPARE(model->name, std::string(builtin.title));
            QVERIFY(model->report.missing.empty());
            QVERIFY(model->report.unexpected.empty());
            QCOMPARE(model->report.tensors.front().type, DataType::f16);
            for (Part part : {Part::pooler, Part::masked_lm, Part::next_sentence})
                QVERIFY(model->bert.has(part));
            QCOMPARE(static_cast<Index>(model->tokenizer.vocabulary().size()), model->bert.config().vocab_size);
        }
    }
    /// The built-in classroom model is its F32 original, rounded to half precision.
    void classroom_is_its_original_rounded()
    {
        const auto original = load_model_directory(test_file("classroom-f32"));
        const auto rounded = load(builtin_models().back());
        QVERIFY(original->bert.config() == rounded->bert.config());
        QCOMPARE(rounded->tokenizer.vocabulary().to_text(), original->tokenizer.vocabulary().to_text());
        for (const TensorInfo &info : original->bert.layout().tensors()) {
            const Matrix values = original->bert.tensor(info.name);
            const OwnedTensor half = OwnedTensor::from_floats(
                std::span(values.data(), static_cast<std::size_t>(values.size())), {values.size()}, DataType::f16);
            Matrix expected(values.rows(), values.cols());
            copy_as_float({half.type, half.shape, half.bytes}, info.name,
                          std::span(expected.data(), static_cast<std::size_t>(expected.size())));
            QVERIFY2(rounded->bert.tensor(info.name) == expected, info.name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(BuiltinModelsTest)
#include "builtin_models_test.moc"
