#include "session/covers.h"
#include "test_data.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

using namespace bertlab;

/// What is covered stays with its words, whatever happens to the sentences around them.
class CoversTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void moves_with_its_words_data();
    void moves_with_its_words();
    void goes_when_its_piece_becomes_another();
    void finds_whole_words();
    void swaps_with_the_sentences();
    void survives_as_json();
    void nothing_special_is_covered();
    void tokens_move();

private:
    Encoding encode(const QString &text, const QString &pair = {}) const;
    QStringList covered(const Covers &covers, const QString &text, const QString &pair = {}) const;
    std::unique_ptr<Tokenizer> m_tokenizer;
};

void CoversTest::initTestCase()
{
    QFile file(QString::fromStdString(test::test_data("classroom-f32/vocab.txt")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_tokenizer = std::make_unique<Tokenizer>(Vocabulary::from_text(file.readAll().toStdString(), "vocab.txt"), true);
}

Encoding CoversTest::encode(const QString &text, const QString &pair) const
{
    std::optional<std::string> second;
    if (!pair.isEmpty())
        second = pair.toStdString();
    return m_tokenizer->encode(text.toStdString(), second);
}

QStringList CoversTest::covered(const Covers &covers, const QString &text, const QString &pair) const
{
    const Encoding encoding = encode(text, pair);
    QStringList names;
    for (const std::int32_t token : covers.placedIn(encoding, m_tokenizer->vocabulary(), text, pair)) {
        const auto i = static_cast<std::size_t>(token);
        names.append(QString("%1: %2").arg(encoding.type_ids[i] ? "B" : "A", encoding.tokens[i].c_str()));
    }
    return names;
}

void CoversTest::moves_with_its_words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pair");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("as it was") << "In autumn the leaves fall."
                               << "I love Paris." << QStringList{"A: leaves", "B: paris"};
    QTest::newRow("a word before") << "In the autumn the leaves fall."
                                   << "I love Paris." << QStringList{"A: leaves", "B: paris"};
    QTest::newRow("a word after") << "In autumn the leaves fall down."
                                  << "I love Paris." << QStringList{"A: leaves", "B: paris"};
    QTest::newRow("a word less") << "autumn the leaves fall."
                                 << "I love Paris." << QStringList{"A: leaves", "B: paris"};
    QTest::newRow("the word shortened") << "In autumn the leave fall."
                                        << "I love Paris." << QStringList{"B: paris"};
    QTest::newRow("the word replaced") << "In autumn the cat fall."
                                       << "I love Paris." << QStringList{"B: paris"};
    QTest::newRow("another sentence") << "Tom went to the park."
                                      << "I love Paris." << QStringList{"B: paris"};
    QTest::newRow("B edited too") << "In autumn the leaves fall."
                                  << "We love Paris." << QStringList{"A: leaves", "B: paris"};
    QTest::newRow("B gone") << "In autumn the leaves fall."
                            << "" << QStringList{"A: leaves"};
}

void CoversTest::moves_with_its_words()
{
    QFETCH(QString, text);
    QFETCH(QString, pair);
    QFETCH(QStringList, expected);
    const QString a = "In autumn the leaves fall.", b = "I love Paris.";
    QCOMPARE(covered(Covers::ofTokens(a, b, encode(a, b), {4, 10}), text, pair), expected);
}

void CoversTest::goes_when_its_piece_becomes_another()
{
    const QString before = "I saw a tree", after = "I saw an tree";
    QCOMPARE(encode(after).tokens.at(3), std::string("an")); // the letter is there, the piece is not
    const Covers covers = Covers::ofTokens(before, {}, encode(before), {3});
    QCOMPARE(covered(covers, before), QStringList{"A: a"});
    QCOMPARE(covered(covers, after), QStringList{});
}

void CoversTest::finds_whole_words()
{
    const QString text = "The category: a cat, Cat";
    const Covers covers = Covers::ofWord(text, {}, "cat");
    const Encoding encoding = encode(text);
    const std::vector<std::int32_t> found = covers.placedIn(encoding, m_tokenizer->vocabulary(), text, {});
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(encoding.offsets[static_cast<std::size_t>(found.front())], (Span{16, 19}));

    // A word of several pieces is covered whole; positions count code points.
    const QString long_word = "😀 embeddings are";
    QVERIFY(covered(Covers::ofWord(long_word, {}, "embeddings"), long_word).size() > 1);
    QCOMPARE(covered(Covers::ofWord(text, "I love Paris.", "Paris"), text, "I love Paris.").size(), 1);
    QVERIFY(covered(Covers::ofWord(text, {}, "dog"), text).isEmpty());
    QVERIFY(covered(Covers::ofWord(text, {}, {}), text).isEmpty());
}

void CoversTest::swaps_with_the_sentences()
{
    const QString a = "In autumn the leaves fall.", b = "I love Paris.";
    const Covers covers = Covers::ofTokens(a, b, encode(a, b), {4, 10});
    QCOMPARE(covered(covers.swapped(), b, a), (QStringList{"A: paris", "B: leaves"}));
}

void CoversTest::survives_as_json()
{
    const QString a = "In autumn the leaves fall.", b = "I love Paris.";
    const Covers covers = Covers::ofTokens(a, b, encode(a, b), {4, 10});
    QCOMPARE(covered(Covers::fromJson(a, b, covers.toJson()), a, b), (QStringList{"A: leaves", "B: paris"}));
    const QJsonArray nonsense{1, "x", QJsonObject({{"sentence", 7}, {"begin", 0}, {"end", 3}}),
                              QJsonObject({{"sentence", 0}, {"begin", 5}, {"end", 2}})};
    QVERIFY(covered(Covers::fromJson(a, b, nonsense), a, b).isEmpty());
}

void CoversTest::nothing_special_is_covered()
{
    const QString text = "the [MASK] fall ☃";
    const Encoding encoding = encode(text);
    QCOMPARE(QString::fromStdString(encoding.tokens[2]), QString("[MASK]"));
    QList<bool> can;
    for (int token = -1; token <= encoding.size(); ++token)
        can.append(canCoverToken(encoding, m_tokenizer->vocabulary(), token));
    QCOMPARE(can, (QList<bool>{false, false, true, false, true, true, false, false}));
}

void CoversTest::tokens_move()
{
    const Encoding before = encode("In autumn the leaves fall.", "I love Paris.");
    QCOMPARE(movedTokens(before, before), (QList<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    const Encoding after = encode("In autumn all the leaves fall.", "I love Paris.");
    QCOMPARE(movedTokens(before, after), (QList<int>{0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
    QCOMPARE(movedTokens(after, before), (QList<int>{0, 1, 2, -1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    QCOMPARE(movedTokens(before, encode("In autumn the leaves fall.")),
             (QList<int>{0, 1, 2, 3, 4, 5, 6, 7, -1, -1, -1, -1, -1}));
}

QTEST_GUILESS_MAIN(CoversTest)
#include "covers_test.moc"
