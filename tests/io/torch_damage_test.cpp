#include "io/torch_archive.h"

#include "io/torch_files.h"

#include <functional>

using namespace bertlab;
using namespace bertlab::test;

namespace {

constexpr const char *file_name = "pytorch_model.bin";

/// Reads every tensor, so that the address sanitizer sees each byte that does not belong to the file.
void read_all(const Bytes &file)
{
    const TorchArchive archive(file, file_name);
    for (const auto &[name, tensor] : archive.tensors()) {
        std::vector<float> values(static_cast<std::size_t>(tensor.size()));
        if (tensor.type != DataType::i64)
            copy_as_float(tensor, name, values);
    }
}

std::string sentence_about(const Bytes &file)
{
    return sentence_of([&] { read_all(file); });
}

std::string one_tensor(bool legacy)
{
    pickled::Tensor tensor;
    tensor.legacy = legacy;
    return pickled::state_dict({{"x", tensor.pickle()}});
}

const std::string keys = pickled::program("]" + pickled::text("0") + "a");

Bytes whole_zip()
{
    return in_zip_form(one_tensor(false));
}
Bytes whole_legacy()
{
    return in_legacy_form(one_tensor(true), keys);
}

} // namespace

class TorchDamageTest : public QObject
{
    Q_OBJECT

private:
    /// Thousands of small damages: each gives an Error with a whole sentence, or a table that can be read.
    static void flip(const Bytes &whole, std::size_t first, std::size_t count, std::uint64_t variants)
    {
        for (std::uint64_t variant = 0; variant < variants; ++variant) {
            Bytes file = whole;
            for (std::uint64_t flip = 0; flip <= variant % 3; ++flip) {
                const std::uint64_t random = scrambled(variant * 4 + flip);
                file[first + random % count] = static_cast<std::byte>(random >> 32);
            }
            const std::string sentence = sentence_about(file);
            QVERIFY2(sentence == "no error" || is_sentence_about(sentence, file_name), sentence.c_str());
        }
    }

private slots:
    void whole_files_are_read()
    {
        COMPARE_SENTENCE(sentence_about(whole_zip()), "no error");
        COMPARE_SENTENCE(sentence_about(whole_legacy()), "no error");
    }
    void a_file_cut_anywhere_is_an_error_data()
    {
        QTest::addColumn<Bytes>("whole");
        QTest::newRow("zip") << whole_zip();
        QTest::newRow("zip64")
            << ZipWriter(true).add("a/data.pkl", one_tensor(false)).add("a/data/0", six_floats()).bytes();
        QTest::newRow("legacy") << whole_legacy();
    }
    void a_file_cut_anywhere_is_an_error()
    {
        QFETCH(Bytes, whole);
        COMPARE_SENTENCE(sentence_about(whole), "no error");
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const std::string sentence =
                sentence_about(Bytes(whole.begin(), whole.begin() + static_cast<long>(length)));
            QVERIFY2(is_sentence_about(sentence, file_name), qPrintable(QString::number(length)));
        }
    }
    void real_files_cut_somewhere_are_an_error()
    {
        for (const char *folder : {"tiny-random-bin", "tiny-random-legacy-bin"}) {
            const Bytes whole = read_bytes(test_file(folder) / file_name);
            for (std::size_t length = 0; length < whole.size(); length += length < 10000 ? 61 : 9973) {
                const std::string sentence =
                    sentence_about(Bytes(whole.begin(), whole.begin() + static_cast<long>(length)));
                QVERIFY2(is_sentence_about(sentence, file_name), qPrintable(QString::number(length)));
            }
        }
    }
    void flipped_bytes_never_crash()
    {
        const Bytes zip = whole_zip(), legacy = whole_legacy();
        flip(zip, 0, zip.size(), 5000);
        flip(legacy, 0, legacy.size() - 24, 5000);
    }
    void flipped_bytes_of_real_files_never_crash()
    {
        const Bytes zip = read_bytes(test_file("tiny-random-bin") / file_name);
        flip(zip, 0, 9000, 100);                 // the pickle
        flip(zip, zip.size() - 5000, 5000, 100); // the directory
        flip(read_bytes(test_file("tiny-random-legacy-bin") / file_name), 0, 9500, 200);
    }

    void pickles_are_refused_data()
    {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const std::string &pickle, const char *sentence) {
            QTest::newRow(name) << QByteArray::fromStdString(pickle)
                                << "pytorch_model.bin: " + QString::fromUtf8(sentence);
        };
        using namespace pickled;
        row("empty", "", "the pickle is cut short or damaged (near its byte 0).");
        row("no STOP", "\x80\x02}", "the pickle is cut short or damaged (near its byte 3).");
        row("nothing to stop with", "\x80\x02.", "the pickle takes a value that it never put down (near its byte 3).");
        row("future protocol", "\x80\x09}.", "the pickle has the protocol 9, expected at most 5 (near its byte 2).");
        row("unknown opcode", program("i"),
            "the pickle holds the opcode 0x69, which no state dict has (near its byte 3).");
        row("mark without end", program("t"), "the pickle looks for a mark that it never set (near its byte 3).");
        row("value under the mark", program("}(."),
            "the pickle takes a value that it never put down (near its byte 5).");
        row("unknown memory", program("h\x05"),
            "the pickle asks for the value 5, which it never kept (near its byte 4).");
        row("huge memory", program("}r\xff\xff\xff\xff"),
            "the pickle numbers a value 4294967295, expected less than 1000000 (near its byte 8).");
        row("text of 4 GB",
            program("X\xff\xff\xff\xff"
                    "a"),
            "the pickle is cut short or damaged (near its byte 7).");
        row("text that is not UTF-8", program("X\x01" + std::string(3, '\0') + "\xff"),
            "the pickle holds the text \"?\", which is not UTF-8 (near its byte 8).");
        row("a number is called", program("K\x01)R"), "the pickle calls the number 1 with a tuple (near its byte 6).");
        row("a storage is called", program(name("torch", "FloatStorage") + ")R"),
            "the pickle calls torch FloatStorage in a way that no state dict does (near its byte 24).");
        row("an item for a number",
            program("K\x01K\x02"
                    "a"),
            "the pickle adds to the number 1, expected a list (near its byte 7).");
        row("half a pair", program("}(K\x01u"),
            "the pickle adds to a dictionary, expected a dictionary (near its byte 7).");
        row("state of a list", program("]}b"),
            "the pickle sets attributes of a list, expected a dictionary (near its byte 5).");
        row("a list", program("]"), "found a list, expected a state dict.");
        row("a number as a name", program("}K\x01" + Tensor().pickle() + "s"),
            "the state dict has the number 1 as a name, expected a text.");
        row("no tensor", state_dict({{"epoch", number(3)}}),
            "epoch is the number 3, expected a tensor; the file should hold a state dict.");
        row("a checkpoint", state_dict({{"model", "}"}}),
            "model is a dictionary, expected a tensor; the file should hold a state dict.");
        row("a name twice", state_dict({{"x", Tensor().pickle()}, {"x", Tensor().pickle()}}),
            "the tensor x occurs twice.");
        row("persistent id that is no tuple", program("NQ"),
            "the pickle refers to a storage by None, expected a tuple (near its byte 4).");
        row("list that holds itself", program("]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a"),
            "found a list, expected a state dict.");
        row("tensor without arguments", state_dict({{"x", name("torch._utils", "_rebuild_tensor_v2") + ")R"}}),
            "x is built in a way that no state dict has.");
    }
    void pickles_are_refused()
    {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, sentence);
        QCOMPARE(QString::fromStdString(sentence_about(in_zip_form(pickle.toStdString()))), sentence);
    }
    void tensors_are_refused_data()
    {
        QTest::addColumn<pickled::Tensor>("tensor");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const std::function<void(pickled::Tensor &)> &change,
                            const char *sentence) {
            pickled::Tensor tensor;
            change(tensor);
            QTest::newRow(name) << tensor << "pytorch_model.bin: x" + QString::fromUtf8(sentence);
        };
        using pickled::Tensor;
        using pickled::tuple;
        constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
        row(
            "beyond the storage", [](Tensor &t) { t.offset = 1; },
            " (2 x 3, strides 3 x 1) reaches beyond its storage of 6 elements.");
        row(
            "stride beyond the storage",
            [](Tensor &t) {
                t.strides = tuple({4, 1});
            },
            " (2 x 3, strides 4 x 1) reaches beyond its storage of 6 elements.");
        row(
            "offset near 2^63", [](Tensor &t) { t.offset = huge; },
            " (2 x 3, strides 3 x 1) reaches beyond its storage of 6 elements.");
        row(
            "strides that overflow",
            [](Tensor &t) {
                t.strides = tuple({huge, huge});
            },
            " (2 x 3, strides 9223372036854775807 x 9223372036854775807) reaches beyond its storage of 6 elements.");
        row(
            "shape that overflows",
            [](Tensor &t) {
                t.shape = tuple({1ll << 62, 1ll << 62});
                t.strides = tuple({0, 0});
            },
            " (4611686018427387904 x 4611686018427387904) has more elements than its storage, which has 6.");
        row(
            "expanded", [](Tensor &t) { t.shape = tuple({7}), t.strides = tuple({0}); },
            " (7) has more elements than its storage, which has 6.");
        row(
            "negative offset", [](Tensor &t) { t.offset = -1; },
            ": its storage offset has the number -1, expected a whole number from 0.");
        row(
            "negative size",
            [](Tensor &t) {
                t.shape = tuple({-2, 3});
            },
            ": its shape has the number -2, expected a whole number from 0.");
        row(
            "negative stride",
            [](Tensor &t) {
                t.strides = tuple({-3, 1});
            },
            ": its strides has the number -3, expected a whole number from 0.");
        row(
            "too many dimensions",
            [](Tensor &t) {
                t.shape = tuple({1, 1, 1, 1, 1, 1, 1, 1, 1});
            },
            ": its shape is a tuple, expected a tuple of at most 8 numbers.");
        row(
            "fewer strides", [](Tensor &t) { t.strides = tuple({1}); }, " has 2 dimensions, but 1 strides.");
        row(
            "shape is a text", [](Tensor &t) { t.shape = pickled::text("2"); },
            ": its shape is the text \"2\", expected a tuple of at most 8 numbers.");
        row(
            "a storage of another size", [](Tensor &t) { t.elements = 7; },
            " needs a storage of 7 elements of F32, but the entry data/0 has 24 bytes.");
        row(
            "a smaller storage than its entry",
            [](Tensor &t) {
                t.elements = 3;
                t.shape = tuple({3});
                t.strides = tuple({1});
            },
            " needs a storage of 3 elements of F32, but the entry data/0 has 24 bytes.");
        row(
            "a storage of another type", [](Tensor &t) { t.storage_class = "DoubleStorage"; },
            " needs a storage of 6 elements of F64, but the entry data/0 has 24 bytes.");
        row(
            "a storage that is not there", [](Tensor &t) { t.key = "../../7"; },
            " lies in the entry data/../../7, which the zip archive does not have.");
        row(
            "a storage of 2^63 elements", [](Tensor &t) { t.elements = huge; },
            " needs a storage of 9223372036854775807 elements of F32, but the entry data/0 has 24 bytes.");
    }
    void tensors_are_refused()
    {
        QFETCH(pickled::Tensor, tensor);
        QFETCH(QString, sentence);
        QCOMPARE(QString::fromStdString(sentence_about(in_zip_form(tensor))), sentence);
    }

    void archives_are_refused()
    {
        const std::string pickle = one_tensor(false);
        COMPARE_SENTENCE(sentence_about({}),
                         "pytorch_model.bin: is neither a zip archive nor a pickle, expected what torch.save writes.");
        COMPARE_SENTENCE(sentence_about(bytes_of("version https://")),
                         "pytorch_model.bin: is neither a zip archive nor a pickle, expected what torch.save writes.");
        COMPARE_SENTENCE(sentence_about(ZipWriter().add("readme.txt", "x").bytes()),
                         "pytorch_model.bin: the zip archive has no data.pkl, expected what torch.save writes.");
        COMPARE_SENTENCE(sentence_about(ZipWriter().add("a/data.pkl", pickle).add("b/data.pkl", pickle).bytes()),
                         "pytorch_model.bin: the zip archive has more than one data.pkl, expected one.");
        COMPARE_SENTENCE(sentence_about(ZipWriter().add("a/data.pkl", pickle).add("a/data.pkl", pickle).bytes()),
                         "pytorch_model.bin: the zip archive has the entry a/data.pkl twice.");
        COMPARE_SENTENCE(sentence_about(ZipWriter().add("a/data.pkl", pickle, 1).bytes()),
                         "pytorch_model.bin: the zip archive has the encrypted entry a/data.pkl, expected open ones.");
        COMPARE_SENTENCE(sentence_about(ZipWriter().add("a/data.pkl", pickle).add("a/byteorder", "big").bytes()),
                         "pytorch_model.bin: its byteorder is \"big\", expected little.");
    }
    void legacy_files_are_refused()
    {
        const std::string pickle = one_tensor(true);
        COMPARE_SENTENCE(sentence_about(bytes_of(pickled::program("K\x01"))),
                         "pytorch_model.bin: begins with the number 1, expected the magic number of torch.save.");
        COMPARE_SENTENCE(sentence_about(in_legacy_form(pickle, pickled::program("]"))),
                         "pytorch_model.bin: the storage of x is missing.");
        COMPARE_SENTENCE(sentence_about(in_legacy_form(pickle, pickled::program("]" + pickled::text("1") + "a"))),
                         "pytorch_model.bin: the list of storages has the text \"1\", expected the key of a storage of "
                         "the state dict.");
        COMPARE_SENTENCE(sentence_about(in_legacy_form(pickle, keys, 7)),
                         "pytorch_model.bin: the storage of x has 7 elements, but the state dict says 6.");
        COMPARE_SENTENCE(sentence_about(in_legacy_form(pickle, keys, -1)),
                         "pytorch_model.bin: the storage of x has -1 elements, but the state dict says 6.");
        pickled::Tensor huge;
        huge.legacy = true;
        huge.elements = std::numeric_limits<std::int64_t>::max() / 2;
        COMPARE_SENTENCE(
            sentence_about(in_legacy_form(pickled::state_dict({{"x", huge.pickle()}}), keys, huge.elements)),
            "pytorch_model.bin: the storage of x claims 4611686018427387903 elements, more than a file "
            "can have.");
    }
    void hostile_pickles_stay_small()
    {
        const std::string many(5'000'000, ')');
        COMPARE_SENTENCE(sentence_about(in_zip_form(pickled::program(many))),
                         "pytorch_model.bin: the pickle has more than 1000000 values (near its byte 1000003).");
        // One long list that is repeated: each repetition would copy a million references.
        std::string copies = "(" + std::string(900'000, 'N') + "tq" + std::string(1, '\0');
        for (int i = 0; i < 1000; ++i)
            copies += std::string("h\0Q", 3);
        const std::string sentence = sentence_about(in_zip_form(pickled::program(copies)));
        QVERIFY2(sentence.starts_with("pytorch_model.bin: the pickle has more than 4000000 references"),
                 sentence.c_str());
        const std::string deep(900'000, ']');
        const std::string nested = sentence_about(in_zip_form(pickled::program(deep + std::string(899'999, 'a'))));
        COMPARE_SENTENCE(nested, "pytorch_model.bin: found a list, expected a state dict.");
    }
};

QTEST_GUILESS_MAIN(TorchDamageTest)
#include "torch_damage_test.moc"
