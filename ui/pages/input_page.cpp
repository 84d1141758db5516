#include "pages/input_page.h"

#include "pages/controls.h"
#include "pages/embedding_maps.h"
#include "pages/input_wording.h"
#include "pages/nearest_rows.h"
#include "pages/position_similarity.h"
#include "pages/step_pills.h"
#include "pages/wording.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int nearestHeight = 250; // of the list: as much as eight rows use

} // namespace

InputPage::InputPage(Session &session, QWidget *parent)
    : Page("input", session, parent), m_pills(new StepPills(steps, this)), m_stack(new QStackedWidget(this)),
      m_flow(new TokenFlowView("input-steps")), m_attempts(new TokenFlowView("input-attempts")),
      m_nearest(new NearestRows), m_maps(new EmbeddingMaps), m_positions(new SegmentedControl("input-positions", 4)),
      m_similarity(new PositionSimilarity), m_compare(new QPushButton)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(12);
    column->addWidget(m_pills);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(makeTextSteps());
    auto *embedded = new QWidget;
    auto *maps = new QVBoxLayout(embedded);
    maps->setContentsMargins(0, 0, 0, 0);
    maps->setSpacing(8);
    maps->addWidget(m_maps, 1);
    maps->addWidget(m_similarity, 1);
    auto *below = new QHBoxLayout;
    below->setSpacing(12);
    below->addWidget(m_positions);
    below->addWidget(m_compare);
    below->addStretch();
    maps->addLayout(below);
    m_similarity->hide();
    m_compare->setObjectName("input-compare-positions");
    m_compare->setCheckable(true);
    connect(m_compare, &QPushButton::toggled, this, [this](bool on) {
        m_maps->setVisible(!on);
        m_similarity->setVisible(on);
        renew();
        emit explanationChanged();
    });
    m_stack->addWidget(embedded);
    m_stack->setCurrentWidget(embedded);
    connect(m_positions, &SegmentedControl::currentChanged, this, [this](int choice) {
        ReadingVariant variant = this->session().variant();
        variant.positions = static_cast<ReadingVariant::Positions>(choice);
        this->session().setVariant(variant);
    });
    m_pills->setCurrent(m_step);
    connect(m_pills, &StepPills::currentChanged, this, [this](int step) { setStep(static_cast<Step>(step)); });
    connectMaps();
    retranslate();
}

QWidget *InputPage::makeTextSteps()
{
    auto *textSteps = new QWidget(this);
    auto *column = new QVBoxLayout(textSteps);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_flow, 1);
    column->addWidget(m_attempts, 1);
    column->addWidget(m_nearest, 1);
    m_attempts->hide();
    m_nearest->hide();
    m_nearest->setMaximumHeight(nearestHeight);
    connect(m_nearest, &NearestRows::pieceHovered, this, &Page::explanationChanged);
    m_flow->setPanel(true);
    m_attempts->setPanel(true);
    m_attempts->setClickable(false);

    connect(m_flow, &TokenFlowView::itemClicked, this, [this](int block, int item) {
        if (const auto target = targetOf(block, item))
            hold(*target);
    });
    connect(m_flow, &TokenFlowView::itemHovered, this, [this](int block, int item) {
        const auto target = targetOf(block, item);
        select(target ? target->token : -1, -1, false);
    });
    connect(m_flow, &TokenFlowView::itemDoubleClicked, this, [this](int block, int item) {
        const auto target = targetOf(block, item);
        if (target && session().canCover(target->token))
            session().toggleCovered(target->token);
    });
    return textSteps;
}

void InputPage::connectMaps()
{
    connect(m_maps, &EmbeddingMaps::cellClicked, this,
            [this](int token, int dimension) { select(token, dimension, true); });
    connect(m_maps, &EmbeddingMaps::cellHovered, this,
            [this](int token, int dimension) { select(token, dimension, false); });
    connect(m_maps, &EmbeddingMaps::tokenDoubleClicked, this, [this](int token) {
        if (session().canCover(token))
            session().toggleCovered(token);
    });
}

QString InputPage::name() const
{
    return tr("Input");
}

void InputPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_pills->setColors(palette);
    m_positions->setColors(palette);
    styleButton(*m_compare, palette);
}

bool InputPage::canBringInSight(const QWidget &control) const
{
    return m_stack->widget(1)->isAncestorOf(&control);
}

void InputPage::bringInSight(const QWidget &control)
{
    if (canBringInSight(control))
        setStep(embeddings);
}

void InputPage::setStep(Step step)
{
    if (step == m_step)
        return;
    m_step = step;
    m_pills->setCurrent(step);
    m_stack->setCurrentIndex(step == embeddings ? 1 : 0);
    renew();
}

void InputPage::showReading(const Reading &reading)
{
    m_positions->setCurrent(static_cast<int>(reading.variant.positions));
    if (m_compare->isChecked())
        m_similarity->showModel(reading.model);
    if (m_step == embeddings)
        m_maps->showReading(reading);
    else
        showFlow(reading);
}

void InputPage::showFlow(const Reading &reading)
{
    m_texts = splitTexts(reading);
    if (m_word.text >= m_texts.size() || (m_word.text >= 0 && m_word.word >= m_texts[m_word.text].words.size()))
        m_word = {};

    const QString cut = reading.encoding.cut_from_text + reading.encoding.cut_from_pair == 0
                            ? QString()
                            : tr("cut to %1 tokens: %2 of A and %3 of B are not read")
                                  .arg(reading.encoding.size())
                                  .arg(reading.encoding.cut_from_text)
                                  .arg(reading.encoding.cut_from_pair);
    TokenFlowData flow;
    QString subtitle = cut;
    switch (m_step) {
    case text:
        flow = textFlow(m_texts);
        break;
    case normalise:
        flow = normalizedFlow(m_texts);
        subtitle = reading.model->tokenizer.lower_case() ? tr("small letters, no accents") : tr("capitals stay");
        break;
    case words:
        flow = wordsFlow(m_texts);
        break;
    case wordPiece:
        flow = piecesFlow(m_texts);
        break;
    case specials:
        flow = typesFlow(reading);
        break;
    case ids:
        flow = idsFlow(reading);
        break;
    case embeddings:
    case steps:
        return;
    }
    m_flow->setTitle(stepName(m_step), subtitle);
    m_flow->setClickable(m_step >= words);
    m_flow->setData(flow);
    m_attempts->setVisible(m_step == wordPiece);
    m_nearest->setVisible(m_step == ids);
}

void InputPage::showSelection(const Reading &reading)
{
    if (m_step == embeddings) {
        m_maps->showSelection(reading, session().selection().held(), session().selection().current());
        return;
    }
    const int token = session().selection().held().token;
    if (m_step == words || m_step == wordPiece) {
        WordPlace word = wordOfToken(m_texts, token);
        if (word.text < 0)
            word = m_step == wordPiece ? shownWord() : m_word;
        int first = word.word, last = word.word;
        if (m_step == wordPiece && word.text >= 0) {
            first = firstItemOfWord(m_texts[word.text], word.word);
            last = first + static_cast<int>(m_texts[word.text].words[word.word].pieces.pieces.size()) - 1;
        }
        m_flow->setSelected(word.text, first, last);
    } else if (m_step == specials || m_step == ids) {
        const FlowPlace place = itemOfToken(reading, token);
        m_flow->setSelected(place.block, place.item, place.item);
    }
    if (m_step == wordPiece)
        showAttempts(reading);
    if (m_step == ids)
        showNearest(reading);
}

void InputPage::showNearest(const Reading &reading)
{
    const int tokens = reading.encoding.size(), token = session().selection().current().token;
    m_nearest->showToken(reading, token >= 0 && token < tokens ? token : std::min(1, tokens - 1));
}

void InputPage::showAttempts(const Reading &reading)
{
    const WordPlace place = shownWord();
    if (place.text < 0) {
        m_attempts->setTitle(tr("No word to split"));
        m_attempts->setData({});
        return;
    }
    const SplitWord &word = m_texts[place.text].words[place.word];
    m_attempts->setTitle(tr("Longest match first: %1").arg(toQString(word.word.text)),
                         tr("tried from left to right, the longest first"));
    m_attempts->setData(attemptsFlow(reading.model->tokenizer, word, place.text));
}

WordPlace InputPage::shownWord() const
{
    WordPlace place = wordOfToken(m_texts, session().selection().current().token);
    if (place.text < 0)
        place = m_word;
    if (place.text >= 0)
        return place;
    for (int t = 0; t < m_texts.size(); ++t) // a word with something to see: the first in several pieces
        for (int w = 0; w < m_texts[t].words.size(); ++w)
            if (m_texts[t].words[w].pieces.pieces.size() > 1)
                return {t, w};
    for (int t = 0; t < m_texts.size(); ++t)
        if (!m_texts[t].words.isEmpty())
            return {t, 0};
    return {};
}

std::optional<InputPage::Target> InputPage::targetOf(int block, int item) const
{
    const auto reading = session().reading();
    if (!reading || block < 0 || item < 0)
        return std::nullopt;
    if (m_step == specials || m_step == ids) {
        const int token = tokenOfItem(*reading, block, item);
        return Target{token, wordOfToken(m_texts, token)};
    }
    if (block >= m_texts.size())
        return std::nullopt;
    const int word = m_step == wordPiece ? wordOfItem(m_texts[block], item) : item;
    if (word < 0 || word >= m_texts[block].words.size() ||
        m_flow->data().blocks[block].items[item].look == TokenFlowData::Look::text)
        return std::nullopt;
    int token = m_texts[block].words[word].firstToken;
    if (m_step == wordPiece && token >= 0)
        token = std::min(token + item - firstItemOfWord(m_texts[block], word), m_texts[block].words[word].lastToken);
    return Target{token, {block, word}};
}

void InputPage::hold(const Target &target)
{
    m_word = target.word;
    select(target.token, -1, true);
    if (target.token < 0)
        renew(); // a word that was cut has no token; the selection alone would not tell
}

void InputPage::select(int token, int dimension, bool hold)
{
    Selection selection = session().selection().held();
    selection.token = selection.lastToken = token;
    selection.dimension = dimension >= 0 ? dimension : selection.dimension;
    if (hold)
        session().selection().hold(selection);
    else
        session().selection().preview(token < 0 ? std::nullopt : std::optional(selection));
}

void InputPage::retranslate()
{
    QStringList names;
    for (int step = 0; step < steps; ++step)
        names.append(stepName(static_cast<Step>(step)));
    m_pills->setTexts(names);
    // In the order of ReadingVariant::Positions.
    m_positions->setTexts(tr("Positions"),
                          {tr("Learned positions"), tr("Sinusoids"), tr("Sinusoids, scaled"), tr("None")});
    m_compare->setText(tr("Compare positions"));
    m_similarity->retranslate();
    m_nearest->retranslate();
}

bool InputPage::isBusy() const
{
    return m_similarity->isBusy() || m_nearest->isBusy();
}

Explanation InputPage::explanation() const
{
    const auto reading = session().reading();
    if (!reading)
        return {.title = name(), .what = {}};
    const Selection &current = session().selection().current();
    const int token = current.token < reading->encoding.size() ? current.token : -1;
    if (m_step == embeddings) {
        const bool there = current.dimension < reading->model->bert.config().hidden_size;
        Explanation words = m_compare->isChecked() ? explainPositions()
                                                   : explainEmbeddings(*reading, token, there ? current.dimension : -1);
        if (session().modelReference().kind == ModelReference::Kind::builtin)
            words.careful += u' ' + tr("This model's began as sinusoids and were trained on from there.");
        return words;
    }
    Explanation words = explainTextStep(m_step, *reading, m_texts, shownWord(), token);
    if (m_step == ids)
        m_nearest->explain(words);
    return words;
}

} // namespace bertlab
