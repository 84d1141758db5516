#include "base/atomic_file.h"
#include "base/mapped_file.h"
#include "error_sentence.h"
#include "io/model_directory.h"
#include "io/model_writer.h"
#include "io/safetensors.h"
#include "layers/numbers.h"
#include "model/small_model.h"
#include "test_data.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>
#include <span>

#ifndef Q_OS_WIN
#include <sys/resource.h>
#endif

using namespace bertlab;
using namespace bertlab::test;

/// What is written must be what Hugging Face's BertForPreTraining expects: names, shapes and fields of the
/// configuration are compared with tests/data/tiny-random, which it wrote itself.
class ModelWriterTest : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;
    const std::filesystem::path m_reference = test::test_file("tiny-random");
    std::filesystem::path folder() const { return path_from_utf8(m_folder->filePath("model").toStdString()); }

    static QJsonObject json_of(const std::filesystem::path &file)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(read_text_file(file))).object();
    }
    Vocabulary vocabulary() const
    {
        return Vocabulary::from_text(read_text_file(m_reference / "vocab.txt"), "vocab.txt");
    }
    Parameters parameters() const
    {
        const auto model = load_model_directory(m_reference);
        Parameters parameters(model->bert.config());
        for (const TensorInfo &info : parameters.layout().tensors())
            MatrixView(parameters.tensor(info.name)) = model->bert.tensor(info.name);
        return parameters;
    }

#ifndef Q_OS_WIN
    /// Saves where no file may have more bytes than this, as on a disk that is full; the sentence of the error.
    std::string sentence_with_room_for(rlim_t bytes)
    {
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit little{bytes, before.rlim_max};
        const auto handler = std::signal(SIGXFSZ, SIG_IGN); // a failed write instead of the end of the process
        setrlimit(RLIMIT_FSIZE, &little);
        const std::string sentence =
            error_sentence([this] { write_model_directory(folder(), parameters(), vocabulary(), true); });
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        return sentence;
    }
#endif

private slots:
    void init()
    {
        m_folder.emplace();
    }

#ifndef Q_OS_WIN
    void what_does_not_fit_leaves_nothing_behind()
    {
        const std::string sentence = sentence_with_room_for(20'000);
        QVERIFY2(sentence.starts_with("model.safetensors: the file cannot be written"), sentence.c_str());
        QVERIFY(!std::filesystem::exists(folder()));
    }

    void a_model_stays_where_another_does_not_fit()
    {
        Config other;
        other.hidden_size = other.intermediate_size = 8;
        other.num_hidden_layers = other.num_attention_heads = 1;
        other.vocab_size = vocabulary().size();
        write_model_directory(folder(), Parameters(other), vocabulary(), true);
        const std::string before = read_text_file(folder() / "config.json");
        QVERIFY(!sentence_with_room_for(20'000).empty());
        QCOMPARE(read_text_file(folder() / "config.json"), before);
        QCOMPARE(load_model_directory(folder())->bert.config().hidden_size, Index(8));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder()), {}), 4);
    }
#endif

    void what_else_the_folder_has_stays()
    {
        const std::filesystem::path notes = folder() / "unfinished" / "notes.txt";
        std::filesystem::create_directories(notes.parent_path());
        write_file_atomically(notes, std::as_bytes(std::span("mine")));
        write_model_directory(folder(), parameters(), vocabulary(), true);
        QVERIFY(std::filesystem::exists(notes));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder()), {}), 5);
    }

    void names_and_shapes_are_those_of_transformers()
    {
        write_model_directory(folder(), parameters(), vocabulary(), true);
        const MappedFile ours(folder() / "model.safetensors"), theirs(m_reference / "model.safetensors");
        const TensorTable written = read_safetensors(ours.bytes(), "ours"),
                          expected = read_safetensors(theirs.bytes(), "theirs");
        std::set<std::string> names, expected_names;
        for (const auto &[name, tensor] : written)
            names.insert(name);
        for (const auto &[name, tensor] : expected)
            expected_names.insert(name);
        QVERIFY(names == expected_names);
        for (const auto &[name, tensor] : expected) {
            QVERIFY2(written.at(name).shape == tensor.shape, name.c_str());
            QVERIFY2(std::ranges::equal(written.at(name).bytes, tensor.bytes), name.c_str()); // every bit
        }
    }

    void fields_of_the_configuration()
    {
        write_model_directory(folder(), parameters(), vocabulary(), true);
        const QJsonObject written = json_of(folder() / "config.json"), expected = json_of(m_reference / "config.json");
        for (const char *field :
             {"architectures", "model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
              "intermediate_size", "hidden_act", "hidden_dropout_prob", "attention_probs_dropout_prob",
              "max_position_embeddings", "type_vocab_size", "initializer_range", "layer_norm_eps", "pad_token_id"})
            QVERIFY2(written.contains(field) && written[field] == expected[field], field);
        QCOMPARE(read_text_file(folder() / "vocab.txt"), read_text_file(m_reference / "vocab.txt"));
        const QJsonObject tokenizer = json_of(folder() / "tokenizer_config.json");
        QCOMPARE(tokenizer["do_lower_case"], QJsonValue(true));
        QCOMPARE(tokenizer["tokenizer_class"], QJsonValue("BertTokenizer"));
    }

    void comes_back_as_it_was()
    {
        const Parameters saved = random_parameters(small_config());
        std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nÄpfel\n";
        write_model_directory(folder(), saved, Vocabulary::from_text(pieces, "vocab.txt"), false);
        const auto model = load_model_directory(folder());
        QVERIFY(!model->tokenizer.lower_case());
        QVERIFY(model->tokenizer.vocabulary().find("Äpfel"));
        QVERIFY(model->report.missing.empty() && model->report.unexpected.empty());
        for (const TensorInfo &info : saved.layout().tensors())
            QVERIFY2(same_bits(model->bert.tensor(info.name), saved.tensor(info.name)), info.name.c_str());
    }

    void half_precision_is_rounded_and_small()
    {
        const Parameters saved = random_parameters(small_config());
        write_model_directory(folder(), saved, vocabulary_of_size(50), true, DataType::f16);
        QVERIFY(std::filesystem::file_size(folder() / "model.safetensors") < saved.values().size() * 2 + 20'000);
        const auto model = load_model_directory(folder());
        for (const TensorInfo &info : saved.layout().tensors()) {
            const double worst = largest_difference(model->bert.tensor(info.name), saved.tensor(info.name)).value;
            QVERIFY2(worst > 0 && worst < 1.3 / 2048, info.name.c_str());
        }
    }

    void parts_that_are_missing_are_not_written()
    {
        Parameters saved = random_parameters(small_config());
        saved.set_has(Part::next_sentence, false);
        write_model_directory(folder(), saved, vocabulary_of_size(50), true);
        const auto model = load_model_directory(folder());
        QVERIFY(!model->bert.has(Part::next_sentence) && model->bert.has(Part::masked_lm));
    }

    void the_same_bytes_each_time()
    {
        const Parameters saved = random_parameters(small_config());
        write_model_directory(folder(), saved, vocabulary_of_size(50), true);
        const std::string first = read_text_file(folder() / "model.safetensors");
        write_model_directory(folder(), saved, vocabulary_of_size(50), true);
        QVERIFY(read_text_file(folder() / "model.safetensors") == first);
    }

    void a_folder_that_cannot_be_made()
    {
        QFile file(m_folder->filePath("model"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string sentence = error_sentence(
            [this] { write_model_directory(folder(), random_parameters(small_config()), vocabulary(), true); });
        QVERIFY2(sentence.starts_with("model: "), sentence.c_str());
    }

private:
    static Vocabulary vocabulary_of_size(int size)
    {
        std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
        for (int i = 5; i < size; ++i)
            pieces += "p" + std::to_string(i) + "\n";
        return Vocabulary::from_text(pieces, "vocab.txt");
    }
};

QTEST_GUILESS_MAIN(ModelWriterTest)
#include "model_writer_test.moc"
