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
    void initTestCase() { m_tiny = load_model_directory(test_file("tiny-random")); }

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
        const MappedFile file(test_file("tiny-random/model.safetensors"));
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
        const auto model = load_model_directory(test_file(folder.toStdString()));
        QVERIFY(model->report.missing.empty());
        QVERIFY(model->report.unexpected.empty());
        QVERIFY(same_weights(*m_tiny, *model));
    }
    void the_name_is_the_folder()
    {
        QCOMPARE(load_model_directory(test_file("tiny-random/"))->name, std::string("tiny-random"));
        QCOMPARE(load_model_directory(test_file("tiny-random") / ".." / "tiny-random")->name,
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

    void missing_parts_are_left_out_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<Part>("part");
        QTest::addColumn<int>("reported");
        QTest::newRow("pooler") << "bert.pooler." << Part::pooler << 2;
        QTest::newRow("masked language model") << "cls.predictions." << Part::masked_lm << 5;
        QTest::newRow("next sentence") << "cls.seq_relationship." << Part::next_sentence << 2;
        QTest::newRow("one tensor of the head") << "cls.predictions.transform.dense.bias" << Part::masked_lm << 1;
    }
    void missing_parts_are_left_out()
    {
        QFETCH(QString, prefix);
        QFETCH(Part, part);
        QFETCH(int, reported);
        const ModelFolder folder;
        folder.change_tensors([&](Tensors &tensors) {
            std::erase_if(tensors, [&](const auto &entry) { return entry.first.starts_with(prefix.toStdString()); });
        });
        const auto model = folder.load();
        for (Part each : {Part::embeddings, Part::encoder, Part::pooler, Part::masked_lm, Part::next_sentence})
            QCOMPARE(model->bert.has(each), each != part);
        QCOMPARE(model->report.missing.size(), static_cast<std::size_t>(reported));
        QVERIFY(model->report.missing.front().starts_with(prefix.toStdString()));
        QVERIFY(model->report.unexpected.empty());
        QVERIFY(same_weights(*model, *m_tiny));
    }
    void unknown_tensors_are_reported()
    {
        const ModelFolder folder;
        folder.change_tensors([](Tensors &tensors) {
            tensors["classifier.weight"] = OwnedTensor::from_floats(std::vector<float>(6), {2, 3});
            tensors["cls.predictions.decoder.weight"] = tensors.at("bert.embeddings.word_embeddings.weight");
            tensors["cls.predictions.decoder.weight"].bytes[5] ^= std::byte{1}; // not tied any more
        });
        const auto model = folder.load();
        QCOMPARE(model->report.unexpected,
                 (std::vector<std::string>{"classifier.weight", "cls.predictions.decoder.weight"}));
        QCOMPARE(model->report.tensors.size(), std::size_t(48));
        QVERIFY(same_weights(*m_tiny, *model));
    }
    void half_precision_is_read()
    {
        const ModelFolder folder;
        folder.change_tensors([](Tensors &tensors) {
            for (auto &[name, tensor] : tensors) {
                std::vector<float> values(tensor.bytes.size() / sizeof(float));
                copy_as_float({tensor.type, tensor.shape, tensor.bytes}, name, values);
                tensor = OwnedTensor::from_floats(values, tensor.shape, DataType::f16);
            }
        });
        const auto model = folder.load();
        const std::string name = "bert.encoder.layer.1.output.dense.weight";
        const Matrix exact = m_tiny->bert.tensor(name), rounded = model->bert.tensor(name);
        QVERIFY(exact != rounded);
        QVERIFY(((exact - rounded).array().abs() <= exact.array().abs() / 2048 + 1e-7f).all());
        QCOMPARE(model->report.tensors.front().type, DataType::f16);
    }

    void the_vocabulary_may_lie_in_tokenizer_json()
    {
        const ModelFolder folder;
        std::string vocabulary = "{";
        const Vocabulary &pieces = m_tiny->tokenizer.vocabulary();
        for (std::int32_t id = pieces.size(); id-- > 0;) { // in another order than the ids
            std::string quoted = pieces.piece(id);
            for (std::size_t i = 0; i < quoted.size(); ++i)
                if (quoted[i] == '"' || quoted[i] == '\\')
                    quoted.insert(i++, 1, '\\');
            vocabulary += '"' + quoted + "\":" + std::to_string(id) + (id > 0 ? "," : "}");
        }
        folder.remove("vocab.txt");
        folder.write("tokenizer.json",
                     R"({"model":{"type":"WordPiece","continuing_subword_prefix":"##","vocab":)" + vocabulary + "}}");
        const auto model = folder.load();
        QCOMPARE(model->tokenizer.vocabulary().to_text(), pieces.to_text());
    }
    void the_tokenizer_is_configured()
    {
        const ModelFolder folder;
        folder.write("tokenizer_config.json", R"({"do_lower_case":false,"strip_accents":null})");
        QVERIFY(!folder.load()->tokenizer.lower_case());
        folder.write("tokenizer_config.json", "{}");
        QVERIFY(folder.load()->tokenizer.lower_case());
    }
    void a_shorter_vocabulary_is_fine()
    {
        const ModelFolder folder;
        std::string text = folder.read("vocab.txt");
        text.resize(text.rfind('\n', text.size() - 2) + 1);
        folder.write("vocab.txt", text);
        QCOMPARE(folder.load()->tokenizer.vocabulary().size(), 999);
        folder.write("vocab.txt", text + "last\n\n\n"); // blank lines at the end number no piece
        QCOMPARE(folder.load()->tokenizer.vocabulary().size(), 1000);
    }
    void safetensors_are_preferred()
    {
        const ModelFolder folder;
        folder.write("pytorch_model.bin", "not looked at");
        QVERIFY(same_weights(*m_tiny, *folder.load()));
    }
};

QTEST_GUILESS_MAIN(ModelDirectoryTest)
#include "model_directory_test.moc"
