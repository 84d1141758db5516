#include "pages/training_example_page.h"

#include "pages/controls.h"
#include "pages/example_wording.h"
#include "plots/bar_list.h"
#include "plots/masking_grid.h"
#include "plots/roll_view.h"
#include "plots/token_flow.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 10, lowerHeight = 186, lowerHeightWhenSmall = 150, smallHeight = 600,
              runsAtOnce = 1000, growthInterval = 40;
constexpr std::array<Index, 3> lengths{32, 64, 128};
constexpr std::array methods{MaskingMethod::exact, MaskingMethod::complete_words, MaskingMethod::bernoulli};

QPushButton *namedButton(const char *id, bool checkable = false)
{
    auto *button = new QPushButton;
    button->setObjectName(QString::fromLatin1(id));
    button->setCheckable(checkable);
    return button;
}

} // namespace

TrainingExamplePage::TrainingExamplePage(Session &session, QWidget *parent)
    : Page("example", session, parent), m_back(namedButton("example-back")), m_next(namedButton("example-next")),
      m_end(namedButton("example-end")), m_seedButton(namedButton("example-seed")), m_run(namedButton("example-run")),
      m_length(new SegmentedControl("example-length", static_cast<int>(lengths.size()))),
      m_source(new SegmentedControl("example-source", 2)),
      m_method(new SegmentedControl("example-method", static_cast<int>(methods.size()))),
      m_wholeWords(namedButton("example-whole-words", true)), m_alwaysMask(namedButton("example-always-mask", true)),
      m_perWord(namedButton("example-per-word", true)), m_flow(new TokenFlowView("example-pair")),
      m_grid(new MaskingGridView("example-masking")), m_roll(new RollView("example-roll")),
      m_runs(new BarListView("example-runs")), m_fault(new EmptyState("example-fault")), m_content(new QWidget),
      m_walk(new QWidget)
{
    build();
    connectParts();
    retranslate();
    setColors(colors());
}

void TrainingExamplePage::buildWalk()
{
    auto *row = new QHBoxLayout(m_walk);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QPushButton *button : {m_back, m_next, m_end, m_seedButton, m_run})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_length);
}

QWidget *TrainingExamplePage::buildVariants()
{
    auto *variants = new QWidget;
    auto *row = new QHBoxLayout(variants);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_source);
    row->addWidget(m_method);
    row->addStretch();
    for (QPushButton *button : {m_wholeWords, m_alwaysMask, m_perWord})
        row->addWidget(button);
    return variants;
}

void TrainingExamplePage::build()
{
    for (View *view : {static_cast<View *>(m_flow), static_cast<View *>(m_grid), static_cast<View *>(m_roll),
                       static_cast<View *>(m_runs)})
        view->setPanel(true);
    m_flow->setClickable(false);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(spacing);
    lower->addWidget(m_roll, 1);
    lower->addWidget(m_runs, 1);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(spacing);
    content->addWidget(m_flow, 1);
    content->addWidget(m_grid, 1);
    content->addLayout(lower);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(spacing);
    buildWalk();
    column->addWidget(m_walk);
    column->addWidget(buildVariants());
    column->addWidget(m_content, 1);
    column->addWidget(m_fault, 1);
    m_fault->hide();
    m_content->hide(); // until there is an example
}

void TrainingExamplePage::connectParts()
{
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        // From the end 'next' begins again: an example is shown whole at first.
        goTo(m_step + 1 < m_steps.size() ? m_step + 1 : 0);
    });
    connect(m_end, &QPushButton::clicked, this, [this] { goTo(static_cast<int>(m_steps.size()) - 1); });
    connect(m_seedButton, &QPushButton::clicked, this, [this] {
        ++m_seed;
        retranslate();
        draw();
    });
    connect(m_run, &QPushButton::clicked, this, &TrainingExamplePage::run);
    for (SegmentedControl *control : {m_length, m_source, m_method})
        connect(control, &SegmentedControl::currentChanged, this, &TrainingExamplePage::draw);
    for (QPushButton *button : {m_wholeWords, m_alwaysMask, m_perWord})
        connect(button, &QPushButton::toggled, this, &TrainingExamplePage::draw);
    connect(m_grid, &MaskingGridView::columnClicked, this, [this](int column) {
        if (const int found = stepOfPosition(*m_example, m_steps, column); found >= 0)
            goTo(found);
    });
    connect(m_grid, &MaskingGridView::columnHovered, this, [this](int column) {
        const int found = column < 0 ? -1 : stepOfPosition(*m_example, m_steps, column);
        m_hovered = found <= m_step ? found : -1; // what is not rolled yet stays hidden
        showStep();
    });
    connect(&session(), &Session::readingChanged, this, &TrainingExamplePage::followSentences);
    connect(&m_runner, &ExampleRunner::drawn, this, &TrainingExamplePage::take);
    connect(&m_runner, &ExampleRunner::failed, this, &TrainingExamplePage::fail);
    connect(&m_runner, &ExampleRunner::ran, this, [this](const std::vector<ExampleTally> &tallies) {
        m_tallies = tallies;
        m_shownRuns = 1;
        m_growth.start();
    });
    m_growth.setInterval(growthInterval);
    connect(&m_growth, &QTimer::timeout, this, &TrainingExamplePage::showMoreRuns);
}

ExampleOptions TrainingExamplePage::options() const
{
    ExampleOptions options;
    options.fromDocuments = m_source->current() == 0;
    options.length = lengths[static_cast<std::size_t>(m_length->current())];
    options.seed = m_seed;
    options.masking.method = methods[static_cast<std::size_t>(m_method->current())];
    options.masking.whole_word = m_wholeWords->isChecked() && m_wholeWords->isEnabled();
    options.masking.roll_per_word = m_perWord->isChecked();
    if (m_alwaysMask->isChecked())
        options.masking.split = {100, 0, 0};
    return options;
}

void TrainingExamplePage::draw()
{
    m_length->setEnabled(m_source->current() == 0);
    m_wholeWords->setEnabled(methods[static_cast<std::size_t>(m_method->current())] != MaskingMethod::complete_words);
    if (const auto reading = session().reading())
        m_runner.draw(reading, options());
}

void TrainingExamplePage::showReading(const Reading &)
{
    draw();
}

/// Who changes a sentence while this page is seen wants to see it masked.
void TrainingExamplePage::followSentences()
{
    const QString before = std::exchange(m_sentences, session().text() + u'\n' + session().pair());
    if (before.isEmpty() || before == m_sentences || !isVisible() || m_source->current() != 0)
        return;
    m_source->setCurrent(1);
    draw();
}

void TrainingExamplePage::take(std::shared_ptr<const TrainingExample> example)
{
    m_runner.cancelRuns();
    m_growth.stop();
    m_tallies.clear();
    m_shownRuns = 0;
    m_example = std::move(example);
    m_steps = stepsOf(*m_example);
    m_hovered = -1;
    m_fault->hide();
    m_content->show();
    goTo(m_toEnd ? static_cast<int>(m_steps.size()) - 1 : 0);
}

void TrainingExamplePage::fail(const QString &sentence)
{
    const QString wayOut = options().fromDocuments ? u' ' + tr("“My sentences” needs no documents.") : QString();
    m_fault->setTexts(tr("There is no example."), sentence + wayOut);
    m_fault->show();
    m_content->hide();
    m_example.reset();
    m_steps.clear();
    emit explanationChanged();
}

void TrainingExamplePage::goTo(int step)
{
    if (!m_example)
        return;
    m_hovered = -1;
    m_step = std::clamp(step, 0, static_cast<int>(m_steps.size()) - 1);
    m_toEnd = m_step + 1 == m_steps.size();
    m_back->setEnabled(m_step > 0);
    m_end->setEnabled(!m_toEnd);
    m_next->setText(m_toEnd ? tr("Roll by roll") : tr("Next roll"));
    m_grid->setData(maskingGrid(*m_example, m_steps, m_step));
    if (m_example->corpus)
        m_flow->setData(exampleFlow(*m_example, m_steps[m_step].stage));
    else
        m_flow->setData({});
    if (m_tallies.empty())
        showTally(tallyOfSteps(*m_example, m_steps, m_step));
    placeParts();
    showStep();
}

void TrainingExamplePage::showStep()
{
    if (!m_example)
        return;
    const ExampleStep &step = m_steps[shownStep()];
    m_roll->setData(rollOf(*m_example, step));
    m_roll->setTitle(stepTitle(*m_example, step), tr("step %1 of %2").arg(shownStep() + 1).arg(m_steps.size()));
    const auto [first, last] = positionsOf(*m_example, m_steps[m_step]);
    m_grid->setSelected(first, last);
    emit explanationChanged();
}

void TrainingExamplePage::placeParts()
{
    const bool masking = !m_example->corpus || m_steps[m_step].stage >= ExampleStage::candidates;
    m_flow->setVisible(!masking);
    m_grid->setVisible(masking);
}

void TrainingExamplePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    for (View *view : {static_cast<View *>(m_roll), static_cast<View *>(m_runs)})
        view->setFixedHeight(height() < smallHeight ? lowerHeightWhenSmall : lowerHeight);
}

void TrainingExamplePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Right && m_next->isEnabled())
        m_next->click();
    else if (event->key() == Qt::Key_Left && m_back->isEnabled())
        m_back->click();
    else if (event->key() == Qt::Key_End && m_end->isEnabled())
        m_end->click();
    else
        Page::keyPressEvent(event);
}

void TrainingExamplePage::run()
{
    if (m_example)
        m_runner.runOften(m_example, runsAtOnce);
}

void TrainingExamplePage::showMoreRuns()
{
    const bool still = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
    m_shownRuns = still ? m_tallies.size() : std::min(m_tallies.size(), m_shownRuns + 1 + m_shownRuns / 3);
    showTally(m_tallies[m_shownRuns - 1]);
    if (m_shownRuns == m_tallies.size())
        m_growth.stop();
}

void TrainingExamplePage::showTally(const ExampleTally &tally)
{
    m_runs->setData(tallyBars(*m_example, tally));
    m_runs->setTitle(tally.runs <= 1 ? tr("This one") : tr("After %L1 runs").arg(tally.runs),
                     tr("line: where it should end"));
}

bool TrainingExamplePage::canShow(const Example &) const
{
    return m_source->current() != 0;
}

QString TrainingExamplePage::name() const
{
    return tr("Training example");
}

void TrainingExamplePage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    for (QPushButton *button : {m_back, m_end, m_seedButton, m_run, m_wholeWords, m_alwaysMask, m_perWord})
        styleButton(*button, palette);
    styleMainButton(*m_next, palette);
    for (SegmentedControl *control : {m_length, m_source, m_method})
        control->setColors(palette);
    m_fault->setColors(palette);
}

void TrainingExamplePage::retranslate()
{
    m_back->setText(tr("Back"));
    m_next->setText(m_toEnd ? tr("Roll by roll") : tr("Next roll"));
    m_end->setText(tr("All at once"));
    m_seedButton->setText(tr("New seed (%1)").arg(m_seed));
    m_run->setText(tr("Run 1,000 times"));
    m_wholeWords->setText(tr("Whole words"));
    m_alwaysMask->setText(tr("Always [MASK]"));
    m_perWord->setText(tr("One roll a word"));
    m_source->setTexts(tr("Where the example comes from"), {tr("Documents"), tr("My sentences")});
    m_method->setTexts(tr("How pieces are chosen"), {tr("Budget"), tr("Complete words"), tr("Coins")});
    const QString methodTips[]{tr("As BERT: 15 % of the pieces; what no longer fits is skipped"),
                               tr("A word is completed beyond the budget; another one is un-masked for it"),
                               tr("A coin for each candidate, 15 % each: the number varies")};
    for (int method = 0; method < int(std::size(methodTips)); ++method)
        m_method->segment(method)->setToolTip(methodTips[method]);
    m_length->setTexts(tr("Tokens of an example"), {tr("32 tokens"), tr("64"), tr("128")});
    m_wholeWords->setToolTip(tr("The pieces of a word are chosen together or not at all"));
    m_alwaysMask->setToolTip(tr("Every chosen piece becomes [MASK]: no random piece, none kept"));
    m_perWord->setToolTip(tr("All pieces of a chosen word get the same of the three treatments"));
    m_flow->setTitle(tr("From a document to A and B"), tr("the classroom world, a made-up corpus"));
    m_grid->setTitle(tr("Masking"), tr("15 % of the pieces are to be predicted"));
    if (m_example) {
        m_toEnd = m_step + 1 == m_steps.size();
        showTally(m_shownRuns > 0 ? m_tallies[m_shownRuns - 1] : tallyOfSteps(*m_example, m_steps, m_step));
    }
}

Explanation TrainingExamplePage::explanation() const
{
    return m_example ? explainStep(*m_example, m_steps[shownStep()]) : Explanation{.title = name()};
}

} // namespace bertlab
