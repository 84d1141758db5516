#include "plots/bar_list.h"
#include "plots/fonts.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class BarListTest : public QObject
{
    Q_OBJECT

    static BarListData guesses(int count)
    {
        BarListData data;
        data.quantity = "probability";
        double probability = 0.5;
        for (int i = 0; i < count; ++i) {
            data.rows.append({QString("piece%1").arg(i), probability, {}, {}, i == 1});
            probability *= 0.6;
        }
        return data;
    }

private slots:
    void initTestCase() { fonts::load(); }
    void barsAreAsLongAsTheirValues();
    void wordsComeBeforeBars();
    void theExpectationIsALine();
    void theTrueOneIsGreen();
    void rowsThatDoNotFitAreCounted();
    void clicksAndKeysNameTheRow();
    void theTipHasAllDigits();
    void everySizeCanBePainted();
    void wordsAndNumbers();
    void aNoteIsWholeOrLeftOut();

private:
    /// Pixels of exactly this colour.
    static int inkOf(const QImage &image, const QColor &color)
    {
        int ink = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                ink += image.pixelColor(x, y) == color ? 1 : 0;
        return ink;
    }
};

void BarListTest::barsAreAsLongAsTheirValues()
{
    BarListView bars("guesses");
    bars.resize(500, 300);
    BarListData data;
    data.rows = {{"half", 0.5, {}, {}, false},
                 {"all", 1, {}, {}, false},
                 {"beyond", 3, {}, {}, false},
                 {"none", 0, {}, {}, false}};
    bars.setData(data);
    const QImage image = pictures::shot(bars);
    const auto length = [&](int row) {
        int pixels = 0;
        for (int x = 0; x < image.width(); ++x)
            pixels += image.pixelColor(x, qRound(bars.rowRect(row).center().y())) == bars.colors().accent ? 1 : 0;
        return pixels;
    };
    QVERIFY(length(1) > 200);
    QVERIFY(std::abs(length(0) - length(1) / 2) <= 1);
    QCOMPARE(length(2), length(1)); // clipped to the largest
    QCOMPARE(length(3), 0);
}

/// A list of any height has room for "programming (13)" beside a number in 240 pixels, less the panel's edge.
void BarListTest::wordsComeBeforeBars()
{
    BarListView bars("nearest");
    bars.resize(240, 600);
    bars.setPanel(true);
    BarListData data;
    for (int i = 0; i < 12; ++i)
        data.rows.append({QString("programming (%1)").arg(i + 10), 0.5, "0.281", {}, false});
    bars.setData(data);
    const QByteArray svg = pictures::svgOf(bars);
    QVERIFY(svg.contains("programming (13)"));
    QVERIFY(!svg.contains("…"));
}

void BarListTest::theExpectationIsALine()
{
    BarListView bars("shares");
    bars.resize(500, 120);
    const auto lineOf = [&bars](std::optional<double> expected) {
        BarListData data;
        data.rows = {{.label = "full", .value = 1, .number = {}, .note = {}},
                     {.label = "none", .value = 0, .number = {}, .note = {}, .expected = expected}};
        bars.setData(data);
        const QImage image = pictures::shot(bars);
        int first = -1, last = -1, line = -1;
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, qRound(bars.rowRect(0).center().y())) == bars.colors().accent)
                last = first < 0 ? first = x : x;
            // Above the letters of label and number: only the line reaches beyond the bar.
            if (x > 60 && x < 440 && image.pixelColor(x, qRound(bars.rowRect(1).center().y())) == bars.colors().text)
                line = x;
        }
        return line < 0 ? -1. : (line - first) / static_cast<double>(last - first);
    };
    QVERIFY(std::abs(lineOf(.25) - .25) < .01);
    QVERIFY(std::abs(lineOf(.8) - .8) < .01);
    QCOMPARE(lineOf({}), -1.);
}

void BarListTest::theTrueOneIsGreen()
{
    BarListView bars("guesses");
    bars.resize(500, 300);
    bars.setData(guesses(4));
    const QImage image = pictures::shot(bars);
    const auto has = [&](int row, const QColor &color) {
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, qRound(bars.rowRect(row).center().y())) == color)
                return true;
        return false;
    };
    QVERIFY(has(1, bars.colors().right) && !has(1, bars.colors().accent));
    QVERIFY(has(0, bars.colors().accent) && !has(0, bars.colors().right));
}

void BarListTest::rowsThatDoNotFitAreCounted()
{
    BarListView bars("guesses");
    bars.resize(300, 150);
    bars.setData(guesses(20));
    QVERIFY(!bars.rowRect(0).isEmpty());
    QVERIFY(bars.rowRect(19).isEmpty());
    bars.setSelected(19);
    QVERIFY2(!bars.rowRect(19).isEmpty(), "the selected row is always shown");
    QVERIFY(bars.rowRect(19).bottom() <= bars.height());
    bars.resize(300, 600);
    for (int row = 0; row < 20; ++row)
        QVERIFY(bars.rowRect(row).height() >= 15 && bars.rowRect(row).bottom() <= 600.001);
}

void BarListTest::theTipHasAllDigits()
{
    BarListView bars("guesses");
    bars.resize(400, 300);
    BarListData data;
    data.rows = {{"leaves", double(0.98234123F), {}, {}}, {"token table", 23440896, "23.4 M", {}}};
    data.max = 23440896;
    bars.setData(data);
    bars.show();
    QTest::mouseMove(&bars, bars.rowRect(0).center().toPoint());
    QCOMPARE(bars.toolTip(), QString("leaves: 0.98234123"));
    QTest::mouseMove(&bars, bars.rowRect(1).center().toPoint());
    QCOMPARE(bars.toolTip(), QString("token table: 23440896"));
    QTest::mouseMove(&bars, QPoint(200, 295));
    QVERIFY(bars.toolTip().isEmpty());
}

void BarListTest::clicksAndKeysNameTheRow()
{
    BarListView bars("guesses");
    bars.resize(400, 300);
    bars.setData(guesses(5));
    bars.show();
    QSignalSpy clicked(&bars, &BarListView::rowClicked), hovered(&bars, &BarListView::rowHovered);
    QTest::mouseMove(&bars, bars.rowRect(3).center().toPoint());
    QCOMPARE(pictures::last(hovered), QVariantList({3}));
    QTest::mouseClick(&bars, Qt::LeftButton, {}, bars.rowRect(2).center().toPoint());
    QCOMPARE(pictures::last(clicked), QVariantList({2}));
    QTest::mouseMove(&bars, QPoint(200, 295));
    QCOMPARE(pictures::last(hovered), QVariantList({-1}));
    bars.setSelected(2);
    QTest::keyClick(&bars, Qt::Key_Down);
    QCOMPARE(pictures::last(clicked), QVariantList({3}));
    bars.setSelected(4);
    QTest::keyClick(&bars, Qt::Key_Down);
    QCOMPARE(pictures::last(clicked), QVariantList({4}));
    QTest::keyClick(&bars, Qt::Key_Right);
    QVERIFY(clicked.isEmpty());
}

void BarListTest::everySizeCanBePainted()
{
    for (const QSize size : {QSize(120, 80), QSize(180, 120), QSize(1600, 1000)}) {
        for (const int count : {0, 1, 5, 100}) {
            BarListView bars("guesses");
            bars.setPanel(true);
            bars.setTitle("Best guesses", "of 6,000 pieces");
            bars.resize(size);
            bars.setData(guesses(count));
            QVERIFY(!pictures::shot(bars).isNull());
            QCOMPARE(bars.hasContent(), count > 0);
        }
    }
}

void BarListTest::wordsAndNumbers()
{
    BarListView bars("guesses");
    bars.setTitle("Best guesses");
    bars.setData(guesses(12));
    QCOMPARE(bars.accessibleName(), QString("Best guesses"));
    QVERIFY(bars.accessibleDescription().contains("piece0 0.5, piece1 0.3"));
    bars.setSelected(3);
    QVERIFY(bars.accessibleDescription().contains("row 4 of 12"));
    QCOMPARE(bars.numbers().tensor, QString("probability"));
    QCOMPARE(bars.numbers().values[1], QList<double>({0.3}));
}

void BarListTest::aNoteIsWholeOrLeftOut()
{
    BarListView bars("guesses");
    BarListData data = guesses(3);
    data.rows[2].note = "in the training text: 71 times";
    bars.setData(data);
    const auto noteIn = [&bars](int width) {
        bars.resize(width, 120);
        return inkOf(pictures::shot(bars), bars.colors().secondary);
    };
    const int whole = noteIn(900);
    QVERIFY(whole > 0);
    int shown = 0, leftOut = 0;
    for (int width = 150; width < 900; width += 10) {
        const int ink = noteIn(width);
        QVERIFY2(ink == 0 || ink > whole * 0.85, qPrintable(QString::number(width)));
        (ink == 0 ? leftOut : shown) += 1;
    }
    QVERIFY(shown > 10 && leftOut > 10);
}

QTEST_MAIN(BarListTest)
#include "bar_list_test.moc"
