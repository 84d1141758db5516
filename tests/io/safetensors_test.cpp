#include "io/safetensors.h"

#include "io/reading.h"

#include <QTemporaryDir>

#include <map>

using namespace bertlab;
using namespace bertlab::test;

namespace {

/// A file of this header and so many bytes of data.
Bytes file_of(std::string_view header, std::size_t data_size = 0)
{
    Bytes bytes;
    append_number(bytes, static_cast<std::uint64_t>(header.size()));
    append(bytes, header);
    bytes.resize(bytes.size() + data_size);
    return bytes;
}

std::string sentence_about(const Bytes &bytes)
{
    return sentence_of([&] { read_safetensors(bytes, "model.safetensors"); });
}

} // namespace

class SafetensorsTest : public QObject
{
    Q_OBJECT

private slots:
    void a_file_of_hugging_face_is_read()
    {
        const MappedFile file(test_file("tiny-random/batch.safetensors"));
        const TensorTable table = read_safetensors(file.bytes(), "batch.safetensors");
        QCOMPARE(table.size(), std::size_t(5));
        const TensorRef &labels = table.at("next_sentence_label");
        QCOMPARE(labels.type, DataType::i64);
        QCOMPARE(labels.shape, std::vector<Index>{4});
        QCOMPARE(copy_as_int64(labels).size(), std::size_t(4));
        QCOMPARE(table.at("input_ids").shape, (std::vector<Index>{4, 21}));
    }
    void what_is_written_is_read()
    {
        QTemporaryDir directory;
        const auto path = path_from_utf8(directory.filePath("out.safetensors").toStdString());
        const std::vector<float> values{1.5f, -0.0f, 1e-40f, 3e38f, 0.1f, 7.0f};
        const std::vector<std::int64_t> ids{-100, 5, 1ll << 60};
        std::map<std::string, OwnedTensor, std::less<>> tensors;
        tensors["b.weight"] = OwnedTensor::from_floats(values, {2, 3});
        tensors["a.half"] = OwnedTensor::from_floats(std::span(values).first(1), {1}, DataType::f16);
        tensors["c.ids"] = OwnedTensor::from_int64(ids, {3, 1});
        tensors["d.empty"] = OwnedTensor::from_floats({}, {0, 4});
        tensors["e.scalar"] = OwnedTensor::from_floats(std::span(values).first(1), {});
        write_safetensors(path, tensors);

        const Bytes bytes = read_bytes(path);
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        QCOMPARE(length % 8, std::uint64_t(0)); // the data begin aligned
        const std::string_view header(reinterpret_cast<const char *>(bytes.data()) + 8, length);
        QVERIFY(header.starts_with(R"({"__metadata__":{"format":"pt"},"a.half":{)"));
        const TensorTable table = read_safetensors(bytes, "out.safetensors");
        QCOMPARE(table.size(), tensors.size());
        for (const auto &[name, tensor] : tensors) {
            const TensorRef &read = table.at(name);
            QCOMPARE(read.type, tensor.type);
            QCOMPARE(read.shape, tensor.shape);
            QVERIFY2(std::equal(read.bytes.begin(), read.bytes.end(), tensor.bytes.begin(), tensor.bytes.end()),
                     name.c_str());
        }
    }
    void unaligned_data_are_read()
    {
        Bytes bytes = file_of(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} )");
        append_number(bytes, 1.25f);
        append_number(bytes, -8.0f);
        QVERIFY(bytes.size() % 4 != 0);
        const TensorTable table = read_safetensors(bytes, "x");
        std::vector<float> values(2);
        copy_as_float(table.at("x"), "x", values);
        QCOMPARE(values, (std::vector<float>{1.25f, -8.0f}));
    }
    void a_file_without_tensors()
    {
        QVERIFY(read_safetensors(file_of("{}"), "x").empty());
        QVERIFY(read_safetensors(file_of(R"({"__metadata__":{"format":"pt"}})"), "x").empty());
    }

    void damage_is_named_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("data_size");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *header, int data_size, const char *sentence) {
            QTest::newRow(name) << QByteArray(header) << data_size << "model.safetensors" + QString::fromUtf8(sentence);
        };
        row("not JSON", "{\"x\": nonsense}", 0, " (header): not valid JSON at line 1, byte 8.");
        row("not UTF-8", "{\"\xff\": 1}", 0, " (header): not valid JSON at line 1, byte 3.");
        row("empty header", "", 0, " (header): the file is empty, expected JSON.");
        row("a list", "[]", 0, ": the header is a list, expected an object.");
        row("a tensor that is a number", R"({"x":1})", 0,
            ": x is the number 1, expected an object with dtype, shape, data_offsets.");
        row("no dtype", R"({"x":{"shape":[1],"data_offsets":[0,4]}})", 4, ": x: dtype is missing.");
        row("unknown dtype", R"({"x":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}})", 1,
            ": x: dtype is the text \"F8_E4M3\", expected F32, F16, BF16, F64 or I64.");
        row("wrong dtype", R"({"x":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}})", 8,
            ": x has 8 bytes of data, but F16 and the shape 2 ask for 4.");
        row("wrong shape", R"({"x":{"dtype":"F32","shape":[2,3],"data_offsets":[0,8]}})", 8,
            ": x has 8 bytes of data, but F32 and the shape 2 x 3 ask for 24.");
        row("shape of 2^64 bytes", R"({"x":{"dtype":"F32","shape":[4294967296,1073741824],"data_offsets":[0,0]}})", 0,
            ": x has 0 bytes of data, but F32 and the shape 4294967296 x 1073741824 ask for more than a file can "
            "have.");
        row("negative dimension", R"({"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8,
            ": x: shape has the number -2, expected a whole number from 0.");
        row("dimension with a point", R"({"x":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8,
            ": x: shape has the number 2.0, expected a whole number from 0.");
        row("dimension past 63 bits", R"({"x":{"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]}})", 8,
            ": x: shape has the number 18446744073709551615, which no tensor has.");
        row("shape is a text", R"({"x":{"dtype":"F32","shape":"2","data_offsets":[0,8]}})", 8,
            ": x: shape is the text \"2\", expected a list.");
        row("one offset", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[8]}})", 8,
            ": x: data_offsets is not a list of two numbers.");
        row("offsets in reverse", R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8,
            ": x: data_offsets end at 0 before they begin at 8.");
        row("offsets that overflow",
            R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[18446744073709551608,18446744073709551616]}})", 8,
            ": x: data_offsets has the number 1.8446744073709552e+19, expected a whole number from 0.");
        row("offsets near 2^64",
            R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[18446744073709551600,18446744073709551608]}})", 8,
            ": x ends at byte 18446744073709551608 of the data, but the file has only 8; it is cut short or the "
            "offsets "
            "are wrong.");
        row("overlap",
            R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
            12, ": b begins at byte 4 of the data and overlaps a, which ends at 8.");
        row("hole",
            R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
            12, ": b begins at byte 8 of the data, expected 4: the bytes between belong to no tensor.");
        row("hole at the start", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8,
            ": a begins at byte 4 of the data, expected 0: the bytes between belong to no tensor.");
        row("data cut", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 7,
            ": a ends at byte 8 of the data, but the file has only 7; it is cut short or the offsets are wrong.");
        row("data too long", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 9,
            ": the tensors end at byte 8 of the data, but the file has 9.");
        row("a name twice",
            R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})",
            0, " (header): the key \"a\" occurs twice in one object.");
        row("a field twice", R"({"a":{"dtype":"F32","dtype":"F16","shape":[0],"data_offsets":[0,0]}})", 0,
            " (header): the key \"dtype\" occurs twice in one object.");
        row("a name of control characters", "{\"a\\n\\u0000b\":1}", 0,
            ": a??b is the number 1, expected an object with dtype, shape, data_offsets.");
        row("a huge number", R"({"a":1e999})", 0, " (header): a number in the JSON is too large.");
    }
    void damage_is_named()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, data_size);
        QFETCH(QString, sentence);
        const Bytes bytes = file_of(std::string_view(header.data(), static_cast<std::size_t>(header.size())),
                                    static_cast<std::size_t>(data_size));
        QCOMPARE(QString::fromStdString(sentence_about(bytes)), sentence);
    }
    void wrong_lengths_are_named()
    {
        COMPARE_SENTENCE(sentence_about({}),
                         "model.safetensors: the file has 0 bytes, expected at least the 8 that hold "
                         "the header's length.");
        Bytes bytes = file_of("{}");
        bytes[0] = std::byte{3};
        COMPARE_SENTENCE(sentence_about(bytes), "model.safetensors: the header claims 3 bytes, but only 2 follow; the "
                                                "file is cut short.");
        bytes[7] = std::byte{0xff};
        COMPARE_SENTENCE(sentence_about(bytes), "model.safetensors: the header claims 18374686479671623683 bytes, "
                                                "expected at most 100000000; this is no safetensors file.");
    }
    void deep_nesting_is_refused_quickly()
    {
        const std::string deep(1'000'000, '[');
        COMPARE_SENTENCE(sentence_about(file_of(deep)),
                         "model.safetensors (header): lists and objects are nested deeper than 32 levels.");
        std::string objects = "{\"x\":";
        for (int i = 0; i < 100'000; ++i)
            objects += "{\"a\":";
        COMPARE_SENTENCE(sentence_about(file_of(objects)),
                         "model.safetensors (header): lists and objects are nested deeper than 32 levels.");
    }

    void a_cut_file_is_an_error_at_every_length()
    {
        const Bytes whole = read_bytes(test_file("tiny-random/batch.safetensors"));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            // A copy of exactly this size, so that the address sanitizer sees each byte too far.
            const std::string sentence =
                sentence_about(Bytes(whole.begin(), whole.begin() + static_cast<long>(length)));
            QVERIFY2(is_sentence_about(sentence, "model.safetensors"), sentence.c_str());
        }
        QCOMPARE(sentence_about(whole), std::string("no error"));
    }
    void flipped_bytes_never_crash()
    {
        const Bytes whole = read_bytes(test_file("tiny-random/batch.safetensors"));
        constexpr std::uint64_t head = 8 + 360; // length and header: what is parsed
        int refused = 0;
        for (std::uint64_t variant = 0; variant < 5000; ++variant) {
            Bytes bytes = whole;
            for (std::uint64_t flip = 0; flip <= variant % 3; ++flip) {
                const std::uint64_t random = scrambled(variant * 4 + flip);
                bytes[random % head] = static_cast<std::byte>(random >> 32);
            }
            try {
                for (const auto &[name, tensor] : read_safetensors(bytes, "model.safetensors"))
                    if (tensor.type == DataType::i64)
                        copy_as_int64(tensor);
            } catch (const Error &error) {
                ++refused;
                QVERIFY2(is_sentence_about(error.what(), "model.safetensors"), error.what());
            }
        }
        QVERIFY2(refused > 4000, qPrintable(QString::number(refused)));
    }
};

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
