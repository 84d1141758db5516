#include "text/normalization.h"

#include "text/characters.h"

#include <QTest>

#include <algorithm>

using namespace bertlab;

class NormalizationTest : public QObject
{
    Q_OBJECT

private:
    static NormalizedText normalized(std::u32string_view text, bool lower_case)
    {
        NormalizedText result;
        append_normalized(text, 0, lower_case, result);
        return result;
    }
    static QString shown(const std::u32string &text) { return QString::fromStdU32String(text); }

private slots:
    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cased");
        QTest::addColumn<QString>("lower");
        QTest::newRow("accents") << u"Café Ångström"_qs << u"Café Ångström"_qs << u"cafe angstrom"_qs;
        QTest::newRow("accents apart") << u"Cafe\u0301"_qs << u"Cafe\u0301"_qs << u"cafe"_qs;
        QTest::newRow("dotted I") << u"\u0130I\u0131"_qs << u"\u0130I\u0131"_qs << u"ii\u0131"_qs;
        QTest::newRow("sharp s and sigma") << u"STRAẞE ΣΑΣ"_qs << u"STRAẞE ΣΑΣ"_qs << u"straße σασ"_qs;
        QTest::newRow("white space") << u"a\tb\nc\rd\u00A0e\u3000f\u2028g"_qs << u"a b c d e f g"_qs
                                     << u"a b c d e f g"_qs;
        QTest::newRow("dropped") << u"a\u0001b\u000Bc\u200Dd\uFEFFe\uFFFDf\uE000g\u00ADh"_qs << u"abcdefgh"_qs
                                 << u"abcdefgh"_qs;
        QTest::newRow("unassigned stays") << u"a\u0378b"_qs << u"a\u0378b"_qs << u"a\u0378b"_qs;
        QTest::newRow("ideographs") << u"x中y\uF900"_qs << u"x 中 y \uF900 "_qs << u"x 中 y \u8C48 "_qs;
        QTest::newRow("kana and hangul are not ideographs") << u"カ각"_qs << u"カ각"_qs << u"カ\u1100\u1161\u11A8"_qs;
        QTest::newRow("zero") << QString(QChar(0)) << u""_qs << u""_qs;
        QTest::newRow("empty") << u""_qs << u""_qs << u""_qs;
    }
    void texts()
    {
        QFETCH(QString, text);
        QFETCH(QString, cased);
        QFETCH(QString, lower);
        QCOMPARE(shown(normalized(text.toStdU32String(), false).text), cased);
        QCOMPARE(shown(normalized(text.toStdU32String(), true).text), lower);
    }
    void origins_of_a_composed_letter()
    {
        const NormalizedText result = normalized(U"각é", true); // three letters of hangul from one
        QCOMPARE(shown(result.text), u"\u1100\u1161\u11A8e"_qs);
        QVERIFY((result.origin == std::vector<Span>{{0, 1}, {0, 1}, {0, 1}, {1, 2}}));
    }
    void origins_never_go_back()
    {
        // U+302E is a mark (class 224) that stays; the dot below (220) and the others are stripped or put before it.
        const NormalizedText result = normalized(U"a\u302E\u0323\u0301\U0001D165z", true);
        QVERIFY(std::ranges::is_sorted(result.origin, {}, &Span::begin));
        QCOMPARE(result.text.size(), result.origin.size());
        QCOMPARE(result.text.back(), U'z');
        QCOMPARE(result.origin.back().begin, 5);
    }
    void ascii_classes()
    {
        for (char32_t c = 0; c < 128; ++c) {
            const bool letter_or_digit =
                (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
            const bool printed = c > 32 && c < 127;
            QCOMPARE(is_punctuation(c), printed && !letter_or_digit);
            QCOMPARE(is_white_space(c), c == 9 || c == 10 || c == 13 || c == 32);
            QCOMPARE(is_dropped(c), (c < 32 && c != 9 && c != 10 && c != 13) || c == 127);
        }
    }
    void categories_are_those_of_unicode_8()
    {
        for (const char32_t c : {0x61D, 0x2E43, 0x2E5D, 0x1E95E, 0x11944}) // punctuation since then
            QVERIFY(!is_punctuation(c));
        for (const char32_t c : {0x61E, 0x2E42, 0x166D, 0x111C9, 0x3001}) // already then
            QVERIFY(is_punctuation(c));
        for (const char32_t c : {0x8D4, 0x1885, 0x1DF6, 0x1E94A, 0xA9BD})
            QVERIFY(!is_nonspacing_mark(c));
        for (const char32_t c : {0x8E3, 0x300, 0x1734, 0x1DF5, 0x1DFC})
            QVERIFY(is_nonspacing_mark(c));
        QVERIFY(is_dropped(0x110BD) && !is_dropped(0x110CD) && !is_dropped(0x13430));
    }
    void edges_of_the_ideographs()
    {
        for (const char32_t c : {0x4E00, 0x9FFF, 0x3400, 0x4DBF, 0x20000, 0x2A6DF, 0x2A700, 0x2B73F, 0x2B740, 0x2B81F,
                                 0x2B920, 0x2CEAF, 0xF900, 0xFAFF, 0x2F800, 0x2FA1F})
            QVERIFY(is_ideograph(c));
        for (const char32_t c : {0x4DFF, 0xA000, 0x33FF, 0x4DC0, 0x1FFFF, 0x2A6E0, 0x2A6FF, 0x2B820, 0x2B91F, 0x2CEB0,
                                 0xF8FF, 0xFB00, 0x2F7FF, 0x2FA20, 0x3042, 0xAC00})
            QVERIFY(!is_ideograph(c));
    }
};

QTEST_GUILESS_MAIN(NormalizationTest)
#include "normalization_test.moc"
