#include "page_fixture.h"

#include "analysis/hidden_states.h"
#include "analysis/similarity.h"
#include "pages/layers_page.h"
#include "plots/bar_list.h"
#include "plots/curve_plot.h"
#include "plots/heat_map.h"
#include "plots/piece_grid.h"
#include "plots/scatter_view.h"
#include "plots/vector_rows.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSlider>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class LayersPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void tabsHaveIds();
    void aTokenGoesThroughTheLayers();
    void lengthsAreThoseOfTheVectors();
    void theMapIsTheCosineOfTheLayer();
    void theSliderAndTheSelectionAgree();
    void oneProjectionServesAllLayers();
    void aClickOnAPointSelects();
    void theLensEndsWhereTheHeadDoes();
    void theLensMarksWhatIsCovered();
    void sensesPartWithTheLayers();
    void theSentencesWordIsNearerToOneSense();
    void aSentenceWithoutTheWordIsNamed();
    void fits_data();
    void fits();

private:
    const Reading &reading() const { return *m_session->reading(); }
    ConstMatrixView states(int layer) const { return hidden_state(*reading().result.trace, layer); }
    void settlePage(const LayersPage &page) { QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 60000); }
    std::unique_ptr<Session> m_session;
};

void LayersPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession({});
}

void LayersPageTest::init()
{
    m_session->setAll(QStringLiteral("In autumn the leaves fall from the trees."), {}, {4});
    settle(*m_session);
    m_session->selection().hold({});
}

void LayersPageTest::aTokenGoesThroughTheLayers()
{
    LayersPage page(*m_session);
    showPage(page);
    const auto &vectors = viewOf<VectorRowsView>(page, "layers-vector");
    QCOMPARE(vectors.data().rows.size(), 5);
    QVERIFY(vectors.title().contains(QStringLiteral("[MASK] (4)"))); // nothing is selected: the gap
    Selection selection;
    selection.token = 2;
    m_session->selection().hold(selection);
    QVERIFY(vectors.title().contains(QStringLiteral("autumn (2)")));
    Index strongest;
    states(3).row(2).head(3).cwiseAbs().maxCoeff(&strongest); // 86 columns of three dimensions
    QCOMPARE(vectors.data().rows[3].values[0], states(3)(2, strongest));
    const double cosine = cosine_similarity({states(1).row(2).data(), 256}, {states(2).row(2).data(), 256});
    QVERIFY(std::abs(lastNumber(vectors.data().rows[2].note) - cosine) <= 6e-4);
    QVERIFY(std::abs(lastNumber(page.explanation().calculation.first()) - double(states(4).row(2).norm())) <= 0.05);
}

void LayersPageTest::lengthsAreThoseOfTheVectors()
{
    LayersPage page(*m_session);
    showPage(page);
    settlePage(page);
    const auto &curves = viewOf<CurvePlotView>(page, "layers-norms").data().curves;
    QCOMPARE(curves.size(), 3);
    QCOMPARE(curves[0].points.size(), 5);
    QVERIFY(std::abs(curves[0].points[4].y() - double(states(4).row(4).norm())) < 1e-4);
    const AddedLengths added =
        added_lengths(reading().model->bert, *reading().result.trace, 0, 4, *m_session->workers());
    QCOMPARE(curves[1].points[0], QPointF(1, double(added.attention[0])));
    QCOMPARE(curves[2].points[2], QPointF(3, double(added.feed_forward[2])));
}

void LayersPageTest::theMapIsTheCosineOfTheLayer()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 1);
    settlePage(page);
    auto &map = viewOf<HeatMapView>(page, "layers-similarity");
    QCOMPARE(map.data().values, cosine_similarities(states(4))); // the last layer has taken in the sentence
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(2, 6).center().toPoint());
    QCOMPARE(m_session->selection().held().token, 2);
    QCOMPARE(m_session->selection().held().key, 6);
    QVERIFY(std::abs(lastNumber(page.explanation().calculation.last()) - double(map.data().values(2, 6))) <= 6e-4);
    const BarListData &nearest = viewOf<BarListView>(page, "layers-nearest").data();
    QCOMPARE(nearest.rows.size(), 10); // all others
    RowVector others = map.data().values.row(2);
    others[2] = -2;
    QVERIFY(std::abs(nearest.rows[0].value - double(others.maxCoeff())) < 1e-6);
}

void LayersPageTest::theSliderAndTheSelectionAgree()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 1);
    auto *slider = page.findChild<QSlider *>("layers-slider");
    QCOMPARE(slider->maximum(), 4);
    slider->setValue(3);
    settlePage(page);
    QCOMPARE(m_session->selection().held().layer, 2); // counts from 0, without the embeddings
    QCOMPARE(viewOf<HeatMapView>(page, "layers-similarity").data().values, cosine_similarities(states(3)));
    Selection selection;
    selection.layer = 1;
    m_session->selection().hold(selection);
    settlePage(page);
    QCOMPARE(slider->value(), 2);
    QTest::keyClick(slider, Qt::Key_Home);
    settlePage(page);
    QCOMPARE(m_session->selection().held().layer, 1); // other pages have no layer for the embeddings
    QCOMPARE(viewOf<HeatMapView>(page, "layers-similarity").data().values, cosine_similarities(states(0)));
}

void LayersPageTest::oneProjectionServesAllLayers()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 2);
    settlePage(page);
    const ScatterData &data = viewOf<ScatterView>(page, "layers-projection").data();
    QCOMPARE(data.steps.size(), 5);
    // Along one direction distances are those of the vectors, or shorter; and the same for each layer.
    for (int layer = 0; layer < 5; ++layer)
        for (Index token = 1; token < 11; ++token) {
            const float shown = (data.steps[layer].row(token) - data.steps[layer].row(0)).norm();
            QVERIFY(shown <= (states(layer).row(token) - states(layer).row(0)).norm() + 1e-3F);
        }
    double mean = 0;
    for (const Matrix &step : data.steps)
        mean += double(step.col(0).sum());
    QVERIFY(std::abs(mean) < 1e-2);
    QVERIFY(data.across.contains(u'%'));
}

void LayersPageTest::aClickOnAPointSelects()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 2);
    settlePage(page);
    auto &scatter = viewOf<ScatterView>(page, "layers-projection");
    page.findChild<QSlider *>("layers-slider")->setValue(4);
    QTRY_COMPARE(scatter.step(), 4.0); // it moves there
    QTest::mouseClick(&scatter, Qt::LeftButton, {}, scatter.pointAt(8).toPoint());
    QCOMPARE(m_session->selection().held().token, 8);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("trees")));
}

void LayersPageTest::theLensEndsWhereTheHeadDoes()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 3);
    settlePage(page);
    const PieceGridData &grid = viewOf<PieceGridView>(page, "layers-lens").data();
    QCOMPARE(grid.rows(), 5);
    QCOMPARE(grid.columns, 11);
    const PiecePrediction best = reading().gaps.front().prediction->top(1).front();
    QCOMPARE(grid.at(4, 4).text, QString::fromStdString(reading().model->tokenizer.vocabulary().piece(best.id)));
    QVERIFY(std::abs(grid.at(4, 4).value - best.probability) < 1e-5);
}

void LayersPageTest::theLensMarksWhatIsCovered()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 3);
    settlePage(page);
    auto &grid = viewOf<PieceGridView>(page, "layers-lens");
    QCOMPARE(grid.data().at(4, 4).text, QStringLiteral("leaves"));
    QVERIFY(grid.data().at(4, 4).right);
    QTRY_VERIFY(viewOf<BarListView>(page, "layers-course").title().contains(QStringLiteral("leaves")));
    const BarListData &course = viewOf<BarListView>(page, "layers-course").data();
    QCOMPARE(course.rows.size(), 5);
    QVERIFY(course.rows[4].right); // rank 1
    QVERIFY(!course.rows[0].right);
    QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(1, 2).center().toPoint());
    QCOMPARE(m_session->selection().held().token, 2);
    QCOMPARE(m_session->selection().held().layer, 0);
    QTRY_VERIFY(viewOf<BarListView>(page, "layers-course").title().contains(QStringLiteral("autumn")));
}

void LayersPageTest::sensesPartWithTheLayers()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 4);
    settlePage(page);
    const auto &curves = viewOf<CurvePlotView>(page, "layers-context").data().curves;
    QCOMPARE(curves.size(), 3);
    QVERIFY(std::abs(curves[0].points[0].y() - 1) < 1e-5); // one embedding at one position
    QVERIFY(std::abs(curves[1].points[0].y() - 1) < 1e-5);
    QVERIFY(curves[0].points[4].y() > curves[1].points[4].y());
    QVERIFY(page.findChild<QLabel *>("layers-context-message")->text().isEmpty());
    QTest::mouseClick(page.findChild<QAbstractButton *>("layers-homonym-1"), Qt::LeftButton);
    settlePage(page);
    QVERIFY(viewOf<CurvePlotView>(page, "layers-context").title().contains(QStringLiteral("bank")));
}

/// Of "is the second python nearer to the snake or the language?": the sentence's own word beside both senses.
void LayersPageTest::theSentencesWordIsNearerToOneSense()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 4);
    settlePage(page);
    const auto curves = [&page] { return viewOf<CurvePlotView>(page, "layers-context").data().curves; };
    QCOMPARE(curves().size(), 3); // no python in autumn
    m_session->setAll(QStringLiteral("He got bit by a python."),
                      QStringLiteral("Python is my favorite programming language."), {});
    settle(*m_session);
    settlePage(page);
    QCOMPARE(curves().size(), 5);
    QVERIFY(curves()[3].label.contains(QStringLiteral("python (9)"))); // nothing is selected: its last place
    QVERIFY(curves()[4].points[4].y() > curves()[3].points[4].y());    // the language
    const QStringList lines = page.explanation().calculation;
    QVERIFY(std::abs(lastNumber(lines.last()) - curves()[4].points[4].y()) <= 6e-4);
    Selection first;
    first.token = 6;
    m_session->selection().hold(first);
    QVERIFY(curves()[3].label.contains(QStringLiteral("python (6)")));
    QVERIFY(curves()[3].points[4].y() > curves()[4].points[4].y()); // the snake
}

void LayersPageTest::aSentenceWithoutTheWordIsNamed()
{
    LayersPage page(*m_session);
    showPage(page);
    pressTab(page, "layers-tabs", 4);
    settlePage(page);
    auto *sense = page.findChild<QPlainTextEdit *>("layers-sense-2");
    sense->setPlainText(QStringLiteral("The snake is easy.\nA python program is short."));
    QTRY_VERIFY(
        page.findChild<QLabel *>("layers-context-message")->text().contains(QStringLiteral("The snake is easy.")));
    QCOMPARE(viewOf<CurvePlotView>(page, "layers-context").data().curves.size(), 3); // the old picture stays
}

void LayersPageTest::fits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("text");
    QTest::newRow("small") << QSize(882 - 176, 526) << QStringLiteral("I love Paris.");
    QTest::newRow("large") << QSize(1400, 800) << QStringLiteral("I love Paris and the river. ").repeated(18);
    QTest::newRow("Chinese") << QSize(1100, 640) << QStringLiteral("我爱巴黎。");
}

void LayersPageTest::fits()
{
    QFETCH(QSize, size);
    QFETCH(QString, text);
    m_session->setAll(text, {}, {});
    settle(*m_session);
    LayersPage page(*m_session);
    showPage(page, size);
    for (int tab = 0; tab < 5; ++tab) {
        pressTab(page, "layers-tabs", tab);
        settlePage(page);
        QCOMPARE(page.size(), size); // nothing asks for more room
        for (const View *view : page.views()) {
            QVERIFY(page.rect().contains(QRect(view->mapTo(&page, QPoint(0, 0)), view->size())));
            QVERIFY(!view->description().isEmpty());
        }
    }
}

void LayersPageTest::tabsHaveIds()
{
    LayersPage page(*m_session);
    showPage(page);
    const QList<std::pair<QString, const char *>> expected{{"token", "layers-norms"},
                                                           {"similarity", "layers-similarity"},
                                                           {"projection", "layers-projection"},
                                                           {"lens", "layers-lens"},
                                                           {"context", "layers-context"}};
    checkTabs(page, expected);
}

QTEST_MAIN(LayersPageTest)
#include "layers_page_test.moc"
