#include "session/selection.h"

#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class SelectionTest : public QObject
{
    Q_OBJECT

private slots:
    void holds_and_remembers();
    void a_new_step_forgets_the_forward_ones();
    void previews_until_a_cell_is_held();
    void release_keeps_layer_and_head();
    void transform_reaches_the_history();
};

namespace {

Selection token(int index)
{
    Selection selection;
    selection.token = selection.lastToken = index;
    return selection;
}

Selection cell(int query, int key)
{
    Selection selection = token(query);
    selection.key = key;
    return selection;
}

} // namespace

void SelectionTest::holds_and_remembers()
{
    SelectionModel model;
    QSignalSpy held(&model, &SelectionModel::heldChanged);
    QVERIFY(!model.canGoBack());
    model.hold(token(3));
    model.hold(token(3)); // the same again is no step
    model.hold(token(5));
    QCOMPARE(held.count(), 2);
    model.back();
    QCOMPARE(model.held(), token(3));
    model.back();
    QCOMPARE(model.held(), Selection{});
    QVERIFY(!model.canGoBack());
    model.back();
    QCOMPARE(model.held(), Selection{});
    model.forward();
    model.forward();
    QCOMPARE(model.held(), token(5));
    QVERIFY(!model.canGoForward());
}

void SelectionTest::a_new_step_forgets_the_forward_ones()
{
    SelectionModel model;
    model.hold(token(1));
    model.hold(token(2));
    model.back();
    model.hold(token(7));
    QVERIFY(!model.canGoForward());
    model.back();
    QCOMPARE(model.held(), token(1));
}

void SelectionTest::previews_until_a_cell_is_held()
{
    SelectionModel model;
    QSignalSpy current(&model, &SelectionModel::currentChanged);
    model.hold(token(4));
    model.preview(cell(2, 1));
    QCOMPARE(model.current(), cell(2, 1));
    QCOMPARE(model.held(), token(4));
    model.preview(std::nullopt);
    QCOMPARE(model.current(), token(4));
    QCOMPARE(current.count(), 3);

    model.hold(cell(6, 3));
    model.preview(cell(2, 1));
    QCOMPARE(model.current(), cell(6, 3));
    QCOMPARE(current.count(), 4);
    model.release();
    Selection endless = cell(2, 1);
    endless.lastToken = -1;
    model.preview(endless);
    QCOMPARE(model.current(), cell(2, 1)); // its end is set
}

void SelectionTest::release_keeps_layer_and_head()
{
    SelectionModel model;
    Selection selection = cell(1, 2);
    selection.layer = 3;
    selection.head = 2;
    selection.dimension = 17;
    selection.piece = 99;
    model.hold(selection);
    model.release();
    Selection expected;
    expected.layer = 3;
    expected.head = 2;
    QCOMPARE(model.held(), expected);
    model.back();
    QCOMPARE(model.held(), selection);
}

void SelectionTest::transform_reaches_the_history()
{
    SelectionModel model;
    model.hold(token(1));
    model.hold(token(9));
    model.hold(token(2));
    QSignalSpy held(&model, &SelectionModel::heldChanged);
    const auto dropNine = [](const Selection &selection) {
        return selection.token == 9 ? Selection{} : token(selection.token < 0 ? -1 : selection.token + 1);
    };
    QVERIFY(model.transform(dropNine));
    QCOMPARE(held.count(), 0); // announce() tells it, when the pictures are there
    QCOMPARE(model.held(), token(3));
    model.back();
    QCOMPARE(model.held(), Selection{});
    model.back();
    QCOMPARE(model.held(), token(2));
    QVERIFY(!model.transform([](const Selection &selection) { return selection; }));
}

QTEST_GUILESS_MAIN(SelectionTest)
#include "selection_test.moc"
