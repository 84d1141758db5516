#include "pages/token_course_tab.h"

#include "analysis/similarity.h"
#include "pages/wording.h"
#include "plots/curve_plot.h"
#include "plots/vector_rows.h"

#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr Index mostColumns = 96;
constexpr int spacing = 12;

ConstRowView rowOf(const ConstMatrixView &states, int token)
{
    return {states.row(token).data(), states.cols()};
}

int layersOf(const Reading &reading)
{
    return static_cast<int>(reading.model->bert.config().num_hidden_layers);
}

} // namespace

TokenCourseTab::TokenCourseTab(Session &session, QWidget *parent)
    : LayersTab(session, parent), m_vectors(new VectorRowsView(QStringLiteral("layers-vector"))),
      m_norms(new CurvePlotView(QStringLiteral("layers-norms"))), m_addedJob(
                                                                      [this](auto added) {
                                                                          if (const auto reading = m_reading.lock())
                                                                              showNorms(*reading, *added);
                                                                          emit resultChanged();
                                                                      },
                                                                      [](const QString &) {})
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    column->addWidget(m_vectors, 3);
    column->addWidget(m_norms, 2);
    m_vectors->setPanel(true);
    m_norms->setPanel(true);
    connect(m_vectors, &VectorRowsView::cellClicked, this, [this](int row, int at) { choose(row, at, true); });
    connect(m_vectors, &VectorRowsView::cellHovered, this, [this](int row, int at) { choose(row, at, false); });
}

void TokenCourseTab::choose(int row, int column, bool hold)
{
    const auto reading = session().reading();
    SelectionModel &selection = session().selection();
    if (row < 0 || !reading) {
        selection.preview(std::nullopt);
        return;
    }
    Selection chosen = selection.held();
    chosen.token = chosen.lastToken = m_token;
    chosen.dimension = static_cast<int>(
        m_groups.strongestDimension(rowOf(hidden_state(*reading->result.trace, row), m_token), column));
    chosen.layer = std::max(0, row - 1);
    if (hold)
        emit layerChosen(row);
    hold ? selection.hold(chosen) : selection.preview(chosen);
}

void TokenCourseTab::fill(const std::shared_ptr<const Reading> &reading)
{
    m_groups = ColumnGroups(reading->model->bert.config().hidden_size, mostColumns);
    m_scale = percentileScale(hidden_state(*reading->result.trace, layersOf(*reading)), tr("99th percentile"));
    m_token = -1;
    m_reading = reading;
}

void TokenCourseTab::showSelection(const Reading &reading, int layer)
{
    const Selection &current = session().selection().current();
    if (const int token = tokenOf(reading, current); token != m_token) {
        m_token = token;
        showVectors(reading, token);
        measure(token);
    }
    const bool within = current.dimension >= 0 && current.dimension < m_groups.dimensions();
    m_vectors->setSelected(layer, within ? static_cast<int>(m_groups.columnOf(current.dimension)) : -1);
}

void TokenCourseTab::showVectors(const Reading &reading, int token)
{
    VectorRowsData data;
    for (int layer = 0; layer <= layersOf(reading); ++layer) {
        const ConstMatrixView states = hidden_state(*reading.result.trace, layer);
        const Matrix row = m_groups.strongest(rows_of(states, token, 1));
        VectorRowsData::Row strip{layerName(layer), RowVector(row.row(0))};
        if (layer > 0)
            strip.note = tr("cosine %1")
                             .arg(shortNumber(cosine_similarity(
                                 rowOf(hidden_state(*reading.result.trace, layer - 1), token), rowOf(states, token))));
        data.rows.append(strip);
    }
    data.columnNames = m_groups.names();
    data.scale = m_scale;
    data.tensor = QStringLiteral("hidden_states");
    m_vectors->setData(data);
    m_vectors->setTitle(tr("%1 through the layers").arg(tokenName(reading, token)),
                        tr("%1 · cosine with the layer above").arg(m_groups.text()));
}

/// What the blocks add is reckoned for this token alone: of all tokens it would be a seventh of a reading's memory.
void TokenCourseTab::measure(int token)
{
    m_addedJob.run([reading = this->session().reading(), token,
                    workers = this->session().workers()](const IsCancelled &isCancelled) {
        return std::make_shared<const AddedLengths>(
            added_lengths(reading->model->bert, *reading->result.trace, 0, token, *workers, isCancelled));
    });
}

void TokenCourseTab::showNorms(const Reading &reading, const AddedLengths &added)
{
    const Trace &trace = *reading.result.trace;
    const int layers = layersOf(reading);
    CurvePlotData::Curve stream{tr("the vector"), {}, true}, attention{tr("attention adds"), {}, true, Qt::DashLine},
        feedForward{tr("feed-forward adds"), {}, true, Qt::DotLine};
    for (int layer = 0; layer <= layers; ++layer) {
        const ConstMatrixView state = rows_of(hidden_state(trace, layer), m_token, 1);
        stream.points.append({double(layer), double(lengths_of_rows(state)[0])});
        if (layer == 0)
            continue;
        attention.points.append({double(layer), double(added.attention[layer - 1])});
        feedForward.points.append({double(layer), double(added.feed_forward[layer - 1])});
    }
    CurvePlotData data;
    data.curves = {stream, attention, feedForward};
    data.nameRoom = 0.3;
    data.across = tr("layer");
    data.quantity = tr("length");
    m_norms->setData(data);
    m_norms->setTitle(tr("Length of the vector, and of what each block adds"), tr("by layer, 0 = embeddings"));
}

Explanation TokenCourseTab::explanation(const Reading &reading, int layer) const
{
    const Selection &current = session().selection().current();
    const int token = tokenOf(reading, current);
    const ConstMatrixView states = hidden_state(*reading.result.trace, layer);
    Explanation explanation{
        .title = tr("One token through the layers"),
        .what = tr("The same token as a vector of %1 numbers: first its embedding, then what each layer makes of it. "
                   "Attention and feed-forward add to the vector, LayerNorm evens it out.")
                    .arg(states.cols()),
        .tryThis = tr("Choose a word that has two senses, change the words around it and watch from which layer on the "
                      "vector differs."),
        .careful = tr("A single dimension has no meaning of its own; compare whole vectors.")};
    explanation.cellTitle = tr("%1, %2").arg(tokenName(reading, token), layerName(layer));
    QList<std::pair<QString, QString>> steps{
        {tr("length"), shortNumber(double(lengths_of_rows(rows_of(states, token, 1))[0]))}};
    if (layer > 0) {
        const ConstRowView before = rowOf(hidden_state(*reading.result.trace, layer - 1), token);
        const ConstRowView now = rowOf(states, token);
        const double dot = before.cast<double>().dot(now.cast<double>());
        steps << std::pair{tr("before · now"), withDecimals(dot)}
              << std::pair{tr("|before| |now|"), withDecimals(before.cast<double>().norm() * now.cast<double>().norm())}
              << std::pair{tr("cosine"), shortNumber(cosine_similarity(before, now))};
    }
    if (current.dimension >= 0 && current.dimension < states.cols())
        steps << std::pair{tr("dimension %1").arg(current.dimension),
                           shortNumber(double(states(token, current.dimension)))};
    explanation.calculation = calculationLines(steps);
    return explanation;
}

void TokenCourseTab::retranslate()
{
    m_token = -1;
    forget();
}

} // namespace bertlab
