#include "io/model_directory.h"

#include "io/model_folder.h"

#include <functional>
#include <limits>

using namespace bertlab;
using namespace bertlab::test;

namespace {

using Tensors = ModelFolder::Tensors;
using Change = std::function<void(const ModelFolder &)>;

const std::string words = "bert.embeddings.word_embeddings.weight";

/// A change of the weights as a change of the folder.
Change with_tensors(std::function<void(Tensors &)> change)
{
    return [change](const ModelFolder &folder) { folder.change_tensors(change); };
}

Change with_config(const char *before, const char *after)
{
    return [=](const ModelFolder &folder) { folder.replace("config.json", before, after); };
}

Change with_value(const std::string &name, std::size_t index, float value)
{
    return with_tensors([=](Tensors &tensors) {
        std::memcpy(tensors.at(name).bytes.data() + index * sizeof value, &value, sizeof value);
    });
}

Change with_file(const char *name, const std::string &text)
{
    return [=](const ModelFolder &folder) { folder.write(name, text); };
}

void erase_prefix(Tensors &tensors, std::string_view prefix)
{
    std::erase_if(tensors, [&](const auto &entry) { return entry.first.starts_with(prefix); });
}

std::string tokenizer_json(const std::string &model)
{
    return R"({"version":"1.0","model":)" + model + "}";
}

} // namespace

class ModelDamageTest : public QObject
{
    Q_OBJECT

private slots:
    void damage_is_named_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Change &change, const char *sentence) {
            QTest::newRow(name) << change << QString::fromUtf8(sentence);
        };
        constexpr float nan = std::numeric_limits<float>::quiet_NaN(),
                        infinity = std::numeric_limits<float>::infinity();

        row(
            "no config", [](const ModelFolder &folder) { folder.remove("config.json"); },
            "config.json: the file was not found.");
        row("a text for a number", with_config("\"hidden_size\": 64", "\"hidden_size\": \"64\""),
            "config.json: hidden_size is the text \"64\", expected a whole number.");
        row("absurd sizes", with_config("\"hidden_size\": 64", "\"hidden_size\": 2000000000"),
            "config.json: these sizes make 4e+19 weights, more than 2^40 (vocab_size 1000, hidden_size 2000000000, "
            "num_hidden_layers 2, intermediate_size 256, max_position_embeddings 64).");
        row("millions of layers", with_config("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 9000000"),
            "model.safetensors: 46 tensors are too few for the 9000000 layers of config.json (num_hidden_layers).");
        row("large sizes", with_config("\"hidden_size\": 64", "\"hidden_size\": 40000"),
            "model.safetensors: bert.embeddings.word_embeddings.weight is 1000 x 64, but config.json (vocab_size 1000, "
            "hidden_size 40000) asks for 1000 x 40000.");

        row(
            "no vocabulary", [](const ModelFolder &folder) { folder.remove("vocab.txt"); },
            "damaged: neither vocab.txt nor tokenizer.json was found.");
        row("empty vocabulary", with_file("vocab.txt", ""),
            "vocab.txt: the vocabulary is empty; expected one piece a line.");
        row("vocabulary of blank lines", with_file("vocab.txt", "\n\n\n"),
            "vocab.txt: [PAD] is missing among the 1 pieces; expected [PAD], [UNK], [CLS], [SEP] and [MASK], each on a "
            "line of its own.");
        row("huge vocabulary", with_file("vocab.txt", std::string(20'000'000, '\n') + "x"),
            "vocab.txt: the vocabulary has 20000001 pieces, but config.json (vocab_size) has room for 1000.");
        row(
            "longer vocabulary",
            [](const ModelFolder &folder) { folder.write("vocab.txt", folder.read("vocab.txt") + "more\n"); },
            "vocab.txt: the vocabulary has 1001 pieces, but config.json (vocab_size) has room for 1000.");
        row(
            "no [MASK]", [](const ModelFolder &folder) { folder.replace("vocab.txt", "[MASK]", "[MUSK]"); },
            "vocab.txt: [MASK] is missing among the 1000 pieces; expected [PAD], [UNK], [CLS], [SEP] and [MASK], each "
            "on "
            "a line of its own.");

        row(
            "a byte-pair tokenizer",
            [](const ModelFolder &folder) {
                folder.remove("vocab.txt");
                folder.write("tokenizer.json", tokenizer_json(R"({"type":"BPE","vocab":{"a":0},"merges":[]})"));
            },
            "tokenizer.json: model.type is the text \"BPE\", expected WordPiece.");
        row("do_lower_case is a text", with_file("tokenizer_config.json", R"({"do_lower_case":"yes"})"),
            "tokenizer_config.json: do_lower_case is the text \"yes\", expected true or false.");
        row("accents kept", with_file("tokenizer_config.json", R"({"do_lower_case":true,"strip_accents":false})"),
            "tokenizer_config.json: strip_accents differs from do_lower_case, expected that BERT strips accents "
            "exactly "
            "when it lower-cases.");

        row(
            "no weights", [](const ModelFolder &folder) { folder.remove("model.safetensors"); },
            "damaged: neither model.safetensors nor pytorch_model.bin was found.");
        row(
            "split weights",
            [](const ModelFolder &folder) {
                folder.remove("model.safetensors");
                folder.write("model.safetensors.index.json", "{}");
            },
            "model.safetensors.index.json: the weights are split over several files, expected one model.safetensors.");
        row("pointer of Git LFS",
            with_file("model.safetensors", "version https://git-lfs.github.com/spec/v1\nsize 7\n"),
            "model.safetensors: found the pointer of Git LFS, expected the weights themselves (git lfs pull).");
        row(
            "a folder for weights",
            [](const ModelFolder &folder) {
                folder.remove("model.safetensors");
                std::filesystem::create_directory(folder.path() / "model.safetensors");
            },
            "model.safetensors: expected a file, found a folder.");

        row("missing tensor", with_tensors([](Tensors &t) { t.erase("bert.encoder.layer.1.output.dense.weight"); }),
            "model.safetensors: bert.encoder.layer.1.output.dense.weight is missing, expected the embeddings and the "
            "encoder of a BERT with the sizes of config.json.");
        row("missing layer", with_tensors([](Tensors &t) { erase_prefix(t, "bert.encoder.layer.0."); }),
            "model.safetensors: bert.encoder.layer.0.attention.self.query.weight and 15 more tensors are missing, "
            "expected "
            "the embeddings and the encoder of a BERT with the sizes of config.json.");
        row("wrong shape", with_tensors([](Tensors &t) {
                t.at("bert.pooler.dense.weight").shape = {128, 32};
            }),
            "model.safetensors: bert.pooler.dense.weight is 128 x 32, but config.json (hidden_size 64) asks for 64 x "
            "64.");
        row("transposed", with_tensors([](Tensors &t) {
                t.at("bert.encoder.layer.0.intermediate.dense.weight").shape = {64, 256};
            }),
            "model.safetensors: bert.encoder.layer.0.intermediate.dense.weight is 64 x 256, but config.json "
            "(intermediate_size 256, hidden_size 64) asks for 256 x 64.");
        row("matrix for a vector", with_tensors([](Tensors &t) {
                t.at("cls.predictions.bias").shape = {1, 1000};
            }),
            "model.safetensors: cls.predictions.bias is 1 x 1000, but config.json (vocab_size 1000) asks for 1000.");
        row("wrong type", with_tensors([](Tensors &t) {
                t.at("bert.pooler.dense.bias") = OwnedTensor::from_int64(std::vector<std::int64_t>(64), {64});
            }),
            "model.safetensors: bert.pooler.dense.bias holds whole numbers (I64), expected F32, F16, BF16 or F64.");
        row("two of one meaning", with_tensors([](Tensors &t) {
                t["embeddings.LayerNorm.gamma"] = t.at("bert.embeddings.LayerNorm.weight");
            }),
            "model.safetensors: bert.embeddings.LayerNorm.weight and embeddings.LayerNorm.gamma are the same tensor of "
            "a "
            "BERT, expected one of them.");
        row("NaN", with_value("bert.encoder.layer.1.attention.self.value.weight", 4095, nan),
            "model.safetensors: bert.encoder.layer.1.attention.self.value.weight has NaN at element 4095, expected "
            "finite "
            "numbers.");
        row("infinity", with_value(words, 63999, -infinity),
            "model.safetensors: bert.embeddings.word_embeddings.weight has an infinite value at element 63999, "
            "expected "
            "finite numbers.");
        row("NaN in a head", with_value("cls.seq_relationship.bias", 1, nan),
            "model.safetensors: cls.seq_relationship.bias has NaN at element 1, expected finite numbers.");
    }
    void damage_is_named()
    {
        QFETCH(Change, change);
        QFETCH(QString, sentence);
        const ModelFolder folder("tiny-random", "damaged");
        const auto before = folder.load(); // the model loaded before stays, whatever comes after
        change(folder);
        QCOMPARE(QString::fromStdString(folder.sentence()), sentence);
        QCOMPARE(before->bert.tensor(words).rows(), Index(1000));
    }
    void places_that_are_no_folder()
    {
        COMPARE_SENTENCE(sentence_of([] { load_model_directory(test_file("no such model")); }),
                         "no such model: the folder was not found.");
        COMPARE_SENTENCE(sentence_of([] { load_model_directory(test_file("tiny-random/vocab.txt")); }),
                         "vocab.txt: found a file, expected a folder with config.json, vocab.txt and weights.");
    }
    void cancelling_leaves_no_model()
    {
        int asked = 0;
        try {
            load_model_directory(test_file("tiny-random"), [&asked] { return ++asked == 3; });
            QFAIL("no exception");
        } catch (const Cancelled &) {
            QCOMPARE(asked, 3);
        }
    }
    void weights_cut_anywhere_are_an_error()
    {
        const ModelFolder folder;
        const Bytes whole = read_bytes(folder.path() / "model.safetensors");
        for (std::size_t length = 0; length < whole.size(); length += 20011) {
            write_file_atomically(folder.path() / "model.safetensors", std::span(whole).first(length));
            const std::string sentence = folder.sentence();
            QVERIFY2(is_sentence_about(sentence, "model.safetensors"), sentence.c_str());
        }
    }
    void flipped_bytes_give_an_error_or_a_model()
    {
        const std::string config = read_text_file(test_file("tiny-random/config.json"));
        const std::string vocabulary = read_text_file(test_file("tiny-random/vocab.txt"));
        const Bytes weights = read_bytes(test_file("tiny-random/model.safetensors"));
        int loaded = 0;
        for (std::uint64_t variant = 0; variant < 600; ++variant) {
            std::string damaged_config = config, damaged_vocabulary = vocabulary;
            Bytes damaged = weights;
            const std::uint64_t random = scrambled(variant), value = random >> 56;
            if (variant % 3 == 0)
                damaged_config[random % config.size()] = static_cast<char>(value);
            else if (variant % 3 == 1)
                damaged_vocabulary[random % vocabulary.size()] = static_cast<char>(value);
            else
                damaged[random % (variant % 2 ? 4912 : weights.size())] = static_cast<std::byte>(value);
            try {
                load_model({"damaged", damaged_config, damaged_vocabulary, true, damaged});
                ++loaded;
            } catch (const Error &error) {
                const std::string sentence = error.what();
                QVERIFY2(sentence.ends_with('.') && sentence.find('\n') == std::string::npos, sentence.c_str());
            }
        }
        QVERIFY2(loaded > 100 && loaded < 500, qPrintable(QString::number(loaded)));
    }
};

QTEST_GUILESS_MAIN(ModelDamageTest)
#include "model_damage_test.moc"
