#include "pages/gap_order.h"

#include "pages/controls.h"
#include "pages/fill_gap.h"
#include "pages/wording.h"
#include "plots/bar_list.h"
#include "plots/fonts.h"
#include "plots/painting.h"
#include "plots/token_flow.h"
#include "session/light_reading.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int spacing = 12, stepsWidth = 240;
constexpr std::size_t mostLines = 12; ///< of the calculation on the right

const QStringList columns{QStringLiteral("step"), QStringLiteral("position"), QStringLiteral("input_ids"),
                          QStringLiteral("probability")};

/// A piece as a part of running text: "##able" follows its word.
QString runningText(const Encoding &encoding, std::size_t token, bool isFirst)
{
    const QString piece = toQString(encoding.tokens[token]);
    if (Vocabulary::is_continuation(encoding.tokens[token]))
        return piece.mid(2);
    return isFirst ? piece : u' ' + piece;
}

/// A piece that was put in: its probability below and, where the gaps were filled one after the other, the number of
/// the step above.
TokenFlowData::Item filledItem(const Reading &reading, const FillStep &step, std::ptrdiff_t number)
{
    return {.text = pieceText(reading, step.piece.id),
            .covered = true,
            .above = number > 0 ? QString::number(number) : QString(),
            .below = shortNumber(step.piece.probability),
            .values = {double(number), double(step.position), double(step.piece.id), step.piece.probability}};
}

/// The sentences that have gaps, filled.
void addSentences(TokenFlowData &flow, const QString &heading, const Reading &reading,
                  const std::vector<FillStep> &steps, bool inTurn)
{
    const Encoding &encoding = reading.encoding;
    for (int type = 0; type < (reading.pair ? 2 : 1); ++type) {
        TokenFlowData::Block block{heading, {}, type, {}};
        bool hasGap = false;
        for (int token = 0; token < encoding.size(); ++token) {
            const auto at = static_cast<std::size_t>(token);
            if (encoding.type_ids[at] != type || encoding.is_added(at))
                continue;
            const auto step = std::ranges::find(steps, token, &FillStep::position);
            if (step == steps.end()) {
                block.items.append(
                    {.text = runningText(encoding, at, block.items.isEmpty()), .look = TokenFlowData::Look::text});
                continue;
            }
            hasGap = true;
            block.items.append(filledItem(reading, *step, inTurn ? step - steps.begin() + 1 : 0));
        }
        if (hasGap)
            flow.blocks.append(block);
    }
}

} // namespace

GapOrder::GapOrder(std::shared_ptr<Workers> workers, QWidget *parent)
    : QWidget(parent), m_label(new QLabel), m_choice(new SegmentedControl(QStringLiteral("fill-order"), orders)),
      m_putIn(new QPushButton), m_pictures(new QWidget),
      m_sentences(new TokenFlowView(QStringLiteral("fill-order-sentences"))),
      m_steps(new BarListView(QStringLiteral("fill-order-steps"))), m_workers(std::move(workers)),
      m_job(
          [this](auto filled) {
              m_filled = std::move(filled);
              take();
          },
          [](const QString &) {})
{
    build();
    connect(m_choice, &SegmentedControl::currentChanged, this, [this] {
        ask();
        emit orderChanged();
    });
    connect(m_steps, &BarListView::rowClicked, this, [this](int row) {
        if (m_filled && row < std::ssize(m_filled->steps)) {
            const FillStep &step = m_filled->steps[static_cast<std::size_t>(row)];
            emit pieceClicked(step.position, step.piece.id);
        }
    });
    connect(m_putIn, &QPushButton::clicked, this, [this] {
        if (m_filled && m_filled->sentences && !isBusy())
            emit putInRequested(m_filled->of.lock(), *m_filled->sentences);
    });
}

void GapOrder::build()
{
    m_putIn->setObjectName(QStringLiteral("fill-put-all-in"));
    m_putIn->setEnabled(false);
    m_label->setFont(fonts::text());
    m_label->setBuddy(m_choice);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_label);
    bar->addWidget(m_choice);
    bar->addStretch();
    bar->addWidget(m_putIn);
    auto *row = new QHBoxLayout(m_pictures);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(m_sentences, 1);
    row->addWidget(m_steps);
    m_pictures->setFixedHeight(picturesHeight);
    m_pictures->hide();
    m_steps->setFixedWidth(stepsWidth);
    m_steps->setPanel(true);
    m_sentences->setPanel(true);
    m_sentences->setClickable(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    column->addLayout(bar);
    column->addWidget(m_pictures);
}

GapOrder::Order GapOrder::order() const
{
    return static_cast<Order>(m_choice->current());
}

void GapOrder::showReading(const std::shared_ptr<const Reading> &reading)
{
    if (reading == m_asked.lock())
        return;
    m_asked = reading;
    m_reading = lightReading(*reading);
    ask();
}

void GapOrder::ask()
{
    if (!m_reading)
        return;
    m_putIn->setEnabled(false);
    m_job.run(
        [asked = m_asked, light = m_reading, order = order(), workers = m_workers](const IsCancelled &isCancelled) {
            auto filled = std::make_shared<Filled>(fill(light, order, *workers, isCancelled));
            filled->of = asked;
            return std::shared_ptr<const Filled>(std::move(filled));
        });
}

GapOrder::Filled GapOrder::fill(const std::shared_ptr<const Reading> &light, Order order, Workers &workers,
                                const IsCancelled &isCancelled)
{
    Filled filled{{}, light, order, {}, fill_at_once(*light), {}};
    constexpr std::array ways{FillOrder::left_to_right, FillOrder::right_to_left, FillOrder::surest_first};
    filled.steps = order == atOnce
                       ? filled.at_once
                       : fill_in_order(*light, ways[static_cast<std::size_t>(order - 1)], workers, isCancelled);
    std::vector<Placement> placements;
    for (const FillStep &step : filled.steps)
        placements.push_back({step.position, step.piece.id});
    filled.sentences = put_in(*light, placements);
    return filled;
}

void GapOrder::take()
{
    const bool possible = m_filled->sentences.has_value();
    m_putIn->setEnabled(possible);
    m_putIn->setToolTip(possible ? tr("Writes the pieces into the sentence; the gaps are gone.")
                                 : tr("Written into the sentence, these pieces would be split in another way."));
    if (m_filled->order != atOnce) {
        showSteps();
        showSentences();
    }
    emit resultChanged();
}

void GapOrder::showSteps()
{
    BarListData data;
    data.quantity = tr("probability");
    for (const FillStep &step : m_filled->steps) {
        const Gap *gap = m_filled->reading->gap_at(step.position);
        data.rows.append({.label = QStringLiteral("%1 (%2)")
                                       .arg(painting::inLine(pieceText(*m_filled->reading, step.piece.id)))
                                       .arg(step.position),
                          .value = step.piece.probability,
                          .number = {},
                          .note = {},
                          .right = gap && gap->covered_id == step.piece.id});
    }
    m_steps->setData(data);
    m_steps->setTitle(tr("Step by step"), tr("the first on top"));
}

void GapOrder::showSentences()
{
    TokenFlowData flow;
    flow.quantity = QStringLiteral("filled");
    flow.columns = columns;
    addSentences(flow, m_choice->segment(m_filled->order)->text(), *m_filled->reading, m_filled->steps, true);
    addSentences(flow, m_choice->segment(atOnce)->text(), *m_filled->reading, m_filled->at_once, false);
    m_sentences->setData(flow);
    int different = 0;
    for (const FillStep &step : m_filled->steps)
        different +=
            std::ranges::find(m_filled->at_once, step.position, &FillStep::position)->piece.id != step.piece.id;
    m_sentences->setTitle(tr("What stands there then"),
                          different == 0 ? tr("the same as at once")
                                         : tr("%1 of %2 not as at once").arg(different).arg(m_filled->steps.size()));
}

void GapOrder::explain(Explanation &explanation) const
{
    if (order() == atOnce || !m_filled || m_filled->order == atOnce)
        return;
    explanation.cellTitle = tr("Filled: %1").arg(m_choice->segment(m_filled->order)->text());
    QList<std::pair<QString, QString>> lines;
    for (std::size_t i = 0; i < std::min(mostLines, m_filled->steps.size()); ++i) {
        const FillStep &step = m_filled->steps[i];
        lines.append(
            {tr("%1. at %2: %3").arg(i + 1).arg(step.position).arg(pieceText(*m_filled->reading, step.piece.id)),
             shortNumber(step.piece.probability)});
    }
    if (m_filled->steps.size() > mostLines)
        lines.append({tr("… and %1 more").arg(m_filled->steps.size() - mostLines), {}});
    explanation.calculation = calculationLines(lines);
    explanation.what = tr("One gap is filled by its best guess, then the model reads the sentence again with that "
                          "piece in it and the next gap is guessed. At once, no gap knows of the others.");
    explanation.tryThis = tr("Choose another order: the same gaps may get other pieces. Then put all in and look at "
                             "the sentence.");
}

void GapOrder::setColors(const Palette &palette)
{
    m_choice->setColors(palette);
    styleButton(*m_putIn, palette);
    m_label->setStyleSheet(QStringLiteral("color: %1;").arg(palette.secondary.name()));
}

void GapOrder::retranslate()
{
    m_label->setText(tr("Fill all"));
    m_choice->setTexts(tr("Fill all"), {tr("at once"), tr("left to right"), tr("right to left"), tr("surest first")});
    m_putIn->setText(tr("Put all in"));
    if (m_filled)
        take();
}

} // namespace bertlab
