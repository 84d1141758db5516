#include "plots/change_list.h"
#include "plots/fonts.h"

#include "pictures.h"

#include <QTest>

using namespace bertlab;

class ChangeListTest : public QObject
{
    Q_OBJECT

    static ChangeListData data()
    {
        return {{{QStringLiteral("in autumn the [MASK] fall"),
                  {{QStringLiteral("leaves"), 0.2, 0.8}, {QStringLiteral("apples"), 0.5, 0.1}},
                  QStringLiteral("leaves")}},
                QStringLiteral("A"),
                QStringLiteral("B")};
    }

private slots:
    void initTestCase() { fonts::load(); }

    void bars_are_as_long_as_probabilities()
    {
        ChangeListView view(QStringLiteral("changes"));
        view.resize(1000, 120);
        QVERIFY(!view.hasContent());
        view.setData(data());
        const auto [before, after] = view.bars(0, 0);
        QVERIFY(std::abs(after.width() / before.width() - 4) < 1e-6);
        QVERIFY(before.bottom() <= after.top());
        const QImage image = pictures::shot(view);
        QCOMPARE(pictures::colorAt(image, after.center()), view.colors().right);
        QCOMPARE(pictures::colorAt(image, before.center()), view.colors().secondary);
        QCOMPARE(pictures::colorAt(image, view.bars(0, 1).second.center()), view.colors().accent);
        QVERIFY(pictures::colorAt(image, {before.right() + 20, before.center().y()}) != view.colors().secondary);
    }

    void numbers_and_words()
    {
        ChangeListView view(QStringLiteral("changes"));
        view.setData(data());
        QCOMPARE(view.numbers().columns.first(), QString("A"));
        QCOMPARE(view.numbers().values[1], QList<double>({0.5, 0.1, 0.1 - 0.5}));
        QVERIFY(view.description().contains("leaves went from 0.2"));
        for (const QSize &size : {QSize(1, 1), QSize(300, 40)}) {
            view.resize(size);
            pictures::shot(view);
        }
    }
};

QTEST_MAIN(ChangeListTest)
#include "change_list_test.moc"
