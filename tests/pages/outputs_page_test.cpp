#include "page_fixture.h"

#include "io/model_folder.h"
#include "pages/controls.h"
#include "pages/outputs_page.h"
#include "plots/heat_map.h"
#include "plots/vector_rows.h"

#include <QLabel>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class OutputsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void mapIsTheSequenceOutput();
    void stripsAreClsPooledAndMean();
    void firstRowIsTheStrip();
    void cosinesAreThoseOfTheVectors();
    void clickOnAStripOpensThePooler();
    void clickOnTheMapSelects();
    void hoverMarksTheColumn();
    void usesAreSaid();
    void missingPoolerIsNamed();
    void fitsFromSmallToLarge_data();
    void fitsFromSmallToLarge();

private:
    const Reading &reading() const { return *m_session->reading(); }
    std::unique_ptr<Session> m_session;
};

namespace {

/// With its sign, the strongest of each four values.
RowVector strongest(const RowVector &values)
{
    RowVector result(values.size() / 4);
    for (Index column = 0; column < result.size(); ++column) {
        Index at;
        values.segment(4 * column, 4).cwiseAbs().maxCoeff(&at);
        result[column] = values[4 * column + at];
    }
    return result;
}

} // namespace

void OutputsPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession({});
}

void OutputsPageTest::init()
{
    m_session->setAll(QStringLiteral("Paris is a beautiful city."), QStringLiteral("I love Paris."), {});
    settle(*m_session);
    m_session->selection().hold({});
}

void OutputsPageTest::mapIsTheSequenceOutput()
{
    OutputsPage page(*m_session);
    showPage(page);
    const HeatMapData &map = viewOf<HeatMapView>(page, "outputs-sequence").data();
    const Matrix &output = reading().result.last_hidden_state;
    QCOMPARE(map.tensor, QStringLiteral("last_hidden_state"));
    QCOMPARE(map.values.rows(), Index(13));
    for (Index row = 0; row < 13; ++row)
        QCOMPARE(RowVector(map.values.row(row)), strongest(output.row(row)));
    QVERIFY(viewOf<HeatMapView>(page, "outputs-sequence").title().contains(QStringLiteral("13 × 256")));
}

void OutputsPageTest::stripsAreClsPooledAndMean()
{
    OutputsPage page(*m_session);
    showPage(page);
    const VectorRowsData &strips = viewOf<VectorRowsView>(page, "outputs-pooled").data();
    QCOMPARE(strips.rows.size(), 3);
    const Matrix &output = reading().result.last_hidden_state;
    QCOMPARE(strips.rows[0].values, strongest(output.row(0)));
    QCOMPARE(strips.rows[1].values, strongest(reading().result.pooler_output.row(0)));
    const RowVector mean = output.cast<double>().colwise().mean().cast<float>();
    QVERIFY((strips.rows[2].values - strongest(mean)).cwiseAbs().maxCoeff() <= 1e-6F);
    QVERIFY(strips.rows[2].label.contains(QStringLiteral("mean")));
}

void OutputsPageTest::firstRowIsTheStrip()
{
    OutputsPage page(*m_session);
    showPage(page);
    const HeatMapData &map = viewOf<HeatMapView>(page, "outputs-sequence").data();
    const VectorRowsData &strips = viewOf<VectorRowsView>(page, "outputs-pooled").data();
    QCOMPARE(RowVector(map.values.row(0)), strips.rows[0].values); // the same cells, on the same scale
    QCOMPARE(map.scale, strips.scale);
    QCOMPARE(map.columnNames, strips.columnNames);
}

void OutputsPageTest::cosinesAreThoseOfTheVectors()
{
    OutputsPage page(*m_session);
    showPage(page);
    const Eigen::RowVectorXd pooled = reading().result.pooler_output.row(0).cast<double>();
    const Eigen::RowVectorXd mean = reading().result.last_hidden_state.cast<double>().colwise().mean();
    const double cosine = pooled.normalized().dot(mean.normalized());
    const VectorRowsData &strips = viewOf<VectorRowsView>(page, "outputs-pooled").data();
    QVERIFY(std::abs(lastNumber(strips.rows[2].note) - cosine) <= 6e-4);
    const Eigen::RowVectorXd cls = reading().result.last_hidden_state.row(0).cast<double>();
    QVERIFY(std::abs(lastNumber(strips.rows[0].note) - pooled.normalized().dot(cls.normalized())) <= 6e-4);
    QVERIFY(page.explanation().calculation.first().contains(QStringLiteral("cosine(pooled, mean)")));
    QVERIFY(std::abs(lastNumber(page.explanation().calculation.first()) - cosine) <= 6e-4);
}

void OutputsPageTest::clickOnAStripOpensThePooler()
{
    OutputsPage page(*m_session);
    showPage(page);
    auto &strips = viewOf<VectorRowsView>(page, "outputs-pooled");
    QTest::mouseClick(&strips, Qt::LeftButton, {}, strips.cellRect(1, 7).center().toPoint());
    leave(strips);
    const int dimension = m_session->selection().held().dimension;
    QCOMPARE(dimension / 4, 7);
    QCOMPARE(m_session->selection().held().token, 0);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("pooled vector, dimension %1").arg(dimension)));
    const QStringList lines = page.explanation().calculation;
    QCOMPARE(lines.size(), 6);
    const Matrix &output = reading().result.pooler_output;
    QVERIFY(std::abs(lastNumber(lines[3]) - double(output(0, dimension))) <= 6e-4);
    QVERIFY(std::abs(std::tanh(lastNumber(lines[2])) - double(output(0, dimension))) <= 6e-3);
    QVERIFY(viewOf<VectorRowsView>(page, "outputs-inside").title().contains(QStringLiteral("[%1]").arg(dimension)));
}

void OutputsPageTest::clickOnTheMapSelects()
{
    OutputsPage page(*m_session);
    showPage(page);
    auto &map = viewOf<HeatMapView>(page, "outputs-sequence");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(4, 11).center().toPoint());
    leave(map);
    const Selection held = m_session->selection().held();
    QCOMPARE(held.token, 4);
    QCOMPARE(held.dimension / 4, 11);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("beautiful (4)")));
    const double value = double(reading().result.last_hidden_state(4, held.dimension));
    QVERIFY(std::abs(lastNumber(page.explanation().calculation.first()) - value) <= .006 * std::abs(value));
}

void OutputsPageTest::hoverMarksTheColumn()
{
    OutputsPage page(*m_session);
    showPage(page);
    auto &map = viewOf<HeatMapView>(page, "outputs-sequence");
    movePointer(map, map.cellRect(0, 9).center());
    QCOMPARE(m_session->selection().current().dimension / 4, 9);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("pooled vector"))); // [CLS] leads to the pooler
    leave(map);
    QVERIFY(page.explanation().cellTitle.isEmpty());
}

void OutputsPageTest::usesAreSaid()
{
    OutputsPage page(*m_session);
    showPage(page);
    QVERIFY(viewOf<QLabel>(page, "outputs-sequence-use").text().contains(QStringLiteral("tag")));
    QVERIFY(viewOf<QLabel>(page, "outputs-pooled-use").text().contains(QStringLiteral("pair")));
}

void OutputsPageTest::missingPoolerIsNamed()
{
    const ModelFolder folder;
    folder.remove_tensors("pooler");
    const auto session = readSession(QStringLiteral("a b"), {}, {}, QString::fromStdString(folder.path().string()));
    OutputsPage page(*session);
    showPage(page);
    QVERIFY(viewOf<EmptyState>(page, "outputs-no-pooler").isVisible());
    QVERIFY(!viewOf<VectorRowsView>(page, "outputs-inside").isVisible());
    QCOMPARE(viewOf<VectorRowsView>(page, "outputs-pooled").data().rows.size(), 2); // [CLS] row and mean
    auto &strips = viewOf<VectorRowsView>(page, "outputs-pooled");
    QTest::mouseClick(&strips, Qt::LeftButton, {}, strips.cellRect(1, 3).center().toPoint());
    QCOMPARE(session->selection().held().dimension, 3);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("dimension 3")));
}

void OutputsPageTest::fitsFromSmallToLarge_data()
{
    QTest::addColumn<int>("words");
    QTest::addColumn<QSize>("size");
    for (const int words : {1, 11, 126})
        for (const QSize size : {QSize(882, 526), QSize(1272, 700)})
            QTest::addRow("%d words, %d wide", words, size.width()) << words << size;
}

void OutputsPageTest::fitsFromSmallToLarge()
{
    QFETCH(int, words);
    QFETCH(QSize, size);
    m_session->setAll(QStringLiteral("the ").repeated(words), {}, {});
    settle(*m_session);
    OutputsPage page(*m_session);
    showPage(page, size);
    QCOMPARE(page.size(), size); // nothing inside asks for more
    QVERIFY(page.minimumSizeHint().width() <= size.width() && page.minimumSizeHint().height() <= size.height());
    for (const View *view : page.views())
        QVERIFY(page.rect().contains(QRect(view->mapTo(&page, QPoint()), view->size())));
    QVERIFY(viewOf<HeatMapView>(page, "outputs-sequence").cellRect(0, 0).width() >= 2);
}

QTEST_MAIN(OutputsPageTest)
#include "outputs_page_test.moc"
