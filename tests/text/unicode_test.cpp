#include "text/unicode.h"

#include "error_sentence.h"

#include <QTest>

using namespace bertlab;
using namespace std::string_literals;

class UnicodeTest : public QObject
{
    Q_OBJECT

private slots:
    void every_code_point_survives()
    {
        std::u32string all;
        for (char32_t c = 0; c <= 0x10FFFF; ++c) {
            if (c < 0xD800 || c > 0xDFFF)
                all.push_back(c);
        }
        const std::string bytes = encode_utf8(all);
        QCOMPARE(count_code_points(bytes), all.size());
        QVERIFY(decode_utf8(bytes, "the text") == all);
    }
    void one_code_point()
    {
        QCOMPARE(encode_utf8(U'a'), "a"s);
        QCOMPARE(encode_utf8(U'\u00E9'), "\xC3\xA9"s);
        QCOMPARE(encode_utf8(U'\u4E2D'), "\xE4\xB8\xAD"s);
        QCOMPARE(encode_utf8(U'\U0001F600'), "\xF0\x9F\x98\x80"s);
    }
    void wrong_encoding_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const std::string &bytes, const char *place) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << QString(place);
        };
        row("lone continuation", "ab\x80"s, "line 1 is not UTF-8 (found the byte 80 at offset 2)");
        row("never a byte", "a\nb\n\xFF"s, "line 3 is not UTF-8 (found the byte FF at offset 4)");
        row("cut at the end", "\xE4\xB8"s, "line 1 is not UTF-8 (found the byte E4 at offset 0)");
        row("cut by a letter", "\xE4\xB8z"s, "line 1 is not UTF-8 (found the byte E4 at offset 0)");
        row("overlong slash", "\xC0\xAF"s, "line 1 is not UTF-8 (found the byte C0 at offset 0)");
        row("overlong zero, three bytes", "\xE0\x80\x80"s, "line 1 is not UTF-8 (found the byte E0 at offset 0)");
        row("overlong, four bytes", "\xF0\x8F\xBF\xBF"s, "line 1 is not UTF-8 (found the byte F0 at offset 0)");
        row("surrogate", "\xED\xA0\x80"s, "line 1 is not UTF-8 (found the byte ED at offset 0)");
        row("beyond 10FFFF", "\xF4\x90\x80\x80"s, "line 1 is not UTF-8 (found the byte F4 at offset 0)");
        row("five bytes", "\xF8\x88\x80\x80\x80"s, "line 1 is not UTF-8 (found the byte F8 at offset 0)");
        row("Latin-1", "caf\xE9 au lait"s, "line 1 is not UTF-8 (found the byte E9 at offset 3)");
    }
    void wrong_encoding()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, place);
        QCOMPARE(error_sentence([&] { decode_utf8(bytes.toStdString(), "notes.txt"); }),
                 "notes.txt: "s + place.toStdString() + "; expected a text in UTF-8.");
    }
};

QTEST_GUILESS_MAIN(UnicodeTest)
#include "unicode_test.moc"
