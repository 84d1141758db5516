#include "io/model_directory.h"

#include "io/model_folder.h"

#include <algorithm>

using namespace bertlab;
using namespace bertlab::test;

namespace {

using Tensors = ModelFolder::Tensors;

/// Gives a tensor another name.
void rename(Tensors &tensors, const std::string &before, const std::string &after)
{
    auto node = tensors.extract(before);
    QVERIFY2(!node.empty(), before.c_str());
    node.key() = after;
    tensors.insert(std::move(node));
}

bool same_weights(const Model &a, const Model &b)
{
    return std::ranges::all_of(a.bert.layout().tensors(), [&](const TensorInfo &info) {
        return !a.bert.has(info.spec->part) || a.bert.tensor(info.name) == b.bert.tensor(info.name);
    });
}

} // namespace

class ModelDirectoryTest : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<const Model> m_tiny;

private slots:
    void initTestCase() { m_tiny = load_model_directory(test_data("tiny-random")); }

    void a_folder_of_hugging_face()
    {
        QCOMPARE(m_tiny->name, std::string("tiny-random"));
        QCOMPARE(m_tiny->tokenizer.vocabulary().size(), 1000);
        QVERIFY(m_tiny->tokenizer.lower_case());
        QCOMPARE(m_tiny->bert.config().num_attention_heads, Index(4));
        QCOMPARE(m_tiny->bert.config().num_hidden_layers, Index(2));
        for (Part part : {Part::embeddings, Part::encoder, Part::pooler, Part::masked_lm, Part::next_sentence})
            QVERIFY(m_tiny->bert.has(part));
        QVERIFY(m_tiny->report.missing.empty());
        QVERIFY(m_tiny->report.unexpected.empty());
        QCOMPARE(m_tiny->report.tensors.size(), std::size_t(46));
        QCOMPARE(m_tiny->report.tensors.front().name, std::string("bert.embeddings.LayerNorm.bias"));
    }
    void every_weight_is_that_of_the_file()
    {
        const MappedFile file(test_data("tiny-random/model.safetensors"));
        for (const auto &[name, tensor] : read_safetensors(file.bytes(), "model.safetensors")) {
            std::vector<float> expected(static_cast<std::size_t>(tensor.size()));
            copy_as_float(tensor, name, expected);
            const Matrix loaded = m_tiny->bert.tensor(name);
            QVERIFY2(std::equal(expected.begin(), expected.end(), loaded.data(), loaded.data() + loaded.size()),
                     name.c_str());
        }
    }
    void all_forms_of_file_give_the_same_model_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("zip form of torch.save") << QStringLiteral("tiny-random-bin");
        QTest::newRow("legacy form of torch.save") << QStringLiteral("tiny-random-legacy-bin");
    }
    void all_forms_of_file_give_the_same_model()
    {
        QFETCH(QString, folder);
        const auto model = load_model_directory(test_data(folder.toStdString()));
        QVERIFY(model->report.missing.empty());
        QVERIFY(model->report.unexpected.empty());
        QVERIFY(same_weights(*m_tiny, *model));
    }
    void the_name_is_the_folder()
    {
        QCOMPARE(load_model_directory(test_data("tiny-random/"))->name, std::string("tiny-random"));
        QCOMPARE(load_model_directory(test_data("tiny-random") / ".." / "tiny-random")->name,
                 std::string("tiny-random"));
    }

    void other_names_are_understood_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"no prefix", "gamma and beta", "position_ids", "tied decoder", "decoder bias alone",
                                 "decoder weight alone"})
            QTest::newRow(kind) << QString(kind);
    }
    void other_names_are_understood()
    {
        QFETCH(QString, kind);
        const ModelFolder folder;
        folder.change_tensors([&](Tensors &tensors) {
            const Tensors original = tensors;
            const std::string words = "bert.embeddings.word_embeddings.weight", decoder = "cls.predictions.decoder.";
            if (kind == "no prefix") {
                for (const auto &[name, tensor] : original)
                    if (name.starts_with("bert."))
                        rename(tensors, name, name.substr(5));
            } else if (kind == "gamma and beta") {
                for (const auto &[name, tensor] : original) {
                    if (name.ends_with("LayerNorm.weight"))
                        rename(tensors, name, name.substr(0, name.size() - 6) + "gamma");
                    if (name.ends_with("LayerNorm.bias"))
                        rename(tensors, name, name.substr(0, name.size() - 4) + "beta");
                }
            } else if (kind == "position_ids") {
                std::vector<std::int64_t> ids(64);
                tensors["bert.embeddings.position_ids"] = OwnedTensor::from_int64(ids, {1, 64});
            } else if (kind == "tied decoder") {
                tensors[decoder + "weight"] = tensors.at(words);
                tensors[decoder + "bias"] = tensors.at("cls.predictions.bias");
            } else if (kind == "decoder bias alone") {
                rename(tensors, "cls.predictions.bias", decoder + "bias");
            } else {
                rename(tensors, words, decoder + "weight");
            }
        });
        const auto model = folder.load();
        QVERIFY(model->report.unexpected.empty());
        QVERIFY(model->report.missing.empty());
        QVERIFY(same_weights(*m_tiny, *model));
    }
};

QTEST_GUILESS_MAIN(ModelDirectoryTest)
#include "model_directory_test.moc"
