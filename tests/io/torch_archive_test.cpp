#include "io/torch_archive.h"

#include "io/reading.h"
#include "io/safetensors.h"

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
        const MappedFile expected_file(test_data("tiny-random/model.safetensors"));
        const TensorTable expected = read_safetensors(expected_file.bytes(), "model.safetensors");
        const MappedFile file(test_data(folder.toStdString()) / "pytorch_model.bin");
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
};

QTEST_GUILESS_MAIN(TorchArchiveTest)
#include "torch_archive_test.moc"
