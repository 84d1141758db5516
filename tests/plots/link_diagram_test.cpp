#include "plots/fonts.h"
#include "plots/link_diagram.h"

#include "pictures.h"

#include <QHBoxLayout>
#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

class LinkDiagramTest : public QObject
{
    Q_OBJECT

    static void fill(LinkDiagramView &links, int tokens)
    {
        const Matrix weights = pictures::attention(tokens);
        links.setData(weights, pictures::tokens(tokens), static_cast<double>(weights.maxCoeff()), "attention_probs");
    }

private slots:
    void initTestCase() { fonts::load(); }
    void aLinkHasTheColourOfTheSentenceItComesFrom();
    void aStrongerLinkIsDarker();
    void manyTokensShowTheStrongestAndSayTheRest();
    void clicksAndKeysNameTokens();
    void besideAMapTheTokensStandAtItsRows();
    void everySizeCanBePainted_data();
    void everySizeCanBePainted();
    void wordsAndNumbers();
    void withoutContentNothingHappens();
};

void LinkDiagramTest::aLinkHasTheColourOfTheSentenceItComesFrom()
{
    LinkDiagramView links("links");
    links.resize(400, 300);
    Matrix weights = Matrix::Zero(5, 5);
    weights(1, 1) = weights(4, 4) = 1;
    QList<TokenLabel> tokens = pictures::tokens(5);
    links.setData(weights, tokens, 1, "attention_probs");
    const QImage image = pictures::shot(links);
    const auto middle = [&](int token) {
        return (links.anchor(false, token) + links.anchor(true, token)) / 2 - QPointF(0.5, 0.5);
    };
    QCOMPARE(pictures::colorAt(image, middle(1)), links.colors().segmentA);
    QCOMPARE(pictures::colorAt(image, middle(4)), links.colors().segmentB);
    QCOMPARE(pictures::colorAt(image, middle(2)), QColor(Qt::magenta)); // no weight, no line
}

void LinkDiagramTest::aStrongerLinkIsDarker()
{
    LinkDiagramView links("links");
    links.resize(400, 300);
    Matrix weights = Matrix::Zero(4, 4);
    weights.diagonal() << 1, 0.6f, 0.3f, 0.1f;
    links.setData(weights, {{"a"}, {"b"}, {"c"}, {"d"}}, 1, "attention_probs");
    QImage image(links.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    links.render(&image, {}, {}, QWidget::DrawChildren); // lines let the ground shine through
    int before = -1;
    for (int token = 0; token < 4; ++token) {
        const QPointF middle = (links.anchor(false, token) + links.anchor(true, token)) / 2 - QPointF(0.5, 0.5);
        const int lightness = qGray(pictures::colorAt(image, middle).rgb());
        QVERIFY(lightness > before);
        before = lightness;
    }
    QVERIFY(before < 255);
}

void LinkDiagramTest::manyTokensShowTheStrongestAndSayTheRest()
{
    LinkDiagramView links("links");
    links.resize(400, 900);
    fill(links, 64);
    links.setSelected(5, -1);
    QVERIFY(!pictures::svgOf(links).contains("more"));
    fill(links, 65);
    const QByteArray svg = pictures::svgOf(links);
    QVERIFY(svg.contains("20 strongest, 45 more"));
    links.setSelected(-1, -1);
    QVERIFY(pictures::svgOf(links).contains("20 strongest, 4,205 more"));

    // Beside the map of the longest reading in a small window it is not cut.
    links.resize(160, 300);
    fill(links, 512);
    QVERIFY(pictures::svgOf(links).contains("20 strongest, 262,124 more"));
    links.resize(400, 900);

    // Exactly the strongest twenty: all other weights are so large that they would be seen.
    Matrix weights = Matrix::Constant(65, 65, 0.5f);
    for (int i = 0; i < 20; ++i)
        weights(7, 3 * i) = 1;
    links.setData(weights, pictures::tokens(65), 1, "attention_probs");
    links.setSelected(7, -1);
    const QByteArray curves = pictures::svgOf(links);
    const qsizetype strongest = curves.indexOf("stroke-opacity=\"1\" stroke-width=\"2.75\"");
    QVERIFY(strongest > 0);
    QCOMPARE(curves.mid(strongest, curves.indexOf("</g>", strongest) - strongest).count("<path"), 20);
    QVERIFY(!curves.contains("stroke-width=\"1.75\"")); // the weaker ones are left out
}

void LinkDiagramTest::clicksAndKeysNameTokens()
{
    LinkDiagramView links("links");
    links.resize(400, 500);
    fill(links, 13);
    links.show();
    QSignalSpy tokenClicked(&links, &LinkDiagramView::tokenClicked), linkClicked(&links, &LinkDiagramView::linkClicked);
    QSignalSpy hovered(&links, &LinkDiagramView::tokenHovered);
    QTest::mouseClick(&links, Qt::LeftButton, {}, links.anchor(true, 3).toPoint());
    QVERIFY2(linkClicked.isEmpty(), "a link needs a token that looks");
    QTest::mouseMove(&links, links.anchor(false, 4).toPoint());
    QCOMPARE(pictures::last(hovered), QVariantList({4}));
    const QImage pointed = pictures::shot(links);
    QTest::mouseClick(&links, Qt::LeftButton, {}, links.anchor(false, 5).toPoint());
    QCOMPARE(pictures::last(tokenClicked), QVariantList({5}));
    links.setSelected(5, -1);
    QTest::mouseClick(&links, Qt::LeftButton, {}, links.anchor(true, 12).toPoint() + QPoint(20, 0));
    QCOMPARE(pictures::last(linkClicked), QVariantList({5, 12}));
    QTest::mouseMove(&links, QPoint(200, 498));
    QCOMPARE(pictures::last(hovered), QVariantList({-1}));
    QVERIFY(pictures::shot(links) != pointed);

    QTest::keyClick(&links, Qt::Key_Down);
    QCOMPARE(pictures::last(tokenClicked), QVariantList({6}));
    QTest::keyClick(&links, Qt::Key_Right);
    QCOMPARE(pictures::last(linkClicked), QVariantList({5, 0}));
    links.setSelected(5, 12);
    QTest::keyClick(&links, Qt::Key_Right);
    QCOMPARE(pictures::last(linkClicked), QVariantList({5, 12}));
    QTest::keyClick(&links, Qt::Key_Left);
    QCOMPARE(pictures::last(linkClicked), QVariantList({5, 11}));
}

void LinkDiagramTest::besideAMapTheTokensStandAtItsRows()
{
    QWidget page;
    page.resize(900, 500);
    auto *map = new HeatMapView("map", &page);
    auto *links = new LinkDiagramView("links", &page);
    map->setGeometry(0, 20, 560, 460);
    links->setGeometry(580, 0, 300, 480);
    map->setTitle("Layer 3, head 2");
    map->setData(pictures::attentionMap(13));
    fill(*links, 13);
    links->alignWith(map);
    page.show();
    for (const int token : {0, 5, 12}) {
        const double row = map->cellRect(token, 0).center().y() + map->y();
        QCOMPARE(links->anchor(false, token).y() + links->y(), row);
    }
    map->hide();
    QVERIFY(links->anchor(false, 12).y() + links->y() != map->cellRect(12, 0).center().y() + map->y());
    map->show();
    fill(*links, 12); // not the map's tokens
    QVERIFY(links->anchor(false, 0).y() + links->y() != map->cellRect(0, 0).center().y() + map->y());
    delete map;
    QVERIFY(!pictures::shot(page).isNull());
}

void LinkDiagramTest::everySizeCanBePainted_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("tokens");
    for (const QSize size : {QSize(120, 80), QSize(180, 120), QSize(300, 440), QSize(1600, 1000)})
        for (const int tokens : {1, 3, 13, 64, 512})
            QTest::addRow("%d in %d x %d", tokens, size.width(), size.height()) << size << tokens;
}

void LinkDiagramTest::everySizeCanBePainted()
{
    QFETCH(QSize, size);
    QFETCH(int, tokens);
    LinkDiagramView links("links");
    links.resize(size);
    links.setTitle("Links", "layer 3, head 2");
    fill(links, tokens);
    links.setSelected(tokens - 1, 0);
    QVERIFY(!pictures::shot(links).isNull());
    for (const int token : {0, tokens / 2}) {
        QVERIFY(QRectF(links.rect()).contains(links.anchor(false, token)));
        QVERIFY(links.anchor(false, token).x() < links.anchor(true, token).x());
    }
}

void LinkDiagramTest::wordsAndNumbers()
{
    LinkDiagramView links("links");
    QVERIFY(!links.accessibleName().isEmpty());
    links.setTitle("Links");
    fill(links, 13);
    links.setSelected(5, 2);
    QCOMPARE(links.accessibleName(), QString("Links"));
    QVERIFY(links.accessibleDescription().contains("'piece5' looks at 'piece2'"));
    QCOMPARE(links.numbers().rows[5], QString("piece5 (5)"));
    QCOMPARE(static_cast<float>(links.numbers().values[5][2]), pictures::attention(13)(5, 2));
}

void LinkDiagramTest::withoutContentNothingHappens()
{
    LinkDiagramView links("links");
    links.resize(200, 200);
    QVERIFY(!links.hasContent());
    QSignalSpy clicked(&links, &LinkDiagramView::tokenClicked);
    QTest::mouseClick(&links, Qt::LeftButton, {}, QPoint(10, 100));
    QTest::keyClick(&links, Qt::Key_Down);
    QVERIFY(clicked.isEmpty());
    QVERIFY(!pictures::shot(links).isNull());
    QVERIFY(!links.description().isEmpty());
}

QTEST_MAIN(LinkDiagramTest)
#include "link_diagram_test.moc"
