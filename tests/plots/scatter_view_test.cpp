#include "plots/fonts.h"
#include "plots/scatter_view.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class ScatterViewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { fonts::load(); }
    void pointsLieAsTheirNumbersSay();
    void betweenTwoStepsThePointsLieBetween();
    void dotsHaveTheColourOfTheirSentence();
    void clicksAndKeysNameThePoint();
    void wordsAndNumbers();
    void withoutContentNothingHappens();

private:
    static ScatterData threePoints()
    {
        Matrix first(3, 2), second(3, 2);
        first << 0, 0, 4, 0, 0, 2;
        second << 2, 0, 4, 2, -4, -2;
        ScatterData data;
        data.steps = {first, second};
        data.labels = {{"[CLS]", 0, true}, {"paris", 0}, {"rome", 1}};
        data.names = {"0 [CLS]", "1 paris", "2 rome"};
        data.across = "1st component";
        data.up = "2nd component";
        data.quantity = "principal_components";
        return data;
    }
    static void fill(ScatterView &view)
    {
        view.resize(500, 400);
        view.setData(threePoints());
    }
};

void ScatterViewTest::pointsLieAsTheirNumbersSay()
{
    ScatterView view("scatter");
    fill(view);
    const QPointF origin = view.pointAt(0), right = view.pointAt(1), up = view.pointAt(2);
    QVERIFY(qAbs(right.y() - origin.y()) < 1e-9 && right.x() > origin.x());
    QVERIFY(qAbs(up.x() - origin.x()) < 1e-9 && up.y() < origin.y());
    QVERIFY(qAbs((right.x() - origin.x()) / 4 - (origin.y() - up.y()) / 2) < 1e-9); // one scale for both
    QVERIFY(view.rect().contains(up.toPoint()) && view.rect().contains(right.toPoint()));
}

void ScatterViewTest::betweenTwoStepsThePointsLieBetween()
{
    ScatterView view("scatter");
    fill(view);
    const QPointF before = view.pointAt(2);
    view.setStep(1);
    const QPointF after = view.pointAt(2);
    view.setStep(0.25);
    const QPointF expected = 0.75 * before + 0.25 * after;
    QVERIFY((view.pointAt(2) - expected).manhattanLength() < 1e-9);
    view.setStep(7);
    QCOMPARE(view.step(), 1.0);
}

void ScatterViewTest::dotsHaveTheColourOfTheirSentence()
{
    ScatterView view("scatter");
    fill(view);
    const QImage image = pictures::shot(view);
    const Palette palette = Palette::light();
    QCOMPARE(image.pixelColor(view.pointAt(0).toPoint()), palette.special);
    QCOMPARE(image.pixelColor(view.pointAt(1).toPoint()), palette.segmentA);
    QCOMPARE(image.pixelColor(view.pointAt(2).toPoint()), palette.segmentB);
}

void ScatterViewTest::clicksAndKeysNameThePoint()
{
    ScatterView view("scatter");
    fill(view);
    QSignalSpy clicks(&view, &ScatterView::pointClicked);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.pointAt(2).toPoint() + QPoint(5, 0));
    QCOMPARE(clicks.takeFirst().first().toInt(), 2);
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(450, 60)); // far from all
    QVERIFY(clicks.isEmpty());
    view.setSelected(0);
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(clicks.takeFirst().first().toInt(), 1);
}

void ScatterViewTest::wordsAndNumbers()
{
    ScatterView view("scatter");
    fill(view);
    view.setSelected(1);
    view.setStep(1);
    QVERIFY(view.description().contains("layer 1") && view.description().contains("1 paris at 4"));
    const NumberTable table = view.numbers();
    QCOMPARE(table.columns, (QStringList{"x 0", "y 0", "x 1", "y 1"}));
    QCOMPARE(table.values[2], (QList<double>{0, 2, -4, -2}));
}

void ScatterViewTest::withoutContentNothingHappens()
{
    ScatterView view("scatter");
    view.resize(300, 200);
    pictures::shot(view);
    QVERIFY(!view.hasContent());
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(100, 100));
    QTest::keyClick(&view, Qt::Key_Right);
    view.setStep(3);
}

QTEST_MAIN(ScatterViewTest)
#include "scatter_view_test.moc"
