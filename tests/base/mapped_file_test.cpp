#include "base/mapped_file.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bertlab;

class MappedFileTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    std::filesystem::path path(const char *name) const
    {
        return path_from_utf8(m_directory.filePath(QString::fromUtf8(name)).toStdString());
    }
    static std::span<const std::byte> bytes(std::string_view text)
    {
        return std::as_bytes(std::span(text.data(), text.size()));
    }

private slots:
    void what_is_written_is_read()
    {
        write_file_atomically(path("Ümlaut 中.txt"), bytes("first"));
        write_file_atomically(path("Ümlaut 中.txt"), bytes("the second text"));
        QCOMPARE(read_text_file(path("Ümlaut 中.txt")), std::string("the second text"));
        QCOMPARE(display_name(path("Ümlaut 中.txt")), std::string("Ümlaut 中.txt"));
        const auto names = QDir(m_directory.path()).entryList(QDir::Files);
        QVERIFY2(names.size() == 1, "the temporary file stayed behind");
    }
    void empty_file()
    {
        write_file_atomically(path("empty"), {});
        const MappedFile file(path("empty"));
        QVERIFY(file.bytes().empty());
        QCOMPARE(read_text_file(path("empty")), std::string());
    }
    void moved_mapping_stays_readable()
    {
        write_file_atomically(path("moved"), bytes("abc"));
        MappedFile first(path("moved"));
        const MappedFile second(std::move(first));
        QCOMPARE(second.bytes().size(), std::size_t(3));
        QCOMPARE(static_cast<char>(second.bytes()[2]), 'c');
    }
    void released_bytes_stay_readable()
    {
        std::string text(100'000, '.'); // several pages
        for (std::size_t i = 0; i < text.size(); ++i)
            text[i] = static_cast<char>('a' + i % 23);
        write_file_atomically(path("released"), bytes(text));
        const MappedFile file(path("released"));
        const auto content = [&file] {
            return std::string(reinterpret_cast<const char *>(file.bytes().data()), file.bytes().size());
        };
        QCOMPARE(content(), text);
        file.release(file.bytes().subspan(1, 50'000));
        file.release(file.bytes());
        file.release(file.bytes().first(0));
        QCOMPARE(content(), text);
        const std::string elsewhere = text;
        file.release(bytes(elsewhere)); // not of this file: nothing happens to it
        QCOMPARE(elsewhere, text);
    }
    void errors_name_file_and_reason()
    {
        const auto sentence = [](auto &&action) -> std::string {
            try {
                action();
            } catch (const Error &error) {
                return error.what();
            }
            return "no error";
        };
        QCOMPARE(sentence([&] { MappedFile file(path("absent.bin")); }),
                 std::string("absent.bin: the file was not found."));
        QDir(m_directory.path()).mkdir("folder");
        QCOMPARE(sentence([&] { MappedFile file(path("folder")); }),
                 std::string("folder: expected a file, found a folder."));
        const std::string unwritable = sentence([&] { write_file_atomically(path("no/such/place"), bytes("x")); });
        QVERIFY2(unwritable.starts_with("place: the file cannot be written ("), unwritable.c_str());
    }
};

QTEST_GUILESS_MAIN(MappedFileTest)
#include "mapped_file_test.moc"
