#include "plots/palette.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace bertlab;

class PaletteTest : public QObject
{
    Q_OBJECT

private slots:
    void theEndsOfTheRampsAreTheirStops();
    void betweenTwoStopsColoursAreMixedEvenly();
    void whatLiesOutsideIsClampedAndNaNIsMarked();
    void zeroIsThePanelWhereItHasToBe();
    void tokensHaveTheColourOfTheirSentence();
    void secondaryTextCanBeRead_data();
    void secondaryTextCanBeRead();
};

void PaletteTest::theEndsOfTheRampsAreTheirStops()
{
    const Palette light = Palette::light(), dark = Palette::darkTheme();
    QCOMPARE(light.weight(0).name(), QString("#ffffff"));
    QCOMPARE(light.weight(0.2).name(), QString("#d6e6f4"));
    QCOMPARE(light.weight(1).name(), QString("#08306b"));
    QCOMPARE(dark.weight(0.8).name(), QString("#9fd3e8"));
    QCOMPARE(dark.weight(1).name(), QString("#f2fbff"));
    QCOMPARE(light.signedValue(-1).name(), QString("#2166ac"));
    QCOMPARE(light.signedValue(1).name(), QString("#b2182b"));
}

void PaletteTest::betweenTwoStopsColoursAreMixedEvenly()
{
    // White to #D6E6F4 at 0.2: halfway, each channel rounded.
    QCOMPARE(Palette::light().weight(0.1).name(), QString("#ebf3fa"));
    // #2166AC to #FFFFFF.
    QCOMPARE(Palette::light().signedValue(-0.5).name(), QString("#90b3d6"));
}

void PaletteTest::whatLiesOutsideIsClampedAndNaNIsMarked()
{
    const Palette palette = Palette::light();
    QCOMPARE(palette.weight(7), palette.weight(1));
    QCOMPARE(palette.weight(-1), palette.weight(0));
    QCOMPARE(palette.signedValue(-7), palette.signedValue(-1));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(palette.weight(nan), palette.warning);
    QCOMPARE(palette.signedValue(nan), palette.warning);
}

void PaletteTest::zeroIsThePanelWhereItHasToBe()
{
    for (const Palette &palette : {Palette::light(), Palette::darkTheme()}) {
        QCOMPARE(palette.signedValue(0), palette.panel);
        QCOMPARE(palette.weight(0), palette.panel);
    }
}

void PaletteTest::tokensHaveTheColourOfTheirSentence()
{
    const Palette palette = Palette::darkTheme();
    QCOMPARE(palette.token(0, false), palette.segmentA);
    QCOMPARE(palette.token(1, false), palette.segmentB);
    QCOMPARE(palette.token(1, true), palette.special);
    QCOMPARE(palette.token(-1, false), palette.text);
}

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

void PaletteTest::secondaryTextCanBeRead_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void PaletteTest::secondaryTextCanBeRead()
{
    QFETCH(bool, dark);
    const Palette p = dark ? Palette::darkTheme() : Palette::light();
    for (const QColor &ground : {p.background, p.panel})
        for (const QColor &ink : {p.text, p.secondary})
            QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name()));
}

QTEST_GUILESS_MAIN(PaletteTest)
#include "palette_test.moc"
