#include "tasks/put_in.h"

#include <QtTest>

using namespace bertlab;

class PutInTest : public QObject
{
    Q_OBJECT

private slots:
    void replaces_data();
    void replaces();
    void otherTokensStayWhatTheyAre();
    void pairIsWrittenToTheSecondSentence();
    void severalAtOnce_data();
    void severalAtOnce();
    void refuses_data();
    void refuses();
};

namespace {

std::shared_ptr<const Model> small_model(Index positions = 64)
{
    Config config;
    config.hidden_size = 4;
    config.num_hidden_layers = 1;
    config.num_attention_heads = 1;
    config.intermediate_size = 4;
    config.max_position_embeddings = positions;
    const std::vector<std::string> pieces{"[PAD]",  "[UNK]", "[CLS]", "[SEP]",  "[MASK]", "the",   "wind",
                                          "leaves", "fall",  "un",    "##able", "##s",    "##ing", "tree",
                                          "trees",  ".",     "aff",   "秋",     "叶",     "unaff", "wi"};
    config.vocab_size = static_cast<Index>(pieces.size()) + 2; // two rows without a piece
    return std::make_shared<const Model>(
        Model{"small", Tokenizer(Vocabulary::from_pieces(pieces, "test"), true), Bert(Parameters(config)), {}});
}

Reading reading_of(const std::string &text, const std::optional<std::string> &pair = std::nullopt)
{
    Reading reading;
    reading.model = small_model();
    reading.text = text;
    reading.pair = pair;
    reading.encoding = reading.model->tokenizer.encode(text, pair);
    reading.input_ids = reading.encoding.ids;
    return reading;
}

std::int32_t id_of(const Reading &reading, const char *piece)
{
    return reading.model->tokenizer.vocabulary().find(piece).value();
}

} // namespace

void PutInTest::replaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("piece");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a word") << "The leaves fall." << 2 << "wind"
                            << "The wind fall.";
    QTest::newRow("what was typed around it stays") << "  THE   Leaves  fall ." << 2 << "wind"
                                                    << "  THE   wind  fall .";
    QTest::newRow("a typed mask") << "The [MASK] fall." << 2 << "leaves"
                                  << "The leaves fall.";
    QTest::newRow("the end of a word") << "unable wind" << 2 << "##ing"
                                       << "uning wind";
    QTest::newRow("a word's piece for a word") << "wi [MASK]." << 2 << "##s"
                                               << "wis.";
    QTest::newRow("a word beside a word, without a space") << "[MASK]fall" << 1 << "the"
                                                           << "the fall";
    QTest::newRow("Chinese") << "秋[MASK]fall" << 2 << "叶"
                             << "秋叶fall";
    QTest::newRow("the same piece") << "The leaves fall." << 2 << "leaves"
                                    << "The leaves fall.";
}

void PutInTest::replaces()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(QString, piece);
    QFETCH(QString, expected);
    const Reading reading = reading_of(text.toStdString());
    const auto filled = put_in(reading, position, id_of(reading, piece.toUtf8().constData()));
    QVERIFY(filled.has_value());
    QCOMPARE(QString::fromStdString(filled->text), expected);
    QVERIFY(!filled->pair);
}

void PutInTest::otherTokensStayWhatTheyAre()
{
    const Reading reading = reading_of("unaff [MASK] tree.");
    const auto filled = put_in(reading, 2, id_of(reading, "wind"));
    QVERIFY(filled.has_value());
    std::vector<std::int32_t> wanted = reading.encoding.ids;
    wanted[2] = id_of(reading, "wind");
    QCOMPARE(reading.model->tokenizer.encode(filled->text).ids, wanted);
}

void PutInTest::pairIsWrittenToTheSecondSentence()
{
    const Reading reading = reading_of("The leaves fall.", "The tree fall.");
    const auto filled = put_in(reading, 7, id_of(reading, "wind"));
    QVERIFY(filled.has_value());
    QCOMPARE(filled->text, reading.text);
    QCOMPARE(*filled->pair, std::string("The wind fall."));
}

void PutInTest::severalAtOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("positions");
    QTest::addColumn<QStringList>("newPieces");
    QTest::addColumn<QString>("expected");
    QTest::newRow("words") << "The leaves fall." << QList<int>{3, 1, 2} << QStringList{"wind", "un", "tree"}
                           << "un tree wind.";
    QTest::newRow("typed masks") << "[MASK] [MASK] [MASK]." << QList<int>{1, 2, 3} << QStringList{"wi", "##s", "fall"}
                                 << "wis fall.";
    QTest::newRow("both pieces of a word")
        << "unable wind" << QList<int>{1, 2} << QStringList{"wi", "##ing"} << "wiing wind";
    QTest::newRow("only from the right") << "uns wind" << QList<int>{1, 2} << QStringList{"tree", "##ing"}
                                         << "treeing wind"; // "trees" is a piece of its own
    QTest::newRow("none") << "The leaves fall." << QList<int>{} << QStringList{} << "The leaves fall.";
}

void PutInTest::severalAtOnce()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, positions);
    QFETCH(QStringList, newPieces);
    QFETCH(QString, expected);
    const Reading reading = reading_of(text.toStdString());
    std::vector<Placement> placements;
    for (int i = 0; i < positions.size(); ++i)
        placements.push_back({positions[i], id_of(reading, newPieces[i].toUtf8().constData())});
    const auto filled = put_in(reading, placements);
    QVERIFY(filled.has_value());
    QCOMPARE(QString::fromStdString(filled->text), expected);
    std::vector<std::int32_t> wanted = reading.encoding.ids;
    for (const Placement &placement : placements)
        wanted[std::size_t(placement.position)] = placement.piece;
    QCOMPARE(reading.model->tokenizer.encode(filled->text).ids, wanted);
    placements.push_back({0, 6}); // [CLS] stays
    QVERIFY(!put_in(reading, placements));
}

void PutInTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("piece");
    QTest::newRow("[CLS]") << "The leaves fall." << 0 << 6;
    QTest::newRow("[SEP]") << "The leaves fall." << 5 << 6;
    QTest::newRow("the end of a longer piece") << "tree [MASK]" << 2 << 11;
    QTest::newRow("a row of the table without a piece") << "The leaves fall." << 2 << 22;
}

void PutInTest::refuses()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, piece);
    QVERIFY(!put_in(reading_of(text.toStdString()), position, piece));
}

QTEST_GUILESS_MAIN(PutInTest)

#include "put_in_test.moc"
