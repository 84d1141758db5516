#include "io/torch_archive.h"

#include "io/reading.h"
#include "io/safetensors.h"
#include "io/torch_files.h"

#include <zip.h>

using namespace bertlab;
using namespace bertlab::test;

namespace {

/// As the TensorFlow release and files of its time call it.
std::string old_name(std::string name)
{
    if (name.ends_with("LayerNorm.weight"))
        return name.replace(name.size() - 6, 6, "gamma");
    if (name.ends_with("LayerNorm.bias"))
        return name.replace(name.size() - 4, 4, "beta");
    return name;
}

std::vector<float> floats_of(const TensorRef &tensor)
{
    std::vector<float> values(static_cast<std::size_t>(tensor.size()));
    copy_as_float(tensor, "x", values);
    return values;
}

/// The values of the one tensor of a file.
std::vector<float> values_of(const Bytes &file)
{
    const TorchArchive archive(file, "pytorch_model.bin");
    return floats_of(archive.tensors().begin()->second);
}

/// The same files as deflated entries.
Bytes deflated(const std::vector<std::pair<std::string, std::string>> &files)
{
    zip_source_t *memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(memory);
    zip_t *archive = zip_open_from_source(memory, ZIP_TRUNCATE, nullptr);
    for (const auto &[name, content] : files) {
        const auto entry =
            zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(entry), ZIP_CM_DEFLATE, 9);
    }
    zip_close(archive);
    zip_stat_t status;
    zip_source_stat(memory, &status);
    Bytes bytes(status.size);
    zip_source_open(memory);
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

} // namespace

class TorchArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void both_forms_have_the_tensors_of_safetensors_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("zip") << QStringLiteral("tiny-random-bin");
        QTest::newRow("legacy") << QStringLiteral("tiny-random-legacy-bin");
    }
    void both_forms_have_the_tensors_of_safetensors()
    {
        QFETCH(QString, folder);
        const MappedFile expected_file(test_file("tiny-random/model.safetensors"));
        const TensorTable expected = read_safetensors(expected_file.bytes(), "model.safetensors");
        const MappedFile file(test_file(folder.toStdString()) / "pytorch_model.bin");
        const TorchArchive archive(file.bytes(), "pytorch_model.bin");
        for (const auto &[new_name, tensor] : expected) {
            const std::string name = folder == "tiny-random-legacy-bin" ? old_name(new_name) : new_name;
            QVERIFY2(archive.tensors().contains(name), name.c_str());
            const TensorRef &read = archive.tensors().find(name)->second;
            QCOMPARE(read.type, tensor.type);
            QCOMPARE(read.shape, tensor.shape);
            QVERIFY2(std::equal(read.bytes.begin(), read.bytes.end(), tensor.bytes.begin(), tensor.bytes.end()),
                     name.c_str());
        }
        // Besides, the state dicts have the decoder, which shares its storage, and its bias or position_ids.
        QCOMPARE(archive.tensors().size(), expected.size() + 2);
        const TensorRef &words = archive.tensors().find("bert.embeddings.word_embeddings.weight")->second;
        const TensorRef &decoder = archive.tensors().find("cls.predictions.decoder.weight")->second;
        QCOMPARE(decoder.bytes.data(), words.bytes.data());
        const std::byte *begin = file.bytes().data(), *end = begin + file.bytes().size();
        QVERIFY2(words.bytes.data() >= begin && words.bytes.data() < end, "a plain tensor was copied");
    }

    void strides_are_followed_data()
    {
        QTest::addColumn<pickled::Tensor>("tensor");
        QTest::addColumn<std::vector<float>>("expected");
        using pickled::tuple;
        const auto row = [](const char *name, const std::string &shape, const std::string &strides, std::int64_t offset,
                            std::vector<float> expected) {
            pickled::Tensor tensor;
            tensor.shape = shape;
            tensor.strides = strides;
            tensor.offset = offset;
            QTest::newRow(name) << tensor << expected;
        };
        row("plain", tuple({2, 3}), tuple({3, 1}), 0, {1, 2, 3, 4, 5, 6});
        row("transposed", tuple({3, 2}), tuple({1, 3}), 0, {1, 4, 2, 5, 3, 6});
        row("a column", tuple({2}), tuple({3}), 1, {2, 5});
        row("the last two", tuple({2}), tuple({1}), 4, {5, 6});
        row("a dimension of one has any stride", tuple({1, 3}), tuple({77, 1}), 3, {4, 5, 6});
        row("scalar", tuple({}), tuple({}), 5, {6});
        row("empty", tuple({0, 3}), tuple({3, 1}), 0, {});
        row("empty of absurd size", tuple({0, 1ll << 62, 1ll << 62}), tuple({1, 1, 1}), 0, {});
        row("repeated row", tuple({2, 3}), tuple({0, 1}), 3, {4, 5, 6, 4, 5, 6});
        row("three dimensions", tuple({3, 1, 2}), tuple({1, 9, 3}), 0, {1, 4, 2, 5, 3, 6});
    }
    void strides_are_followed()
    {
        QFETCH(pickled::Tensor, tensor);
        QFETCH(std::vector<float>, expected);
        QCOMPARE(values_of(in_zip_form(tensor)), expected);
        tensor.legacy = true;
        QCOMPARE(values_of(in_legacy_form(pickled::state_dict({{"x", tensor.pickle()}}),
                                          pickled::program("]" + pickled::text("0") + "a"))),
                 expected);
    }
    void a_parameter_is_its_tensor()
    {
        const std::string parameter = pickled::name("torch._utils", "_rebuild_parameter") + "(" +
                                      pickled::Tensor().pickle() + "\x88" +
                                      pickled::name("collections", "OrderedDict") + ")RtR";
        QCOMPARE(values_of(in_zip_form(pickled::state_dict({{"x", parameter}}))).size(), std::size_t(6));
    }
    void newer_protocols_are_read()
    {
        const std::string dict = "\x8c\x0b"
                                 "collections"
                                 "\x94\x8c\x0b"
                                 "OrderedDict"
                                 "\x94\x93\x94)R\x94";
        const std::string body = dict + "(\x8c\x01x" + pickled::Tensor().pickle() + "u";
        QCOMPARE(
            values_of(in_zip_form("\x80\x04\x95" + number_bytes(std::uint64_t{body.size() + 1}) + body + ".")).size(),
            std::size_t(6));
    }
    void any_archive_is_read()
    {
        const std::string pickle = pickled::state_dict({{"x", pickled::Tensor().pickle()}});
        const std::vector<float> expected{1, 2, 3, 4, 5, 6};
        for (const bool zip64 : {false, true}) {
            for (const std::string folder : {"", "pytorch_model/", "an/other name/"}) {
                QCOMPARE(values_of(ZipWriter(zip64)
                                       .add(folder + "byteorder", "little")
                                       .add(folder + "data.pkl", pickle)
                                       .add(folder + "data/0", six_floats())
                                       .bytes()),
                         expected);
            }
        }
        QCOMPARE(values_of(deflated({{"a/data.pkl", pickle}, {"a/byteorder", "little"}, {"a/data/0", six_floats()}})),
                 expected);
    }

    void foreign_names_are_refused_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("name");
        const auto row = [](const std::string &body, const char *name) {
            QTest::newRow(name) << QByteArray::fromStdString(pickled::program(body)) << QString::fromUtf8(name);
        };
        row(pickled::name("os", "system") + "(" + pickled::text("touch x") + "tR", "os.system");
        row(pickled::name("builtins", "eval") + "(" + pickled::text("1") + "tR", "builtins.eval");
        row("\x8c\x05posix\x8c\x06system\x93(" + pickled::text("touch x") + "tR", "posix.system");
        row(pickled::name("torch", "load"), "torch.load");
        row(pickled::name("torch", "FloatStorage.from_file"), "torch.FloatStorage.from_file");
        row(pickled::name("collections", "OrderedDict.fromkeys"), "collections.OrderedDict.fromkeys");
        row(pickled::name("torch._utils", "_rebuild_tensor_v3"), "torch._utils._rebuild_tensor_v3");
        row(pickled::name("\x1b[31mred", "x"), "?[31mred.x");
    }
    void foreign_names_are_refused()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, name);
        const QString sentence = "pytorch_model.bin: the pickle asks for " + name +
                                 ", expected only what a state dict of floats needs; nothing was run.";
        const std::string text = pickle.toStdString();
        QCOMPARE(QString::fromStdString(sentence_of([&] { values_of(in_zip_form(text)); })), sentence);
        QCOMPARE(QString::fromStdString(sentence_of([&] { values_of(in_legacy_form(text, "")); })), sentence);
    }

    void zip_bombs_are_refused()
    {
        // A gigabyte of zeros, deflated to a megabyte.
        pickled::Tensor tensor;
        tensor.elements = 250'000'000;
        tensor.shape = pickled::tuple({250'000'000});
        tensor.strides = pickled::tuple({1});
        const std::string pickle = pickled::state_dict({{"x", tensor.pickle()}});
        Bytes bomb = deflated({{"a/data.pkl", pickle}, {"a/data/0", std::string(1'000'000, '\0')}});
        // The directory claims the size; libzip would not let us write it without the gigabyte.
        const Bytes true_size = bytes_of(number_bytes(std::uint32_t{1'000'000}));
        const Bytes claimed = bytes_of(number_bytes(std::uint32_t{1'000'000'000}));
        const auto place = std::find_end(bomb.begin(), bomb.end(), true_size.begin(), true_size.end());
        QVERIFY(place != bomb.end());
        std::copy(claimed.begin(), claimed.end(), place);
        COMPARE_SENTENCE(sentence_of([&] { values_of(bomb); }),
                         "pytorch_model.bin: unpacking needs 1000000000 bytes or more, out of proportion to the size "
                         "of the file; expected the weights of a model.");
    }
    void entries_that_unpack_to_another_size_are_refused()
    {
        pickled::Tensor tensor;
        for (const std::uint32_t size : {4000u, 1000u}) {
            tensor.elements = size / 4;
            tensor.shape = pickled::tuple({1});
            tensor.strides = pickled::tuple({1});
            Bytes file = deflated(
                {{"a/data.pkl", pickled::state_dict({{"x", tensor.pickle()}})}, {"a/data/0", std::string(2000, '\0')}});
            const Bytes true_size = bytes_of(number_bytes(std::uint32_t{2000}));
            const Bytes claimed = bytes_of(number_bytes(size));
            const auto place = std::find_end(file.begin(), file.end(), true_size.begin(), true_size.end());
            std::copy(claimed.begin(), claimed.end(), place);
            const std::string sentence = sentence_of([&] { values_of(file); });
            QVERIFY2(sentence.starts_with("pytorch_model.bin: the zip entry a/data/0 "), sentence.c_str());
        }
    }
    void small_files_cannot_ask_for_many_copies()
    {
        // A storage of 4 MB whose transposed copies would fill the memory.
        pickled::Tensor tensor;
        tensor.elements = 1'000'000;
        tensor.shape = pickled::tuple({1000, 1000});
        tensor.strides = pickled::tuple({1, 1000});
        std::vector<std::pair<std::string, std::string>> entries;
        for (int i = 0; i < 1000; ++i)
            entries.emplace_back("x" + std::to_string(i), tensor.pickle());
        const Bytes file = ZipWriter()
                               .add("a/data.pkl", pickled::state_dict(entries))
                               .add("a/data/0", std::string(4'000'000, '\0'))
                               .bytes();
        COMPARE_SENTENCE(sentence_of([&] { values_of(file); }),
                         "pytorch_model.bin: unpacking needs 4000000 bytes or more, out of proportion to the size of "
                         "the file; expected the weights of a model.");
    }
};

QTEST_GUILESS_MAIN(TorchArchiveTest)
#include "torch_archive_test.moc"
