#include "plots/fonts.h"
#include "plots/piece_grid.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace bertlab;

class PieceGridTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { fonts::load(); }
    void cellsHaveTheColourOfTheirValue();
    void whatDoesNotFitIsReachedByWheelAndSelection();
    void wordsCanBeRead();
    void clicksAndKeysNameTheCell();
    void wordsAndNumbers();
    void withoutContentNothingHappens();

private:
    static PieceGridData grid(int rows, int columns)
    {
        PieceGridData data;
        data.columns = columns;
        for (int row = 0; row < rows; ++row) {
            data.rowNames.append(QString("layer %1").arg(row));
            for (int column = 0; column < columns; ++column)
                data.cells.append({QString("p%1").arg(column), double(row + 1) / rows, row == 1 && column == 2});
        }
        for (int column = 0; column < columns; ++column) {
            data.columnLabels.append({QString("t%1").arg(column), column % 2});
            data.columnNames.append(QString("%1 t%1").arg(column));
        }
        data.quantity = "probability";
        return data;
    }
    static void fill(PieceGridView &view, int rows, int columns)
    {
        view.resize(600, 300);
        view.setData(grid(rows, columns));
    }
};

void PieceGridTest::cellsHaveTheColourOfTheirValue()
{
    PieceGridView view("lens");
    fill(view, 4, 5);
    const QImage image = pictures::shot(view);
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 5; ++column)
            QCOMPARE(image.pixelColor((view.cellRect(row, column).topLeft() + QPointF(2, 2)).toPoint()),
                     Palette::light().weight((row + 1) / 4.0));
}

void PieceGridTest::whatDoesNotFitIsReachedByWheelAndSelection()
{
    PieceGridView view("lens");
    fill(view, 30, 200);
    QVERIFY(!view.cellRect(0, 0).isEmpty() && view.cellRect(0, 150).isEmpty());
    view.setSelected(29, 150);
    QVERIFY(view.cellRect(0, 0).isEmpty());
    QVERIFY(view.rect().contains(view.cellRect(29, 150).toRect()));
    view.setSelected(0, 0);
    QVERIFY(!view.cellRect(0, 0).isEmpty());
    QWheelEvent down({50, 50}, {50, 50}, {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &down);
    QVERIFY(view.cellRect(0, 0).isEmpty() && !view.cellRect(0, 1).isEmpty());
}

/// Fewer columns rather than half words.
void PieceGridTest::wordsCanBeRead()
{
    PieceGridView view("lens");
    PieceGridData data = grid(4, 20);
    for (auto &cell : data.cells)
        cell.text = "favorite";
    view.resize(600, 300);
    view.setData(data);
    const QByteArray svg = pictures::svgOf(view);
    QVERIFY(svg.contains("favorite"));
    QVERIFY(!svg.contains("…"));
}

void PieceGridTest::clicksAndKeysNameTheCell()
{
    PieceGridView view("lens");
    fill(view, 4, 5);
    QSignalSpy clicks(&view, &PieceGridView::cellClicked), hovers(&view, &PieceGridView::cellHovered);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.cellRect(2, 3).center().toPoint());
    QCOMPARE(clicks.takeFirst(), (QList<QVariant>{2, 3}));
    view.setSelected(2, 3);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(clicks.takeFirst(), (QList<QVariant>{3, 3}));
}

void PieceGridTest::wordsAndNumbers()
{
    PieceGridView view("lens");
    fill(view, 4, 5);
    view.setSelected(1, 2);
    QVERIFY(view.description().contains("layer 1 at 2 t2: p2, probability 0.5"));
    const NumberTable table = view.numbers();
    QCOMPARE(table.rows[0], QString("layer 0: p0 p1 p2 p3 p4"));
    QCOMPARE(table.values[3], (QList<double>{1, 1, 1, 1, 1}));
}

void PieceGridTest::withoutContentNothingHappens()
{
    PieceGridView view("lens");
    view.resize(300, 200);
    pictures::shot(view);
    QVERIFY(!view.hasContent());
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(100, 100));
    QTest::keyClick(&view, Qt::Key_Right);
}

QTEST_MAIN(PieceGridTest)
#include "piece_grid_test.moc"
