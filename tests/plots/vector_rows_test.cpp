#include "plots/fonts.h"
#include "plots/vector_rows.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class VectorRowsTest : public QObject
{
    Q_OBJECT

    static VectorRowsData vectors(int length)
    {
        VectorRowsData data;
        data.tensor = "query and key";
        for (const char *label : {"q", "k", "q × k"}) {
            RowVector values(length);
            for (int i = 0; i < length; ++i)
                values[i] = 2 * std::sin(static_cast<float>(i * 7 + label[0]));
            data.rows.append({QString::fromUtf8(label), values, QString()});
        }
        data.rows.last().note = "sum 41.07";
        data.scale.max = 2;
        return data;
    }

private slots:
    void initTestCase() { fonts::load(); }
    void cellsHaveExactlyTheColourOfTheirValue_data();
    void cellsHaveExactlyTheColourOfTheirValue();
    void stripsLieInside_data();
    void stripsLieInside();
    void belowAPixelTheStrongestIsSeen();
    void aColumnCanBeMarkedInEveryStrip();
    void clicksAndKeysNameTheCell();
    void wordsAndNumbers();
    void withoutContentNothingHappens();
};

void VectorRowsTest::cellsHaveExactlyTheColourOfTheirValue_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("one") << 1;
    QTest::newRow("a head") << 64;
    QTest::newRow("narrow") << 300;
}

void VectorRowsTest::cellsHaveExactlyTheColourOfTheirValue()
{
    QFETCH(int, length);
    VectorRowsView rows("cell");
    rows.resize(916, 150);
    rows.setPanel(true);
    rows.setTitle("Inside the cell");
    rows.setData(vectors(length));
    const QImage image = pictures::shot(rows);
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < length; ++column) {
            const double value = static_cast<double>(rows.data().rows[row].values[column]);
            QCOMPARE(pictures::colorAt(image, rows.cellRect(row, column).center() - QPointF(0.5, 0.5)),
                     rows.colors().signedValue(value / 2));
        }
    }
}

void VectorRowsTest::stripsLieInside_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("length");
    for (const QSize size : {QSize(120, 80), QSize(180, 120), QSize(916, 150), QSize(1600, 1000)})
        for (const int length : {1, 64, 1024})
            QTest::addRow("%d in %d x %d", length, size.width(), size.height()) << size << length;
}

void VectorRowsTest::stripsLieInside()
{
    QFETCH(QSize, size);
    QFETCH(int, length);
    VectorRowsView rows("cell");
    rows.setPanel(true);
    rows.setTitle("Inside the cell: [MASK] → paris", "64 dimensions of head 2");
    rows.resize(size);
    rows.setData(vectors(length));
    QVERIFY(!pictures::shot(rows).isNull());
    QRectF before;
    for (int row = 0; row < 3; ++row) {
        const QRectF strip = rows.cellRect(row, 0).united(rows.cellRect(row, length - 1));
        QVERIFY(QRectF(rows.rect()).contains(strip));
        QVERIFY(!strip.intersects(before));
        before = strip;
    }
}

void VectorRowsTest::belowAPixelTheStrongestIsSeen()
{
    VectorRowsView rows("cell");
    rows.resize(300, 120);
    VectorRowsData data;
    RowVector values = RowVector::Zero(1024);
    values[513] = -1;
    data.rows.append({"h", values, {}});
    data.showScale = false;
    rows.setData(data);
    const QImage image = pictures::shot(rows);
    bool seen = false;
    for (int x = 0; x < image.width(); ++x)
        seen = seen ||
               pictures::colorAt(image, QPointF(x, rows.cellRect(0, 0).center().y())) == rows.colors().signedValue(-1);
    QVERIFY(seen);
}

void VectorRowsTest::aColumnCanBeMarkedInEveryStrip()
{
    VectorRowsView rows("cell");
    rows.resize(916, 150);
    rows.setData(vectors(16));
    rows.setSelected(-1, 5);
    const QImage image = pictures::shot(rows);
    for (int row = 0; row < 3; ++row) {
        const QRectF cell = rows.cellRect(row, 5);
        QCOMPARE(pictures::colorAt(image, QPointF(cell.left() - 0.5, cell.center().y())), rows.colors().text);
    }
}

void VectorRowsTest::clicksAndKeysNameTheCell()
{
    VectorRowsView rows("cell");
    rows.resize(916, 150);
    rows.setData(vectors(64));
    rows.show();
    QSignalSpy clicked(&rows, &VectorRowsView::cellClicked), hovered(&rows, &VectorRowsView::cellHovered);
    QTest::mouseMove(&rows, rows.cellRect(2, 40).center().toPoint());
    QCOMPARE(pictures::last(hovered), QVariantList({2, 40}));
    QTest::mouseClick(&rows, Qt::LeftButton, {}, rows.cellRect(1, 7).center().toPoint());
    QCOMPARE(pictures::last(clicked), QVariantList({1, 7}));
    QTest::mouseMove(&rows, QPoint(1, 148));
    QCOMPARE(pictures::last(hovered), QVariantList({-1, -1}));
    rows.setSelected(1, 7);
    QTest::keyClick(&rows, Qt::Key_Right);
    QCOMPARE(pictures::last(clicked), QVariantList({1, 8}));
    QTest::keyClick(&rows, Qt::Key_Down);
    QCOMPARE(pictures::last(clicked), QVariantList({2, 7}));
}

void VectorRowsTest::wordsAndNumbers()
{
    VectorRowsView rows("cell");
    rows.setTitle("Inside the cell");
    rows.setData(vectors(64));
    rows.setSelected(2, 7);
    QCOMPARE(rows.accessibleName(), QString("Inside the cell"));
    QVERIFY(rows.accessibleDescription().contains("q × k, dimension 7"));
    const NumberTable table = rows.numbers();
    QCOMPARE(table.rows, QStringList({"q", "k", "q × k"}));
    QCOMPARE(table.columns.last(), QString("63"));
    QCOMPARE(static_cast<float>(table.values[2][7]), rows.data().rows[2].values[7]);
}

void VectorRowsTest::withoutContentNothingHappens()
{
    VectorRowsView rows("cell");
    rows.resize(300, 120);
    QVERIFY(!rows.hasContent());
    QTest::keyClick(&rows, Qt::Key_Right);
    QTest::mouseMove(&rows, QPoint(100, 60));
    QVERIFY(!pictures::shot(rows).isNull());
    QVERIFY(!rows.description().isEmpty());
}

QTEST_MAIN(VectorRowsTest)
#include "vector_rows_test.moc"
