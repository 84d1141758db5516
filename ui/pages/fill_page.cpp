#include "pages/fill_page.h"

#include "pages/attention_cell.h"
#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/fonts.h"
#include "tasks/put_in.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12, scoreHeight = 148, attentionWidth = 290;
constexpr int narrowestList = 264, rowHeight = 26;

} // namespace

FillPage::FillPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("fill"), session, parent), m_content(new QWidget(this)), m_lists(new QWidget),
      m_empty(new EmptyState(QStringLiteral("fill-empty"), this)),
      m_secret(new EmptyState(QStringLiteral("fill-secret"))),
      m_attention(new BarListView(QStringLiteral("fill-attention"))),
      m_score(new VectorRowsView(QStringLiteral("fill-score"))), m_heading(new QLabel), m_previous(new QPushButton),
      m_next(new QPushButton), m_putIn(new QPushButton), m_guessFirst(new QPushButton), m_reveal(new QPushButton),
      m_openAttention(new QPushButton)
{
    for (int column = 0; column < maxColumns; ++column)
        m_guesses[static_cast<std::size_t>(column)] = new BarListView(QStringLiteral("fill-gap-%1").arg(column + 1));
    setFocusPolicy(Qt::ClickFocus);
    build();
    connectViews();
    retranslate();
    setColors(colors());
}

QWidget *FillPage::buildControls()
{
    m_previous->setObjectName(QStringLiteral("fill-previous"));
    m_next->setObjectName(QStringLiteral("fill-next"));
    m_putIn->setObjectName(QStringLiteral("fill-put-in"));
    m_reveal->setObjectName(QStringLiteral("fill-reveal"));
    m_guessFirst->setObjectName(QStringLiteral("fill-guess-first"));
    m_guessFirst->setCheckable(true);
    m_heading->setFont(fonts::title());
    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_heading);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addStretch();
    row->addWidget(m_putIn);
    row->addWidget(m_reveal);
    row->addWidget(m_guessFirst);
    return controls;
}

void FillPage::build()
{
    auto *lists = new QHBoxLayout(m_lists);
    lists->setContentsMargins(0, 0, 0, 0);
    lists->setSpacing(spacing);
    for (BarListView *list : m_guesses) {
        list->setPanel(true);
        list->hide(); // until it is known how many gaps there are
        lists->addWidget(list, 1);
    }

    m_openAttention->setObjectName(QStringLiteral("fill-open-attention"));
    m_attention->setPanel(true);
    m_attention->setFixedWidth(attentionWidth);
    auto *looks = new QVBoxLayout;
    looks->setSpacing(8);
    looks->addWidget(m_attention, 1);
    looks->addWidget(m_openAttention);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(spacing);
    middle->addWidget(m_lists, 1);
    middle->addWidget(m_secret, 1);
    middle->addLayout(looks);

    m_score->setPanel(true);
    m_score->setFixedHeight(scoreHeight);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(spacing);
    content->addWidget(buildControls());
    content->addLayout(middle, 1);
    content->addWidget(m_score);

    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(margin, margin, margin, margin);
    page->addWidget(m_content, 1);
    page->addWidget(m_empty, 1);
}

void FillPage::connectViews()
{
    for (int column = 0; column < maxColumns; ++column) {
        const BarListView *list = m_guesses[static_cast<std::size_t>(column)];
        connect(list, &BarListView::rowClicked, this, [this, column](int row) { choose(column, row, true); });
        connect(list, &BarListView::rowHovered, this, [this, column](int row) { choose(column, row, false); });
    }
    connect(m_attention, &BarListView::rowClicked, this, [this](int row) {
        const auto reading = session().reading();
        const Gap *gap = reading ? currentGap(*reading) : nullptr;
        if (!gap || row >= m_lookedAt.size())
            return;
        Selection chosen = session().selection().held();
        chosen.token = chosen.lastToken = gap->position;
        chosen.key = m_lookedAt[row];
        session().selection().hold(chosen);
    });
    connect(m_openAttention, &QPushButton::clicked, this, [this] {
        const auto reading = session().reading();
        if (const Gap *gap = reading ? currentGap(*reading) : nullptr) {
            Selection chosen = session().selection().held();
            if (chosen.token != gap->position)
                chosen.key = -1;
            chosen.token = chosen.lastToken = gap->position;
            session().selection().hold(chosen);
        }
        emit pageRequested(QStringLiteral("attention"));
    });
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_putIn, &QPushButton::clicked, this, &FillPage::putIn);
    connect(m_guessFirst, &QPushButton::toggled, this, [this] {
        m_revealed = false;
        renew();
    });
    connect(m_reveal, &QPushButton::clicked, this, [this] {
        m_revealed = true;
        renew();
    });
}

void FillPage::choose(int column, int row, bool hold)
{
    SelectionModel &selection = session().selection();
    const auto reading = session().reading();
    const auto &pieces = m_pieces[static_cast<std::size_t>(column)];
    const auto gap = static_cast<std::size_t>(m_firstGap + column);
    if (row < 0 || row >= pieces.size() || !reading || gap >= reading->gaps.size()) {
        selection.preview(std::nullopt);
        return;
    }
    Selection chosen = selection.held();
    if (chosen.token != reading->gaps[gap].position)
        chosen.key = -1;
    chosen.token = chosen.lastToken = reading->gaps[gap].position;
    chosen.piece = pieces[row];
    if (hold)
        selection.hold(chosen);
    else
        selection.preview(chosen);
}

void FillPage::step(int by)
{
    const auto reading = session().reading();
    const Gap *gap = reading ? currentGap(*reading) : nullptr;
    if (!gap)
        return;
    const auto count = static_cast<int>(reading->gaps.size());
    const int index = std::clamp(static_cast<int>(gap - reading->gaps.data()) + by, 0, count - 1);
    Selection chosen = session().selection().held();
    chosen.token = chosen.lastToken = reading->gaps[static_cast<std::size_t>(index)].position;
    chosen.key = chosen.piece = -1;
    session().selection().hold(chosen);
}

const Gap *FillPage::currentGap(const Reading &reading) const
{
    if (const Gap *selected = reading.gap_at(session().selection().current().token))
        return selected;
    if (const Gap *last = reading.gap_at(m_position))
        return last;
    return reading.gaps.empty() ? nullptr : &reading.gaps.front();
}

std::int32_t FillPage::currentPiece(const Reading &reading, const Gap &gap, const Selection &selection) const
{
    const Index pieces = reading.model->bert.config().vocab_size;
    return selection.piece >= 0 && selection.piece < pieces ? selection.piece : gap.prediction->top(1).front().id;
}

bool FillPage::answersHidden() const
{
    return m_guessFirst->isChecked() && !m_revealed;
}

void FillPage::showReading(const Reading &reading)
{
    std::vector<std::int32_t> gaps;
    for (const Gap &gap : reading.gaps)
        gaps.push_back(gap.position);
    Question question{reading.text, reading.pair, std::move(gaps)};
    if (question != m_question) {
        m_revealed = false;
        m_question = std::move(question);
    }
    m_filledFrom = -1;
    m_lookedAt.clear();
    showEmptyState(reading);
    arrange(reading);
}

void FillPage::showEmptyState(const Reading &reading)
{
    const bool hasHead = reading.model->bert.has(Part::masked_lm);
    const bool usable = hasHead && !reading.gaps.empty();
    m_content->setVisible(usable);
    m_empty->setVisible(!usable);
    if (hasHead)
        m_empty->setTexts(tr("No gap yet"), tr("Cover a piece: double click a token above, or type [MASK]."));
    else
        m_empty->setTexts(tr("This model cannot fill gaps"),
                          tr("Its file has no MLM head (cls.predictions). Open another model, a built-in one say."));
}

/// How many gaps stand side by side, and with how many guesses.
void FillPage::arrange(const Reading &reading)
{
    const int wide = width() - 2 * margin - attentionWidth - spacing;
    const int high = height() - 2 * margin - 2 * spacing - scoreHeight - 32;
    const auto gaps = static_cast<int>(reading.gaps.size());
    m_columns = std::clamp(wide / narrowestList, 1, std::clamp(gaps, 1, maxColumns));
    m_rows = std::clamp((high - 60) / rowHeight, 5, 10);
    m_previous->setVisible(gaps > m_columns);
    m_next->setVisible(gaps > m_columns);
}

void FillPage::showSelection(const Reading &reading)
{
    const Gap *gap = currentGap(reading);
    if (!gap || !gap->prediction)
        return;
    m_position = gap->position;
    showGuesses(reading);
    showScore(reading);
    showAttention(reading);
    showPutIn(reading);
}

void FillPage::showGuesses(const Reading &reading)
{
    const Gap *current = currentGap(reading);
    const auto count = static_cast<int>(reading.gaps.size());
    const auto index = static_cast<int>(current - reading.gaps.data());
    m_firstGap = std::clamp(m_firstGap, std::max(0, index - m_columns + 1), index);
    m_firstGap = std::clamp(m_firstGap, 0, std::max(0, count - m_columns));
    m_heading->setText(count == 1 ? tr("One gap") : tr("Gap %1 of %2").arg(index + 1).arg(count));
    m_previous->setEnabled(index > 0);
    m_next->setEnabled(index + 1 < count);
    if (m_filledFrom != m_firstGap)
        fillLists(reading);

    const std::int32_t piece = currentPiece(reading, *current, session().selection().current());
    for (int column = 0; column < m_columns; ++column) {
        const auto at = static_cast<std::size_t>(column);
        const bool isCurrent = m_firstGap + column == index;
        m_guesses[at]->setSelected(isCurrent ? static_cast<int>(m_pieces[at].indexOf(piece)) : -1);
    }
}

void FillPage::fillLists(const Reading &reading)
{
    m_filledFrom = m_firstGap;
    m_lists->setVisible(!answersHidden());
    m_secret->setVisible(answersHidden());
    m_reveal->setVisible(answersHidden());
    for (int column = 0; column < maxColumns; ++column) {
        const auto at = static_cast<std::size_t>(column);
        m_guesses[at]->setVisible(column < m_columns);
        if (column >= m_columns)
            continue;
        const Gap &gap = reading.gaps[static_cast<std::size_t>(m_firstGap + column)];
        const GapGuesses guesses = gapGuesses(reading, gap, m_rows);
        m_pieces[at] = guesses.pieces;
        m_guesses[at]->setTitle(tokenName(reading, gap.position), truthOf(reading, gap));
        m_guesses[at]->setData(guesses.bars);
    }
}

void FillPage::showScore(const Reading &reading)
{
    m_score->setVisible(!answersHidden());
    const Gap &gap = *currentGap(reading);
    const PieceScore score = pieceScore(reading, gap, currentPiece(reading, gap, session().selection().current()));
    m_score->setTitle(tr("Score of “%1” opened").arg(pieceText(reading, score.prediction.id)),
                      tr("t: the gap's vector; row: the piece's row of the token table"));
    m_score->setData(pieceStrips(score));
}

void FillPage::showAttention(const Reading &reading)
{
    const Selection selection = clampedTo(reading, session().selection().current());
    const Gap &gap = *currentGap(reading);
    const Selection shown{.token = gap.position, .layer = selection.layer, .head = selection.head};
    if (m_lookedAt.isEmpty() || shown != m_shownAttention) {
        m_shownAttention = shown;
        m_attention->setTitle(tr("Where it looks"),
                              tr("layer %1, head %2").arg(selection.layer + 1).arg(selection.head + 1));
        m_attention->setData(gapAttention(reading, gap, selection, m_rows, m_lookedAt));
    }
    const bool marked = selection.token == gap.position;
    m_attention->setSelected(marked ? static_cast<int>(m_lookedAt.indexOf(selection.key)) : -1);
}

void FillPage::showPutIn(const Reading &reading)
{
    const Gap &gap = *currentGap(reading);
    const std::int32_t piece = currentPiece(reading, gap, session().selection().held());
    m_putIn->setVisible(!answersHidden());
    m_putIn->setText(tr("Put “%1” in").arg(pieceText(reading, piece)));
    const bool possible = gap.covered_id == piece || put_in(reading, gap.position, piece);
    m_putIn->setEnabled(possible);
    m_putIn->setToolTip(possible ? tr("Writes the piece into the sentence; the gap is gone.")
                                 : tr("Written into the sentence, this piece would be split in another way."));
}

void FillPage::putIn()
{
    const auto reading = session().reading();
    const Gap *gap = reading ? currentGap(*reading) : nullptr;
    const QString pair = reading && reading->pair ? toQString(*reading->pair) : QString();
    if (!gap || !gap->prediction || toQString(reading->text) != session().text() || pair != session().pair())
        return; // typed meanwhile: the next reading brings new guesses
    const std::int32_t piece = currentPiece(*reading, *gap, session().selection().held());
    if (gap->covered_id == piece) {
        session().setCovered(gap->position, false);
        return;
    }
    const std::optional<FilledSentences> filled = put_in(*reading, gap->position, piece);
    if (!filled)
        return;
    QSet<int> covered = session().covered();
    covered.remove(gap->position);
    Selection chosen = session().selection().held();
    chosen.key = chosen.piece = -1; // the next gap opens its own best guess
    session().selection().hold(chosen);
    session().setAll(toQString(filled->text), filled->pair ? toQString(*filled->pair) : QString(), covered);
}

void FillPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    renew();
}

void FillPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_G && event->modifiers() == Qt::NoModifier)
        m_guessFirst->toggle();
    else if (event->key() == Qt::Key_Space && answersHidden())
        m_reveal->click();
    else
        Page::keyPressEvent(event);
}

QString FillPage::name() const
{
    return tr("Fill the gap");
}

Explanation FillPage::explanation() const
{
    const auto reading = session().reading();
    if (!reading)
        return {};
    const Gap *gap = currentGap(*reading);
    if (!gap || !gap->prediction || answersHidden())
        return explainGaps(*reading, std::nullopt);
    return explainGaps(*reading,
                       pieceScore(*reading, *gap, currentPiece(*reading, *gap, session().selection().current())));
}

void FillPage::retranslate()
{
    m_previous->setText(tr("‹"));
    m_next->setText(tr("›"));
    m_previous->setAccessibleName(tr("Gap before"));
    m_next->setAccessibleName(tr("Next gap"));
    m_guessFirst->setText(tr("Guess first"));
    m_guessFirst->setToolTip(tr("Keeps the answers back until Space shows them (G)"));
    m_reveal->setText(tr("Show the answers"));
    m_openAttention->setText(tr("Open in Attention"));
    m_secret->setTexts(tr("Which piece stands in the gap?"),
                       tr("Guess first; Space shows what the model holds probable."));
}

void FillPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_empty->setColors(palette);
    m_secret->setColors(palette);
    m_heading->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    for (QPushButton *button : {m_previous, m_next, m_putIn, m_guessFirst, m_reveal, m_openAttention})
        styleButton(*button, palette);
}

} // namespace bertlab
