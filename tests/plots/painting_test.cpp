#include "plots/fonts.h"
#include "plots/painting.h"

#include "pictures.h"

#include <QFontInfo>
#include <QGlyphRun>
#include <QRawFont>
#include <QTest>
#include <QTextLayout>

using namespace bertlab;

class PaintingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { fonts::load(); }
    void theBundledFontsAreUsed();
    void everyCharacterKeepsItsGlyph();
    void labelsAreThinnedOutEvenly();
    void theKeptLabelPushesOutItsNeighbours();
    void longPiecesAreShortenedInTheMiddle();
    void piecesFromTheRightKeepTheLineInOrder();
    void piecesFromTheRightAreJoinedOnTheLeft();
    void theDoubleLineHasTwoColours();
    void theValueLabelStaysInside_data();
    void theValueLabelStaysInside();
};

void PaintingTest::theBundledFontsAreUsed()
{
    QCOMPARE(QFontInfo(fonts::text(13)).family(), QString("Inter"));
    QCOMPARE(QFontInfo(fonts::text(13, QFont::DemiBold)).weight(), int(QFont::DemiBold));
    QCOMPARE(QFontInfo(fonts::mono(12)).family(), QString("DejaVu Sans Mono"));
    QVERIFY(QFontInfo(fonts::mono(12)).fixedPitch());
    QCOMPARE(fonts::title().pixelSize(), 16);
}

/// A PDF finds the character of a glyph in the font's own table: one that was put in its place would be lost.
void PaintingTest::everyCharacterKeepsItsGlyph()
{
    const QString text = "[MASK] (A) -> 4x4 12:30";
    for (QFont font : {fonts::text(13), fonts::text(13, QFont::Medium), fonts::text(13, QFont::DemiBold)})
        for (const bool italic : {false, true}) {
            font.setItalic(italic);
            QTextLayout layout(text, font);
            layout.beginLayout();
            layout.createLine();
            layout.endLayout();
            QCOMPARE(layout.glyphRuns().size(), 1);
            QCOMPARE(layout.glyphRuns().front().glyphIndexes(), QRawFont::fromFont(font).glyphIndexesForString(text));
        }
}

void PaintingTest::labelsAreThinnedOutEvenly()
{
    QCOMPARE(painting::thinned(5, 20, 12, -1), QList<int>({0, 1, 2, 3, 4}));
    QCOMPARE(painting::thinned(10, 5, 12, -1), QList<int>({0, 3, 6, 9}));
    QCOMPARE(painting::thinned(10, 12, 12, -1).size(), 10);
    QCOMPARE(painting::thinned(0, 12, 12, -1), QList<int>());
    QCOMPARE(painting::thinned(3, 0, 12, -1), QList<int>({0}));
}

void PaintingTest::theKeptLabelPushesOutItsNeighbours()
{
    QCOMPARE(painting::thinned(10, 5, 12, 4), QList<int>({0, 4, 9}));
    QCOMPARE(painting::thinned(10, 5, 12, 99), QList<int>({0, 3, 6, 9}));
    for (int kept = 0; kept < 512; ++kept) {
        const QList<int> shown = painting::thinned(512, 0.7, 12, kept);
        QVERIFY(shown.contains(kept));
        for (qsizetype i = 1; i < shown.size(); ++i)
            QVERIFY((shown[i] - shown[i - 1]) * 0.7 >= 12);
    }
}

void PaintingTest::longPiecesAreShortenedInTheMiddle()
{
    const QString text = "internationalisation";
    const QFont font = fonts::mono(11);
    const QString shortened = painting::elided(font, text, 80);
    QVERIFY(shortened.startsWith("int") && shortened.endsWith("on") && shortened.size() < text.size());
    QVERIFY(painting::textWidth(font, shortened) <= 80);
    QCOMPARE(painting::elided(font, text, 500), text);
}

/// Where each part of a line is drawn, from left to right: an arrow between two Arabic pieces must not turn them
/// around.
void PaintingTest::piecesFromTheRightKeepTheLineInOrder()
{
    const QString first = QStringLiteral("كتاب"), second = QStringLiteral("שלום");
    const QString line = painting::inLine(first) + QStringLiteral(" → ") + painting::inLine(second) + " (5)";
    QTextLayout layout(line, fonts::mono(13));
    layout.beginLayout();
    const QTextLine drawn = layout.createLine();
    layout.endLayout();
    const auto x = [&](const QString &part) { return drawn.cursorToX(int(line.indexOf(part))); };
    QVERIFY(x(QStringLiteral("→")) < x(QStringLiteral("(")));
    const qreal arrow = x(QStringLiteral("→"));
    QVERIFY(drawn.cursorToX(int(line.indexOf(first)) + 1) < arrow);  // within the first piece
    QVERIFY(drawn.cursorToX(int(line.indexOf(second)) + 1) > arrow); // … and within the second
    QVERIFY(drawn.cursorToX(int(line.indexOf(second)) + 1) < x(QStringLiteral("(")));
    QCOMPARE(painting::textWidth(fonts::mono(13), painting::inLine(first)),
             painting::textWidth(fonts::mono(13), first));
    QCOMPARE(painting::inLine(QStringLiteral("##ing")), QStringLiteral("##ing"));
}

/// ## stands on the side of the piece before, which is the left one in the strip and on the axes.
void PaintingTest::piecesFromTheRightAreJoinedOnTheLeft()
{
    const QString letters = QStringLiteral("كتاب"), line = painting::inLine("##" + letters) + " (5)";
    QTextLayout layout(line, fonts::mono(13));
    layout.beginLayout();
    const QTextLine drawn = layout.createLine();
    layout.endLayout();
    const qreal sign = drawn.cursorToX(int(line.indexOf(u'#')) + 1);
    const auto first = int(line.indexOf(letters));
    for (int letter = 1; letter <= letters.size(); ++letter)
        QVERIFY(drawn.cursorToX(first + letter) > sign);
}

void PaintingTest::theDoubleLineHasTwoColours()
{
    const Palette palette = Palette::light();
    QImage image(60, 60, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QPainter painter(&image);
    painting::drawDoubleLine(painter, QRectF(10, 10, 40, 40), palette, 2);
    painter.end();
    QCOMPARE(image.pixelColor(10, 30), palette.text);
    QCOMPARE(image.pixelColor(30, 30), QColor(Qt::blue));
    int panel = 0;
    for (int x = 0; x < 30; ++x)
        panel += image.pixelColor(x, 30) == palette.panel ? 1 : 0;
    QCOMPARE(panel, 2); // one pixel on each side of the line
}

void PaintingTest::theValueLabelStaysInside_data()
{
    QTest::addColumn<QPointF>("place");
    QTest::newRow("middle") << QPointF(100, 60);
    QTest::newRow("top right") << QPointF(198, 1);
    QTest::newRow("top left") << QPointF(1, 1);
    QTest::newRow("bottom left") << QPointF(1, 118);
    QTest::newRow("bottom right") << QPointF(198, 118);
}

void PaintingTest::theValueLabelStaysInside()
{
    QFETCH(QPointF, place);
    const QRect within(20, 20, 200, 120);
    QImage image(240, 160, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QPainter painter(&image);
    painting::drawValueLabel(painter, QRectF(place + within.topLeft(), QSizeF(1, 1)), within, "0.123",
                             Palette::light());
    painter.end();
    int painted = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool touched = image.pixelColor(x, y) != QColor(Qt::blue);
            painted += touched ? 1 : 0;
            QVERIFY(!touched || within.contains(x, y));
        }
    }
    QVERIFY(painted > 400);
}

QTEST_MAIN(PaintingTest)
#include "painting_test.moc"
