#include "io/npy.h"

#include "io/reading.h"
#include "io/zip_directory.h"

#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace bertlab;
using namespace bertlab::test;

class NpyTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    std::filesystem::path path(const char *name) const
    {
        return path_from_utf8(m_directory.filePath(QString::fromUtf8(name)).toStdString());
    }
    /// Header text and values of an .npy, after checks of what every reader relies on.
    static std::pair<std::string, Bytes> split(std::span<const std::byte> npy)
    {
        const std::string_view text(reinterpret_cast<const char *>(npy.data()), npy.size());
        if (!text.starts_with(std::string_view("\x93NUMPY\x01\x00", 8)))
            return {"wrong magic", {}};
        std::uint16_t length;
        std::memcpy(&length, npy.data() + 8, sizeof length);
        if ((10 + length) % 64 != 0 || text[10u + length - 1] != '\n')
            return {"not aligned", {}};
        std::string header(text.substr(10, length));
        header.resize(header.find_last_not_of(" \n") + 1);
        return {header, Bytes(npy.begin() + 10 + length, npy.end())};
    }

private slots:
    void a_matrix()
    {
        const std::vector<float> values{1, 2, 3, 4, 5, 6};
        write_npy(path("x.npy"), values, std::vector<Index>{2, 3});
        const auto [header, content] = split(read_bytes(path("x.npy")));
        QCOMPARE(header, std::string("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
        QCOMPARE(content.size(), sizeof(float) * values.size());
        QVERIFY(std::memcmp(content.data(), values.data(), content.size()) == 0);
    }
    void shapes_are_python_tuples()
    {
        const float value = 7;
        write_npy(path("x.npy"), std::span(&value, 1), std::vector<Index>{1});
        QCOMPARE(split(read_bytes(path("x.npy"))).first,
                 std::string("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"));
        write_npy(path("x.npy"), std::span(&value, 1), {});
        QCOMPARE(split(read_bytes(path("x.npy"))).first,
                 std::string("{'descr': '<f4', 'fortran_order': False, 'shape': (), }"));
    }
    void an_archive()
    {
        std::map<std::string, OwnedTensor, std::less<>> tensors;
        tensors["embeddings.output"] = OwnedTensor::from_floats(std::vector<float>{1.5f, -2}, {1, 2});
        tensors["input_ids"] = OwnedTensor::from_int64(std::vector<std::int64_t>{3, -4, 5}, {3});
        write_npz(path("x.npz"), tensors);
        const Bytes first = read_bytes(path("x.npz"));
        const auto entries = read_zip_directory(first, "x.npz");
        QCOMPARE(entries.size(), std::size_t(2));
        QCOMPARE(entries[0].name, std::string("embeddings.output.npy"));
        QVERIFY2(entries[0].stored, "NumPy maps and other readers expect uncompressed entries");
        const auto [header, content] = split(entries[1].bytes);
        QCOMPARE(header, std::string("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }"));
        QVERIFY(content == tensors.at("input_ids").bytes);
        write_npz(path("x.npz"), tensors);
        QVERIFY2(read_bytes(path("x.npz")) == first, "the same tensors make another file");
    }
    void numbers_are_as_short_as_keeps_them()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<double> floats{0.5, double(0.1F), nan, -INFINITY};
        const NpyArray four = NpyArray::from_doubles(floats, {2, 2});
        QCOMPARE(four.type, std::string("<f4"));
        QCOMPARE(four.bytes.size(), std::size_t(16));
        float second;
        std::memcpy(&second, four.bytes.data() + 4, sizeof second);
        QCOMPARE(second, 0.1F);
        const NpyArray eight = NpyArray::from_doubles(std::vector<double>{0.5, 0.1}, {1, 2});
        QCOMPARE(eight.type, std::string("<f8"));
        QCOMPARE(eight.bytes.size(), std::size_t(16));
        double tenth;
        std::memcpy(&tenth, eight.bytes.data() + 8, sizeof tenth);
        QCOMPARE(tenth, 0.1);
        QCOMPARE(NpyArray::from_doubles({}, {0, 3}).type, std::string("<f4"));
    }
    void texts_are_padded()
    {
        const NpyArray texts = NpyArray::from_texts(std::vector<std::u32string>{U"a", U"", U"秋叶🍂"});
        QCOMPARE(texts.type, std::string("<U3"));
        QCOMPARE(texts.shape, std::vector<Index>{3});
        std::u32string letters(texts.bytes.size() / 4, U' ');
        std::memcpy(letters.data(), texts.bytes.data(), texts.bytes.size());
        QVERIFY(letters == std::u32string(U"a\0\0\0\0\0秋叶🍂", 9));
        QCOMPARE(NpyArray::from_texts({}).type, std::string("<U1"));
        QCOMPARE(NpyArray::from_texts({}).shape, std::vector<Index>{0});
    }
    void an_archive_of_arrays()
    {
        const std::vector<std::u32string> names{U"paris", U"is"};
        write_npz(path("x.npz"), {{"map/values", NpyArray::from_doubles(std::vector<double>{1, 2}, {2, 1})},
                                  {"map/rows", NpyArray::from_texts(names)}});
        const Bytes bytes = read_bytes(path("x.npz"));
        const auto entries = read_zip_directory(bytes, "x.npz");
        QCOMPARE(entries[0].name, std::string("map/rows.npy"));
        QCOMPARE(split(entries[0].bytes).first,
                 std::string("{'descr': '<U5', 'fortran_order': False, 'shape': (2,), }"));
        QVERIFY(split(entries[0].bytes).second == NpyArray::from_texts(names).bytes);
        QCOMPARE(split(entries[1].bytes).first,
                 std::string("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }"));
    }
    void an_unwritable_place_is_named()
    {
        const std::string sentence = sentence_of([&] {
            write_npz(path("no/such/x.npz"), {{"x", NpyArray::from_doubles({}, {0})}});
        });
        QVERIFY2(sentence.starts_with("x.npz: the file cannot be written ("), sentence.c_str());
    }
};

QTEST_GUILESS_MAIN(NpyTest)
#include "npy_test.moc"
