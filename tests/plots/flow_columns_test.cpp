#include "plots/flow_columns.h"
#include "plots/fonts.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class FlowColumnsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { fonts::load(); }
    void boxesLieInsideBelowEachOther_data();
    void boxesLieInsideBelowEachOther();
    void whatIsChosenIsMarked();
    void clicksKeysAndReturnNameTheBox();
    void wordsAndNumbers();
    void withoutContentNothingHappens();

private:
    static FlowColumnsData columns(int boxes)
    {
        FlowColumnsData data;
        FlowColumnsData::Column column{"In", {}};
        for (int box = 0; box < boxes; ++box)
            column.boxes.append({QString("box-%1").arg(box), QString("Box %1").arg(box), "1 k", "2 × 3",
                                 FlowColumnsData::Box::Look::block, box == boxes - 1 ? 0 : -1});
        data.columns = {column, {"Out", {{"end", "The end"}}, "A line of words."}};
        data.quantity = "structure";
        return data;
    }
};

void FlowColumnsTest::boxesLieInsideBelowEachOther_data()
{
    QTest::addColumn<int>("boxes");
    QTest::addColumn<QSize>("size");
    QTest::newRow("few") << 3 << QSize(800, 500);
    QTest::newRow("many, small") << 11 << QSize(640, 420);
}

void FlowColumnsTest::boxesLieInsideBelowEachOther()
{
    QFETCH(int, boxes);
    QFETCH(QSize, size);
    FlowColumnsView view("flow");
    view.resize(size);
    view.setTitle("Title");
    view.setData(columns(boxes));
    for (int box = 0; box < boxes; ++box) {
        const QRectF rect = view.boxRect(QString("box-%1").arg(box));
        QVERIFY(QRectF(view.rect()).contains(rect));
        QVERIFY(rect.height() >= 18); // its label can be read
        if (box > 0)
            QVERIFY(rect.top() - view.boxRect(QString("box-%1").arg(box - 1)).bottom() >= 8); // the arrow between
    }
    QVERIFY(view.boxRect("end").left() > view.boxRect("box-0").right());
    QVERIFY(view.boxRect("nothing").isEmpty());
}

void FlowColumnsTest::whatIsChosenIsMarked()
{
    FlowColumnsView view("flow");
    view.resize(800, 500);
    view.setData(columns(3));
    const QPoint inside = (view.boxRect("box-1").bottomRight() - QPointF(8, 5)).toPoint();
    QCOMPARE(pictures::shot(view).pixelColor(inside), Palette::light().panel);
    view.setSelected("box-1");
    QCOMPARE(pictures::shot(view).pixelColor(inside), Palette::light().accentFill);
}

void FlowColumnsTest::clicksKeysAndReturnNameTheBox()
{
    FlowColumnsView view("flow");
    view.resize(800, 500);
    view.setData(columns(3));
    QSignalSpy clicks(&view, &FlowColumnsView::boxClicked), opened(&view, &FlowColumnsView::boxOpened);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.boxRect("box-2").center().toPoint());
    QCOMPARE(clicks.takeFirst().first().toString(), QString("box-2"));
    view.setSelected("box-2");
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(clicks.takeFirst().first().toString(), QString("box-1"));
    QTest::keyClick(&view, Qt::Key_Right); // the other column is shorter
    QCOMPARE(clicks.takeFirst().first().toString(), QString("end"));
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(opened.takeFirst().first().toString(), QString("box-2"));
}

void FlowColumnsTest::wordsAndNumbers()
{
    FlowColumnsView view("flow");
    view.resize(800, 500);
    view.setData(columns(2));
    view.setSelected("end");
    QVERIFY(view.description().contains("Box 0 gives 2 × 3"));
    QVERIFY(view.description().contains("Chosen: The end"));
    QCOMPARE(view.numbers().rows, (QStringList{"Box 0; 1 k; 2 × 3", "Box 1; 1 k; 2 × 3", "The end"}));
}

void FlowColumnsTest::withoutContentNothingHappens()
{
    FlowColumnsView view("flow");
    view.resize(300, 200);
    pictures::shot(view);
    QVERIFY(!view.hasContent());
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(100, 100));
    QTest::keyClick(&view, Qt::Key_Down);
}

QTEST_MAIN(FlowColumnsTest)
#include "flow_columns_test.moc"
