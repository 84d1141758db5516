#include "page_fixture.h"

#include "analysis/largest.h"
#include "pages/attention_page.h"
#include "pages/controls.h"
#include "plots/head_grid.h"
#include "plots/heat_map.h"
#include "plots/link_diagram.h"

#include <QAbstractButton>
#include <QSignalSpy>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class AttentionPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void mapShowsTheTrace();
    void oldThumbnailsStayUntilTheNewAreThere();
    void clickOnTheGridChangesEveryView();
    void hoverPreviewsAndLeavingRestores();
    void clickHoldsACell();
    void tokenAloneOpensTheStrongestOfItsRow();
    void calculationMultipliesUp();
    void stripsAreTheOperands();
    void scaleIsWhatTheSwitchSays();
    void segmentsChooseThePictures();
    void selectionOfAnotherModelIsClamped();
    void manyHeadsCanBeEnlarged();
    void meanAndRolloutReplaceTheHead();
    void aLongTitleHasItsLine();
    void wordsAndPartsKeepTheSelection();
    void specialsCanBeHidden();
    void causalClosesWhatIsRight();
    void fitsFromSmallToLarge_data();
    void fitsFromSmallToLarge();
    void hiddenPageCatchesUpWhenShown();

private:
    ConstMatrixView weights(int layer, int head) const;
    std::unique_ptr<Session> m_session;
};

namespace {

void choose(Session &session, int token, int key, int layer, int head)
{
    Selection selection;
    selection.token = token;
    selection.key = key;
    selection.layer = layer;
    selection.head = head;
    session.selection().hold(selection);
}

/// With its thumbnails, which come later than the rest.
void showWhole(Page &page, const QSize &size = QSize(1100, 640))
{
    showPage(page, size);
    QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 60000);
}

} // namespace

void AttentionPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession(QStringLiteral("Paris is a beautiful city."), QStringLiteral("I love Paris."), {5});
}

void AttentionPageTest::init()
{
    m_session->setAll(QStringLiteral("Paris is a beautiful city."), QStringLiteral("I love Paris."), {5});
    settle(*m_session);
}

ConstMatrixView AttentionPageTest::weights(int layer, int head) const
{
    return m_session->reading()->result.trace->attention(trace_name::layer(layer, trace_name::probabilities), 0, head);
}

void AttentionPageTest::mapShowsTheTrace()
{
    choose(*m_session, -1, -1, 2, 1);
    AttentionPage page(*m_session);
    showWhole(page);
    const HeatMapData &map = viewOf<HeatMapView>(page, "attention-map").data();
    QCOMPARE(map.values, Matrix(weights(2, 1)));
    const NumberTable grid = viewOf<HeadGridView>(page, "attention-heads").numbers();
    QCOMPARE(grid.rows.size(), 16);
    for (int layer = 0; layer < 4; ++layer)
        for (int head = 0; head < 4; ++head)
            QCOMPARE(grid.values[4 * layer + head].last(), double(weights(layer, head).maxCoeff()));
    QCOMPARE(map.rowLabels.size(), 13);
    QCOMPARE(map.rowLabels, map.columnLabels);
    QCOMPARE(map.rowLabels[5].text, QStringLiteral("[MASK]"));
    QVERIFY(map.rowLabels[5].covered);
    QCOMPARE(map.rowLabels[10].typeId, 1);
    QCOMPARE(map.tensor, QStringLiteral("encoder.layer.2.attention.probabilities"));
    QCOMPARE(page.explanation().title, QStringLiteral("Layer 3, head 2"));
    QVERIFY(page.explanation().calculation.isEmpty());
    QVERIFY(!viewOf<VectorRowsView>(page, "attention-score").isVisible());
}

void AttentionPageTest::oldThumbnailsStayUntilTheNewAreThere()
{
    AttentionPage page(*m_session);
    showWhole(page);
    viewOf<SegmentedControl>(page, "attention-scale").segment(1)->click();
    const auto &grid = viewOf<HeadGridView>(page, "attention-heads");
    const auto &map = viewOf<HeatMapView>(page, "attention-map");
    const QList<QList<double>> before = grid.numbers().values;
    const double scaleBefore = map.data().scale.max;
    bool waits = false, stays = false;
    connect(m_session.get(), &Session::readingChanged, &page, [&] { // after the page has been told
        waits = page.isBusy();
        stays = grid.numbers().values == before && map.data().scale.max == scaleBefore;
    });
    m_session->setAll(QStringLiteral("He is here."), {}, {});
    settle(*m_session);
    QVERIFY(waits && stays);
    QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 60000);
    QCOMPARE(grid.numbers().values[6].last(), double(weights(1, 2).maxCoeff()));
    QCOMPARE(map.data().scale.max, double(largest_attention(*m_session->reading()->result.trace, 0)));
    QCOMPARE(map.data().values.rows(), Index(m_session->reading()->encoding.size()));
}

void AttentionPageTest::clickOnTheGridChangesEveryView()
{
    choose(*m_session, 5, 1, 0, 0);
    AttentionPage page(*m_session);
    showWhole(page);
    auto &grid = viewOf<HeadGridView>(page, "attention-heads");
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    const NumberTable links = viewOf<LinkDiagramView>(page, "attention-links").numbers();
    QSignalSpy explained(&page, &Page::explanationChanged);
    QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.thumbnailRect(3, 2).center().toPoint());
    QCOMPARE(m_session->selection().held().layer, 3);
    QCOMPARE(m_session->selection().held().head, 2);
    QCOMPARE(map.data().values, Matrix(weights(3, 2)));
    QCOMPARE(map.title(), QStringLiteral("Layer 4, head 3"));
    QVERIFY(viewOf<LinkDiagramView>(page, "attention-links").numbers().values != links.values);
    QVERIFY(explained.count() > 0);
    QCOMPARE(page.explanation().title, QStringLiteral("Layer 4, head 3"));
    QCOMPARE(m_session->selection().held().token, 5); // the cell stays chosen
    QCOMPARE(m_session->selection().held().key, 1);
}

void AttentionPageTest::hoverPreviewsAndLeavingRestores()
{
    choose(*m_session, -1, -1, 0, 0);
    AttentionPage page(*m_session);
    showWhole(page);
    auto &grid = viewOf<HeadGridView>(page, "attention-heads");
    auto &map = viewOf<HeatMapView>(page, "attention-map");

    movePointer(grid, grid.thumbnailRect(2, 3).center());
    QCOMPARE(map.data().values, Matrix(weights(2, 3)));
    QCOMPARE(page.explanation().title, QStringLiteral("Layer 3, head 4"));
    QCOMPARE(m_session->selection().held().layer, 0);
    leave(grid);
    QCOMPARE(map.data().values, Matrix(weights(0, 0)));

    const Explanation before = page.explanation();
    movePointer(map, map.cellRect(5, 4).center());
    QCOMPARE(m_session->selection().current().token, 5);
    QCOMPARE(m_session->selection().current().key, 4);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("[MASK] (5) → beautiful (4)")));
    QVERIFY(viewOf<VectorRowsView>(page, "attention-score").isVisible());
    leave(map);
    QVERIFY(page.explanation() == before);
    QVERIFY(!viewOf<VectorRowsView>(page, "attention-score").isVisible());
}

void AttentionPageTest::clickHoldsACell()
{
    choose(*m_session, -1, -1, 1, 1);
    AttentionPage page(*m_session);
    showWhole(page);
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(4, 10).center().toPoint());
    leave(map);
    QCOMPARE(m_session->selection().held().token, 4);
    QCOMPARE(m_session->selection().held().key, 10);
    QCOMPARE(m_session->selection().held().layer, 1);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("beautiful (4) → paris (10)")));
    QVERIFY(viewOf<VectorRowsView>(page, "attention-score").title().contains(QStringLiteral("beautiful → paris")));
}

void AttentionPageTest::tokenAloneOpensTheStrongestOfItsRow()
{
    choose(*m_session, 5, -1, 2, 1);
    AttentionPage page(*m_session);
    showWhole(page);
    Index strongest;
    weights(2, 1).row(5).maxCoeff(&strongest);
    const Explanation words = page.explanation();
    QVERIFY2(words.cellTitle.contains(QStringLiteral("(%1)").arg(strongest)), qPrintable(words.cellTitle));
    QVERIFY(words.cellTitle.startsWith(QStringLiteral("Strongest of the row")));
    QCOMPARE(words.calculation.size(), 4);
}

void AttentionPageTest::calculationMultipliesUp()
{
    AttentionPage page(*m_session);
    showWhole(page);
    for (const int key : {0, 1, 5, 10, 12}) {
        choose(*m_session, 5, key, 2, 1);
        const QStringList lines = page.explanation().calculation;
        QCOMPARE(lines.size(), 4);
        const double dot = lastNumber(lines[0]), score = lastNumber(lines[1]);
        QVERIFY(std::abs(dot / 8 - score) <= 0.0012);
        const QList<double> difference = numbersIn(lines[2].section(u')', 0, 0));
        QCOMPARE(difference.size(), 2);
        QCOMPARE(difference[0], score);
        const double exponential = lastNumber(lines[2]);
        QVERIFY(std::abs(std::exp(difference[0] + difference[1]) - exponential) <= 0.006 * exponential);
        const double rowSum = numbersIn(lines[3]).first();
        const double weight = double(weights(2, 1)(5, key));
        QVERIFY(std::abs(lastNumber(lines[3]) - weight) <= 0.005 * weight);
        QVERIFY(std::abs(exponential / rowSum - weight) <= 0.012 * weight); // three digits each
    }
}

void AttentionPageTest::stripsAreTheOperands()
{
    choose(*m_session, 5, 1, 2, 1);
    AttentionPage page(*m_session);
    showWhole(page);
    const Trace &trace = *m_session->reading()->result.trace;
    const auto part = [&trace](std::string_view name, int token) {
        return RowVector(trace.tensor(trace_name::layer(2, name)).row(token).segment(64, 64));
    };
    const auto &score = viewOf<VectorRowsView>(page, "attention-score").data();
    QCOMPARE(score.rows.size(), 3);
    QCOMPARE(score.rows[0].values, part(trace_name::query, 5));
    QCOMPARE(score.rows[1].values, part(trace_name::key, 1));
    QCOMPARE(score.rows[2].values, RowVector(score.rows[0].values.cwiseProduct(score.rows[1].values)));
    QCOMPARE(score.rows[2].note.section(u' ', 0, 0), QStringLiteral("sum"));
    QVERIFY(std::abs(lastNumber(score.rows[2].note) - double(score.rows[2].values.sum())) <= 0.006);
    const auto &value = viewOf<VectorRowsView>(page, "attention-value").data();
    QCOMPARE(value.rows[0].values, part(trace_name::value, 1));
    const RowVector weighted = weights(2, 1)(5, 1) * value.rows[0].values;
    QVERIFY((value.rows[1].values - weighted).cwiseAbs().maxCoeff() <= 1e-6F);
}

void AttentionPageTest::scaleIsWhatTheSwitchSays()
{
    choose(*m_session, -1, -1, 2, 1);
    AttentionPage page(*m_session);
    showWhole(page);
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    auto &control = viewOf<SegmentedControl>(page, "attention-scale");
    QCOMPARE(map.data().scale.max, double(weights(2, 1).maxCoeff()));
    QCOMPARE(map.data().scale.name, QStringLiteral("this head"));
    control.segment(1)->click();
    QCOMPARE(map.data().scale.max, double(largest_attention(*m_session->reading()->result.trace, 0)));
    QCOMPARE(map.data().scale.name, QStringLiteral("all heads"));
    control.segment(2)->click();
    QCOMPARE(map.data().scale.max, 1.0);
}

void AttentionPageTest::segmentsChooseThePictures()
{
    AttentionPage page(*m_session);
    showWhole(page);
    auto &control = viewOf<SegmentedControl>(page, "attention-picture");
    const auto &map = viewOf<HeatMapView>(page, "attention-map");
    const auto &links = viewOf<LinkDiagramView>(page, "attention-links");
    QVERIFY(map.isVisible() && links.isVisible());
    control.segment(0)->click();
    QVERIFY(map.isVisible() && !links.isVisible());
    control.segment(1)->click();
    QVERIFY(!map.isVisible() && links.isVisible());
    QVERIFY(!links.title().isEmpty());
}

void AttentionPageTest::selectionOfAnotherModelIsClamped()
{
    const auto session = readSession(QStringLiteral("A red bird."), {}, {}, QStringLiteral("classroom"));
    choose(*session, 400, 400, 23, 15);
    AttentionPage page(*session);
    showWhole(page);
    QCOMPARE(page.explanation().title, QStringLiteral("Layer 2, head 2"));
    QVERIFY(page.explanation().calculation.isEmpty());
    QCOMPARE(viewOf<HeatMapView>(page, "attention-map").data().values.rows(),
             Index(session->reading()->encoding.size()));
}

void AttentionPageTest::manyHeadsCanBeEnlarged()
{
    AttentionPage page(*m_session);
    showWhole(page);
    auto *enlarge = page.findChild<QAbstractButton *>(QStringLiteral("attention-enlarge"));
    QVERIFY(!enlarge->isVisible()); // 4 x 4 are large enough
    page.resize(500, 300);
    QTRY_VERIFY(enlarge->isVisible());
    enlarge->click();
    auto &grid = viewOf<HeadGridView>(page, "attention-heads");
    QVERIFY(!viewOf<HeatMapView>(page, "attention-map").isVisible());
    QTRY_VERIFY(grid.width() > 400); // the page is theirs
    QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.thumbnailRect(1, 1).center().toPoint());
    QVERIFY(viewOf<HeatMapView>(page, "attention-map").isVisible());
    QCOMPARE(m_session->selection().held().layer, 1);
}

void AttentionPageTest::meanAndRolloutReplaceTheHead()
{
    choose(*m_session, -1, -1, 1, 2);
    AttentionPage page(*m_session);
    showWhole(page);
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    page.findChild<QAction *>("attention-mean")->trigger();
    QVERIFY(map.title().contains(QStringLiteral("Layer 2 · mean of 4 heads")));
    const Matrix mean = (weights(1, 0) + weights(1, 1) + weights(1, 2) + weights(1, 3)) / 4;
    QVERIFY((map.data().values - mean).cwiseAbs().maxCoeff() < 1e-6F);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(5, 7).center().toPoint());
    const QStringList calculation = page.explanation().calculation;
    QCOMPARE(calculation.size(), 5); // four heads and their mean
    QVERIFY(std::abs(lastNumber(calculation[4]) - double(mean(5, 7))) < 6e-4);
    QVERIFY(!viewOf<VectorRowsView>(page, "attention-score").isVisible()); // a mean has no q and k

    page.findChild<QAction *>("attention-rollout")->trigger();
    QTRY_VERIFY(!page.isBusy());
    QVERIFY(map.title().contains(QStringLiteral("0.5 attention + 0.5 identity")));
    QVERIFY((map.data().values.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    QVERIFY((map.data().values.diagonal().array() >= 0.25F).all()); // half of a half stays where it was
    page.findChild<QAction *>("attention-head")->trigger();
    QCOMPARE(map.data().values, Matrix(weights(1, 2)));
}

/// What the title says of a mixture is not covered by the controls beside it.
void AttentionPageTest::aLongTitleHasItsLine()
{
    AttentionPage page(*m_session);
    showWhole(page, QSize(956, 727));
    const auto &map = viewOf<HeatMapView>(page, "attention-map");
    const auto *scale = page.findChild<QWidget *>("attention-scale");
    const auto top = [&page](const QWidget &widget) { return widget.mapTo(&page, QPoint()).y(); };
    QCOMPARE(top(map), top(*scale)); // "Layer 1, head 1" leaves room
    page.findChild<QAction *>("attention-hide-specials")->trigger();
    page.findChild<QAction *>("attention-a-to-b")->trigger();
    QCoreApplication::processEvents();
    QVERIFY(top(map) >= top(*scale) + scale->height());
}

void AttentionPageTest::wordsAndPartsKeepTheSelection()
{
    m_session->setAll(QStringLiteral("He is unaffable."), QStringLiteral("I love Paris."), {});
    settle(*m_session);
    const int pieces = m_session->reading()->encoding.size();
    choose(*m_session, 4, 8, 0, 1); // the second piece of "unaffable" looks at B
    AttentionPage page(*m_session);
    showWhole(page);
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    QCOMPARE(map.data().values.rows(), Index(pieces));
    page.findChild<QAction *>("attention-words")->trigger();
    QCOMPARE(map.data().values.rows(), Index(pieces - 2));
    QCOMPARE(map.data().rowLabels[3].text, QStringLiteral("unaffable"));
    QVERIFY((map.data().values.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    const float toWord = weights(0, 1).row(1).segment(3, 3).sum();
    QVERIFY(std::abs(map.data().values(1, 3) - toWord) < 1e-6F);

    page.findChild<QAction *>("attention-a-to-b")->trigger();
    QCOMPARE(map.data().values.rows(), Index(6)); // [CLS] he is unaffable . [SEP]
    QCOMPARE(map.data().values.cols(), Index(5)); // i love paris . [SEP]
    QVERIFY(map.title().contains(QStringLiteral("A → B")));
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(3, 0).center().toPoint());
    QCOMPARE(m_session->selection().held().token, 3); // the first piece of the word
    QCOMPARE(m_session->selection().held().key, 8);
}

void AttentionPageTest::specialsCanBeHidden()
{
    choose(*m_session, -1, -1, 0, 0);
    AttentionPage page(*m_session);
    showWhole(page);
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    page.findChild<QAction *>("attention-hide-specials")->trigger();
    QCOMPARE(map.data().values.rows(), Index(10));
    QCOMPARE(map.data().values(0, 1), weights(0, 0)(1, 2));
    QVERIFY(map.title().contains(QStringLiteral("not renormalised")));
    page.findChild<QAction *>("attention-renormalise")->trigger();
    QVERIFY((map.data().values.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    QVERIFY(map.title().contains(QStringLiteral("sum to 1 again")));
    QCOMPARE(viewOf<LinkDiagramView>(page, "attention-links").numbers().rows.size(), 10);
}

void AttentionPageTest::causalClosesWhatIsRight()
{
    choose(*m_session, 5, 9, 0, 0);
    AttentionPage page(*m_session);
    showWhole(page);
    page.findChild<QAction *>("attention-causal")->trigger();
    settle(*m_session);
    const Matrix &values = viewOf<HeatMapView>(page, "attention-map").data().values;
    QVERIFY(values.triangularView<Eigen::StrictlyUpper>().toDenseMatrix().isZero(0));
    QVERIFY((values.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    QCOMPARE(lastNumber(page.explanation().calculation.last()), 0.); // closed: nothing comes from there
    page.findChild<QAction *>("attention-causal")->trigger();
    settle(*m_session);
    QVERIFY(!m_session->reading()->variant.causal);
}

void AttentionPageTest::fitsFromSmallToLarge_data()
{
    QTest::addColumn<int>("words");
    QTest::addColumn<QSize>("size");
    for (const int words : {1, 11, 126})
        for (const QSize size : {QSize(882, 526), QSize(1272, 700)})
            QTest::addRow("%d words, %d wide", words, size.width()) << words << size;
}

void AttentionPageTest::fitsFromSmallToLarge()
{
    QFETCH(int, words);
    QFETCH(QSize, size);
    const auto session = readSession(QStringLiteral("the ").repeated(words), {}, {1});
    choose(*session, 1, 0, 1, 0);
    AttentionPage page(*session);
    showWhole(page, size);
    QCOMPARE(page.size(), size); // nothing inside asks for more
    QVERIFY(page.minimumSizeHint().width() <= size.width() && page.minimumSizeHint().height() <= size.height());
    const auto &map = viewOf<HeatMapView>(page, "attention-map");
    QVERIFY(page.rect().contains(map.geometry().translated(map.mapTo(&page, QPoint()) - map.pos())));
    QVERIFY(map.cellRect(0, 0).width() * double(words + 2) >= 150);
}

void AttentionPageTest::hiddenPageCatchesUpWhenShown()
{
    choose(*m_session, -1, -1, 0, 0);
    AttentionPage page(*m_session);
    showWhole(page);
    page.hide();
    choose(*m_session, 2, 3, 1, 3);
    auto &map = viewOf<HeatMapView>(page, "attention-map");
    QCOMPARE(map.data().values, Matrix(weights(0, 0)));
    page.show();
    QCOMPARE(map.data().values, Matrix(weights(1, 3)));
}

QTEST_MAIN(AttentionPageTest)

#include "attention_page_test.moc"
