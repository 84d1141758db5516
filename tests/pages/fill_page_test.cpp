#include "page_fixture.h"

#include "pages/controls.h"
#include "pages/fill_page.h"
#include "pages/gap_order.h"
#include "plots/curve_plot.h"
#include "plots/token_flow.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

Q_DECLARE_METATYPE(bertlab::FillOrder)

class FillPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void guessesAreTheEnginesAndTheTruthIsMarked();
    void truthOutsideTheBestGetsARow();
    void typedMaskHasNoTruth();
    void severalGapsStandSideBySide();
    void moreGapsThanFitAreSteppedThrough();
    void clickOpensThePiecesScore();
    void anyPieceCanBeAskedFor();
    void theCurveHasEveryScore();
    void hoverPreviewsAndLeavingRestores();
    void attentionListIsTheRowOfTheHead();
    void opensAttentionAtTheGap();
    void noGapSaysWhatToDo();
    void putsAnotherGuessIn();
    void putsTheTruthBack();
    void guessFirstHidesUntilSpace();
    void anotherSentenceHidesAgain();
    void oneGapHasNoOrder();
    void fillsAllInAnOrder_data();
    void fillsAllInAnOrder();
    void theOrderMatters();
    void newestOrderWins();
    void putsAllIn_data();
    void putsAllIn();
    void whatWasTypedMeanwhileStays();
    void guessFirstHidesTheOrderToo();
    void fits_data();
    void fits();

private:
    const Gap &gap(std::size_t index = 0) const { return m_session->reading()->gaps.at(index); }
    QString piece(std::int32_t id) const
    {
        return QString::fromStdString(m_session->reading()->model->tokenizer.vocabulary().piece(id));
    }
    std::unique_ptr<Session> m_session;
};

namespace {

const QString leavesFall = QStringLiteral("In autumn the leaves fall from the trees.");

QAbstractButton &button(Page &page, const char *id)
{
    auto *found = page.findChild<QAbstractButton *>(QString::fromLatin1(id));
    if (!found)
        qFatal("the page has no button %s", id);
    return *found;
}

} // namespace

void FillPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession(leavesFall, {}, {4});
}

void FillPageTest::init()
{
    m_session->selection().hold({});
    m_session->setAll(leavesFall, {}, {4});
    settle(*m_session);
}

void FillPageTest::guessesAreTheEnginesAndTheTruthIsMarked()
{
    FillPage page(*m_session);
    showPage(page);
    const auto &list = viewOf<BarListView>(page, "fill-gap-1");
    const auto expected = gap().prediction->top(list.data().rows.size());
    QVERIFY(list.data().rows.size() >= 5);
    for (qsizetype row = 0; row < list.data().rows.size(); ++row) {
        const PiecePrediction &guess = expected[static_cast<std::size_t>(row)];
        QCOMPARE(list.data().rows[row].label, piece(guess.id));
        QCOMPARE(list.data().rows[row].value, guess.probability);
        QCOMPARE(list.data().rows[row].right, row == 0);
    }
    QCOMPARE(list.data().rows[0].label, QStringLiteral("leaves"));
    QCOMPARE(list.title(), QStringLiteral("[MASK] (4)"));
    QCOMPARE(list.subtitle(), QStringLiteral("leaves: rank 1"));
    QVERIFY(!viewOf<BarListView>(page, "fill-gap-2").isVisible());
}

void FillPageTest::truthOutsideTheBestGetsARow()
{
    m_session->setAll(QStringLiteral("In autumn the tea fall from the trees."), {}, {4});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    const auto &list = viewOf<BarListView>(page, "fill-gap-1");
    const std::int32_t tea = gap().covered_id.value();
    const Index rank = gap().prediction->rank(tea);
    QVERIFY(rank > list.data().rows.size());
    const BarListData::Row &row = list.data().rows.last();
    QCOMPARE(row.label, QStringLiteral("tea"));
    QVERIFY(row.right);
    QCOMPARE(list.subtitle().remove(u','), QStringLiteral("tea: rank %1").arg(rank));
    QCOMPARE(row.value, gap().prediction->of(tea).probability);
}

void FillPageTest::typedMaskHasNoTruth()
{
    m_session->setAll(QStringLiteral("The [MASK] barked at the postman."), {}, {});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    const auto &list = viewOf<BarListView>(page, "fill-gap-1");
    QCOMPARE(list.data().rows[0].label, QStringLiteral("dog"));
    for (const BarListData::Row &row : list.data().rows)
        QVERIFY(!row.right);
    QCOMPARE(list.subtitle(), QStringLiteral("truth unknown"));
}

void FillPageTest::severalGapsStandSideBySide()
{
    m_session->setAll(leavesFall, {}, {2, 4, 8});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page, QSize(1272, 700));
    const char *ids[] = {"fill-gap-1", "fill-gap-2", "fill-gap-3"};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto &list = viewOf<BarListView>(page, ids[i]);
        QVERIFY(list.isVisible());
        QCOMPARE(list.title(), QStringLiteral("[MASK] (%1)").arg(gap(i).position));
        QCOMPARE(list.data().rows[0].label, piece(gap(i).prediction->top(1).front().id));
    }
    QVERIFY(!button(page, "fill-next").isVisible());
}

void FillPageTest::moreGapsThanFitAreSteppedThrough()
{
    m_session->setAll(leavesFall, {}, {1, 2, 4, 5, 8});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page, QSize(882, 526));
    const auto &first = viewOf<BarListView>(page, "fill-gap-1");
    QCOMPARE(first.title(), QStringLiteral("[MASK] (1)"));
    QVERIFY(!viewOf<BarListView>(page, "fill-gap-3").isVisible());
    QVERIFY(!button(page, "fill-previous").isEnabled());
    for (int i = 0; i < 4; ++i)
        button(page, "fill-next").click();
    QVERIFY(!button(page, "fill-next").isEnabled());
    QCOMPARE(m_session->selection().held().token, 8);
    QCOMPARE(viewOf<BarListView>(page, "fill-gap-2").title(), QStringLiteral("[MASK] (8)"));
    button(page, "fill-previous").click();
    QCOMPARE(m_session->selection().held().token, 5);
}

void FillPageTest::clickOpensThePiecesScore()
{
    FillPage page(*m_session);
    showPage(page);
    auto &list = viewOf<BarListView>(page, "fill-gap-1");
    QTest::mouseClick(&list, Qt::LeftButton, {}, list.rowRect(2).center().toPoint());
    const PiecePrediction guess = gap().prediction->top(3).back();
    QCOMPARE(m_session->selection().held().piece, guess.id);
    QCOMPARE(m_session->selection().held().token, 4);

    const VectorRowsData &strips = viewOf<VectorRowsView>(page, "fill-score").data();
    const Reading &reading = *m_session->reading();
    QCOMPARE(strips.rows[0].values, RowVector(reading.result.trace->tensor(trace_name::transform).row(4)));
    QCOMPARE(strips.rows[1].values, reading.model->bert.token_row(guess.id));
    QCOMPARE(strips.rows[2].values, RowVector(strips.rows[0].values.cwiseProduct(strips.rows[1].values)));

    const Explanation words = page.explanation();
    QVERIFY2(words.cellTitle.contains(piece(guess.id)), qPrintable(words.cellTitle));
    const QStringList lines = words.calculation.mid(2); // after what t and row are
    const double dot = lastNumber(lines[0]), bias = lastNumber(lines[1]), logit = lastNumber(lines[2]);
    QVERIFY(std::abs(dot + bias - logit) <= 0.0016);
    QVERIFY(std::abs(logit - double(guess.logit)) <= 0.0006);
    QCOMPARE(lastNumber(lines[3]), 3.0); // its rank
    QVERIFY(lines[4].contains(piece(gap().prediction->top(1).front().id)));
    const double best = lastNumber(lines[5]);
    QVERIFY(std::abs(best - gap().prediction->max_logit()) <= 0.0006);
    const QList<double> parts = numbersIn(lines[5].section(u'\t', 0, 0));
    QCOMPARE(parts.size(), 2);
    QVERIFY(std::abs(parts[0] + parts[1] - best) <= 0.0016);
    const double exponential = lastNumber(lines[6]);
    const double expected = std::exp(logit - gap().prediction->max_logit());
    QVERIFY(std::abs(exponential - expected) <= 0.006 * expected);
    const double sum = lastNumber(lines[7].section(QStringLiteral("sum "), 1).section(u' ', 0, 0));
    QVERIFY(std::abs(exponential / sum - guess.probability) <= 0.012 * guess.probability);
    QVERIFY(std::abs(lastNumber(lines[7]) - guess.probability) <= 0.006 * guess.probability);

    QTest::mouseClick(&list, Qt::LeftButton, {}, list.rowRect(0).center().toPoint());
    QCOMPARE(page.explanation().calculation.size(), words.calculation.size() - 2); // nothing to compare the best with
}

void FillPageTest::anyPieceCanBeAskedFor()
{
    FillPage page(*m_session);
    showPage(page);
    auto *line = page.findChild<QLineEdit *>("fill-ask");
    QVERIFY(line && line->isVisible());
    const auto &list = viewOf<BarListView>(page, "fill-gap-1");
    QTest::keyClicks(line, "Birds"); // not among the best of autumn
    QTest::keyClick(line, Qt::Key_Return);
    const std::int32_t birds = m_session->model()->tokenizer.vocabulary().find("birds").value();
    QCOMPARE(m_session->selection().held().piece, birds);
    const auto &rows = list.data().rows;
    const auto row = std::find_if(rows.begin(), rows.end(), [](const auto &each) { return each.label == "birds"; });
    QVERIFY(row != rows.end());
    QCOMPARE(row->value, gap().prediction->of(birds).probability);
    QVERIFY(viewOf<VectorRowsView>(page, "fill-score").title().contains("birds"));
    QTest::keyClicks(line, "unaffable"); // three pieces
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_session->selection().held().piece, birds);
    QCOMPARE(line->text(), QString("unaffable")); // to be mended
}

void FillPageTest::theCurveHasEveryScore()
{
    FillPage page(*m_session);
    showPage(page);
    const CurvePlotData &curve = viewOf<CurvePlotView>(page, "fill-curve").data();
    const auto all = gap().prediction->top(gap().prediction->vocabulary_size());
    const QList<QPointF> &points = curve.curves.first().points;
    QCOMPARE(points.first(), QPointF(0, double(all.front().logit)));
    QCOMPARE(points.last(), QPointF(std::log10(6000.), double(all.back().logit)));
    QCOMPARE(points[9], QPointF(1, double(all[9].logit))); // the tenth
    for (qsizetype i = 1; i < points.size(); ++i)
        QVERIFY(points[i].y() <= points[i - 1].y() && points[i].x() >= points[i - 1].x());
    const auto &view = viewOf<CurvePlotView>(page, "fill-curve");
    QVERIFY(view.description().contains(QStringLiteral("rank 6,000"))); // not its logarithm
    QCOMPARE(view.numbers().rows.mid(8, 2), (QStringList{"9", "10"}));
    QCOMPARE(curve.marks.first().label, QStringLiteral("leaves"));
    QCOMPARE(curve.marks.first().x, 0.);
    Selection other;
    other.token = 4;
    other.piece = all[99].id;
    m_session->selection().hold(other);
    QCOMPARE(curve.marks.first().x, 2.);
}

void FillPageTest::hoverPreviewsAndLeavingRestores()
{
    FillPage page(*m_session);
    showPage(page);
    auto &list = viewOf<BarListView>(page, "fill-gap-1");
    const auto &score = viewOf<VectorRowsView>(page, "fill-score");
    const RowVector before = score.data().rows[1].values;
    movePointer(list, list.rowRect(1).center());
    const PiecePrediction guess = gap().prediction->top(2).back();
    QCOMPARE(score.data().rows[1].values, m_session->reading()->model->bert.token_row(guess.id));
    QVERIFY(page.explanation().cellTitle.contains(piece(guess.id)));
    leave(list);
    QCOMPARE(score.data().rows[1].values, before);
    QCOMPARE(m_session->selection().held().piece, -1);
}

void FillPageTest::attentionListIsTheRowOfTheHead()
{
    Selection selection;
    selection.layer = 2;
    selection.head = 3;
    m_session->selection().hold(selection);
    FillPage page(*m_session);
    showPage(page);
    auto &list = viewOf<BarListView>(page, "fill-attention");
    QCOMPARE(list.subtitle(), QStringLiteral("layer 3, head 4"));
    const ConstMatrixView weights =
        m_session->reading()->result.trace->attention(trace_name::layer(2, trace_name::probabilities), 0, 3);
    double previous = 1;
    for (const BarListData::Row &row : list.data().rows) {
        const int token = row.label.section(u'(', -1).section(u')', 0, 0).toInt();
        QCOMPARE(row.value, double(weights(4, token)));
        QVERIFY(row.value <= previous);
        previous = row.value;
    }
    QCOMPARE(list.data().rows[0].value, double(weights.row(4).maxCoeff()));
    QTest::mouseClick(&list, Qt::LeftButton, {}, list.rowRect(0).center().toPoint());
    QCOMPARE(double(weights(4, m_session->selection().held().key)), list.data().rows[0].value);
}

void FillPageTest::opensAttentionAtTheGap()
{
    FillPage page(*m_session);
    showPage(page);
    QSignalSpy asked(&page, &Page::pageRequested);
    button(page, "fill-open-attention").click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toString(), QStringLiteral("attention"));
    QCOMPARE(m_session->selection().held().token, 4);
}

void FillPageTest::noGapSaysWhatToDo()
{
    FillPage page(*m_session);
    showPage(page);
    m_session->setCovered(4, false);
    settle(*m_session);
    const auto &empty = viewOf<EmptyState>(page, "fill-empty");
    QVERIFY(empty.isVisible());
    QVERIFY(empty.text().contains(QStringLiteral("Cover a piece")));
    QVERIFY(page.views().isEmpty());
    QVERIFY(page.explanation().calculation.isEmpty());
    m_session->setCovered(5, true);
    settle(*m_session);
    QVERIFY(!empty.isVisible());
    QCOMPARE(viewOf<BarListView>(page, "fill-gap-1").title(), QStringLiteral("[MASK] (5)"));
}

void FillPageTest::putsAnotherGuessIn()
{
    m_session->setAll(leavesFall, QStringLiteral("It was a windy day."), {2, 4});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    const std::int32_t wind = m_session->reading()->model->tokenizer.vocabulary().find("wind").value();
    Selection selection;
    selection.token = 4;
    selection.piece = wind;
    m_session->selection().hold(selection);
    QCOMPARE(button(page, "fill-put-in").text(), QStringLiteral("Put “wind” in"));
    button(page, "fill-put-in").click();
    settle(*m_session);
    QCOMPARE(m_session->text(), QStringLiteral("In autumn the wind fall from the trees."));
    QCOMPARE(m_session->pair(), QStringLiteral("It was a windy day."));
    QCOMPARE(m_session->covered(), QSet<int>{2});
    QCOMPARE(m_session->reading()->input_ids[4], wind);
    QCOMPARE(viewOf<BarListView>(page, "fill-gap-1").title(), QStringLiteral("[MASK] (2)"));
}

void FillPageTest::putsTheTruthBack()
{
    FillPage page(*m_session);
    showPage(page);
    button(page, "fill-put-in").click(); // nothing chosen: the best guess, which is right here
    settle(*m_session);
    QCOMPARE(m_session->text(), leavesFall);
    QVERIFY(m_session->covered().isEmpty());
}

void FillPageTest::guessFirstHidesUntilSpace()
{
    FillPage page(*m_session);
    showPage(page);
    const auto &list = viewOf<BarListView>(page, "fill-gap-1");
    QAbstractButton &toggle = button(page, "fill-guess-first");
    QTest::mouseClick(&toggle, Qt::LeftButton); // Space must not press it again
    QVERIFY(toggle.isChecked());
    QVERIFY(!list.isVisible());
    QVERIFY(!viewOf<VectorRowsView>(page, "fill-score").isVisible());
    QVERIFY(!button(page, "fill-put-in").isVisible());
    const Explanation words = page.explanation();
    for (const QString &text : {words.title, words.what, words.cellTitle, words.calculation.join(u'\n')})
        QVERIFY(!text.contains(QStringLiteral("leaves")));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(toggle.isChecked());
    QVERIFY(list.isVisible());
    QVERIFY(viewOf<VectorRowsView>(page, "fill-score").isVisible());
    QTest::keyClick(&page, Qt::Key_G);
    QVERIFY(!toggle.isChecked());
    QVERIFY(list.isVisible());
}

void FillPageTest::anotherSentenceHidesAgain()
{
    FillPage page(*m_session);
    showPage(page);
    const auto &list = viewOf<BarListView>(page, "fill-gap-1");
    button(page, "fill-guess-first").click();
    button(page, "fill-reveal").click();
    QVERIFY(list.isVisible());
    page.resize(page.size() - QSize(20, 20)); // another size is not another question
    QVERIFY(list.isVisible());
    m_session->setAll(QStringLiteral("In spring the leaves fall from the trees."), {}, {4});
    settle(*m_session);
    QVERIFY(!list.isVisible());
}

void FillPageTest::oneGapHasNoOrder()
{
    FillPage page(*m_session);
    showPage(page);
    const auto &order = *page.findChild<GapOrder *>();
    QVERIFY(!order.isVisible() && !page.isBusy());
    m_session->setAll(leavesFall, {}, {2, 4});
    settle(*m_session);
    QVERIFY(order.isVisible());
    QTRY_VERIFY(!page.isBusy());
    QCOMPARE(order.order(), GapOrder::atOnce); // what the lists above show
    QVERIFY(!viewOf<BarListView>(page, "fill-order-steps").isVisible());
    QVERIFY(viewOf<VectorRowsView>(page, "fill-score").isVisible());
    button(page, "fill-order-1").click();
    m_session->setAll(leavesFall, {}, {2}); // … and the opened score comes back
    settle(*m_session);
    QVERIFY(!order.isVisible());
    QVERIFY(viewOf<VectorRowsView>(page, "fill-score").isVisible());
}

void FillPageTest::fillsAllInAnOrder_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<FillOrder>("order");
    QTest::newRow("left to right") << 1 << FillOrder::left_to_right;
    QTest::newRow("right to left") << 2 << FillOrder::right_to_left;
    QTest::newRow("surest first") << 3 << FillOrder::surest_first;
}

void FillPageTest::fillsAllInAnOrder()
{
    QFETCH(int, choice);
    QFETCH(FillOrder, order);
    m_session->setAll(leavesFall, QStringLiteral("The cat slept."), {2, 4, 5, 8, 12});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page, QSize(882, 526));
    button(page, qPrintable(QStringLiteral("fill-order-%1").arg(choice))).click();
    QTRY_VERIFY(!page.isBusy());
    QCOMPARE(page.size(), QSize(882, 526));
    Workers workers(1);
    const std::vector<FillStep> steps = fill_in_order(*m_session->reading(), order, workers);
    const auto &list = viewOf<BarListView>(page, "fill-order-steps");
    QVERIFY(list.isVisible() && !viewOf<VectorRowsView>(page, "fill-score").isVisible());
    QCOMPARE(list.data().rows.size(), 5);
    const NumberTable numbers = viewOf<TokenFlowView>(page, "fill-order-sentences").numbers();
    QCOMPARE(numbers.rows.size(), 10); // in order, and at once
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const BarListData::Row &row = list.data().rows[qsizetype(i)];
        QCOMPARE(row.label, QStringLiteral("%1 (%2)").arg(piece(steps[i].piece.id)).arg(steps[i].position));
        QCOMPARE(row.value, steps[i].piece.probability);
        QCOMPARE(row.right, m_session->reading()->gap_at(steps[i].position)->covered_id == steps[i].piece.id);
        const QList<double> expected{double(i + 1), double(steps[i].position), double(steps[i].piece.id),
                                     steps[i].piece.probability};
        QCOMPARE(numbers.values.count(expected), 1);
        const PiecePrediction alone = gap(i).prediction->top(1).front();
        QCOMPARE(numbers.values.count({0, double(gap(i).position), double(alone.id), alone.probability}), 1);
    }
    const QStringList lines = page.explanation().calculation;
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines[0].contains(piece(steps[0].piece.id)));
    QVERIFY(std::abs(lastNumber(lines[0]) - steps[0].piece.probability) <= .006 * steps[0].piece.probability);
}

/// The experiment of the page: at once no gap knows of the other. And a second click on the controls meets them.
void FillPageTest::theOrderMatters()
{
    FillPage page(*m_session);
    showPage(page);
    m_session->setAll(page.explanation().experiment.sentence, {}, {});
    settle(*m_session);
    auto *order = page.findChild<QAbstractButton *>(page.explanation().experiment.control);
    QTRY_VERIFY(order->isVisible());
    const QPoint place = order->mapTo(&page, QPoint());
    QTest::mouseClick(order, Qt::LeftButton);
    QTRY_VERIFY(!page.isBusy());
    QVERIFY(viewOf<TokenFlowView>(page, "fill-order-sentences").subtitle().startsWith(QStringLiteral("1 of 2")));
    QCOMPARE(order->mapTo(&page, QPoint()), place);
}

void FillPageTest::newestOrderWins()
{
    m_session->setAll(leavesFall, {}, {2, 4, 5, 8});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    for (const char *choice : {"fill-order-1", "fill-order-3", "fill-order-2"})
        button(page, choice).click();
    QVERIFY(!button(page, "fill-put-all-in").isEnabled()); // what it would write is on its way
    QTRY_VERIFY(!page.isBusy());
    QVERIFY(button(page, "fill-put-all-in").isEnabled());
    const auto &rows = viewOf<BarListView>(page, "fill-order-steps").data().rows;
    QVERIFY(rows.first().label.endsWith(QStringLiteral("(8)")) && rows.last().label.endsWith(QStringLiteral("(2)")));
}

void FillPageTest::putsAllIn_data()
{
    QTest::addColumn<int>("choice");
    QTest::newRow("at once") << 0;
    QTest::newRow("right to left") << 2;
}

void FillPageTest::putsAllIn()
{
    QFETCH(int, choice);
    m_session->setAll(QStringLiteral("In autumn the [MASK] fall from the [MASK]."), QStringLiteral("It was windy."),
                      {2});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    button(page, qPrintable(QStringLiteral("fill-order-%1").arg(choice))).click();
    QTRY_VERIFY(!page.isBusy());
    Workers workers(1);
    const Reading &reading = *m_session->reading();
    const std::vector<std::int32_t> ids =
        (choice == 0 ? fill_at_once(reading) : fill_in_order(reading, FillOrder::right_to_left, workers)).back().ids;
    button(page, "fill-put-all-in").click();
    settle(*m_session);
    QCOMPARE(m_session->reading()->input_ids, ids);
    QVERIFY(m_session->covered().isEmpty() && m_session->reading()->gaps.empty());
    QVERIFY(!m_session->text().contains(QStringLiteral("[MASK]")));
    QCOMPARE(m_session->pair(), QStringLiteral("It was windy."));
}

void FillPageTest::whatWasTypedMeanwhileStays()
{
    m_session->setAll(leavesFall, {}, {2, 4});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    QTRY_VERIFY(!page.isBusy());
    m_session->setSentences(QStringLiteral("In autumn the leaves fell."), {}); // typed, not read yet
    const QString typed = m_session->text();
    button(page, "fill-put-all-in").click();
    QCOMPARE(m_session->text(), typed);
    settle(*m_session);
}

void FillPageTest::guessFirstHidesTheOrderToo()
{
    m_session->setAll(leavesFall, {}, {2, 4});
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page);
    button(page, "fill-order-1").click();
    QTRY_VERIFY(!page.isBusy());
    button(page, "fill-guess-first").click();
    QVERIFY(!page.findChild<GapOrder *>()->isVisible());
    QVERIFY(page.explanation().calculation.isEmpty());
    button(page, "fill-reveal").click();
    QVERIFY(viewOf<BarListView>(page, "fill-order-steps").isVisible());
    QVERIFY(!viewOf<VectorRowsView>(page, "fill-score").isVisible());
}

void FillPageTest::fits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QSet<int>>("covered");
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(882, 526), QSize(1272, 700)}) {
        QTest::addRow("one token, %d wide", size.width()) << QStringLiteral("leaves") << QSet<int>{1} << size;
        QTest::addRow("126 words, %d wide", size.width())
            << QStringLiteral("the ").repeated(126) << QSet<int>{1, 2, 3, 50, 90, 126} << size;
        QTest::addRow("no gap, %d wide", size.width()) << leavesFall << QSet<int>{} << size;
    }
}

void FillPageTest::fits()
{
    QFETCH(QString, text);
    QFETCH(QSet<int>, covered);
    QFETCH(QSize, size);
    m_session->setAll(text, {}, covered);
    settle(*m_session);
    FillPage page(*m_session);
    showPage(page, size);
    for (const char *choice : {"fill-order-0", "fill-order-3", "fill-order-0"}) {
        button(page, choice).click();
        QTRY_VERIFY(!page.isBusy());
        QCoreApplication::processEvents();
        QCOMPARE(page.size(), size);
        QVERIFY(page.minimumSizeHint().width() <= size.width() && page.minimumSizeHint().height() <= size.height());
    }
}

QTEST_MAIN(FillPageTest)

#include "fill_page_test.moc"
