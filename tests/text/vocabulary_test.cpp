#include "text/vocabulary.h"

#include "error_sentence.h"

#include <QTest>

using namespace bertlab;
using namespace std::string_literals;

class VocabularyTest : public QObject
{
    Q_OBJECT

private:
    inline static const std::string specials = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";

    static std::string sentence_for(const std::string &text)
    {
        return error_sentence([&] { Vocabulary::from_text(text, "vocab.txt"); });
    }

private slots:
    void pieces_are_numbered_by_line()
    {
        const auto vocabulary = Vocabulary::from_text(specials + "the\n##s\n中\n", "vocab.txt");
        QCOMPARE(vocabulary.size(), 8);
        QCOMPARE(vocabulary.piece(6), "##s"s);
        QCOMPARE(vocabulary.find("中"), std::optional(7));
        QVERIFY(!vocabulary.find("cat"));
        QVERIFY(!vocabulary.find("The"));
        QCOMPARE(vocabulary.pad_id(), 0);
        QCOMPARE(vocabulary.unknown_id(), 1);
        QCOMPARE(vocabulary.cls_id(), 2);
        QCOMPARE(vocabulary.sep_id(), 3);
        QCOMPARE(vocabulary.mask_id(), 4);
        QVERIFY(vocabulary.is_special(4) && !vocabulary.is_special(5));
        QCOMPARE(vocabulary.longest_piece(), std::size_t(6)); // [MASK]
        QVERIFY(Vocabulary::is_continuation("##s") && !Vocabulary::is_continuation("##"));
        QCOMPARE(vocabulary.to_text(), specials + "the\n##s\n中\n");
    }
    void line_ends_data()
    {
        QTest::addColumn<QString>("end");
        QTest::addColumn<bool>("at_the_end");
        QTest::newRow("\\n") << "\n" << true;
        QTest::newRow("\\n, none at the end") << "\n" << false;
        QTest::newRow("\\r\\n") << "\r\n" << true;
        QTest::newRow("\\r\\n, none at the end") << "\r\n" << false;
    }
    void line_ends()
    {
        QFETCH(QString, end);
        QFETCH(bool, at_the_end);
        const QStringList pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the"};
        const QString text = pieces.join(end) + (at_the_end ? end : QString());
        const auto vocabulary = Vocabulary::from_text(text.toStdString(), "vocab.txt");
        QCOMPARE(vocabulary.size(), 6);
        QCOMPARE(vocabulary.piece(5), "the"s);
        QCOMPARE(vocabulary.mask_id(), 4);
    }
    void blank_and_repeated_lines_keep_the_ids()
    {
        const auto vocabulary = Vocabulary::from_text("\n" + specials + "the\n\nthe\n\ncat\n", "vocab.txt");
        QCOMPARE(vocabulary.size(), 11);
        QCOMPARE(vocabulary.pad_id(), 1);
        QCOMPARE(vocabulary.find("the"), std::optional(8)); // the last line counts
        QCOMPARE(vocabulary.piece(6), "the"s);
        QCOMPARE(vocabulary.find("cat"), std::optional(10));
        QCOMPARE(vocabulary.piece(7), ""s);
    }
    void byte_order_mark() { QCOMPARE(Vocabulary::from_text("\xEF\xBB\xBF" + specials, "vocab.txt").pad_id(), 0); }
    void missing_special_token_data()
    {
        QTest::addColumn<QString>("token");
        for (const char *token : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})
            QTest::newRow(token) << token;
    }
    void missing_special_token()
    {
        QFETCH(QString, token);
        const QString text = QString::fromStdString(specials).remove(token + "\n") + "the\n";
        QCOMPARE(sentence_for(text.toStdString()),
                 "vocab.txt: "s + token.toStdString() +
                     " is missing among the 5 pieces; expected [PAD], [UNK], [CLS], [SEP] and [MASK], each on a line "
                     "of its own.");
    }
    void wrong_files()
    {
        QCOMPARE(sentence_for(""), "vocab.txt: the vocabulary is empty; expected one piece a line."s);
        QCOMPARE(sentence_for(specials + "caf\xE9\n"),
                 "vocab.txt: line 6 is not UTF-8 (found the byte E9 at offset 34); expected a text in UTF-8."s);
        QVERIFY(sentence_for("\n\n\n").starts_with("vocab.txt: [PAD] is missing among the 3 pieces;"));
        QVERIFY(sentence_for("\0\0\0"s).starts_with("vocab.txt: [PAD] is missing among the 1 pieces;"));
    }
    void a_million_lines()
    {
        std::string text = specials;
        for (int i = 0; i < 1'000'000; ++i)
            text += "piece" + std::to_string(i) + "\n";
        const auto vocabulary = Vocabulary::from_text(text, "vocab.txt");
        QCOMPARE(vocabulary.size(), 1'000'005);
        QCOMPARE(vocabulary.find("piece999999"), std::optional(1'000'004));
        QCOMPARE(vocabulary.piece(1'000'004), "piece999999"s);
    }
};

QTEST_GUILESS_MAIN(VocabularyTest)
#include "vocabulary_test.moc"
