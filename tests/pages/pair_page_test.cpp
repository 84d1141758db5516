#include "page_fixture.h"

#include "analysis/operands.h"
#include "io/model_folder.h"
#include "pages/controls.h"
#include "pages/pair_page.h"
#include "plots/bar_list.h"
#include "plots/token_flow.h"
#include "plots/vector_rows.h"

#include <QAbstractButton>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

class PairPageTest : public QObject
{
    Q_OBJECT

private slots:
    void experimentsChangeThePair();
    void oneSegmentIsShownAsItIsRead();
    void initTestCase();
    void init();
    void barsAreTheSoftmaxOfTheLogits();
    void stripsAreTheTrace();
    void segmentsAreShown();
    void openedLogitAddsUp_data();
    void openedLogitAddsUp();
    void openedDimensionAddsUp();
    void hoverPreviews();
    void keysOpenTheOtherLogit();
    void swapSwaps();
    void withoutBThereIsNoAnswer();
    void missingHeadIsNamed();
    void missingPoolerIsNamed();
    void fitsFromSmallToLarge_data();
    void fitsFromSmallToLarge();

private:
    const Reading &reading() const { return *m_session->reading(); }
    std::unique_ptr<Session> m_session;
};

namespace {

bool isNear(double found, double expected)
{
    return std::abs(found - expected) <= .006 * std::abs(expected) + 6e-4;
}

/// The session on a copy of the tiny model without the tensors whose names contain a text.
void openWithout(Session &session, const ModelFolder &folder, std::string_view part)
{
    folder.remove_tensors(part);
    session.openModel(ModelReference::fromText(QString::fromStdString(folder.path().string())));
    settle(session);
    QCOMPARE(session.reading()->model, session.model());
}

} // namespace

void PairPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession(QStringLiteral("She cooked pasta."), QStringLiteral("It was delicious."));
}

void PairPageTest::init()
{
    m_session->setAll(QStringLiteral("She cooked pasta."), QStringLiteral("It was delicious."), {});
    settle(*m_session);
    m_session->selection().hold({});
}

void PairPageTest::barsAreTheSoftmaxOfTheLogits()
{
    PairPage page(*m_session);
    showPage(page);
    const BarListData &bars = viewOf<BarListView>(page, "pair-answer").data();
    const Matrix &logits = reading().result.seq_relationship_logits;
    QCOMPARE(bars.rows.size(), 2);
    QCOMPARE(bars.max, 1.);
    const double isNext = 1 / (1 + std::exp(double(logits(0, 1)) - double(logits(0, 0))));
    QVERIFY(std::abs(bars.rows[0].value - isNext) <= 1e-9);
    QVERIFY(std::abs(bars.rows[0].value + bars.rows[1].value - 1) <= 1e-12);
    QVERIFY(bars.rows[0].label.contains(QStringLiteral("0 IsNext")));
    QVERIFY(bars.rows[0].note.contains(shortNumber(double(logits(0, 0)))));
    QVERIFY(bars.rows[1].note.contains(shortNumber(double(logits(0, 1)))));
    QVERIFY(viewOf<BarListView>(page, "pair-answer").subtitle().contains(QStringLiteral("index 0 = IsNext")));
    QVERIFY(!viewOf<EmptyState>(page, "pair-no-answer").isVisible());
}

void PairPageTest::stripsAreTheTrace()
{
    PairPage page(*m_session);
    showPage(page);
    const VectorRowsData &strips = viewOf<VectorRowsView>(page, "pair-pooler").data();
    const Trace &trace = *reading().result.trace;
    QCOMPARE(strips.rows.size(), 3);
    const std::array tensors{trace_name::last_hidden_state, trace_name::pooler_dense, trace_name::pooler_output};
    for (std::size_t row = 0; row < 3; ++row) {
        const RowVector values = trace.tensor(tensors[row]).row(0);
        for (Index column = 0; column < 128; ++column) {
            const float shown = strips.rows[qsizetype(row)].values[column];
            QCOMPARE(std::abs(shown), values.segment(2 * column, 2).cwiseAbs().maxCoeff());
            QVERIFY(shown == values[2 * column] || shown == values[2 * column + 1]);
        }
    }
    QVERIFY(strips.scale.clipped);
}

void PairPageTest::segmentsAreShown()
{
    PairPage page(*m_session);
    showPage(page);
    auto &tokens = viewOf<TokenFlowView>(page, "pair-tokens");
    QCOMPARE(tokens.data().blocks.size(), 2);
    QCOMPARE(tokens.data().blocks[0].items.last().text, QStringLiteral("[SEP]"));
    QCOMPARE(tokens.data().blocks[1].items.last().text, QStringLiteral("[SEP]"));
    QTest::mouseClick(&tokens, Qt::LeftButton, {}, tokens.itemRect(1, 0).center().toPoint());
    QCOMPARE(m_session->selection().held().token, int(tokens.data().blocks[0].items.size()));
}

void PairPageTest::openedLogitAddsUp_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("IsNext") << 0;
    QTest::newRow("NotNext") << 1;
}

void PairPageTest::openedLogitAddsUp()
{
    QFETCH(int, which);
    PairPage page(*m_session);
    showPage(page);
    auto &bars = viewOf<BarListView>(page, "pair-answer");
    QTest::mouseClick(&bars, Qt::LeftButton, {}, bars.rowRect(which).center().toPoint());
    leave(bars);
    const NextSentenceOperands cell = next_sentence_operands(reading().model->bert, *reading().result.trace, 0, which);
    const QStringList lines = page.explanation().calculation;
    QCOMPARE(lines.size(), 5);
    QVERIFY(isNear(lastNumber(lines[0]), cell.dot));
    QVERIFY(isNear(lastNumber(lines[1]), double(cell.bias)));
    QVERIFY(isNear(lastNumber(lines[2]), cell.dot + double(cell.bias)));
    QVERIFY(isNear(lastNumber(lines[4]), bars.data().rows[which].value));
    QVERIFY(page.explanation().cellTitle.contains(which == 0 ? QStringLiteral("IsNext") : QStringLiteral("NotNext")));

    const VectorRowsData &inside = viewOf<VectorRowsView>(page, "pair-inside").data();
    QCOMPARE(inside.rows.size(), 3);
    QCOMPARE(double(inside.rows[0].max), double(cell.weights.cwiseAbs().maxCoeff()));
    QCOMPARE(inside.rows[2].values.cwiseAbs().maxCoeff(), cell.products.cwiseAbs().maxCoeff());
    const QString title = viewOf<VectorRowsView>(page, "pair-inside").title();
    QVERIFY(isNear(lastNumber(title), double(cell.products.cast<double>().sum())));
}

void PairPageTest::openedDimensionAddsUp()
{
    PairPage page(*m_session);
    showPage(page);
    auto &strips = viewOf<VectorRowsView>(page, "pair-pooler");
    QTest::mouseClick(&strips, Qt::LeftButton, {}, strips.cellRect(1, 20).center().toPoint());
    leave(strips);
    const int dimension = m_session->selection().held().dimension;
    QVERIFY(dimension == 40 || dimension == 41);
    QVERIFY(page.explanation().cellTitle.contains(QString::number(dimension)));
    const QStringList lines = page.explanation().calculation;
    QCOMPARE(lines.size(), 4);
    const Trace &trace = *reading().result.trace;
    QVERIFY(isNear(lastNumber(lines[0]) + lastNumber(lines[1]), lastNumber(lines[2])));
    QVERIFY(isNear(lastNumber(lines[2]), double(trace.tensor(trace_name::pooler_dense)(0, dimension))));
    QVERIFY(isNear(std::tanh(lastNumber(lines[2])), double(trace.tensor(trace_name::pooler_output)(0, dimension))));
    QVERIFY(isNear(lastNumber(lines[3]), double(trace.tensor(trace_name::pooler_output)(0, dimension))));
    QVERIFY(viewOf<VectorRowsView>(page, "pair-inside").title().contains(QStringLiteral("[%1]").arg(dimension)));
}

void PairPageTest::hoverPreviews()
{
    PairPage page(*m_session);
    showPage(page);
    const Explanation before = page.explanation();
    auto &bars = viewOf<BarListView>(page, "pair-answer");
    movePointer(bars, bars.rowRect(1).center());
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("NotNext")));
    leave(bars);
    QVERIFY(page.explanation() == before);
    auto &strips = viewOf<VectorRowsView>(page, "pair-pooler");
    movePointer(strips, strips.cellRect(0, 5).center());
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("dimension")));
    leave(strips);
    QVERIFY(page.explanation() == before);
}

void PairPageTest::keysOpenTheOtherLogit()
{
    PairPage page(*m_session);
    showPage(page);
    auto &bars = viewOf<BarListView>(page, "pair-answer");
    QTest::keyClick(&bars, Qt::Key_Down);
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("NotNext")));
}

void PairPageTest::swapSwaps()
{
    PairPage page(*m_session);
    showPage(page);
    const double before = viewOf<BarListView>(page, "pair-answer").data().rows[0].value;
    page.findChild<QAbstractButton *>(QStringLiteral("pair-swap"))->click();
    settle(*m_session);
    QCOMPARE(m_session->text(), QStringLiteral("It was delicious."));
    QCOMPARE(m_session->pair(), QStringLiteral("She cooked pasta."));
    QCOMPARE(viewOf<TokenFlowView>(page, "pair-tokens").data().blocks[0].items[1].text, QStringLiteral("it"));
    QVERIFY(viewOf<BarListView>(page, "pair-answer").data().rows[0].value != before);
}

void PairPageTest::withoutBThereIsNoAnswer()
{
    m_session->setAll(QStringLiteral("She cooked pasta."), {}, {});
    settle(*m_session);
    PairPage page(*m_session);
    showPage(page);
    QVERIFY(viewOf<EmptyState>(page, "pair-no-answer")
                .text()
                .startsWith(QStringLiteral("There is no answer: type a second sentence.")));
    QVERIFY(viewOf<EmptyState>(page, "pair-no-answer").isVisible());
    QVERIFY(!viewOf<BarListView>(page, "pair-answer").isVisible());
    QVERIFY(!page.findChild<QAbstractButton *>(QStringLiteral("pair-swap"))->isEnabled());
    QVERIFY(viewOf<VectorRowsView>(page, "pair-pooler").hasContent()); // the pooled vector is there all the same
    QVERIFY(page.explanation().cellTitle.contains(QStringLiteral("pooled")));
    m_session->setAll(QStringLiteral("She cooked pasta."), QStringLiteral("It was delicious."), {});
    settle(*m_session);
    QVERIFY(viewOf<BarListView>(page, "pair-answer").isVisible());
}

void PairPageTest::missingHeadIsNamed()
{
    const ModelFolder folder;
    const auto session = readSession(QStringLiteral("a b"), QStringLiteral("c"));
    openWithout(*session, folder, "seq_relationship");
    PairPage page(*session);
    showPage(page);
    QVERIFY(viewOf<EmptyState>(page, "pair-no-answer").isVisible());
    QVERIFY(viewOf<EmptyState>(page, "pair-no-answer").text().contains(QStringLiteral("next-sentence head")));
    QVERIFY(viewOf<VectorRowsView>(page, "pair-pooler").isVisible());
    QVERIFY(!page.explanation().what.isEmpty());
}

void PairPageTest::missingPoolerIsNamed()
{
    const ModelFolder folder;
    const auto session = readSession(QStringLiteral("a b"), QStringLiteral("c"));
    openWithout(*session, folder, "pooler");
    PairPage page(*session);
    showPage(page);
    QVERIFY(viewOf<EmptyState>(page, "pair-no-pooler").isVisible());
    QVERIFY(viewOf<EmptyState>(page, "pair-no-pooler").text().contains(QStringLiteral("bert.pooler.dense")));
    QVERIFY(!viewOf<VectorRowsView>(page, "pair-pooler").isVisible());
    QVERIFY(!viewOf<BarListView>(page, "pair-answer").isVisible());
    QVERIFY(page.explanation().calculation.isEmpty());
}

void PairPageTest::fitsFromSmallToLarge_data()
{
    QTest::addColumn<int>("words");
    QTest::addColumn<QString>("pair");
    QTest::addColumn<QSize>("size");
    for (const int words : {1, 11, 120})
        for (const QString &pair : {QString(), QStringLiteral("the end")})
            for (const QSize size : {QSize(882, 526), QSize(1272, 700)})
                QTest::addRow("%d words, B '%s', %d wide", words, qPrintable(pair), size.width())
                    << words << pair << size;
}

void PairPageTest::fitsFromSmallToLarge()
{
    QFETCH(int, words);
    QFETCH(QString, pair);
    QFETCH(QSize, size);
    PairPage page(*m_session);
    showPage(page, size);
    m_session->setAll(QStringLiteral("the ").repeated(words), pair, {});
    settle(*m_session);
    QCoreApplication::processEvents();
    QCOMPARE(page.size(), size); // nothing inside asks for more
    QVERIFY(page.minimumSizeHint().width() <= size.width() && page.minimumSizeHint().height() <= size.height());
    for (const View *view : page.views())
        QVERIFY(page.rect().contains(view->geometry().translated(view->mapTo(&page, QPoint()) - view->pos())));
}

void PairPageTest::experimentsChangeThePair()
{
    m_session->setAll(QStringLiteral("She cooked pasta for us."), QStringLiteral("It was delicious."), {});
    settle(*m_session);
    PairPage page(*m_session);
    showPage(page);
    const auto press = [&](const char *button) {
        QTest::mouseClick(page.findChild<QAbstractButton *>(button), Qt::LeftButton);
        settle(*m_session);
    };
    const double before = m_session->reading()->next_sentence->is_next;
    press("pair-one-segment");
    QVERIFY(m_session->reading()->variant.one_segment);
    QVERIFY(std::abs(m_session->reading()->next_sentence->is_next - before) > 1e-6);
    press("pair-one-segment");
    QCOMPARE(m_session->reading()->next_sentence->is_next, before);

    press("pair-another");
    QCOMPARE(m_session->text(), QStringLiteral("She cooked pasta for us."));
    QVERIFY(m_session->pair() != QStringLiteral("It was delicious.") && !m_session->pair().isEmpty());
    press("pair-shuffle");
    QVERIFY(m_session->text() != QStringLiteral("She cooked pasta for us."));
    QStringList words = m_session->text().split(u' ');
    words.sort();
    QCOMPARE(words, (QStringList{"She", "cooked", "for", "pasta", "us."}));
}

/// What stands there is what the model was given: the segment of B is 0, and all wear its colour.
void PairPageTest::oneSegmentIsShownAsItIsRead()
{
    PairPage page(*m_session);
    showPage(page);
    const auto &tokens = viewOf<TokenFlowView>(page, "pair-tokens");
    QCOMPARE(tokens.data().blocks[1].note, QStringLiteral("type 1"));
    QTest::mouseClick(page.findChild<QAbstractButton *>("pair-one-segment"), Qt::LeftButton);
    settle(*m_session);
    QCOMPARE(tokens.data().blocks.size(), 2); // sentence B is still a sentence of its own
    QCOMPARE(tokens.data().blocks[1].heading, QStringLiteral("B"));
    QCOMPARE(tokens.data().blocks[1].note, QStringLiteral("type 0"));
    QCOMPARE(tokens.data().blocks[1].typeId, 0);
    const auto &columns = tokens.numbers().columns;
    const auto types = columns.indexOf(QStringLiteral("token_type_ids"));
    QVERIFY(types >= 0);
    for (const QList<double> &row : tokens.numbers().values)
        QCOMPARE(row[types], 0.);
    QTest::mouseClick(page.findChild<QAbstractButton *>("pair-one-segment"), Qt::LeftButton);
    settle(*m_session);
    QCOMPARE(tokens.data().blocks[1].typeId, 1);
}

QTEST_MAIN(PairPageTest)
#include "pair_page_test.moc"
