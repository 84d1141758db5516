#include "pages/similarity_tab.h"

#include "analysis/hidden_states.h"
#include "analysis/similarity.h"
#include "pages/wording.h"
#include "plots/bar_list.h"
#include "plots/heat_map.h"

#include <QHBoxLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int barsWidth = 240, spacing = 12, mostBars = 40;

} // namespace

SimilarityTab::SimilarityTab(Session &session, QWidget *parent)
    : LayersTab(session, parent), m_map(new HeatMapView(QStringLiteral("layers-similarity"))),
      m_nearest(new BarListView(QStringLiteral("layers-nearest"))),
      m_job([this](std::shared_ptr<const Matrix> result) { m_take(std::move(result)); }, [](const QString &) {})
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(m_map, 5);
    row->addWidget(m_nearest, 2);
    m_nearest->setPanel(true);
    m_nearest->setMinimumWidth(barsWidth);
    connect(m_map, &HeatMapView::cellClicked, this, [this](int token, int key) { select(token, key, true); });
    connect(m_map, &HeatMapView::cellHovered, this, [this](int token, int key) { select(token, key, false); });
    connect(m_nearest, &BarListView::rowClicked, this,
            [this](int bar) { select(this->session().selection().held().token, m_order.value(bar, -1), true); });
}

void SimilarityTab::fill(const std::shared_ptr<const Reading> &)
{
    m_layer = -1;
}

void SimilarityTab::showSelection(const Reading &reading, int layer)
{
    if (layer != m_layer) {
        m_layer = layer;
        m_take = [this, layer,
                  shown = std::weak_ptr(session().reading())](const std::shared_ptr<const Matrix> &result) {
            if (const auto read = shown.lock()) // this lambda stays: it must not keep a whole reading alive
                take(read, layer, *result);
            emit resultChanged();
        };
        m_job.run([reading = session().reading(), layer](const IsCancelled &isCancelled) {
            return std::make_shared<const Matrix>(
                cosine_similarities(hidden_state(*reading->result.trace, layer), isCancelled));
        });
    }
    const Selection &held = session().selection().held();
    m_map->setSelected(held.token, held.key);
    showNearest(reading);
}

void SimilarityTab::take(const std::shared_ptr<const Reading> &reading, int layer, const Matrix &similarities)
{
    HeatMapData data;
    data.values = similarities;
    data.rowLabels = data.columnLabels = tokenLabels(*reading);
    data.rowNames = data.columnNames = tokenNames(*reading);
    data.tensor = QStringLiteral("cosine_similarity.%1").arg(layer);
    data.scale = {ColorScale::Kind::signedValues, 1, false, tr("cosine")};
    data.squareCells = true;
    m_map->setData(data);
    m_map->setTitle(tr("How alike the tokens are: %1").arg(layerName(layer)));
    showNearest(*reading);
}

void SimilarityTab::showNearest(const Reading &reading)
{
    const Matrix &similarities = m_map->data().values;
    const int token = tokenOf(reading, session().selection().current());
    if (token >= similarities.rows() || similarities.rows() != reading.encoding.size())
        return;
    m_order.clear();
    for (int other = 0; other < similarities.cols(); ++other)
        if (other != token)
            m_order.append(other);
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](int a, int b) { return similarities(token, a) > similarities(token, b); });
    m_order.resize(std::min<qsizetype>(m_order.size(), mostBars));
    BarListData data;
    for (const int other : std::as_const(m_order)) {
        const double cosine = double(similarities(token, other));
        data.rows.append({tokenName(reading, other), std::max(0.0, cosine), shortNumber(cosine), {}, false, {}});
    }
    data.quantity = tr("cosine");
    m_nearest->setData(data);
    m_nearest->setTitle(tr("Most like %1").arg(tokenName(reading, token)));
}

Explanation SimilarityTab::explanation(const Reading &reading, int layer) const
{
    const Selection &current = session().selection().current();
    const int token = tokenOf(reading, current);
    Explanation explanation{
        .title = tr("How alike the tokens are"),
        .what = tr("The cosine of every two tokens' vectors at one layer: 1 for the same direction, 0 for none in "
                   "common. It opens on the last layer, where each token has taken in its sentence."),
        .tryThis = tr("Put one word into both sentences and click it. Then move the layer from the embeddings to the "
                      "last: which tokens does each of the two come near?"),
        .careful = tr("All vectors of a layer share a common part, so even unrelated tokens have a cosine above 0. "
                      "Compare cosines with one another, not with 0.")};
    const ConstMatrixView states = hidden_state(*reading.result.trace, layer);
    if (current.key < 0 || current.key >= states.rows())
        return explanation;
    const Eigen::RowVectorXd a = states.row(token).cast<double>(), b = states.row(current.key).cast<double>();
    explanation.cellTitle = tr("%1 and %2").arg(tokenName(reading, token), tokenName(reading, current.key));
    explanation.calculation =
        calculationLines({{tr("a · b"), withDecimals(a.dot(b))},
                          {tr("|a|"), withDecimals(a.norm())},
                          {tr("|b|"), withDecimals(b.norm())},
                          {tr("a · b / (|a| |b|)"), shortNumber(a.dot(b) / (a.norm() * b.norm()))}});
    return explanation;
}

void SimilarityTab::retranslate()
{
    m_layer = -1;
    forget();
}

} // namespace bertlab
