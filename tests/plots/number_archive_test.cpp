#include "plots/number_archive.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "io/zip_directory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace bertlab;

/// Reads the archives back by NumPy's description of its format.
class NumberArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void oneTableHasItsTensorsName();
    void doublesStayDoubles();
    void severalTablesAreKeptApart();
    void tableWithoutAName_data();
    void tableWithoutAName();
    void emptyTable();

private:
    struct Array
    {
        QString type, shape;
        QByteArray bytes;

        template <typename Number>
        QList<Number> numbers() const
        {
            QList<Number> all(bytes.size() / qsizetype(sizeof(Number)));
            std::memcpy(all.data(), bytes.constData(), std::size_t(bytes.size()));
            return all;
        }
        QStringList texts() const
        {
            const auto width = type.mid(2).toLongLong();
            QStringList all;
            for (qsizetype at = 0; at < bytes.size(); at += 4 * width) {
                std::u32string letters(std::size_t(width), U'\0');
                std::memcpy(letters.data(), bytes.constData() + at, std::size_t(4 * width));
                letters.resize(letters.find_last_not_of(U'\0') + 1); // npos + 1 is 0
                all.append(QString::fromStdU32String(letters));
            }
            return all;
        }
    };
    QMap<QString, Array> saved(const QList<NamedTable> &tables);
    QTemporaryDir m_folder;
};

QMap<QString, NumberArchiveTest::Array> NumberArchiveTest::saved(const QList<NamedTable> &tables)
{
    const QString path = m_folder.filePath("numbers.npz");
    saveNpz(tables, path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no file was written");
    const QByteArray content = file.readAll();
    QMap<QString, Array> arrays;
    for (const ZipEntry &entry : read_zip_directory(std::as_bytes(std::span(content.data(), content.size())), "npz")) {
        const QByteArray npy(reinterpret_cast<const char *>(entry.bytes.data()), qsizetype(entry.bytes.size()));
        if (!entry.stored || !npy.startsWith(QByteArray("\x93NUMPY\x01\x00", 8)))
            qFatal("%s is no plain .npy", entry.name.c_str());
        const qsizetype length = quint8(npy[8]) + 256 * quint8(npy[9]);
        const QString header = QString::fromLatin1(npy.mid(10, length));
        const QString name = QString::fromStdString(entry.name);
        if (!name.endsWith(".npy") || !header.contains("'fortran_order': False"))
            qFatal("%s: %s", entry.name.c_str(), qPrintable(header));
        arrays[name.chopped(4)] = {header.section("'descr': '", 1).section('\'', 0, 0),
                                   header.section("'shape': (", 1).section(')', 0, 0), npy.mid(10 + length)};
    }
    return arrays;
}

void NumberArchiveTest::oneTableHasItsTensorsName()
{
    const NumberTable table{"embeddings.word", {"0", "1–4"}, {"0 [CLS]", "1 秋🍂", "2"}, {{0.5, -1}, {3, 4}, {5, 6}}};
    const auto arrays = saved({{"map", table}});
    QCOMPARE(arrays.keys(), QStringList({"columns", "embeddings.word", "rows"}));
    const Array &values = arrays["embeddings.word"];
    QCOMPARE(values.type, QString("<f4"));
    QCOMPARE(values.shape, QString("3, 2"));
    QCOMPARE(values.numbers<float>(), QList<float>({0.5F, -1, 3, 4, 5, 6}));
    QCOMPARE(arrays["rows"].type, QString("<U7"));
    QCOMPARE(arrays["rows"].texts(), table.rows);
    QCOMPARE(arrays["columns"].texts(), table.columns);
    QCOMPARE(arrays["columns"].shape, QString("2,"));
}

void NumberArchiveTest::doublesStayDoubles()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto arrays = saved({{"bars", {"probability", {"value"}, {"a", "b", "c"}, {{0.1}, {1. / 3}, {nan}}}}});
    QCOMPARE(arrays["probability"].type, QString("<f8"));
    const QList<double> numbers = arrays["probability"].numbers<double>();
    QCOMPARE(numbers.first(2), QList<double>({0.1, 1. / 3}));
    QVERIFY(std::isnan(numbers[2]));
}

void NumberArchiveTest::severalTablesAreKeptApart()
{
    const NumberTable first{"probability", {"value"}, {"a"}, {{1}}}, second{"probability", {"value"}, {"b"}, {{2}}};
    const auto arrays = saved({{"fill-gap-1", first}, {"fill-gap-2", second}});
    QCOMPARE(arrays.keys(), QStringList({"fill-gap-1/columns", "fill-gap-1/probability", "fill-gap-1/rows",
                                         "fill-gap-2/columns", "fill-gap-2/probability", "fill-gap-2/rows"}));
    QCOMPARE(arrays["fill-gap-2/probability"].numbers<float>(), QList<float>{2});
    QCOMPARE(arrays["fill-gap-2/rows"].texts(), QStringList{"b"});
}

void NumberArchiveTest::tableWithoutAName_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::newRow("none") << "";
    QTest::newRow("a name that is taken") << "rows";
}

void NumberArchiveTest::tableWithoutAName()
{
    QFETCH(QString, tensor);
    const auto arrays = saved({{"map", {tensor, {"x"}, {"a"}, {{7}}}}});
    QCOMPARE(arrays.keys(), QStringList({"columns", "rows", "values"}));
    QCOMPARE(arrays["rows"].texts(), QStringList{"a"});
}

void NumberArchiveTest::emptyTable()
{
    const auto arrays = saved({{"flow", {"ids", {"position"}, {}, {}}}});
    QCOMPARE(arrays["ids"].shape, QString("0, 1"));
    QCOMPARE(arrays["rows"].type, QString("<U1"));
    QCOMPARE(arrays["rows"].shape, QString("0,"));
    QVERIFY(arrays["rows"].bytes.isEmpty());
}

QTEST_GUILESS_MAIN(NumberArchiveTest)
#include "number_archive_test.moc"
