#include "pages/lens_tab.h"

#include "pages/controls.h"
#include "pages/wording.h"
#include "plots/bar_list.h"
#include "plots/piece_grid.h"

#include <QHBoxLayout>
#include <QLocale>

namespace bertlab {

namespace {

constexpr int barsWidth = 240, spacing = 12;

QString pieceOf(const Reading &reading, std::int32_t id)
{
    return toQString(reading.model->tokenizer.vocabulary().piece(id));
}

QString rankText(Index rank)
{
    return QLocale(QLocale::English).toString(qlonglong(rank));
}

} // namespace

LensTab::LensTab(Session &session, QWidget *parent)
    : LayersTab(session, parent), m_grid(new PieceGridView(QStringLiteral("layers-lens"))),
      m_course(new BarListView(QStringLiteral("layers-course"))),
      m_noHead(new EmptyState(QStringLiteral("layers-no-head"))), m_gridJob(
                                                                      [this](auto lens) {
                                                                          if (const auto reading = m_reading.lock())
                                                                              take(*reading, *lens);
                                                                          emit resultChanged();
                                                                      },
                                                                      [](const QString &) {}),
      m_courseJob(
          [this](auto course) {
              m_answers = std::move(course);
              if (const auto reading = m_reading.lock())
                  takeCourse(*reading, *m_answers);
              emit resultChanged();
          },
          [](const QString &) {})
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(m_grid, 5);
    row->addWidget(m_course, 2);
    row->addWidget(m_noHead);
    m_noHead->hide();
    m_grid->setPanel(true);
    m_course->setPanel(true);
    m_course->setMinimumWidth(barsWidth);
    connect(m_grid, &PieceGridView::cellClicked, this, [this](int layer, int token) {
        emit layerChosen(layer);
        select(token, -1, true);
    });
    connect(m_grid, &PieceGridView::cellHovered, this, [this](int, int token) { select(token, -1, false); });
}

/// The covered piece, or what stands there, or for a typed [MASK] the best guess of the last layer (-1).
std::int32_t LensTab::wantedPiece(const Reading &reading, int token) const
{
    const Gap *gap = reading.gap_at(token);
    if (gap)
        return gap->covered_id.value_or(-1);
    return reading.encoding.ids[static_cast<std::size_t>(token)];
}

void LensTab::fill(const std::shared_ptr<const Reading> &reading)
{
    m_reading = reading;
    m_token = -1;
    m_answers.reset();
    const bool hasHead = reading->model->bert.has(Part::masked_lm);
    m_noHead->setVisible(!hasHead);
    m_grid->setVisible(hasHead);
    m_course->setVisible(hasHead);
    m_gridJob.cancel();
    m_courseJob.cancel();
    if (hasHead)
        m_gridJob.run([reading, workers = this->session().workers()](const IsCancelled &isCancelled) {
            return std::make_shared<const LogitLens>(
                logit_lens(reading->model->bert, *reading->result.trace, 0, *workers, isCancelled));
        });
}

void LensTab::take(const Reading &reading, const LogitLens &lens)
{
    PieceGridData data;
    data.columns = static_cast<int>(lens.positions);
    for (int layer = 0; layer < lens.layers(); ++layer) {
        data.rowNames.append(layerName(layer));
        for (int token = 0; token < lens.positions; ++token) {
            const PiecePrediction &best = lens.at(layer, token);
            data.cells.append({pieceOf(reading, best.id), best.probability, best.id == wantedPiece(reading, token)});
        }
    }
    data.columnLabels = tokenLabels(reading);
    data.columnNames = tokenNames(reading);
    data.scale = {ColorScale::Kind::weights, 1, false, tr("probability")};
    data.quantity = tr("probability");
    m_grid->setData(data);
    m_grid->setTitle(tr("What the MLM head reads on every layer"), tr("✓ what stands there"));
}

void LensTab::showSelection(const Reading &reading, int layer)
{
    if (!reading.model->bert.has(Part::masked_lm))
        return;
    const int token = tokenOf(reading, session().selection().current());
    m_grid->setSelected(layer, token);
    if (token == m_token)
        return;
    m_token = token;
    m_courseJob.run([reading = this->session().reading(), token,
                     workers = this->session().workers()](const IsCancelled &isCancelled) {
        return std::make_shared<const Course>(
            answers_by_layer(reading->model->bert, *reading->result.trace, 0, token, *workers, isCancelled));
    });
}

void LensTab::takeCourse(const Reading &reading, const Course &course)
{
    m_piece = wantedPiece(reading, m_token);
    if (m_piece < 0)
        m_piece = course.back().top(1).front().id;
    BarListData data;
    for (int layer = 0; layer < int(course.size()); ++layer) {
        const MaskPrediction &answer = course[std::size_t(layer)];
        data.rows.append({layerName(layer),
                          answer.of(m_piece).probability,
                          {},
                          tr("rank %1").arg(rankText(answer.rank(m_piece))),
                          answer.rank(m_piece) == 1,
                          {}});
    }
    data.quantity = tr("probability");
    m_course->setData(data);
    m_course->setTitle(tr("\"%1\" at %2").arg(pieceOf(reading, m_piece)).arg(m_token), tr("layer by layer"));
}

Explanation LensTab::explanation(const Reading &reading, int layer) const
{
    Explanation explanation{
        .title = tr("Logit lens"),
        .what = tr("The head that guesses masked words, put on every layer instead of the last one only. Each cell "
                   "has its best guess; the colour is its probability."),
        .tryThis = tr("Cover a word (M) and look from which layer on the right piece leads."),
        .careful = tr("The head was trained on the last layer only: on early layers the lens is a hint, not what the "
                      "layer \"thinks\"."),
        .experiment = {tr("See the head at work on the last layer"), QStringLiteral("fill")}};
    if (!m_answers || m_token < 0 || m_token >= reading.encoding.size() || layer >= int(m_answers->size()))
        return explanation;
    const MaskPrediction &answer = (*m_answers)[std::size_t(layer)];
    const PiecePrediction best = answer.top(1).front(), wanted = answer.of(m_piece);
    explanation.cellTitle = tr("%1, %2").arg(tokenName(reading, m_token), layerName(layer));
    explanation.calculation = calculationLines(
        {{tr("best: %1").arg(pieceOf(reading, best.id)), shortNumber(best.probability)},
         {tr("logit of \"%1\"").arg(pieceOf(reading, m_piece)), withDecimals(double(wanted.logit))},
         {tr("exp(logit − max)"), shortNumber(std::exp(double(wanted.logit) - answer.max_logit()))},
         {tr("sum over %1 pieces").arg(rankText(answer.vocabulary_size())), shortNumber(answer.sum_of_exponentials())},
         {tr("probability"), shortNumber(wanted.probability)},
         {tr("rank"), rankText(answer.rank(m_piece))}});
    return explanation;
}

void LensTab::retranslate()
{
    m_noHead->setTexts(tr("This model has no MLM head."),
                       tr("The lens reads every layer with the head that guesses masked words; open a model that has "
                          "one."));
    forget();
}

void LensTab::setColors(const Palette &palette)
{
    m_noHead->setColors(palette);
}

} // namespace bertlab
