#include "plots/fonts.h"
#include "plots/heat_map.h"
#include "plots/painting.h"
#include "plots/sheet.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class HeatMapTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { fonts::load(); }
    void cellsHaveExactlyTheColourOfTheirValue_data();
    void cellsHaveExactlyTheColourOfTheirValue();
    void theCentreOfACellIsThatCell_data();
    void theCentreOfACellIsThatCell();
    void squareCellsAreSquareAndOfOneSize();
    void everyNumberOfTheScaleHasRoom();
    void belowAPixelACellTheStrongestIsSeen();
    void clicksHoverAndDoubleClicksNameTheCell();
    void arrowKeysLeadFromCellToCell();
    void theSelectionIsADoubleLine();
    void aNewThemeRepaintsEverything();
    void otherColoursInAFileLeaveTheScreenAlone();
    void withoutContentNothingIsPaintedOrHit();
    void namesAndNumbersForReadersAndFiles();
};

void HeatMapTest::cellsHaveExactlyTheColourOfTheirValue_data()
{
    QTest::addColumn<int>("tokens");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("panel");
    for (const int tokens : {1, 3, 13, 30, 128})
        for (const bool dark : {false, true})
            QTest::addRow("%d %s", tokens, dark ? "dark" : "light") << tokens << dark << (tokens == 13);
}

void HeatMapTest::cellsHaveExactlyTheColourOfTheirValue()
{
    QFETCH(int, tokens);
    QFETCH(bool, dark);
    QFETCH(bool, panel);
    HeatMapView map("attention-map");
    map.resize(640, 600);
    map.setPanel(panel);
    map.setTitle("Layer 3, head 2");
    map.setColors(dark ? Palette::darkTheme() : Palette::light());
    const HeatMapData data = pictures::attentionMap(tokens);
    map.setData(data);
    const QImage image = pictures::shot(map);
    for (int row = 0; row < tokens; ++row) {
        for (int column = 0; column < tokens; ++column) {
            const double share = static_cast<double>(data.values(row, column)) / data.scale.max;
            QCOMPARE(pictures::colorAt(image, map.cellRect(row, column).center() - QPointF(0.5, 0.5)),
                     map.colors().weight(share));
        }
    }
}

void HeatMapTest::theCentreOfACellIsThatCell_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("cells");
    for (const QSize size : {QSize(180, 120), QSize(540, 520), QSize(1600, 1000)})
        for (const QSize cells : {QSize(1, 1), QSize(9, 1), QSize(1, 9), QSize(13, 13), QSize(64, 13), QSize(128, 128)})
            QTest::addRow("%d x %d in %d x %d", cells.width(), cells.height(), size.width(), size.height())
                << size << cells;
}

void HeatMapTest::theCentreOfACellIsThatCell()
{
    QFETCH(QSize, size);
    QFETCH(QSize, cells);
    for (const bool square : {false, true}) {
        HeatMapView map("map");
        map.resize(size);
        map.setTitle("Title");
        HeatMapData data;
        data.values = Matrix::Random(cells.height(), cells.width());
        data.rowLabels = pictures::tokens(cells.height());
        data.columnLabels = pictures::tokens(cells.width());
        data.squareCells = square;
        map.setData(data);
        for (int row = 0; row < cells.height(); ++row) {
            for (int column = 0; column < cells.width(); ++column) {
                const QRectF cell = map.cellRect(row, column);
                QVERIFY(QRectF(map.rect()).contains(cell));
                QVERIFY(map.cellAt(cell.center()).has_value());
                QCOMPARE(*map.cellAt(cell.center()), QPoint(column, row));
            }
        }
        QVERIFY(!map.cellAt(QPointF(1, 1)));
        QVERIFY(!map.cellAt(map.cellRect(0, 0).topLeft() - QPointF(2, 2)));
        QVERIFY(!map.cellAt(map.cellRect(cells.height() - 1, cells.width() - 1).bottomRight() + QPointF(2, 2)));
    }
}

void HeatMapTest::squareCellsAreSquareAndOfOneSize()
{
    HeatMapView map("map");
    map.resize(541, 517);
    map.setData(pictures::attentionMap(13));
    const QRectF first = map.cellRect(0, 0);
    QCOMPARE(first.width(), first.height());
    QCOMPARE(first.width(), std::floor(first.width()));
    QVERIFY(first.width() > 20);
    QCOMPARE(map.cellRect(12, 12).size(), first.size());

    map.resize(340, 900); // room below
    HeatMapData data = pictures::attentionMap(13);
    data.mostStretch = 1.6;
    map.setData(data);
    const QRectF tall = map.cellRect(12, 12);
    QVERIFY(tall.height() > 1.4 * tall.width() && tall.height() <= 1.6 * tall.width());
}

/// The middle of 0 … 1 is longer than its ends.
void HeatMapTest::everyNumberOfTheScaleHasRoom()
{
    ColorScale scale;
    scale.max = 1;
    QVERIFY(uprightScaleNumbersWidth(scale) >= 5 + painting::textWidth(fonts::mono(11), "0.5"));
}

void HeatMapTest::belowAPixelACellTheStrongestIsSeen()
{
    HeatMapView map("map");
    map.resize(300, 260);
    HeatMapData data;
    data.values = Matrix::Zero(512, 512);
    data.values(301, 77) = 1;
    data.showScale = false;
    map.setData(data);
    const QImage image = pictures::shot(map);
    int strongest = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == map.colors().weight(1)) {
                ++strongest;
                QVERIFY(map.cellRect(301, 77).adjusted(-3, -3, 3, 3).contains(QPointF(x + 0.5, y + 0.5)));
            }
    QVERIFY2(strongest > 0, "the only large weight is not seen");
}

void HeatMapTest::clicksHoverAndDoubleClicksNameTheCell()
{
    HeatMapView map("map");
    map.resize(540, 520);
    map.setData(pictures::attentionMap(13));
    map.show();
    QSignalSpy clicked(&map, &HeatMapView::cellClicked), hovered(&map, &HeatMapView::cellHovered);
    QSignalSpy doubleClicked(&map, &HeatMapView::cellDoubleClicked);
    const QPoint place = map.cellRect(5, 2).center().toPoint();
    QTest::mouseMove(&map, place);
    QCOMPARE(pictures::last(hovered), QVariantList({5, 2}));
    QTest::mouseMove(&map, place + QPoint(1, 1));
    QVERIFY2(hovered.isEmpty(), "the same cell is said once");
    QTest::mouseClick(&map, Qt::LeftButton, {}, place);
    QCOMPARE(pictures::last(clicked), QVariantList({5, 2}));
    QTest::mouseDClick(&map, Qt::LeftButton, {}, place);
    QCOMPARE(pictures::last(doubleClicked), QVariantList({5, 2}));

    const QImage pointed = pictures::shot(map);
    QTest::mouseMove(&map, QPoint(2, 2));
    QCOMPARE(pictures::last(hovered), QVariantList({-1, -1}));
    QVERIFY2(pictures::shot(map) != pointed, "the mark of the pointer has to go");
    clicked.clear();
    QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(2, 2));
    QTest::mouseClick(&map, Qt::RightButton, {}, place);
    QVERIFY(clicked.isEmpty());
}

void HeatMapTest::arrowKeysLeadFromCellToCell()
{
    HeatMapView map("map");
    map.resize(540, 520);
    map.setData(pictures::attentionMap(13));
    connect(&map, &HeatMapView::cellClicked, &map, &HeatMapView::setSelected); // as a page does
    QSignalSpy clicked(&map, &HeatMapView::cellClicked);
    const QList<std::pair<Qt::Key, QVariantList>> steps{
        {Qt::Key_Down, {0, 0}}, {Qt::Key_Down, {1, 0}},   {Qt::Key_Left, {1, 0}}, {Qt::Key_Right, {1, 1}},
        {Qt::Key_End, {1, 12}}, {Qt::Key_Right, {1, 12}}, {Qt::Key_Up, {0, 12}},  {Qt::Key_Home, {0, 0}}};
    for (const auto &[key, cell] : steps) {
        QTest::keyClick(&map, key);
        QCOMPARE(pictures::last(clicked), cell);
    }
    QSignalSpy opened(&map, &HeatMapView::cellDoubleClicked);
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(pictures::last(opened), QVariantList({0, 0}));
}

void HeatMapTest::theSelectionIsADoubleLine()
{
    HeatMapView map("map");
    map.resize(540, 520);
    map.setData(pictures::attentionMap(13));
    map.setSelected(5, 2);
    const QImage image = pictures::shot(map);
    const QRectF cell = map.cellRect(5, 2), other = map.cellRect(5, 9);
    QCOMPARE(pictures::colorAt(image, QPointF(cell.center().x(), cell.top() - 0.5)), map.colors().text);
    QCOMPARE(pictures::colorAt(image, QPointF(other.center().x(), other.bottom() - 0.5)), map.colors().text);
    // The mark lies around the colour, not on it.
    const double share = static_cast<double>(map.data().values(5, 2)) / map.data().scale.max;
    QCOMPARE(pictures::colorAt(image, cell.center()), map.colors().weight(share));
}

void HeatMapTest::aNewThemeRepaintsEverything()
{
    HeatMapView map("map");
    map.resize(300, 300);
    map.setData(pictures::attentionMap(3));
    pictures::shot(map);
    map.setColors(Palette::darkTheme());
    const double share = static_cast<double>(map.data().values(1, 1)) / map.data().scale.max;
    QCOMPARE(pictures::colorAt(pictures::shot(map), map.cellRect(1, 1).center()), Palette::darkTheme().weight(share));
}

void HeatMapTest::otherColoursInAFileLeaveTheScreenAlone()
{
    HeatMapView map("map");
    map.resize(400, 400);
    map.setTitle("Title");
    map.setData(pictures::attentionMap(13));
    map.setSelected(3, 4);
    const QImage before = pictures::shot(map);
    const QRectF cell = map.cellRect(12, 12);
    Sheet sheet = Sheet::ofView(map, "Title", {"model"});
    sheet.palette = Palette::darkTheme();
    sheet.items[0].area.setSize({700, 500});
    sheet.size = {700, 500};
    QVERIFY(!toImage(sheet).isNull());
    sheet.palette = Palette::light(); // the screen's colours in another size
    QVERIFY(!toImage(sheet).isNull());
    QCOMPARE(map.cellRect(12, 12), cell);
    QCOMPARE(pictures::shot(map), before);
}

void HeatMapTest::withoutContentNothingIsPaintedOrHit()
{
    HeatMapView map("map");
    map.resize(300, 200);
    map.setTitle("Title");
    QVERIFY(!map.hasContent());
    QVERIFY(!map.cellAt({150, 100}));
    QVERIFY(!map.description().isEmpty());
    QVERIFY(map.numbers().values.isEmpty());
    QTest::keyClick(&map, Qt::Key_Down);
    QVERIFY(!pictures::shot(map).isNull());
    map.setSelected(5, 5);
    map.setData(pictures::attentionMap(3)); // smaller than the selection
    QVERIFY(!pictures::shot(map).isNull());
}

void HeatMapTest::namesAndNumbersForReadersAndFiles()
{
    HeatMapView map("map");
    map.setTitle("Layer 3, head 2");
    map.setData(pictures::attentionMap(13));
    map.setSelected(5, 2);
    QCOMPARE(map.accessibleName(), QString("Layer 3, head 2"));
    QVERIFY(map.accessibleDescription().contains("piece5 (5)"));
    QVERIFY(map.accessibleDescription().contains(shortNumber(static_cast<double>(map.data().values(5, 2)))));
    map.setSelected(4, 2);
    QVERIFY(map.accessibleDescription().contains("piece4 (4)"));
    map.setTitle({});
    QCOMPARE(map.accessibleName(), QString("Layer 3, head 2"));

    const NumberTable table = map.numbers();
    QCOMPARE(table.tensor, QString("encoder.layer.2.attention_probs"));
    QCOMPARE(table.columns[12], QString("[SEP] (12)"));
    QCOMPARE(static_cast<float>(table.values[5][2]), map.data().values(5, 2));
}

QTEST_MAIN(HeatMapTest)
#include "heat_map_test.moc"
