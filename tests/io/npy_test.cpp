#include "io/npy.h"

#include "io/reading.h"
#include "io/zip_directory.h"

#include <QTemporaryDir>

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
    void an_unwritable_place_is_named()
    {
        const std::string sentence = sentence_of([&] {
            write_npz(path("no/such/x.npz"), {{"x", OwnedTensor::from_floats({}, {0})}});
        });
        QVERIFY2(sentence.starts_with("x.npz: the file cannot be written ("), sentence.c_str());
    }
};

QTEST_GUILESS_MAIN(NpyTest)
#include "npy_test.moc"
