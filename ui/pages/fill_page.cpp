#include "pages/fill_page.h"

#include "pages/attention_cell.h"
#include "pages/controls.h"
#include "pages/gap_attention.h"
#include "pages/gap_lists.h"
#include "pages/gap_order.h"
#include "pages/wording.h"
#include "plots/fonts.h"
#include "tasks/put_in.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12, scoreHeight = GapOrder::picturesHeight, attentionWidth = 290,
              controlsHeight = 32, askWidth = 150;

} // namespace

FillPage::FillPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("fill"), session, parent), m_content(new QWidget(this)), m_guesses(new GapLists),
      m_empty(new EmptyState(QStringLiteral("fill-empty"), this)),
      m_secret(new EmptyState(QStringLiteral("fill-secret"))), m_attention(new GapAttention),
      m_order(new GapOrder(session.workers())), m_score(new VectorRowsView(QStringLiteral("fill-score"))),
      m_curve(new CurvePlotView(QStringLiteral("fill-curve"))), m_heading(new QLabel), m_ask(new QLineEdit),
      m_previous(new QPushButton), m_next(new QPushButton), m_putIn(new QPushButton), m_guessFirst(new QPushButton),
      m_reveal(new QPushButton)
{
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
    m_guessFirst->setFocusPolicy(Qt::TabFocus);
    m_ask->setObjectName(QStringLiteral("fill-ask"));
    m_ask->setFixedSize(askWidth, 30);
    m_ask->setTextMargins(6, 0, 4, 0);
    m_ask->setFocusPolicy(Qt::ClickFocus);
    m_heading->setFont(fonts::title());
    auto *controls = new QWidget;
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_heading);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addStretch();
    row->addWidget(m_ask);
    row->addWidget(m_putIn);
    row->addWidget(m_reveal);
    row->addWidget(m_guessFirst);
    return controls;
}

void FillPage::build()
{
    m_attention->setFixedWidth(attentionWidth);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(spacing);
    middle->addWidget(m_guesses, 1);
    middle->addWidget(m_secret, 1);
    middle->addWidget(m_attention);

    auto *lower = new QHBoxLayout;
    lower->setSpacing(spacing);
    for (View *view : {static_cast<View *>(m_score), static_cast<View *>(m_curve)}) {
        view->setPanel(true);
        view->setFixedHeight(scoreHeight);
    }
    lower->addWidget(m_score, 1);
    lower->addWidget(m_curve);
    m_curve->setFixedWidth(attentionWidth);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(spacing);
    content->addWidget(buildControls());
    content->addLayout(middle, 1);
    content->addWidget(m_order);
    content->addLayout(lower);
    m_order->hide();

    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(margin, margin, margin, margin);
    page->addWidget(m_content, 1);
    page->addWidget(m_empty, 1);
}

void FillPage::connectViews()
{
    SelectionModel &selection = session().selection();
    connect(m_guesses, &GapLists::pieceClicked, this, [this, &selection](int position, int piece) {
        selection.hold(selectionOf(position, piece).value_or(selection.held()));
    });
    connect(m_guesses, &GapLists::pieceHovered, this,
            [this, &selection](int position, int piece) { selection.preview(selectionOf(position, piece)); });
    connect(m_attention, &GapAttention::tokenClicked, this, &FillPage::holdKey);
    connect(m_attention, &GapAttention::openRequested, this, [this, &selection] {
        holdKey(selection.held().token == m_position ? selection.held().key : -1);
        emit pageRequested(QStringLiteral("attention"));
    });
    connect(m_order, &GapOrder::orderChanged, this, &FillPage::renew);
    connect(m_order, &GapOrder::resultChanged, this, &Page::explanationChanged);
    connect(m_order, &GapOrder::putInRequested, this, &FillPage::putAllIn);
    connect(m_order, &GapOrder::pieceClicked, this, [this, &selection](int position, int piece) {
        selection.hold(selectionOf(position, piece).value_or(selection.held()));
    });
    connect(m_ask, &QLineEdit::returnPressed, this, &FillPage::ask);
    connect(m_previous, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(m_putIn, &QPushButton::clicked, this, &FillPage::putIn);
    connect(m_guessFirst, &QPushButton::toggled, this, [this] {
        m_revealed = false;
        setFocus(); // Space shows the answers now, and must not press the button again
        renew();
    });
    connect(m_reveal, &QPushButton::clicked, this, [this] {
        m_revealed = true;
        renew();
    });
}

/// What is held, moved to a piece at a gap; none for a position of -1.
std::optional<Selection> FillPage::selectionOf(int position, int piece) const
{
    if (position < 0)
        return std::nullopt;
    Selection chosen = session().selection().held();
    if (chosen.token != position)
        chosen.key = -1;
    chosen.token = chosen.lastToken = position;
    chosen.piece = piece;
    return chosen;
}

/// Selects the gap and a token that it looks at.
void FillPage::holdKey(int key)
{
    Selection chosen = session().selection().held();
    chosen.token = chosen.lastToken = m_position;
    chosen.key = key;
    session().selection().hold(chosen);
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
    m_attention->forget();
    m_kept = {};
    showEmptyState(reading);
    hideAnswers(reading);
    if (!m_order->isHidden() && reading.model->bert.has(Part::masked_lm))
        m_order->showReading(session().reading());
    arrange(reading);
}

View *FillPage::mainView() const
{
    return m_guesses->currentList();
}

QWidget *FillPage::controls() const
{
    return m_empty->isHidden() ? nullptr : m_empty;
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

void FillPage::arrange(const Reading &reading)
{
    const int wide = width() - 2 * margin - attentionWidth - spacing;
    const bool several = !m_order->isHidden();
    const int below =
        !several ? scoreHeight : m_order->sizeHint().height() + (fillsInOrder() ? 0 : scoreHeight + spacing);
    const int high = height() - 2 * margin - 2 * spacing - below - controlsHeight;
    m_guesses->setRoom(reading, wide, high);
    const bool more = static_cast<int>(reading.gaps.size()) > m_guesses->columns();
    m_previous->setVisible(more);
    m_next->setVisible(more);
}

void FillPage::showSelection(const Reading &reading)
{
    const Gap *gap = currentGap(reading);
    if (!gap || !gap->prediction)
        return;
    m_position = gap->position;
    showGuesses(reading);
    showScore(reading);
    m_attention->showGap(reading, *gap, clampedTo(reading, session().selection().current()), m_guesses->rows());
    showPutIn(reading);
}

void FillPage::showGuesses(const Reading &reading)
{
    const Gap *current = currentGap(reading);
    const auto count = static_cast<int>(reading.gaps.size());
    const auto index = static_cast<int>(current - reading.gaps.data());
    m_heading->setText(count == 1 ? tr("One gap") : tr("Gap %1 of %2").arg(index + 1).arg(count));
    m_previous->setEnabled(index > 0);
    m_next->setEnabled(index + 1 < count);
    m_guesses->showGap(reading, index, currentPiece(reading, *current, session().selection().current()));
}

/// … or shows them again.
void FillPage::hideAnswers(const Reading &reading)
{
    const bool hidden = answersHidden(), several = !hidden && reading.gaps.size() > 1;
    const bool inOrder = several && m_order->order() != GapOrder::atOnce;
    const std::pair<QWidget *, bool> wanted[]{{m_guesses, !hidden},
                                              {m_order, several},
                                              {m_order->pictures(), inOrder},
                                              {m_score, !hidden && !inOrder},
                                              {m_curve, !hidden && !inOrder},
                                              {m_putIn, !hidden},
                                              {m_ask, !hidden},
                                              {m_secret, hidden},
                                              {m_reveal, hidden}};
    for (const bool visible : {false, true}) // what goes goes first: together they would ask for a larger window
        for (const auto &[widget, shown] : wanted)
            if (shown == visible)
                widget->setVisible(shown);
}

void FillPage::showScore(const Reading &reading)
{
    const Gap &gap = *currentGap(reading);
    const PieceScore score = pieceScore(reading, gap, currentPiece(reading, gap, session().selection().current()));
    m_score->setTitle(tr("Score of “%1” opened").arg(pieceText(reading, score.prediction.id)),
                      tr("t: the gap's vector; row: the piece's row of the token table"));
    m_score->setData(pieceStrips(score));
    showCurve(reading, score);
}

/// A softmax is read off it: what lies 2.3 below the top has a tenth of its probability.
CurvePlotData FillPage::curveOf(const MaskPrediction &prediction)
{
    const std::vector<PiecePrediction> all = prediction.top(prediction.vocabulary_size());
    CurvePlotData data;
    CurvePlotData::Curve curve{{}, {}, true, Qt::SolidLine, tr("score")};
    for (std::size_t place = 0; place < all.size(); place += 1 + place / 32) // evenly enough on a log scale
        curve.points.append({std::log10(double(place + 1)), double(all[place].logit)});
    curve.points.append({std::log10(double(all.size())), double(all.back().logit)});
    data.curves = {curve};
    data.yMin = std::floor(double(all.back().logit));
    data.yMax = std::ceil(double(all.front().logit)) + 1;
    data.quantity = tr("score");
    data.across = tr("rank");
    data.powersOfTen = true;
    return data;
}

void FillPage::showCurve(const Reading &reading, const PieceScore &score)
{
    if (m_kept.gap != score.gap->position) {
        m_kept.gap = score.gap->position;
        m_kept.curve = curveOf(*score.gap->prediction);
    }
    m_kept.curve.marks = {{pieceText(reading, score.prediction.id), std::log10(double(score.rank))}};
    m_curve->setData(m_kept.curve);
    const Index pieces = score.gap->prediction->vocabulary_size();
    m_curve->setTitle(tr("All %1 scores").arg(QLocale(QLocale::English).toString(qlonglong(pieces))), tr("by rank"));
}

/// The piece that was typed is selected: it gets a row, its score and its place on the curve.
void FillPage::ask()
{
    const auto reading = session().reading();
    const Gap *gap = reading ? currentGap(*reading) : nullptr;
    if (!gap)
        return;
    const Vocabulary &vocabulary = reading->model->tokenizer.vocabulary();
    const QString typed = m_ask->text().trimmed();
    std::optional<std::int32_t> piece = vocabulary.find(typed.toStdString());
    if (!piece)
        piece = vocabulary.find(typed.toLower().toStdString());
    if (!piece) {
        QToolTip::showText(m_ask->mapToGlobal(QPoint(0, m_ask->height())),
                           tr("“%1” is no piece of this vocabulary: it would be split.").arg(typed), m_ask);
        return;
    }
    session().selection().hold(selectionOf(gap->position, *piece).value_or(session().selection().held()));
    m_ask->clear();
}

void FillPage::showPutIn(const Reading &reading)
{
    const Gap &gap = *currentGap(reading);
    const std::int32_t piece = currentPiece(reading, gap, session().selection().held());
    if (m_kept.putInGap == gap.position && m_kept.putInPiece == piece)
        return;
    m_kept.putInGap = gap.position;
    m_kept.putInPiece = piece;
    m_putIn->setText(tr("Put “%1” in").arg(pieceText(reading, piece)));
    const bool possible = gap.covered_id == piece || put_in(reading, gap.position, piece);
    m_putIn->setEnabled(possible);
    m_putIn->setToolTip(possible ? tr("Writes the piece into the sentence; the gap is gone.")
                                 : tr("Written into the sentence, this piece would be split in another way."));
}

/// False when something was typed meanwhile: the next reading brings new guesses.
bool FillPage::isRead(const Reading &reading) const
{
    const QString pair = reading.pair ? toQString(*reading.pair) : QString();
    return toQString(reading.text) == session().text() && pair == session().pair();
}

void FillPage::putIn()
{
    const auto reading = session().reading();
    const Gap *gap = reading ? currentGap(*reading) : nullptr;
    if (!gap || !gap->prediction || !isRead(*reading))
        return;
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

/// All gaps at once; their sentences belong to the reading.
void FillPage::putAllIn(const std::shared_ptr<const Reading> &reading, const FilledSentences &filled)
{
    if (reading != session().reading() || !isRead(*reading))
        return;
    QSet<int> covered = session().covered();
    for (const Gap &gap : reading->gaps)
        covered.remove(gap.position);
    session().setAll(toQString(filled.text), filled.pair ? toQString(*filled.pair) : QString(), covered);
}

/// The steps stand in place of the opened score then.
bool FillPage::fillsInOrder() const
{
    return !m_order->isHidden() && m_order->order() != GapOrder::atOnce;
}

bool FillPage::isBusy() const
{
    return !m_order->isHidden() && m_order->isBusy();
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
    Explanation words = explainGaps(
        *reading, pieceScore(*reading, *gap, currentPiece(*reading, *gap, session().selection().current())));
    if (fillsInOrder())
        m_order->explain(words);
    return words;
}

void FillPage::retranslate()
{
    m_previous->setText(tr("‹"));
    m_next->setText(tr("›"));
    m_ask->setPlaceholderText(tr("Ask for a piece"));
    m_ask->setAccessibleName(tr("A piece whose score is wanted"));
    m_previous->setAccessibleName(tr("Gap before"));
    m_next->setAccessibleName(tr("Next gap"));
    m_guessFirst->setText(tr("Guess first"));
    m_guessFirst->setToolTip(tr("Keeps the answers back until Space shows them (G)"));
    m_reveal->setText(tr("Show the answers"));
    m_attention->retranslate();
    m_order->retranslate();
    m_secret->setTexts(tr("Which piece stands in the gap?"),
                       tr("Guess first; Space shows what the model holds probable."));
}

void FillPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_empty->setColors(palette);
    m_secret->setColors(palette);
    m_attention->setColors(palette);
    m_order->setColors(palette);
    m_heading->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    for (QPushButton *button : {m_previous, m_next, m_putIn, m_guessFirst, m_reveal})
        styleButton(*button, palette);
}

} // namespace bertlab
