#include "page_fixture.h"

#include "pages/column_groups.h"
#include "pages/text_steps.h"

using namespace bertlab;
using namespace bertlab::test;
using Look = TokenFlowData::Look;

/// The steps from text to ids, against what the tokenizer says, and the columns of a map.
class TextStepsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void normalisingMarksWhatChanged();
    void typedSpecialTokensStay();
    void chineseGetsSpaces();
    void wordsAndPieces();
    void attemptsAreTheSearch();
    void unknownWordIsExplained();
    void longWordIsExplained();
    void specialWordIsNotSearched();
    void tokensFindTheirWords();
    void cutWordsHaveNoToken();
    void longTextIsShortened();
    void emptyTextHasOnlySpecials();
    void coveredPieceIsMasked();
    void idsAndTypesAreTheReading();
    void columnGroups_data();
    void columnGroups();
    void strongestOfAGroup();

private:
    QList<SplitText> split(const QString &text, const QString &pair = {}, const QSet<int> &covered = {});
    std::unique_ptr<Session> m_session;
};

namespace {

/// "P^aris" with ^ before what is marked as changed and ~ before what was dropped.
QString marked(const TokenFlowData::Block &block)
{
    QString text;
    for (const auto &item : block.items)
        text += (item.look == Look::changed   ? QStringLiteral("^")
                 : item.look == Look::dropped ? QStringLiteral("~")
                                              : QString()) +
                item.text;
    return text;
}

QStringList texts(const TokenFlowData::Block &block)
{
    QStringList all;
    for (const auto &item : block.items)
        all.append(item.text);
    return all;
}

} // namespace

void TextStepsTest::initTestCase()
{
    fonts::load();
    m_session = readSession(QStringLiteral("The unaffable bird."));
}

QList<SplitText> TextStepsTest::split(const QString &text, const QString &pair, const QSet<int> &covered)
{
    m_session->setAll(text, pair, covered);
    settle(*m_session);
    return splitTexts(*m_session->reading());
}

void TextStepsTest::normalisingMarksWhatChanged()
{
    const auto texts = split(QStringLiteral("Zo\u00eb\u200b sat."), QStringLiteral("no change"));
    const TokenFlowData flow = normalizedFlow(texts);
    QCOMPARE(flow.blocks.size(), 4);
    QCOMPARE(marked(flow.blocks[0]), QStringLiteral("^Zo^\u00eb~\u200b sat."));
    QCOMPARE(marked(flow.blocks[1]), QStringLiteral("^zo^e sat."));
    QCOMPARE(marked(flow.blocks[2]), QStringLiteral("no change"));
    QCOMPARE(marked(flow.blocks[3]), QStringLiteral("no change"));
    QCOMPARE(flow.blocks[0].typeId, 0);
    QCOMPARE(flow.blocks[3].typeId, 1);
}

void TextStepsTest::typedSpecialTokensStay()
{
    const TokenFlowData flow = normalizedFlow(split(QStringLiteral("A [MASK] B")));
    QCOMPARE(marked(flow.blocks[1]), QStringLiteral("^a [MASK] ^b"));
}

void TextStepsTest::chineseGetsSpaces()
{
    const TokenFlowData flow = normalizedFlow(split(QStringLiteral("北京\thello")));
    QCOMPARE(marked(flow.blocks[0]), QStringLiteral("北京^⇥hello"));
    QCOMPARE(marked(flow.blocks[1]), QStringLiteral("^␣北^␣␣京^␣␣hello"));
}

void TextStepsTest::wordsAndPieces()
{
    const auto texts = split(QStringLiteral("The unaffable bird."), QStringLiteral("It sings."));
    const TokenFlowData words = wordsFlow(texts), pieces = piecesFlow(texts);
    QCOMPARE(::texts(words.blocks[0]), QStringList({"the", "unaffable", "bird", "."}));
    QCOMPARE(words.blocks[0].items[1].values, QList<double>({4, 13}));
    QCOMPARE(::texts(words.blocks[1]), QStringList({"it", "sings", "."}));

    const Tokenizer &tokenizer = m_session->reading()->model->tokenizer;
    QStringList expected;
    for (const Word &word : tokenizer.words("The unaffable bird."))
        for (const std::string &piece : tokenizer.split(word).pieces)
            expected.append(QString::fromStdString(piece));
    QCOMPARE(::texts(pieces.blocks[0]), expected);
    QVERIFY(expected.size() > 4); // unaffable is not one piece
    for (const auto &item : pieces.blocks[0].items)
        QCOMPARE(item.glued, item.text.startsWith(QStringLiteral("##")));
}

void TextStepsTest::attemptsAreTheSearch()
{
    const auto texts = split(QStringLiteral("The unaffable bird."));
    const Tokenizer &tokenizer = m_session->reading()->model->tokenizer;
    const TokenFlowData flow = attemptsFlow(tokenizer, texts[0].words[1], 0);
    const QString word = QStringLiteral("unaffable");
    int begin = 0;
    for (const auto &block : flow.blocks) {
        int end = static_cast<int>(word.size());
        for (int i = 0; i < block.items.size(); ++i, --end) {
            const QString tried = (begin > 0 ? QStringLiteral("##") : QString()) + word.mid(begin, end - begin);
            const bool known = tokenizer.vocabulary().find(tried.toStdString()).has_value();
            QCOMPARE(block.items[i].text, tried);
            QCOMPARE(block.items[i].look, known ? Look::found : Look::tried);
            QCOMPARE(known, i + 1 == block.items.size()); // found is the last
        }
        begin = end + 1;
    }
    QCOMPARE(begin, static_cast<int>(word.size()));
    QCOMPARE(flow.blocks.size(), qsizetype(texts[0].words[1].pieces.pieces.size()));
}

void TextStepsTest::unknownWordIsExplained()
{
    const auto texts = split(QStringLiteral("Paris ☃"));
    QCOMPARE(::texts(piecesFlow(texts).blocks[0]), QStringList({"paris", "[UNK]"}));
    const TokenFlowData flow = attemptsFlow(m_session->reading()->model->tokenizer, texts[0].words[1], 0);
    QCOMPARE(flow.blocks.size(), 2);
    QCOMPARE(::texts(flow.blocks[0]), QStringList({"☃"}));
    QCOMPARE(flow.blocks[0].items[0].look, Look::tried);
    QVERIFY(flow.blocks[1].items[0].text.contains(QStringLiteral("[UNK]")));
}

void TextStepsTest::longWordIsExplained()
{
    const auto texts = split(QStringLiteral("a").repeated(101));
    const TokenFlowData flow = attemptsFlow(m_session->reading()->model->tokenizer, texts[0].words[0], 0);
    QCOMPARE(flow.blocks.size(), 1);
    QVERIFY(flow.blocks[0].items[0].text.contains(QStringLiteral("100")));
}

void TextStepsTest::specialWordIsNotSearched()
{
    const auto texts = split(QStringLiteral("a [SEP] b"));
    const TokenFlowData flow = attemptsFlow(m_session->reading()->model->tokenizer, texts[0].words[1], 0);
    QCOMPARE(flow.blocks.size(), 1);
    QCOMPARE(flow.blocks[0].items[0].look, Look::text);
    QVERIFY(wordsFlow(texts).blocks[0].items[1].special);
}

void TextStepsTest::tokensFindTheirWords()
{
    const auto texts = split(QStringLiteral("The unaffable bird."), QStringLiteral("It unaffable."));
    const Encoding &encoding = m_session->reading()->encoding;
    for (int token = 0; token < encoding.size(); ++token) {
        const WordPlace place = wordOfToken(texts, token);
        if (encoding.is_added(static_cast<std::size_t>(token))) {
            QCOMPARE(place, WordPlace());
            continue;
        }
        QCOMPARE(place.text, encoding.type_ids[static_cast<std::size_t>(token)]);
        const SplitText &text = texts[place.text];
        const SplitWord &word = text.words[place.word];
        const auto piece = static_cast<std::size_t>(token - word.firstToken);
        QCOMPARE(word.pieces.pieces[piece], encoding.tokens[static_cast<std::size_t>(token)]);
        const int item = firstItemOfWord(text, place.word) + static_cast<int>(piece);
        QCOMPARE(wordOfItem(text, item), place.word);

        const FlowPlace flow = itemOfToken(*m_session->reading(), token);
        QCOMPARE(flow.block, place.text);
        QCOMPARE(tokenOfItem(*m_session->reading(), flow.block, flow.item), token);
    }
    QCOMPARE(wordOfToken(texts, -1), WordPlace());
    QCOMPARE(itemOfToken(*m_session->reading(), encoding.size()).block, -1);
}

void TextStepsTest::cutWordsHaveNoToken()
{
    const auto texts = split(QStringLiteral("the ").repeated(300), QStringLiteral("bird"));
    const Encoding &encoding = m_session->reading()->encoding;
    QVERIFY(encoding.cut_from_text > 0);
    QCOMPARE(texts[0].cut, encoding.cut_from_text);
    QCOMPARE(texts[0].words.size(), 300);
    QVERIFY(texts[0].words[0].firstToken == 1);
    QCOMPARE(texts[0].words[299].firstToken, -1);
    QCOMPARE(texts[1].words[0].firstToken, encoding.size() - 2);
}

void TextStepsTest::longTextIsShortened()
{
    const auto texts = split(QStringLiteral("the ").repeated(5000));
    const TokenFlowData words = wordsFlow(texts);
    QVERIFY(words.blocks[0].items.size() < 2000);
    QVERIFY(words.blocks[0].items.last().text.contains(QString::number(5000 - (words.blocks[0].items.size() - 1))));
    QVERIFY(textFlow(texts).blocks[0].items.size() < 2000);
}

void TextStepsTest::emptyTextHasOnlySpecials()
{
    const auto texts = split({});
    QCOMPARE(texts.size(), 1);
    QVERIFY(wordsFlow(texts).blocks[0].items.isEmpty());
    QCOMPARE(::texts(idsFlow(*m_session->reading()).blocks[0]), QStringList({"[CLS]", "[SEP]"}));
}

void TextStepsTest::coveredPieceIsMasked()
{
    split(QStringLiteral("The red bird."), {}, {2});
    const TokenFlowData flow = typesFlow(*m_session->reading());
    QCOMPARE(flow.blocks[0].items[2].text, QStringLiteral("[MASK]"));
    QVERIFY(flow.blocks[0].items[2].covered);
    QVERIFY(flow.blocks[0].items[0].special);
    QCOMPARE(::texts(wordsFlow(splitTexts(*m_session->reading())).blocks[0])[1], QStringLiteral("red"));
}

void TextStepsTest::idsAndTypesAreTheReading()
{
    split(QStringLiteral("The red bird."), QStringLiteral("It sings."), {2});
    const Reading &reading = *m_session->reading();
    const TokenFlowData ids = idsFlow(reading), types = typesFlow(reading);
    int position = 0;
    for (int block = 0; block < 2; ++block) {
        for (int i = 0; i < ids.blocks[block].items.size(); ++i, ++position) {
            const auto at = static_cast<std::size_t>(position);
            QCOMPARE(ids.blocks[block].items[i].above, QString::number(position));
            QCOMPARE(ids.blocks[block].items[i].below, QString::number(reading.input_ids[at]));
            QCOMPARE(types.blocks[block].items[i].below, QString::number(reading.encoding.type_ids[at]));
        }
    }
    QCOMPARE(position, reading.encoding.size());
}

void TextStepsTest::columnGroups_data()
{
    QTest::addColumn<int>("dimensions");
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("perColumn");
    QTest::addColumn<QString>("text");
    QTest::newRow("fewer than columns") << 32 << 64 << 32 << 1 << "32 dimensions";
    QTest::newRow("as many") << 64 << 64 << 64 << 1 << "64 dimensions";
    QTest::newRow("mini") << 256 << 64 << 64 << 4 << "64 columns × 4 dimensions";
    QTest::newRow("base") << 768 << 64 << 64 << 12 << "64 columns × 12 dimensions";
    QTest::newRow("even ones preferred") << 312 << 64 << 52 << 6 << "52 columns × 6 dimensions";
    QTest::newRow("prime") << 127 << 64 << 64 << 2 << "64 columns × 2 dimensions";
}

void TextStepsTest::columnGroups()
{
    QFETCH(int, dimensions);
    QFETCH(int, most);
    const ColumnGroups groups(dimensions, most);
    QTEST(static_cast<int>(groups.columns()), "columns");
    QTEST(static_cast<int>(groups.perColumn()), "perColumn");
    QTEST(groups.text(), "text");
    Index covered = 0;
    for (Index column = 0; column < groups.columns(); ++column) {
        QCOMPARE(groups.first(column), covered);
        covered += groups.size(column);
        QCOMPARE(groups.columnOf(covered - 1), column);
    }
    QCOMPARE(covered, Index(dimensions));
    QCOMPARE(groups.names().size(), qsizetype(groups.columns()));
}

void TextStepsTest::strongestOfAGroup()
{
    Matrix values(2, 6);
    values << 1, -3, 2, 0, 0, 0.5f, /**/ -1, 0, 0, 4, -4, 1;
    const ColumnGroups groups(6, 2);
    const Matrix strongest = groups.strongest(view(std::as_const(values)));
    Matrix expected(2, 2);
    expected << -3, 0.5f, -1, 4;
    QCOMPARE(strongest, expected);
    QCOMPARE(groups.strongestDimension({values.row(0).data(), 6}, 0), Index(1));
    QCOMPARE(groups.strongestDimension({values.row(1).data(), 6}, 1), Index(3)); // the first of equal ones
    QCOMPARE(groups.names(), QStringList({"0–2", "3–5"}));
}

QTEST_MAIN(TextStepsTest)
#include "text_steps_test.moc"
