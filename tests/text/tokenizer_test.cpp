#include "text/tokenizer.h"

#include "text/unicode.h"

#include "error_sentence.h"

#include <QTest>

#include <algorithm>

using namespace bertlab;
using namespace std::string_literals;

class TokenizerTest : public QObject
{
    Q_OBJECT

private:
    const Tokenizer m_lower = tokenizer(true);
    const Tokenizer m_cased = tokenizer(false);

    static Tokenizer tokenizer(bool lower_case)
    {
        const std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un",  "##aff", "##able",
                                              "##a",   "##ff",  "a",     "b",     "c",      "the", ".",     ",",
                                              "##b",   "cafe",  "中",    "!",     "[",      "]",   "mask",  "i"};
        return {Vocabulary::from_pieces(pieces, "vocab.txt"), lower_case};
    }
    static std::string repeated(const std::string &part, int times)
    {
        std::string text;
        for (int i = 0; i < times; ++i)
            text += part;
        return text;
    }
    static std::string joined(const std::vector<std::string> &parts)
    {
        std::string text;
        for (const std::string &part : parts)
            text += (text.empty() ? "" : " ") + part;
        return text;
    }
    /// What must hold for any text: spans in order and within it, pieces that join to their word, ids that are there.
    static void check_properties(const Tokenizer &tokenizer, const std::string &text)
    {
        const auto length = static_cast<std::int32_t>(count_code_points(text));
        const NormalizedText normalized = tokenizer.normalize(text);
        QCOMPARE(normalized.text.size(), normalized.origin.size());
        std::int32_t end = 0;
        for (const Word &word : tokenizer.words(text)) {
            QVERIFY(!word.text.empty());
            QCOMPARE(word.origin.size(), count_code_points(word.text));
            QVERIFY(word.span.begin >= 0 && word.span.begin < word.span.end && word.span.end <= length);
            QVERIFY(word.span.begin >= end);
            end = word.span.end;
            const WordPieces split = tokenizer.split(word);
            QCOMPARE(split.pieces.size(), split.spans.size());
            std::string together;
            std::int32_t piece_begin = word.span.begin;
            for (std::size_t i = 0; i < split.pieces.size(); ++i) {
                const Span span = split.spans[i];
                QVERIFY(span.begin >= piece_begin && span.begin < span.end && span.end <= word.span.end);
                piece_begin = span.begin;
                QVERIFY(tokenizer.vocabulary().find(split.pieces[i]));
                together += split.pieces[i].substr(i == 0 ? 0 : 2);
            }
            QVERIFY(together == word.text || joined(split.pieces) == "[UNK]");
        }
        const Encoding encoding = tokenizer.encode(text, text);
        QCOMPARE(encoding.ids.size(), encoding.tokens.size());
        QCOMPARE(encoding.ids.size(), encoding.offsets.size());
        QCOMPARE(encoding.ids.size(), encoding.type_ids.size());
        QCOMPARE(encoding.ids.size(), encoding.word_index.size());
        QVERIFY(std::ranges::is_sorted(encoding.type_ids));
    }

private slots:
    void words_and_their_places()
    {
        const std::vector<Word> words = m_lower.words("  The caf\u00E9,\t中b[MASK].");
        std::vector<std::string> texts;
        for (const Word &word : words)
            texts.push_back(word.text);
        QCOMPARE(joined(texts), "the cafe , 中 b [MASK] ."s);
        QVERIFY(words[1].span == Span(6, 10));
        QVERIFY(words[5].special && words[5].span == Span(14, 20));
        QVERIFY(!words[4].special);
    }
    void every_attempt_is_told()
    {
        const WordPieces split = m_lower.split(m_lower.words("unaffable").at(0), true);
        QCOMPARE(joined(split.pieces), "un ##aff ##able"s);
        std::vector<std::string> attempts;
        for (const MatchAttempt &attempt : split.attempts)
            attempts.push_back(attempt.piece + (attempt.found ? "+" : ""));
        QCOMPARE(joined(attempts), "unaffable unaffabl unaffab unaffa unaff unaf una un+ ##affable ##affabl ##affab "
                                   "##affa ##aff+ ##able+"s);
        QVERIFY((split.spans == std::vector<Span>{{0, 2}, {2, 5}, {5, 9}}));
    }
    void a_word_without_a_split_is_unknown()
    {
        const WordPieces split = m_lower.split(m_lower.words("unx").at(0), true);
        QCOMPARE(joined(split.pieces), "[UNK]"s);
        QVERIFY((split.spans == std::vector<Span>{{0, 3}}));
        QVERIFY(!split.too_long);
        QCOMPARE(split.attempts.size(), std::size_t(3)); // unx, un (found), ##x
        QCOMPARE(split.attempts.back().piece, "##x"s);
    }
    void attempts_change_nothing()
    {
        for (const char *text : {"unaffable", "ab", "unx", "cafe", "aba"}) {
            const Word word = m_lower.words(text).at(0);
            QCOMPARE(m_lower.split(word).pieces, m_lower.split(word, true).pieces);
            QVERIFY(m_lower.split(word).attempts.empty());
        }
    }
    void words_of_100_and_101_characters()
    {
        const Word fits = m_lower.words("a" + repeated("b", 99)).at(0);
        QCOMPARE(m_lower.split(fits).pieces.size(), std::size_t(100));
        QVERIFY(!m_lower.split(fits).too_long);
        const WordPieces split = m_lower.split(m_lower.words("a" + repeated("b", 100)).at(0));
        QCOMPARE(joined(split.pieces), "[UNK]"s);
        QVERIFY(split.too_long && split.spans.at(0) == Span(0, 101));
        // Characters, not bytes; those that normalisation drops do not count.
        QVERIFY(!m_cased.split(m_cased.words(repeated("é", 100)).at(0)).too_long);
        QVERIFY(!m_lower.split(m_lower.words("a" + repeated("b", 99) + repeated("\u0301", 50)).at(0)).too_long);
    }
    void special_tokens_in_the_text()
    {
        QCOMPARE(joined(m_lower.encode("[CLS][MASK] a [mask] [ MASK] [SEP]").tokens),
                 "[CLS] [CLS] [MASK] a [ mask ] [ mask ] [SEP] [SEP]"s);
        QVERIFY(m_lower.encode("[MASK]").is_added(0) && !m_lower.encode("[MASK]").is_added(1));
        QCOMPARE(encode_utf8(m_lower.normalize("A [MASK] B").text), "a [MASK] b"s);
    }
    void empty_texts()
    {
        for (const std::string &text : {""s, " \t\n"s, "\u200B\uFEFF"s, "\0"s}) {
            const Encoding encoding = m_lower.encode(text);
            QCOMPARE(joined(encoding.tokens), "[CLS] [SEP]"s);
            QVERIFY((encoding.offsets == std::vector<Span>{{0, 0}, {0, 0}}));
        }
        QCOMPARE(joined(m_lower.encode("", "").tokens), "[CLS] [SEP] [SEP]"s);
        QVERIFY((m_lower.encode("", "").type_ids == std::vector<std::int32_t>{0, 0, 1}));
    }
    void a_pair()
    {
        const Encoding encoding = m_lower.encode("the cafe.", "unaffable b");
        QCOMPARE(joined(encoding.tokens), "[CLS] the cafe . [SEP] un ##aff ##able b [SEP]"s);
        QVERIFY((encoding.type_ids == std::vector<std::int32_t>{0, 0, 0, 0, 0, 1, 1, 1, 1, 1}));
        QVERIFY((encoding.word_index == std::vector<std::int32_t>{-1, 0, 1, 2, -1, 3, 3, 3, 4, -1}));
        QVERIFY(encoding.offsets[8] == Span(10, 11)); // counted from the start of B
        QCOMPARE(encoding.cut_from_text + encoding.cut_from_pair, 0);
    }
    void truncation_data()
    {
        QTest::addColumn<int>("text");
        QTest::addColumn<int>("pair");
        QTest::addColumn<int>("room");
        for (const int text : {0, 1, 2, 5, 9, 10})
            for (const int pair : {0, 1, 4, 5, 9, 10})
                for (const int room : {0, 1, 2, 3, 7, 8, 10, 19, 20, 40})
                    QTest::addRow("%d + %d into %d", text, pair, room) << text << pair << room;
    }
    void truncation()
    {
        QFETCH(int, text);
        QFETCH(int, pair);
        QFETCH(int, room);
        int kept_text = text, kept_pair = pair; // truncate_seq_pair: one token after the other from the longer list
        while (kept_text + kept_pair > room)
            (kept_text > kept_pair ? kept_text : kept_pair) -= 1;
        const Encoding encoding = m_lower.encode(repeated("a ", text), repeated("b ", pair), room + 3);
        QCOMPARE(encoding.cut_from_text, text - kept_text);
        QCOMPARE(encoding.cut_from_pair, pair - kept_pair);
        QCOMPARE(std::ranges::count(encoding.tokens, "a"), kept_text);
        QCOMPARE(std::ranges::count(encoding.tokens, "b"), kept_pair);
        QCOMPARE(encoding.tokens.back(), "[SEP]"s);

        const Encoding alone = m_lower.encode(repeated("a ", text), std::nullopt, room + 2);
        QCOMPARE(alone.size(), std::min(text, room) + 2);
        QCOMPARE(alone.cut_from_text, std::max(0, text - room));
    }
    void hostile_texts_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const std::string &text) {
            QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        };
        row("zero bytes", "a\0b\0\0 [MA\0SK]"s);
        row("lone combining marks", "\u0301\u0302 \u0301 [MASK]\u0301\u0301");
        row("marks in disorder", "a\u0301\u0323\u302E\u0345\U0001D165\u0300 b\u093C\u094D\u0327");
        row("right to left", "שָׁלוֹם \u202Eabc\u202C مَرْحَبًا‎ the");
        row("emoji", "😀 👩‍👩‍👧‍👦 🇫🇷 ❤️ 👍🏽");
        row("beyond the last plane's letters", "\U0010FFFF\U000F0000\uFFFE\u0378");
        row("brackets", "[[[[MASK][[MASK]]]] [MASK [[CLS]SEP]");
        row("one letter, 1 MB", repeated("a", 1'000'000));
        row("open brackets, 200 KB", repeated("[", 200'000));
        row("words, 200 KB", repeated("ab ", 66'666));
        row("100,000 combining marks", "a" + repeated("\u0301\u0323", 50'000));
        row("100,000 marks that stay", "a" + repeated("\u302E\u302F\U0001D165", 33'333));
    }
    void hostile_texts()
    {
        QFETCH(QByteArray, text);
        check_properties(m_lower, text.toStdString());
        check_properties(m_cased, text.toStdString());
    }
    void random_texts()
    {
        const std::u32string letters = U"aabbcunaffable .,[]MASK中é\u0301\u0323\u302E\0\u200B\u3000\U0001F600İÅ각豈"s;
        std::uint32_t state = 1; // a small generator of our own: the same texts everywhere
        const auto below = [&state](std::size_t limit) {
            state = state * 1664525u + 1013904223u;
            return (state >> 8) % limit;
        };
        for (int round = 0; round < 3000; ++round) {
            std::u32string text(below(24), U' ');
            for (char32_t &c : text)
                c = letters[below(letters.size())];
            check_properties(round % 2 ? m_lower : m_cased, encode_utf8(text));
        }
    }
    void wrong_encoding_names_the_side()
    {
        QCOMPARE(error_sentence([&] { m_lower.encode("a\n\xFF"); }),
                 "the text: line 2 is not UTF-8 (found the byte FF at offset 2); expected a text in UTF-8."s);
        QCOMPARE(error_sentence([&] { m_lower.encode("a", "\x80"); }),
                 "the pair: line 1 is not UTF-8 (found the byte 80 at offset 0); expected a text in UTF-8."s);
        QCOMPARE(error_sentence([&] { m_lower.words("\xC3", "line 7 of a.txt"); }),
                 "line 7 of a.txt: line 1 is not UTF-8 (found the byte C3 at offset 0); expected a text in UTF-8."s);
    }
};

QTEST_GUILESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
