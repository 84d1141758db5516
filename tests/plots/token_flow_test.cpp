#include "pictures.h"

#include "plots/fonts.h"
#include "plots/token_flow.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace bertlab;
using Look = TokenFlowData::Look;

class TokenFlowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsStayInside();
    void gluedPiecesStayTogether();
    void fewTokensAreLarge();
    void manyAreScrolled();
    void selectionScrollsIntoView();
    void clickHoverAndKeys();
    void notClickable();
    void veryLongWordIsCut();
    void numbersAreThoseOfTheItems();
    void svgHasTheText();
    void looksDiffer();
    void emptyHasNoContent();
};

namespace {

TokenFlowData chips(int count, int blocks = 1)
{
    TokenFlowData flow;
    for (int block = 0; block < blocks; ++block) {
        flow.blocks.append({.heading = QString(QChar(u'A' + block)), .note = {}, .typeId = block, .items = {}});
        for (int i = 0; i < count; ++i)
            flow.blocks.last().items.append({.text = QStringLiteral("word%1").arg(i), .values = {double(i)}});
    }
    flow.quantity = QStringLiteral("words");
    flow.columns = {QStringLiteral("position")};
    return flow;
}

} // namespace

void TokenFlowTest::initTestCase()
{
    fonts::load();
}

void TokenFlowTest::rowsStayInside()
{
    TokenFlowView view("flow");
    view.resize(500, 300);
    view.setData(chips(20, 2));
    QRectF before;
    for (int block = 0; block < 2; ++block) {
        for (int i = 0; i < 20; ++i) {
            const QRectF rect = view.itemRect(block, i);
            QVERIFY(QRectF(view.rect()).contains(rect));
            QVERIFY(!rect.intersects(before));
            QVERIFY(rect.top() > before.top() || rect.left() > before.right()); // in the order of reading
            before = rect;
        }
    }
}

void TokenFlowTest::gluedPiecesStayTogether()
{
    TokenFlowView view("flow");
    TokenFlowData flow = chips(30);
    for (int i = 0; i < 30; ++i)
        flow.blocks[0].items[i].glued = i % 3 != 0;
    view.resize(430, 600);
    view.setData(flow);
    for (int i = 0; i < 30; ++i) {
        if (i % 3 == 0)
            continue;
        QCOMPARE(view.itemRect(0, i).top(), view.itemRect(0, i - 1).top());
        QCOMPARE(view.itemRect(0, i).left(), view.itemRect(0, i - 1).right());
    }
}

void TokenFlowTest::fewTokensAreLarge()
{
    TokenFlowView view("flow");
    view.resize(800, 400);
    view.setData(chips(5));
    const double large = view.itemRect(0, 0).height();
    view.setData(chips(100));
    const double small = view.itemRect(0, 0).height();
    QVERIFY(large > 1.3 * small);
    QVERIFY(small >= 28);
    QVERIFY(!view.itemRect(0, 99).isEmpty());
}

void TokenFlowTest::manyAreScrolled()
{
    TokenFlowView view("flow");
    view.resize(400, 200);
    view.setData(chips(200));
    QVERIFY(!view.itemRect(0, 0).isEmpty());
    QVERIFY(view.itemRect(0, 199).isEmpty());
    const auto wheel = [&view](int delta) {
        QWheelEvent event(QPointF(50, 50), view.mapToGlobal(QPointF(50, 50)), {}, {0, delta}, {}, {}, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&view, &event);
    };
    wheel(-120);
    QVERIFY(view.itemRect(0, 0).isEmpty());
    for (int i = 0; i < 300; ++i)
        wheel(-120);
    QVERIFY(!view.itemRect(0, 199).isEmpty());
    QVERIFY(!view.itemRect(0, 198).isEmpty()); // the last rows fill the picture
    for (int i = 0; i < 300; ++i)
        wheel(120);
    QVERIFY(!view.itemRect(0, 0).isEmpty());
}

void TokenFlowTest::selectionScrollsIntoView()
{
    TokenFlowView view("flow");
    view.resize(400, 200);
    view.setData(chips(200, 2));
    view.setSelected(1, 150, 150);
    QVERIFY(!view.itemRect(1, 150).isEmpty());
    view.setSelected(0, 3, 3);
    QVERIFY(!view.itemRect(0, 3).isEmpty());
    QVERIFY(view.description().contains(QStringLiteral("Selected: word3")));
    view.setSelected(1, 199, 199);
    view.resize(400, 150);
    view.show();
    QCoreApplication::processEvents();
    QVERIFY(!view.itemRect(1, 199).isEmpty());
}

void TokenFlowTest::clickHoverAndKeys()
{
    TokenFlowView view("flow");
    view.resize(500, 300);
    view.setData(chips(4, 2));
    view.show();
    QSignalSpy clicked(&view, &TokenFlowView::itemClicked), hovered(&view, &TokenFlowView::itemHovered);
    connect(&view, &TokenFlowView::itemClicked, &view, [&view](int b, int i) { view.setSelected(b, i, i); });
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.itemRect(1, 2).center().toPoint());
    QCOMPARE(clicked.takeFirst(), QVariantList({1, 2}));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(clicked.takeFirst(), QVariantList({1, 3}));
    QTest::keyClick(&view, Qt::Key_Right); // the last
    QVERIFY(clicked.isEmpty());
    view.setSelected(1, 0, 0);
    QTest::keyClick(&view, Qt::Key_Left); // into the block before
    QCOMPARE(clicked.takeFirst(), QVariantList({0, 3}));
    QMouseEvent move(QEvent::MouseMove, view.itemRect(0, 1).center(), view.mapToGlobal(view.itemRect(0, 1).center()),
                     Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
    QCOMPARE(hovered.takeLast(), QVariantList({0, 1}));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &leave);
    QCOMPARE(hovered.takeLast(), QVariantList({-1, -1}));
}

void TokenFlowTest::notClickable()
{
    TokenFlowView view("flow");
    view.resize(500, 300);
    view.setData(chips(4));
    view.setClickable(false);
    view.show();
    QSignalSpy clicked(&view, &TokenFlowView::itemClicked);
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.itemRect(0, 2).center().toPoint());
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(clicked.isEmpty());
    QCOMPARE(view.focusPolicy(), Qt::NoFocus);
}

void TokenFlowTest::veryLongWordIsCut()
{
    TokenFlowView view("flow");
    view.resize(300, 200);
    TokenFlowData flow = chips(2);
    flow.blocks[0].items[1].text = QStringLiteral("x").repeated(500);
    view.setData(flow);
    QVERIFY(QRectF(view.rect()).contains(view.itemRect(0, 1)));
}

void TokenFlowTest::numbersAreThoseOfTheItems()
{
    TokenFlowView view("flow");
    TokenFlowData flow = chips(3);
    flow.blocks[0].items.append({.text = QStringLiteral("… more"), .look = Look::text}); // no numbers of its own
    view.setData(flow);
    const NumberTable table = view.numbers();
    QCOMPARE(table.tensor, QStringLiteral("words"));
    QCOMPARE(table.rows, QStringList({"word0", "word1", "word2"}));
    QCOMPARE(table.values[2], QList<double>({2}));
}

void TokenFlowTest::svgHasTheText()
{
    TokenFlowView view("flow");
    view.resize(500, 200);
    view.setTitle(QStringLiteral("Words"));
    view.setData(chips(3));
    const QByteArray svg = pictures::svgOf(view);
    for (const char *word : {"word0", "word1", "word2"})
        QVERIFY2(svg.contains(word), word);
}

void TokenFlowTest::looksDiffer()
{
    QList<QImage> images;
    for (const Look look : {Look::text, Look::changed, Look::dropped, Look::chip, Look::tried, Look::found}) {
        TokenFlowView view("flow");
        view.resize(200, 80);
        TokenFlowData flow = chips(1);
        flow.blocks[0].items[0].look = look;
        view.setData(flow);
        images.append(pictures::shot(view));
    }
    for (int i = 0; i < images.size(); ++i)
        for (int j = 0; j < i; ++j)
            QVERIFY(images[i] != images[j]);
}

void TokenFlowTest::emptyHasNoContent()
{
    TokenFlowView view("flow");
    QVERIFY(!view.hasContent());
    view.setData(chips(1));
    QVERIFY(view.hasContent());
    view.setData({});
    QVERIFY(!view.hasContent());
    view.resize(100, 100);
    view.show();
    QTest::keyClick(&view, Qt::Key_Right); // nothing to select
}

QTEST_MAIN(TokenFlowTest)
#include "token_flow_test.moc"
