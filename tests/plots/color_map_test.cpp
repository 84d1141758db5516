#include "plots/color_map.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace bertlab;

class ColorMapTest : public QObject
{
    Q_OBJECT

private slots:
    void aBlockHasItsValueFarthestFromZero();
    void poolingOfAViewWithGapsBetweenItsRows();
    void aNaNIsNotLost();
    void everyPixelHasTheColourOfItsValue();
    void manyCellsOnFewPixelsArePooled();
};

void ColorMapTest::aBlockHasItsValueFarthestFromZero()
{
    Matrix values(3, 5);
    values << 11, -7, 3, 0, 2, //
        4, 5, -6, 0, -9,       //
        0, 0, 1, 8, 0.5f;
    const Matrix result = pooled(view(std::as_const(values)), QSize(2, 2));
    Matrix expected(2, 3);
    expected << 11, -6, -9, //
        0, 8, 0.5f;
    QVERIFY(result == expected);
    QVERIFY(pooled(view(std::as_const(values)), QSize(1, 1)) == values);
    QCOMPARE(pooled(view(std::as_const(values)), QSize(5, 3))(0, 0), 11.0f);
}

void ColorMapTest::poolingOfAViewWithGapsBetweenItsRows()
{
    Matrix wide = Matrix::Constant(4, 10, 99);
    wide.leftCols(4) = Matrix::Identity(4, 4);
    const Matrix result = pooled(columns_of(view(std::as_const(wide)), 0, 4), QSize(2, 2));
    QVERIFY(result == Matrix::Identity(2, 2));
}

void ColorMapTest::aNaNIsNotLost()
{
    Matrix values = Matrix::Constant(4, 4, 5);
    values(2, 1) = std::numeric_limits<float>::quiet_NaN();
    const Matrix result = pooled(view(std::as_const(values)), QSize(2, 2));
    QVERIFY(std::isnan(result(1, 0)));
    QCOMPARE(result(1, 1), 5.0f);
}

void ColorMapTest::everyPixelHasTheColourOfItsValue()
{
    Matrix values(2, 2);
    values << 0.1f, 0.4f, -0.3f, 0;
    const Palette palette = Palette::light();
    const QImage weights = imageOf(values, {ColorScale::Kind::weights, 0.4, false, {}}, palette);
    QCOMPARE(weights.pixelColor(0, 0), palette.weight(static_cast<double>(0.1f) / 0.4));
    QCOMPARE(weights.pixelColor(1, 0), palette.weight(1));
    const QImage signedValues = imageOf(values, {ColorScale::Kind::signedValues, 0.4, false, {}}, palette);
    QCOMPARE(signedValues.pixelColor(0, 1), palette.signedValue(static_cast<double>(-0.3f) / 0.4));
    QCOMPARE(signedValues.pixelColor(1, 1), palette.panel);
}

void ColorMapTest::manyCellsOnFewPixelsArePooled()
{
    QCustomPlot plot;
    auto *map = new ColorMap(plot.xAxis, plot.yAxis);
    map->setValues(Matrix::Zero(512, 128), {}, Palette::light());
    QCOMPARE(map->pooling({512, 512}), QSize(1, 1));
    QCOMPARE(map->pooling({128, 511}), QSize(1, 2));
    QCOMPARE(map->pooling({50, 100}), QSize(3, 6));
    QCOMPARE(map->pooling({0, 0}), QSize(128, 512));
}

QTEST_MAIN(ColorMapTest)
#include "color_map_test.moc"
