#include "page_fixture.h"

#include "analysis/parameter_counts.h"
#include "model/small_model.h"
#include "pages/model_page.h"
#include "pages/model_structure.h"
#include "plots/bar_list.h"
#include "plots/flow_columns.h"

#include <QAbstractButton>
#include <QSignalSpy>

using namespace bertlab;
using namespace bertlab::test;

class ModelPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void tabsHaveIds();
    void shapesAreThoseOfTheSentence();
    void aLayerOpensByMouseAndKey();
    void aPartLeadsToItsPage();
    void countsAddUpInTheExplanation();
    void everyTabHasItsWords();
    void ownSizeIsMarked();
    void manyLayersShareABox();
    void fits_data();
    void fits();

private:
    static QStringList labels(const FlowColumnsData::Column &column)
    {
        QStringList labels;
        for (const FlowColumnsData::Box &box : column.boxes)
            labels.append(box.label);
        return labels;
    }
    static void click(FlowColumnsView &view, const char *box)
    {
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.boxRect(box).center().toPoint());
    }
    std::unique_ptr<Session> m_session;
};

void ModelPageTest::initTestCase()
{
    fonts::load();
    m_session = readSession({});
}

void ModelPageTest::init()
{
    m_session->setAll(QStringLiteral("Paris is a beautiful city."), QStringLiteral("I love Paris."), {});
    settle(*m_session);
    m_session->selection().hold({});
}

void ModelPageTest::shapesAreThoseOfTheSentence()
{
    ModelPage page(*m_session);
    showPage(page);
    const FlowColumnsData &data = viewOf<FlowColumnsView>(page, "model-structure").data();
    QCOMPARE(data.columns.size(), 3);
    QCOMPARE(labels(data.columns[0]).mid(2, 4), (QStringList{"Layer 1", "Layer 2", "Layer 3", "Layer 4"}));
    for (int box = 1; box < 6; ++box)
        QCOMPARE(data.columns[0].boxes[box].below, QStringLiteral("13 × 256"));
    QCOMPARE(data.columns[1].boxes[1].below, QStringLiteral("3 × 4 × 13 × 64"));
    QCOMPARE(data.columns[2].boxes[1].below, QStringLiteral("13 × 6,000"));
    m_session->setAll(QStringLiteral("Paris."), {}, {});
    settle(*m_session);
    QCOMPARE(viewOf<FlowColumnsView>(page, "model-structure").data().columns[0].boxes[1].below,
             QStringLiteral("4 × 256"));
}

void ModelPageTest::aLayerOpensByMouseAndKey()
{
    ModelPage page(*m_session);
    showPage(page);
    auto &view = viewOf<FlowColumnsView>(page, "model-structure");
    click(view, "layer-2");
    QCOMPARE(m_session->selection().held().layer, 2);
    QCOMPARE(view.data().columns[1].title, QStringLiteral("Inside layer 3"));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(m_session->selection().held().layer, 3);
    Selection elsewhere;
    elsewhere.layer = 1;
    m_session->selection().hold(elsewhere); // on another page
    QCOMPARE(view.data().columns[1].title, QStringLiteral("Inside layer 2"));
}

void ModelPageTest::aPartLeadsToItsPage()
{
    ModelPage page(*m_session);
    showPage(page);
    auto &view = viewOf<FlowColumnsView>(page, "model-structure");
    auto *more = page.findChild<QAbstractButton *>("model-more");
    QVERIFY(!more->isVisible()); // nothing is chosen
    QSignalSpy pages(&page, &Page::pageRequested);
    click(view, "heads");
    QVERIFY(more->isVisible());
    QTest::mouseClick(more, Qt::LeftButton);
    QCOMPARE(pages.takeLast().first().toString(), QStringLiteral("attention"));
    const QPoint mlm = view.boxRect("mlm").center().toPoint();
    QTest::mouseClick(&view, Qt::LeftButton, {}, mlm);
    QTest::mouseDClick(&view, Qt::LeftButton, {}, mlm);
    QCOMPARE(pages.takeLast().first().toString(), QStringLiteral("fill"));
    click(view, "nsp");
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(pages.takeLast().first().toString(), QStringLiteral("pair"));
}

void ModelPageTest::countsAddUpInTheExplanation()
{
    ModelPage page(*m_session);
    showPage(page);
    const ParameterCounts counts = parameter_counts(m_session->model()->bert.config());
    QCOMPARE(std::size_t(lastNumber(page.explanation().calculation.last())), counts.with_heads());
    auto &view = viewOf<FlowColumnsView>(page, "model-structure");
    click(view, "intermediate");
    const QString line = page.explanation().calculation.first();
    QVERIFY(line.contains(QStringLiteral("1,024 · 256 + 1,024")));
    QCOMPARE(std::size_t(lastNumber(line)), counts.layer.intermediate);
    movePointer(view, view.boxRect("pooler").center()); // a preview
    QCOMPARE(page.explanation().cellTitle, QStringLiteral("Pooler"));
    leave(view);
    QCOMPARE(page.explanation().cellTitle, QStringLiteral("Feed-forward, in"));
}

/// Who looks at the heads of tasks is not told to open a layer.
void ModelPageTest::everyTabHasItsWords()
{
    ModelPage page(*m_session);
    showPage(page);
    QStringList titles;
    for (int tab = 0; tab < 4; ++tab) {
        page.showTab(tab);
        const Explanation words = page.explanation();
        QVERIFY(!titles.contains(words.title));
        titles.append(words.title);
        QVERIFY(!words.what.isEmpty() && !words.tryThis.isEmpty() && !words.careful.isEmpty());
    }
    QCOMPARE(page.explanation().experiment.control, QStringLiteral("attention-causal"));
    page.showTab(2);
    auto &tasks = viewOf<FlowColumnsView>(page, "model-tasks");
    movePointer(tasks, tasks.boxRect("pooler").center());
    QCOMPARE(page.explanation().cellTitle, QStringLiteral("Pooler")); // a part has its numbers everywhere
    QVERIFY(!page.explanation().calculation.isEmpty());
}

void ModelPageTest::ownSizeIsMarked()
{
    ModelPage page(*m_session);
    showPage(page);
    pressTab(page, "model-tabs", 1);
    const BarListData &parts = viewOf<BarListView>(page, "model-parts").data();
    double sum = 0;
    for (const BarListData::Row &row : parts.rows)
        sum += row.value;
    QCOMPARE(std::size_t(sum), parameter_counts(m_session->model()->bert.config()).with_heads());
    auto &sizes = viewOf<BarListView>(page, "model-sizes");
    QCOMPARE(sizes.data().rows[4].number, QStringLiteral("110 M"));
    QCOMPARE(sizes.data().rows[5].number, QStringLiteral("336 M"));
    QVERIFY(sizes.description().contains(QStringLiteral("mini"))); // that of this model
}

void ModelPageTest::manyLayersShareABox()
{
    const std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "paris"};
    Config config = small_config();
    config.num_hidden_layers = 12;
    config.vocab_size = Index(pieces.size());
    const auto model = std::make_shared<const Model>(
        Model{"deep", Tokenizer(Vocabulary::from_pieces(pieces, "pieces"), true), Bert(random_parameters(config)), {}});
    Workers workers(1);
    ReadingRequest request;
    request.text = "Paris";
    const auto deep = bertlab::read(model, request, workers);
    const FlowColumnsData data = stackOf(*deep, 5);
    QCOMPARE(labels(data.columns[0]).mid(2, 4), (QStringList{"Layer 1", "Layer 2", "Layers 3 … 11", "Layer 12"}));
    QCOMPARE(data.columns[0].boxes[4].id, QStringLiteral("layer-5")); // opens what is open
    QCOMPARE(data.columns[1].title, QStringLiteral("Inside layer 6"));
}

void ModelPageTest::fits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("text");
    QTest::newRow("small") << QSize(882 - 176, 526) << QStringLiteral("I love Paris.");
    QTest::newRow("large") << QSize(1400, 800) << QStringLiteral("I love Paris and the river. ").repeated(18);
}

void ModelPageTest::fits()
{
    QFETCH(QSize, size);
    QFETCH(QString, text);
    m_session->setAll(text, {}, {});
    settle(*m_session);
    ModelPage page(*m_session);
    showPage(page, size);
    for (int tab = 0; tab < 4; ++tab) {
        pressTab(page, "model-tabs", tab);
        QCOMPARE(page.size(), size);
        QVERIFY(!page.views().isEmpty());
        for (const View *view : page.views()) {
            QVERIFY(page.rect().contains(QRect(view->mapTo(&page, QPoint(0, 0)), view->size())));
            QVERIFY(!view->description().isEmpty());
        }
    }
}

void ModelPageTest::tabsHaveIds()
{
    ModelPage page(*m_session);
    showPage(page);
    const QList<std::pair<QString, const char *>> expected{
        {"structure", "model-structure"}, {"weights", "model-parts"}, {"tasks", "model-tasks"}, {"gpt", "model-gpt"}};
    checkTabs(page, expected);
}

QTEST_MAIN(ModelPageTest)
#include "model_page_test.moc"
