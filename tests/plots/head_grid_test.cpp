#include "base/error.h"
#include "plots/fonts.h"
#include "plots/head_grid.h"

#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace bertlab;

class HeadGridTest : public QObject
{
    Q_OBJECT

    static void fill(HeadGridView &grid, int layers, int heads, const Matrix &weights)
    {
        grid.setData(headThumbnails(layers, heads, [&weights](int, int) { return view(weights); }));
    }

private slots:
    void initTestCase() { fonts::load(); }
    void eachMapIsAskedForOnce();
    void thumbnailsArePooledEvenly_data();
    void thumbnailsArePooledEvenly();
    void whatIsNoNumberIsSeen();
    void poolingEndsWhenItIsCancelled();
    void thumbnailsFit_data();
    void thumbnailsFit();
    void aThumbnailShowsItsMap();
    void theStrongestOfABlockIsSeen();
    void aClickChoosesAHead();
    void arrowKeysLeadFromHeadToHead();
    void meansAndLargestForFiles();
    void wordsCountFromOne();
    void withoutContentNothingHappens();
};

void HeadGridTest::eachMapIsAskedForOnce()
{
    const Matrix weights = pictures::attention(5);
    QList<std::pair<int, int>> asked;
    headThumbnails(2, 3, [&](int layer, int head) {
        asked.append({layer, head});
        return view(weights);
    });
    QCOMPARE(asked, (QList<std::pair<int, int>>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}}));
}

void HeadGridTest::thumbnailsArePooledEvenly_data()
{
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("side");
    for (const auto &[tokens, side] : {std::pair{1, 1}, {13, 13}, {64, 64}, {65, 33}, {128, 64}, {129, 43}, {512, 64}})
        QTest::addRow("%d", tokens) << tokens << side;
}

void HeadGridTest::thumbnailsArePooledEvenly()
{
    QFETCH(int, tokens);
    QFETCH(int, side);
    const Matrix weights = pictures::attention(tokens);
    const HeadThumbnails all = headThumbnails(1, 1, [&](int, int) { return view(weights); });
    const Matrix &map = all.maps.first();
    QCOMPARE(map.rows(), Index(side));
    QCOMPARE(map.cols(), Index(side));
    const Index block = (tokens + side - 1) / side;
    for (Index row = 0; row < side; ++row) {
        for (Index column = 0; column < side; ++column) {
            const Index high = std::min<Index>(block, tokens - row * block),
                        wide = std::min<Index>(block, tokens - column * block);
            QCOMPARE(map(row, column), weights.block(row * block, column * block, high, wide).maxCoeff());
        }
    }
    QCOMPARE(all.largest.first(), double(weights.maxCoeff()));
    QVERIFY(std::abs(all.means.first() - weights.cast<double>().mean()) < 1e-8);
}

void HeadGridTest::whatIsNoNumberIsSeen()
{
    Matrix weights = pictures::attention(130);
    weights(77, 41) = std::numeric_limits<float>::quiet_NaN();
    const HeadThumbnails all = headThumbnails(1, 1, [&](int, int) { return view(std::as_const(weights)); });
    QVERIFY(std::isnan(all.maps.first()(77 / 3, 41 / 3)));
    QVERIFY(!std::isnan(all.maps.first()(0, 0)));
    QVERIFY(std::isnan(all.largest.first()));
}

void HeadGridTest::poolingEndsWhenItIsCancelled()
{
    const Matrix weights = pictures::attention(5);
    int asked = 0;
    QVERIFY_THROWS_EXCEPTION(Cancelled,
                             headThumbnails(
                                 2, 2, [&](int, int) { return view(weights); }, [&] { return ++asked > 2; }));
    QCOMPARE(asked, 3);
}

void HeadGridTest::thumbnailsFit_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("heads");
    for (const QSize size : {QSize(180, 120), QSize(270, 300), QSize(900, 700)})
        for (const QSize heads : {QSize(1, 1), QSize(4, 4), QSize(12, 12), QSize(16, 24)})
            QTest::addRow("%d x %d in %d x %d", heads.height(), heads.width(), size.width(), size.height())
                << size << heads;
}

void HeadGridTest::thumbnailsFit()
{
    QFETCH(QSize, size);
    QFETCH(QSize, heads);
    HeadGridView grid("heads");
    grid.resize(size);
    grid.setTitle("All heads", "layers down, heads across");
    fill(grid, heads.height(), heads.width(), pictures::attention(13));
    QRectF before;
    for (int layer = 0; layer < heads.height(); ++layer) {
        for (int head = 0; head < heads.width(); ++head) {
            const QRectF place = grid.thumbnailRect(layer, head);
            QVERIFY(QRectF(grid.rect()).contains(place));
            QVERIFY(place.width() >= 1 && place.width() == place.height());
            QVERIFY(!place.intersects(before));
            before = place;
        }
    }
    if (size.width() == 900 && heads == QSize(12, 12))
        QVERIFY(before.width() >= 32);
    QVERIFY(!pictures::shot(grid).isNull());
}

void HeadGridTest::aThumbnailShowsItsMap()
{
    HeadGridView grid("heads");
    grid.resize(500, 500);
    const Matrix weights = pictures::attention(4);
    fill(grid, 2, 2, weights);
    const QImage image = pictures::shot(grid);
    const QRectF place = grid.thumbnailRect(1, 0);
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            const QPointF center = place.topLeft() + QPointF(column + 0.5, row + 0.5) * place.width() / 4;
            const double share = static_cast<double>(weights(row, column)) / static_cast<double>(weights.maxCoeff());
            QCOMPARE(pictures::colorAt(image, center - QPointF(0.5, 0.5)), grid.colors().weight(share));
        }
    }
}

void HeadGridTest::theStrongestOfABlockIsSeen()
{
    HeadGridView grid("heads");
    grid.resize(200, 200);
    Matrix weights = Matrix::Zero(300, 300);
    weights(201, 99) = 1;
    fill(grid, 4, 4, weights);
    grid.setSelected(-1, -1);
    const QImage image = pictures::shot(grid);
    for (int head = 0; head < 4; ++head) {
        const QRect place = grid.thumbnailRect(2, head).toRect();
        int strongest = 0;
        for (int y = place.top(); y <= place.bottom(); ++y)
            for (int x = place.left(); x <= place.right(); ++x)
                strongest += image.pixelColor(x, y) == grid.colors().weight(1) ? 1 : 0;
        QVERIFY2(strongest > 0, "the only large weight is not seen");
    }
}

void HeadGridTest::aClickChoosesAHead()
{
    HeadGridView grid("heads");
    grid.resize(400, 400);
    fill(grid, 3, 4, pictures::attention(7));
    grid.show();
    QSignalSpy clicked(&grid, &HeadGridView::headClicked), hovered(&grid, &HeadGridView::headHovered);
    QTest::mouseMove(&grid, grid.thumbnailRect(2, 3).center().toPoint());
    QCOMPARE(pictures::last(hovered), QVariantList({2, 3}));
    QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.thumbnailRect(1, 2).center().toPoint());
    QCOMPARE(pictures::last(clicked), QVariantList({1, 2}));
    QTest::mouseMove(&grid, QPoint(398, 398));
    QCOMPARE(pictures::last(hovered), QVariantList({-1, -1}));
    QTest::mouseClick(&grid, Qt::LeftButton, {}, QPoint(398, 398));
    QVERIFY(clicked.isEmpty());

    const QImage before = pictures::shot(grid);
    grid.setSelected(2, 3);
    const QImage after = pictures::shot(grid);
    const QRectF chosen = grid.thumbnailRect(2, 3);
    QCOMPARE(pictures::colorAt(after, QPointF(chosen.left() - 3, chosen.center().y())), grid.colors().accent);
    QVERIFY(before != after);
}

void HeadGridTest::arrowKeysLeadFromHeadToHead()
{
    HeadGridView grid("heads");
    grid.resize(400, 400);
    fill(grid, 3, 4, pictures::attention(7));
    connect(&grid, &HeadGridView::headClicked, &grid, &HeadGridView::setSelected);
    QSignalSpy clicked(&grid, &HeadGridView::headClicked);
    const QList<std::pair<Qt::Key, QVariantList>> steps{{Qt::Key_Down, {1, 0}}, {Qt::Key_Right, {1, 1}},
                                                        {Qt::Key_End, {1, 3}},  {Qt::Key_Down, {2, 3}},
                                                        {Qt::Key_Down, {2, 3}}, {Qt::Key_Left, {2, 2}}};
    for (const auto &[key, head] : steps) {
        QTest::keyClick(&grid, key);
        QCOMPARE(pictures::last(clicked), head);
    }
}

void HeadGridTest::meansAndLargestForFiles()
{
    HeadGridView grid("heads");
    Matrix weights(2, 2);
    weights << 0.25f, 0.75f, 1, 0;
    fill(grid, 1, 2, weights);
    const NumberTable table = grid.numbers();
    QCOMPARE(table.rows, QStringList({"layer 1, head 1", "layer 1, head 2"}));
    QCOMPARE(table.values[1], QList<double>({0.5, 1.0}));
}

void HeadGridTest::wordsCountFromOne()
{
    HeadGridView grid("heads");
    grid.setTitle("All heads");
    fill(grid, 3, 4, pictures::attention(7));
    grid.setSelected(2, 1);
    QCOMPARE(grid.accessibleName(), QString("All heads"));
    QVERIFY(grid.accessibleDescription().contains("layer 3, head 2"));
}

void HeadGridTest::withoutContentNothingHappens()
{
    HeadGridView grid("heads");
    grid.resize(200, 200);
    QVERIFY(!grid.hasContent());
    QSignalSpy clicked(&grid, &HeadGridView::headClicked);
    QTest::mouseClick(&grid, Qt::LeftButton, {}, QPoint(100, 100));
    QTest::keyClick(&grid, Qt::Key_Down);
    QVERIFY(clicked.isEmpty());
    QVERIFY(!pictures::shot(grid).isNull());
    QVERIFY(!grid.description().isEmpty());
}

QTEST_MAIN(HeadGridTest)
#include "head_grid_test.moc"
