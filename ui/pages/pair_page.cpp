#include "pages/pair_page.h"

#include "pages/controls.h"
#include "pages/pair_experiments.h"
#include "pages/pair_wording.h"
#include "pages/pooler_strips.h"
#include "pages/text_steps.h"
#include "pages/wording.h"
#include "plots/bar_list.h"
#include "plots/token_flow.h"
#include "plots/vector_rows.h"

#include "analysis/operands.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12, stripsHeight = 148, largestStrips = 280;
constexpr Index mostColumns = 128, mostColumnsInside = 64;

} // namespace

PairPage::PairPage(Session &session, QWidget *parent)
    : Page("pair", session, parent), m_experiments(new PairExperiments(session)),
      m_tokens(new TokenFlowView("pair-tokens")), m_pooler(new VectorRowsView("pair-pooler")),
      m_inside(new VectorRowsView("pair-inside")), m_answer(new BarListView("pair-answer")),
      m_noAnswer(new EmptyState("pair-no-answer")), m_noPooler(new EmptyState("pair-no-pooler")), m_lower(new QWidget)
{
    build();
    connectViews();
    retranslate();
    setColors(colors());
}

void PairPage::build()
{
    for (View *view : {static_cast<View *>(m_tokens), static_cast<View *>(m_pooler), static_cast<View *>(m_inside),
                       static_cast<View *>(m_answer)})
        view->setPanel(true);
    for (QWidget *strips : {static_cast<QWidget *>(m_pooler), m_lower}) {
        strips->setMinimumHeight(stripsHeight);
        strips->setMaximumHeight(largestStrips);
    }
    auto *lower = new QHBoxLayout(m_lower);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(spacing);
    lower->addWidget(m_answer, 1);
    lower->addWidget(m_noAnswer, 1);
    lower->addWidget(m_inside, 1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(spacing);
    column->addWidget(m_tokens, 2);
    column->addWidget(m_pooler, 1);
    column->addWidget(m_lower, 1);
    column->addWidget(m_noPooler, 1);
    column->addStretch();
    // At the bottom they stay under the pointer when the line that says what they changed comes above the page.
    column->addWidget(m_experiments, 0, Qt::AlignLeft);
    m_noAnswer->hide(); // else the page would ask for their room before the first reading
    m_noPooler->hide();
}

View *PairPage::mainView() const
{
    return m_answer;
}

void PairPage::connectViews()
{
    connect(m_tokens, &TokenFlowView::itemClicked, this,
            [this](int block, int item) { selectToken(block, item, true); });
    connect(m_tokens, &TokenFlowView::itemHovered, this,
            [this](int block, int item) { selectToken(block, item, false); });
    connect(m_pooler, &VectorRowsView::cellClicked, this,
            [this](int row, int column) { selectDimension(row, column, true); });
    connect(m_pooler, &VectorRowsView::cellHovered, this,
            [this](int row, int column) { selectDimension(row, column, false); });
    const auto renewMarks = [this] {
        if (const auto reading = session().reading())
            showSelection(*reading);
        emit explanationChanged();
    };
    connect(m_answer, &BarListView::rowClicked, this, [this, renewMarks](int row) {
        m_heldLogit = row;
        renewMarks();
    });
    connect(m_answer, &BarListView::rowHovered, this, [this, renewMarks](int row) {
        m_hoveredLogit = row;
        renewMarks();
    });
}

/// A short pair leaves its room to the strips below.
void PairPage::shareHeight()
{
    const int strips = m_pooler->isHidden() ? 0 : 2 * (stripsHeight + spacing);
    const int room = height() - 2 * margin - m_experiments->height() - spacing - strips;
    m_tokens->setFixedHeight(std::max(0, std::min(room, m_tokens->largestHeight(width() - 2 * margin))));
}

void PairPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    shareHeight();
}

void PairPage::selectToken(int block, int item, bool hold)
{
    SelectionModel &selection = session().selection();
    const auto reading = session().reading();
    if (!reading || block < 0)
        return selection.preview(std::nullopt);
    Selection chosen = selection.held();
    chosen.token = chosen.lastToken = tokenOfItem(*reading, block, item);
    hold ? selection.hold(chosen) : selection.preview(chosen);
}

void PairPage::selectDimension(int row, int column, bool hold)
{
    SelectionModel &selection = session().selection();
    const auto reading = session().reading();
    if (!reading || row < 0)
        return selection.preview(std::nullopt);
    Selection chosen = selection.held();
    chosen.dimension = poolerDimension(*reading, m_groups, row, column);
    if (hold) {
        m_heldLogit = -1;
        selection.hold(chosen);
    } else {
        selection.preview(chosen);
    }
}

PairPage::Opened PairPage::opened(const Reading &reading) const
{
    if (!reading.model->bert.has(Part::pooler))
        return {};
    const SelectionModel &selection = session().selection();
    const int dimension = selection.current().dimension;
    const bool pointed = dimension >= 0 && dimension != selection.held().dimension;
    const bool answered = reading.next_sentence.has_value();
    if (answered && m_hoveredLogit >= 0)
        return {m_hoveredLogit, -1};
    if (answered && !pointed && (m_heldLogit >= 0 || dimension < 0))
        return {std::max(0, m_heldLogit), -1};
    return {-1, std::clamp(dimension, 0, static_cast<int>(reading.model->bert.config().hidden_size) - 1)};
}

void PairPage::showReading(const Reading &reading)
{
    const bool pooler = reading.model->bert.has(Part::pooler);
    m_pooler->setVisible(pooler);
    m_lower->setVisible(pooler);
    m_noPooler->setVisible(!pooler);
    m_experiments->showReading(reading);

    m_tokens->setData(segmentsFlow(reading));
    shareHeight();
    m_groups = ColumnGroups(reading.model->bert.config().hidden_size, mostColumns);
    m_insideGroups = ColumnGroups(reading.model->bert.config().hidden_size, mostColumnsInside);
    if (!pooler)
        return;
    VectorRowsData strips = poolerStrips(reading, m_groups);
    m_pooler->setData(strips);
    m_pooler->setTitle(tr("From the [CLS] row to the pooled vector"), m_groups.text());
    showAnswer(reading);
}

void PairPage::showAnswer(const Reading &reading)
{
    const bool answered = reading.next_sentence.has_value();
    m_answer->setVisible(answered);
    m_noAnswer->setVisible(!answered);
    if (!answered) {
        if (!reading.model->bert.has(Part::next_sentence))
            m_noAnswer->setTexts(tr("This model has no next-sentence head."),
                                 tr("cls.seq_relationship is missing in its file. Open another model, or look at the "
                                    "pooled vector above."));
        else
            m_noAnswer->setTexts(tr("There is no answer: type a second sentence."),
                                 tr("The pooled vector is there for one sentence too, but the question is whether B "
                                    "follows A."));
        m_answer->setData({});
        return;
    }
    const NextSentencePrediction &answer = *reading.next_sentence;
    BarListData bars;
    bars.rows = {{.label = tr("0 IsNext"),
                  .value = answer.is_next,
                  .number = {},
                  .note = tr("logit %1").arg(shortNumber(static_cast<double>(answer.logits[0])))},
                 {.label = tr("1 NotNext"),
                  .value = answer.not_next,
                  .number = {},
                  .note = tr("logit %1").arg(shortNumber(static_cast<double>(answer.logits[1])))}};
    bars.quantity = tr("probability");
    m_answer->setData(bars);
    m_answer->setTitle(tr("Does B follow A?"), tr("index 0 = IsNext"));
}

void PairPage::showSelection(const Reading &reading)
{
    const Selection &held = session().selection().held();
    const auto [block, item] = itemOfToken(reading, held.token);
    m_tokens->setSelected(block, item, item);
    if (!reading.model->bert.has(Part::pooler))
        return;
    showOpened(reading);
}

void PairPage::showOpened(const Reading &reading)
{
    const Opened open = opened(reading);
    const ProductStrips inside = open.logit >= 0 ? logitStrips(reading, open.logit, m_insideGroups)
                                                 : pooledDimensionStrips(reading, open.dimension, m_insideGroups);
    const QString title = open.logit >= 0 ? tr("Inside logit %1: sum %2").arg(open.logit)
                                          : tr("Inside dense[%1]: sum %2").arg(open.dimension);
    m_inside->setData(inside.rows);
    m_inside->setTitle(title.arg(shortNumber(inside.sum)), m_insideGroups.text());
    m_answer->setSelected(open.logit);
    m_pooler->setSelected(-1, open.dimension < 0 ? -1 : static_cast<int>(m_groups.columnOf(open.dimension)));
}

QString PairPage::name() const
{
    return tr("Sentence pair");
}

void PairPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_experiments->setColors(palette);
    m_noAnswer->setColors(palette);
    m_noPooler->setColors(palette);
}

void PairPage::retranslate()
{
    m_experiments->retranslate();
    m_tokens->setTitle(tr("What is read"), tr("the type id says the sentence"));
    m_noPooler->setTexts(tr("This model has no pooler."),
                         tr("bert.pooler.dense is missing in its file, so nothing leads from [CLS] to an answer. Open "
                            "another model."));
}

Explanation PairPage::explanation() const
{
    const auto reading = session().reading();
    if (!reading)
        return {.title = name()};
    const Opened open = opened(*reading);
    return explainPair(*reading, open.logit, open.dimension);
}

} // namespace bertlab
