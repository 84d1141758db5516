#include "plots/link_raster.h"

#include <QPainter>
#include <QPainterPath>
#include <QTest>

#include <cmath>

using namespace bertlab;

/// The raster of many links beside QPainter's own curves.
class LinkRasterTest : public QObject
{
    Q_OBJECT

private slots:
    void paintsWhatThePainterPaints_data();
    void paintsWhatThePainterPaints();
    void laterLinksLieOnTop();
    void keepsToTheImageAndItsUprights();
};

namespace {

constexpr double left = 10.5, right = 170;

QImage blank(const QSize &size = QSize(180, 300))
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QImage painted(const QList<LinkStroke> &strokes)
{
    QImage image = blank();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const LinkStroke &stroke : strokes) {
        const double bend = (right - left) / 2;
        QPainterPath path(QPointF(left, stroke.from));
        path.cubicTo({left + bend, stroke.from}, {right - bend, stroke.to}, {right, stroke.to});
        painter.setPen(QPen(stroke.color, stroke.width, Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(path);
    }
    return image;
}

} // namespace

void LinkRasterTest::paintsWhatThePainterPaints_data()
{
    QTest::addColumn<QList<LinkStroke>>("strokes");
    const QColor blue(0, 114, 178), orange(213, 94, 0, 120);
    QTest::newRow("level") << QList<LinkStroke>{{50, 50, 2, blue}};
    QTest::newRow("thin") << QList<LinkStroke>{{50.3, 80, 0.75, blue}};
    QTest::newRow("steep, up") << QList<LinkStroke>{{290, 10, 1.5, blue}};
    QTest::newRow("steep, down, clear") << QList<LinkStroke>{{5, 280, 2.75, orange}};
    QList<LinkStroke> many;
    for (int from = 0; from < 12; ++from)
        for (int to = 0; to < 12; ++to)
            many.append({12. + 24 * from, 12. + 24 * to, 0.75 + 0.15 * from, from < 6 ? blue : orange});
    QTest::newRow("many") << many;
}

/// The same up to how an edge is smoothed: nearly all the ink, and no pixel half of it away.
void LinkRasterTest::paintsWhatThePainterPaints()
{
    QFETCH(QList<LinkStroke>, strokes);
    QImage own = blank();
    paintLinkStrokes(own, left, right, strokes);
    const QImage wanted = painted(strokes);
    double sum = 0, ownSum = 0;
    int worst = 0;
    for (int y = 0; y < wanted.height(); ++y)
        for (int x = 0; x < wanted.width(); ++x) {
            const int alpha = qAlpha(wanted.pixel(x, y)), found = qAlpha(own.pixel(x, y));
            sum += alpha;
            ownSum += found;
            worst = std::max(worst, std::abs(found - alpha));
        }
    QVERIFY(sum > 0);
    qInfo("ink %.4f of the painter's, worst pixel %d of 255 apart", ownSum / sum, worst);
    QVERIFY(std::abs(ownSum / sum - 1) < 0.05);
    QVERIFY(worst < 128);
}

void LinkRasterTest::laterLinksLieOnTop()
{
    QImage image = blank();
    paintLinkStrokes(image, left, right, {{50, 50, 6, QColor(Qt::red)}, {50, 50, 2, QColor(Qt::blue)}});
    QCOMPARE(image.pixelColor(90, 49), QColor(Qt::blue));
    QCOMPARE(image.pixelColor(90, 47), QColor(Qt::red));
}

void LinkRasterTest::keepsToTheImageAndItsUprights()
{
    QImage image = blank({40, 20});
    paintLinkStrokes(image, -30, 90, {{-400, 700, 3, QColor(Qt::red)}, {10, 10, 1, QColor(Qt::red)}});
    QVERIFY(qAlpha(image.pixel(0, 10)) > 0 && qAlpha(image.pixel(39, 10)) > 0);
    image = blank({40, 20});
    paintLinkStrokes(image, 10, 30, {{10, 10, 4, QColor(Qt::red)}});
    QCOMPARE(qAlpha(image.pixel(9, 10)), 0);
    QCOMPARE(qAlpha(image.pixel(10, 10)), 255);
    QCOMPARE(qAlpha(image.pixel(30, 10)), 0);
    paintLinkStrokes(image, 30, 30, {{10, 10, 4, QColor(Qt::red)}}); // no room: nothing happens
    QCOMPARE(qAlpha(image.pixel(30, 10)), 0);
}

QTEST_GUILESS_MAIN(LinkRasterTest)
#include "link_raster_test.moc"
