#include "plots/fonts.h"
#include "plots/roll_view.h"

#include "pictures.h"

#include <QTest>

using namespace bertlab;

class RollViewTest : public QObject
{
    Q_OBJECT

    static RollData twoRolls()
    {
        return {.bars = {{{{"80 % [MASK]", .8, false}, {"roll again", .2, true}}, .9},
                         {{{"kept", .5, true}, {"random piece", .5, false}}, .25}},
                .lines = {"It stays.", "It counts."}};
    }

private slots:
    void initTestCase() { fonts::load(); }

    void partsAreAsWideAsTheirShares()
    {
        RollView view("roll");
        view.resize(600, 160);
        view.setData(twoRolls());
        QVERIFY(std::abs(view.partRect(0, 0).width() - 4 * view.partRect(0, 1).width()) < 1e-6);
        QVERIFY(std::abs(view.partRect(1, 0).width() - view.partRect(1, 1).width()) < 1e-6);
        QVERIFY(view.partRect(1, 0).left() > view.partRect(0, 1).right()); // the second follows the first
        const QImage image = pictures::shot(view);
        const auto fill = [&](int bar, int part) {
            return pictures::colorAt(image, view.partRect(bar, part).topLeft() + QPointF(6, 4));
        };
        QCOMPARE(fill(0, 1), view.colors().accentFill);
        QCOMPARE(fill(1, 0), view.colors().accentFill);
        QCOMPARE(fill(0, 0), view.colors().background);
    }

    void theMarkStandsAtTheRoll()
    {
        RollView view("roll");
        view.resize(600, 160);
        view.setData(twoRolls());
        const QRectF bar = view.partRect(0, 0).united(view.partRect(0, 1));
        const QImage image = pictures::shot(view);
        const QPointF mark(bar.left() + .9 * bar.width(), bar.top() - 5);
        QCOMPARE(pictures::colorAt(image, mark), view.colors().text);
        QVERIFY(pictures::colorAt(image, QPointF(bar.left() + .3 * bar.width(), mark.y())) != view.colors().text);
    }

    void wordsAndNumbers()
    {
        RollView view("roll");
        view.setTitle("Roll 1 of 2");
        QVERIFY(!view.hasContent());
        view.setData(twoRolls());
        QVERIFY(view.accessibleDescription().contains("u = 0.9: roll again"));
        QVERIFY(view.accessibleDescription().contains("It stays."));
        QCOMPARE(view.numbers().rows, QStringList({"80 % [MASK]", "roll again", "kept", "random piece"}));
        QCOMPARE(view.numbers().values[1], QList<double>({.2, 1, .9}));
    }

    void everySizeCanBePainted()
    {
        for (const QSize size : {QSize(120, 80), QSize(400, 150), QSize(1600, 1000)})
            for (const RollData &data : {RollData{}, twoRolls(), RollData{{}, {QString("long words ").repeated(60)}}}) {
                RollView view("roll");
                view.setPanel(true);
                view.resize(size);
                view.setData(data);
                QVERIFY(!pictures::shot(view).isNull());
            }
    }
};

QTEST_MAIN(RollViewTest)
#include "roll_view_test.moc"
