#include "page_fixture.h"
#include "test_data.h"

#include "analysis/nearest_pieces.h"
#include "analysis/operands.h"
#include "pages/embedding_maps.h"
#include "pages/input_page.h"
#include "pages/step_pills.h"
#include "plots/bar_list.h"
#include "plots/token_flow.h"

#include <QAbstractButton>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class InputPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void mapsHoldTheTrace_data();
    void mapsHoldTheTrace();
    void oneScaleForTheSum();
    void outliersAreClippedAndSaid();
    void mapsAreEquallyWide();
    void clickSelectsTheStrongestDimension();
    void calculationAddsUp();
    void insideOpensTheSum();
    void hoverPreviewsClickHolds();
    void doubleClickCovers();
    void stepsByMouse();
    void stepsByKey();
    void flowFollowsTheSelection();
    void flowClickSelects();
    void wordPieceShowsEachLook();
    void wordThatWasCutCanBeOpened();
    void cutIsSaid();
    void fitsFromSmallToLarge_data();
    void fitsFromSmallToLarge();
    void smallModelHasAColumnForEachDimension();
    void emptyTextStillShowsSpecials();
    void otherPositionsAreAdded();
    void positionsAreCompared();
    void nearestRowsFollowTheToken();
    void nearPieceIsOpenedUnderThePointer();
    void nearestRowsOfACoveredPieceAreThoseOfTheMask();

private:
    ConstMatrixView tensor(std::string_view name) const { return m_session->reading()->result.trace->tensor(name); }
    std::unique_ptr<Session> m_session;
};

namespace {

void choose(Session &session, int token, int dimension = -1)
{
    Selection selection;
    selection.token = selection.lastToken = token;
    selection.dimension = dimension;
    session.selection().hold(selection);
}

bool holds(double found, double expected, double tolerance)
{
    return std::abs(found - expected) <= tolerance;
}

} // namespace

void InputPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession({});
}

void InputPageTest::init()
{
    m_session->setAll(QStringLiteral("Paris is an unaffable city."), QStringLiteral("I love Paris."), {});
    settle(*m_session);
    choose(*m_session, -1);
}

void InputPageTest::mapsHoldTheTrace_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("name");
    QTest::newRow("token") << "embeddings-token"
                           << "embeddings.word";
    QTest::newRow("segment") << "embeddings-segment"
                             << "embeddings.token_type";
    QTest::newRow("position") << "embeddings-position"
                              << "embeddings.position";
    QTest::newRow("sum") << "embeddings-sum"
                         << "embeddings.sum";
    QTest::newRow("LayerNorm") << "embeddings-layer-norm"
                               << "embeddings.output";
}

void InputPageTest::mapsHoldTheTrace()
{
    QFETCH(QString, view);
    QFETCH(QString, name);
    InputPage page(*m_session);
    showPage(page);
    const HeatMapData &map = viewOf<HeatMapView>(page, qPrintable(view)).data();
    const ConstMatrixView traced = tensor(name.toStdString());
    QCOMPARE(map.tensor, name);
    QCOMPARE(map.values.rows(), traced.rows());
    QCOMPARE(map.values.cols() * 4, traced.cols());
    for (Index row = 0; row < map.values.rows(); ++row) {
        for (Index column = 0; column < map.values.cols(); ++column) {
            const auto group = traced.row(row).segment(4 * column, 4);
            QCOMPARE(std::abs(map.values(row, column)), group.cwiseAbs().maxCoeff());
            QVERIFY((group.array() == map.values(row, column)).any()); // with its sign
        }
    }
    QCOMPARE(map.rowLabels.size(), traced.rows());
    QCOMPARE(map.rowLabels[1].text, QStringLiteral("paris"));
    QCOMPARE(map.columnNames[1], QStringLiteral("4–7"));
    QCOMPARE(viewOf<HeatMapView>(page, qPrintable(view)).subtitle(), QStringLiteral("64 columns × 4 dimensions"));
}

void InputPageTest::oneScaleForTheSum()
{
    InputPage page(*m_session);
    showPage(page);
    std::vector<float> magnitudes;
    const Matrix sum = tensor(trace_name::embeddings_sum);
    for (const float value : sum.reshaped())
        magnitudes.push_back(std::abs(value));
    std::sort(magnitudes.begin(), magnitudes.end());
    const auto rank = static_cast<std::size_t>(std::ceil(.99 * double(magnitudes.size()))) - 1;
    for (const char *id : {"embeddings-token", "embeddings-segment", "embeddings-position", "embeddings-sum"})
        QCOMPARE(viewOf<HeatMapView>(page, id).data().scale.max, double(magnitudes[rank]));
    QVERIFY(viewOf<HeatMapView>(page, "embeddings-position").data().showScale);
    const ColorScale own = viewOf<HeatMapView>(page, "embeddings-layer-norm").data().scale;
    QVERIFY(own.max > 2 * double(magnitudes[rank])); // LayerNorm brings the values near 1
    QCOMPARE(own.kind, ColorScale::Kind::signedValues);
}

void InputPageTest::outliersAreClippedAndSaid()
{
    InputPage page(*m_session);
    showPage(page);
    for (const char *id : {"embeddings-position", "embeddings-layer-norm"}) {
        const HeatMapData &map = viewOf<HeatMapView>(page, id).data();
        QVERIFY(map.scale.clipped);
        QVERIFY(map.scale.name.contains(QStringLiteral("99th percentile")));
    }
    const HeatMapData &sum = viewOf<HeatMapView>(page, "embeddings-sum").data();
    QVERIFY(double(sum.values.cwiseAbs().maxCoeff()) > sum.scale.max);
}

void InputPageTest::mapsAreEquallyWide()
{
    InputPage page(*m_session);
    showPage(page);
    const double width = viewOf<HeatMapView>(page, "embeddings-token").cellRect(0, 0).width();
    for (const char *id : {"embeddings-segment", "embeddings-position", "embeddings-sum", "embeddings-layer-norm"})
        QVERIFY(holds(viewOf<HeatMapView>(page, id).cellRect(0, 0).width(), width, 0.05));
}

void InputPageTest::clickSelectsTheStrongestDimension()
{
    InputPage page(*m_session);
    showPage(page);
    auto &map = viewOf<HeatMapView>(page, "embeddings-sum");
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(3, 10).center().toPoint());
    Index offset;
    tensor(trace_name::embeddings_sum).row(3).segment(40, 4).cwiseAbs().maxCoeff(&offset);
    QCOMPARE(m_session->selection().held().token, 3);
    QCOMPARE(m_session->selection().held().dimension, 40 + static_cast<int>(offset));
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("an (3), dimension %1").arg(40 + offset)));
}

void InputPageTest::calculationAddsUp()
{
    InputPage page(*m_session);
    showPage(page);
    for (const int dimension : {0, 31, 255}) {
        choose(*m_session, 10, dimension);
        const EmbeddingOperands cell =
            embedding_operands(m_session->reading()->model->bert, *m_session->reading()->result.trace, 10, dimension);
        const QStringList lines = page.explanation().calculation;
        QCOMPARE(lines.size(), 9);
        const std::array expected{double(cell.word),
                                  double(cell.token_type),
                                  double(cell.position),
                                  double(cell.sum),
                                  cell.mean,
                                  std::sqrt(cell.variance + cell.eps),
                                  double(cell.gamma),
                                  double(cell.beta),
                                  double(cell.output)};
        for (int line = 0; line < 9; ++line)
            QVERIFY2(holds(lastNumber(lines[line]), expected[std::size_t(line)],
                           .006 * std::abs(expected[std::size_t(line)])),
                     qPrintable(lines[line]));
        QVERIFY(lines[1].contains(QStringLiteral("segment B")));
        QVERIFY(lines[2].contains(QStringLiteral("position 10")));
        QCOMPARE(cell.sum, tensor(trace_name::embeddings_sum)(10, dimension));
        QCOMPARE(cell.output, tensor(trace_name::embeddings_output)(10, dimension));
        const double normed = (expected[3] - expected[4]) / expected[5] * expected[6] + expected[7];
        QVERIFY(holds(normed, expected[8], 1e-5 + 1e-5 * std::abs(normed)));
    }
}

void InputPageTest::insideOpensTheSum()
{
    InputPage page(*m_session);
    showPage(page);
    choose(*m_session, 4, 37);
    auto &inside = viewOf<VectorRowsView>(page, "embeddings-inside");
    const VectorRowsData &data = inside.data();
    QCOMPARE(data.rows.size(), 4);
    QCOMPARE(data.columnNames.value(0), QStringLiteral("32"));
    QCOMPARE(RowVector(data.rows[0].values), RowVector(tensor(trace_name::embeddings_word).row(4).segment(32, 16)));
    const RowVector sum = data.rows[0].values + data.rows[1].values + data.rows[2].values;
    QVERIFY((sum - data.rows[3].values).cwiseAbs().maxCoeff() <= 1e-6F);
    QTest::mouseClick(&inside, Qt::LeftButton, {}, inside.cellRect(1, 9).center().toPoint());
    QCOMPARE(m_session->selection().held().dimension, 41);
    QCOMPARE(m_session->selection().held().token, 4);
}

void InputPageTest::hoverPreviewsClickHolds()
{
    InputPage page(*m_session);
    showPage(page);
    auto &map = viewOf<HeatMapView>(page, "embeddings-token");
    choose(*m_session, 1);
    const Explanation before = page.explanation();
    movePointer(map, map.cellRect(5, 20).center());
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("(5)")));
    QCOMPARE(m_session->selection().held().token, 1);
    leave(map);
    QVERIFY(page.explanation() == before);

    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(2, 7).center().toPoint());
    const Explanation held = page.explanation();
    QVERIFY(held.cellTitle.contains(QStringLiteral("(2)")));
    movePointer(map, map.cellRect(5, 20).center());
    QVERIFY(page.explanation() == held); // a clicked cell stays until Esc
}

void InputPageTest::doubleClickCovers()
{
    InputPage page(*m_session);
    showPage(page);
    auto &map = viewOf<HeatMapView>(page, "embeddings-token");
    QTest::mouseDClick(&map, Qt::LeftButton, {}, map.cellRect(1, 5).center().toPoint());
    settle(*m_session);
    QVERIFY(m_session->covered().contains(1));
    QCOMPARE(map.data().rowLabels[1].text, QStringLiteral("[MASK]"));
}

void InputPageTest::stepsByMouse()
{
    InputPage page(*m_session);
    showPage(page);
    QCOMPARE(page.step(), InputPage::embeddings);
    auto *pills = page.findChild<StepPills *>();
    QStringList titles;
    for (int step = 0; step < InputPage::steps; ++step) {
        QTest::mouseClick(pills->pill(step), Qt::LeftButton);
        QCOMPARE(int(page.step()), step);
        titles.append(page.explanation().title);
        QVERIFY(!page.views().isEmpty());
        QVERIFY(!page.explanation().what.isEmpty());
    }
    QCOMPARE(titles.removeDuplicates(), 0);
}

void InputPageTest::stepsByKey()
{
    InputPage page(*m_session);
    showPage(page);
    page.activateWindow();
    auto *pills = page.findChild<StepPills *>();
    pills->pill(InputPage::embeddings)->setFocus();
    QTest::keyClick(pills->pill(InputPage::embeddings), Qt::Key_Left);
    QCOMPARE(page.step(), InputPage::ids);
    QTest::keyClick(pills->pill(InputPage::ids), Qt::Key_Left);
    QCOMPARE(page.step(), InputPage::specials);
    QTest::keyClick(pills->pill(InputPage::specials), Qt::Key_Right);
    QCOMPARE(page.step(), InputPage::ids);
    QTest::keyClick(pills->pill(InputPage::ids), Qt::Key_Home);
    QCOMPARE(page.step(), InputPage::text);
    QTest::keyClick(pills->pill(InputPage::text), Qt::Key_End);
    QCOMPARE(page.step(), InputPage::embeddings);
}

void InputPageTest::flowFollowsTheSelection()
{
    InputPage page(*m_session);
    showPage(page);
    auto &flow = viewOf<TokenFlowView>(page, "input-steps");
    page.setStep(InputPage::ids);
    QCOMPARE(flow.data().blocks.size(), 2);
    choose(*m_session, m_session->reading()->encoding.size() - 3); // paris of B
    QVERIFY(flow.description().contains(QStringLiteral("Selected: paris")));
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("paris")));
    page.setStep(InputPage::words);
    QVERIFY(flow.description().contains(QStringLiteral("Selected: paris")));
}

void InputPageTest::flowClickSelects()
{
    InputPage page(*m_session);
    showPage(page);
    auto &flow = viewOf<TokenFlowView>(page, "input-steps");
    page.setStep(InputPage::specials);
    QTest::mouseClick(&flow, Qt::LeftButton, {}, flow.itemRect(1, 1).center().toPoint());
    const Encoding &encoding = m_session->reading()->encoding;
    const int token = m_session->selection().held().token;
    QCOMPARE(encoding.tokens[std::size_t(token)], std::string("love"));
    page.setStep(InputPage::words);
    QTest::mouseClick(&flow, Qt::LeftButton, {}, flow.itemRect(0, 1).center().toPoint());
    QCOMPARE(m_session->selection().held().token, 2);
    movePointer(flow, flow.itemRect(0, 0).center());
    QCOMPARE(m_session->selection().current().token, 1);
    leave(flow);
    QCOMPARE(m_session->selection().current().token, 2);
    QTest::mouseDClick(&flow, Qt::LeftButton, {}, flow.itemRect(0, 0).center().toPoint());
    settle(*m_session);
    QVERIFY(m_session->covered().contains(1));
}

void InputPageTest::wordPieceShowsEachLook()
{
    InputPage page(*m_session);
    showPage(page);
    page.setStep(InputPage::wordPiece);
    auto &flow = viewOf<TokenFlowView>(page, "input-steps");
    auto &attempts = viewOf<TokenFlowView>(page, "input-attempts");
    QVERIFY(attempts.isVisible());
    QVERIFY(attempts.title().contains(QStringLiteral("unaffable"))); // the first word in several pieces
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("unaffable")));
    QTest::mouseClick(&flow, Qt::LeftButton, {}, flow.itemRect(0, 0).center().toPoint());
    leave(flow);
    QVERIFY(attempts.title().contains(QStringLiteral("paris")));
    QCOMPARE(m_session->selection().held().token, 1);
    QTest::mouseClick(&flow, Qt::LeftButton, {}, flow.itemRect(0, 4).center().toPoint()); // a piece inside unaffable
    leave(flow);
    QCOMPARE(m_session->selection().held().token, 5);
    QVERIFY(attempts.title().contains(QStringLiteral("unaffable")));
    int looks = 0;
    for (const auto &block : attempts.data().blocks)
        looks += static_cast<int>(block.items.size());
    QCOMPARE(lastNumber(page.explanation().calculation.last()), double(looks));
    page.setStep(InputPage::ids);
    QVERIFY(!attempts.isVisible());
}

void InputPageTest::wordThatWasCutCanBeOpened()
{
    m_session->setAll(QStringLiteral("the ").repeated(140) + QStringLiteral("unaffable"), {}, {});
    settle(*m_session);
    InputPage page(*m_session);
    showPage(page, QSize(1272, 1400));
    page.setStep(InputPage::wordPiece);
    auto &flow = viewOf<TokenFlowView>(page, "input-steps");
    const QRectF last = flow.itemRect(0, static_cast<int>(flow.data().blocks[0].items.size()) - 1);
    QVERIFY(!last.isEmpty());
    QTest::mouseClick(&flow, Qt::LeftButton, {}, last.center().toPoint());
    leave(flow);
    QCOMPARE(m_session->selection().held().token, -1);
    QVERIFY(viewOf<TokenFlowView>(page, "input-attempts").title().contains(QStringLiteral("unaffable")));
    QVERIFY(page.explanation().calculation.last().contains(QStringLiteral("128")));
}

void InputPageTest::cutIsSaid()
{
    InputPage page(*m_session);
    showPage(page);
    auto &flow = viewOf<TokenFlowView>(page, "input-steps");
    page.setStep(InputPage::ids);
    QVERIFY(flow.subtitle().isEmpty());
    m_session->setAll(QStringLiteral("the ").repeated(200), {}, {});
    settle(*m_session);
    QVERIFY(flow.subtitle().contains(QString::number(m_session->reading()->encoding.cut_from_text)));
}

void InputPageTest::fitsFromSmallToLarge_data()
{
    QTest::addColumn<int>("words");
    QTest::addColumn<QSize>("size");
    for (const int words : {1, 11, 126})
        for (const QSize size : {QSize(882, 526), QSize(1272, 700)})
            QTest::addRow("%d words, %d wide", words, size.width()) << words << size;
}

void InputPageTest::fitsFromSmallToLarge()
{
    QFETCH(int, words);
    QFETCH(QSize, size);
    m_session->setAll(QStringLiteral("the ").repeated(words), {}, {});
    settle(*m_session);
    choose(*m_session, 1, 17);
    InputPage page(*m_session);
    showPage(page, size);
    for (int step = 0; step < InputPage::steps; ++step) {
        page.setStep(static_cast<InputPage::Step>(step));
        QCoreApplication::processEvents();
        QCOMPARE(page.size(), size); // nothing inside asks for more
        QVERIFY(page.minimumSizeHint().width() <= size.width() && page.minimumSizeHint().height() <= size.height());
        for (const View *view : page.views())
            QVERIFY(page.rect().contains(QRect(view->mapTo(&page, QPoint()), view->size())));
    }
    const QRectF cell = viewOf<HeatMapView>(page, "embeddings-token").cellRect(0, 0);
    QVERIFY(cell.width() >= 2);
    QVERIFY(cell.height() * double(words + 2) >= 140);
}

void InputPageTest::smallModelHasAColumnForEachDimension()
{
    const auto session =
        readSession(QStringLiteral("a b"), {}, {}, QString::fromStdString(test::test_data("tiny-random")));
    QCOMPARE(session->reading()->model->bert.config().hidden_size, Index(64));
    InputPage page(*session);
    showPage(page);
    auto &map = viewOf<HeatMapView>(page, "embeddings-sum");
    QCOMPARE(map.subtitle(), QStringLiteral("64 dimensions"));
    QCOMPARE(map.data().values, Matrix(session->reading()->result.trace->tensor(trace_name::embeddings_sum)));
}

void InputPageTest::emptyTextStillShowsSpecials()
{
    m_session->setAll({}, {}, {});
    settle(*m_session);
    InputPage page(*m_session);
    showPage(page);
    QCOMPARE(viewOf<HeatMapView>(page, "embeddings-sum").data().values.rows(), Index(2));
    page.setStep(InputPage::wordPiece);
    QVERIFY(!viewOf<TokenFlowView>(page, "input-attempts").hasContent());
    QVERIFY(page.explanation().cellTitle.isEmpty());
}

void InputPageTest::otherPositionsAreAdded()
{
    InputPage page(*m_session);
    showPage(page);
    QVERIFY(page.explanation().careful.contains(QStringLiteral("began as sinusoids"))); // the built-in model's did
    const auto choices = page.findChild<QWidget *>("input-positions")->findChildren<QAbstractButton *>();
    QCOMPARE(choices.size(), 4);
    const auto &map = viewOf<HeatMapView>(page, "embeddings-position");
    QVERIFY(map.title().contains(QStringLiteral("learned")));
    QTest::mouseClick(choices[1], Qt::LeftButton);
    settle(*m_session);
    QVERIFY(map.title().contains(QStringLiteral("sinusoids")));
    QCOMPARE(tensor(trace_name::embeddings_position)(0, 1), 1.F); // cos 0
    QTest::mouseClick(choices[3], Qt::LeftButton);
    settle(*m_session);
    QVERIFY(map.data().values.isZero(0));
    m_session->setVariant({}); // from elsewhere: the line above the page, undo
    settle(*m_session);
    QVERIFY(choices[0]->isChecked());
}

void InputPageTest::positionsAreCompared()
{
    InputPage page(*m_session);
    showPage(page);
    QTest::mouseClick(page.findChild<QAbstractButton *>("input-compare-positions"), Qt::LeftButton);
    QTRY_VERIFY(!page.isBusy());
    const auto &learned = viewOf<HeatMapView>(page, "positions-learned");
    const auto &sinusoids = viewOf<HeatMapView>(page, "positions-sinusoids");
    QVERIFY(learned.isVisible() && sinusoids.isVisible() && !viewOf<HeatMapView>(page, "embeddings-sum").isVisible());
    QVERIFY(page.findChild<QAbstractButton *>(page.explanation().experiment.control)); // not what is shown already
    QVERIFY(page.explanation().experiment.control != QStringLiteral("input-compare-positions"));
    const Matrix table = m_session->model()->bert.tensor("bert.embeddings.position_embeddings.weight");
    const double expected = table.row(3).cast<double>().normalized().dot(table.row(9).cast<double>().normalized());
    QVERIFY(holds(double(learned.data().values(3, 9)), expected, 1e-5));
    // Of sinusoids only the distance counts: sin a sin b + cos a cos b = cos(a - b).
    QVERIFY(holds(double(sinusoids.data().values(3, 9)), double(sinusoids.data().values(43, 49)), 1e-5));
    QTest::mouseClick(page.findChild<QAbstractButton *>("input-compare-positions"), Qt::LeftButton);
    QVERIFY(viewOf<HeatMapView>(page, "embeddings-sum").isVisible());
}

void InputPageTest::nearestRowsFollowTheToken()
{
    InputPage page(*m_session);
    showPage(page);
    const auto &list = viewOf<BarListView>(page, "input-nearest");
    QVERIFY(!list.isVisible() && !page.isBusy()); // nobody asked
    page.setStep(InputPage::ids);
    QTRY_VERIFY(!page.isBusy());
    QVERIFY(list.isVisible());
    QVERIFY(list.title().contains(QStringLiteral("paris"))); // the first piece while none is chosen
    choose(*m_session, 2);
    QTRY_VERIFY(!page.isBusy());
    const Reading &reading = *m_session->reading();
    const Vocabulary &vocabulary = reading.model->tokenizer.vocabulary();
    const auto nearest = nearest_pieces(reading.model->bert, reading.input_ids[2], vocabulary.size(), 8).pieces;
    QCOMPARE(list.data().rows.size(), 8);
    for (int row = 0; row < 8; ++row) {
        QCOMPARE(list.data().rows[row].label, QString::fromStdString(vocabulary.piece(nearest[std::size_t(row)].id)));
        QCOMPARE(list.data().rows[row].value, nearest[std::size_t(row)].cosine);
        QVERIFY(list.data().rows[row].label != QStringLiteral("is"));
    }
    QVERIFY(list.title().contains(QStringLiteral(": is")));
    page.setStep(InputPage::specials);
    QVERIFY(!list.isVisible());
}

void InputPageTest::nearPieceIsOpenedUnderThePointer()
{
    InputPage page(*m_session);
    showPage(page);
    choose(*m_session, 1);
    page.setStep(InputPage::ids);
    QTRY_VERIFY(!page.isBusy());
    auto &list = viewOf<BarListView>(page, "input-nearest");
    const Explanation before = page.explanation();
    movePointer(list, list.rowRect(2).center());
    const BarListData::Row &row = list.data().rows[2];
    const Explanation opened = page.explanation();
    QVERIFY(opened.cellTitle.contains(row.label));
    const QStringList lines = opened.calculation.mid(1);
    QCOMPARE(lines.size(), 4);
    QVERIFY(holds(lastNumber(lines[0]) / lastNumber(lines[1]) / lastNumber(lines[2]), row.value, .02));
    QVERIFY(holds(lastNumber(lines[3]), row.value, 1e-7)); // in full
    QVERIFY(list.toolTip().contains(fullNumber(float(row.value))));
    leave(list);
    QVERIFY(page.explanation() == before);
}

void InputPageTest::nearestRowsOfACoveredPieceAreThoseOfTheMask()
{
    m_session->setAll(QStringLiteral("Paris is an unaffable city."), {}, {1});
    settle(*m_session);
    InputPage page(*m_session);
    showPage(page);
    choose(*m_session, 1);
    page.setStep(InputPage::ids);
    QTRY_VERIFY(!page.isBusy());
    QVERIFY(viewOf<BarListView>(page, "input-nearest").title().contains(QStringLiteral("[MASK]")));
}

QTEST_MAIN(InputPageTest)
#include "input_page_test.moc"
