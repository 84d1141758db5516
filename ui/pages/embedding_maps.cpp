#include "pages/embedding_maps.h"

#include "pages/wording.h"

#include <QGridLayout>

#include <algorithm>

namespace bertlab {

namespace {

constexpr Index mostColumns = 64, insideColumns = 16;
constexpr std::array<std::string_view, EmbeddingMaps::maps> tensorNames{
    trace_name::embeddings_word, trace_name::embeddings_token_type, trace_name::embeddings_position,
    trace_name::embeddings_sum, trace_name::embeddings_output};
constexpr std::array<const char *, EmbeddingMaps::maps> ids{
    "embeddings-token", "embeddings-segment", "embeddings-position", "embeddings-sum", "embeddings-layer-norm"};

} // namespace

EmbeddingMaps::EmbeddingMaps(QWidget *parent) : QWidget(parent), m_inside(new VectorRowsView("embeddings-inside", this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    for (int i = 0; i < maps; ++i) {
        m_maps[static_cast<std::size_t>(i)] = new HeatMapView(ids[static_cast<std::size_t>(i)], this);
        grid->addWidget(m_maps[static_cast<std::size_t>(i)], i / 3, i % 3);
        connectMap(static_cast<Map>(i));
    }
    grid->addWidget(m_inside, 1, 2);
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    for (int row = 0; row < 2; ++row)
        grid->setRowStretch(row, 1);

    connect(m_inside, &VectorRowsView::cellClicked, this,
            [this](int, int column) { emit cellClicked(m_insideToken, m_insideFirst + column); });
    connect(m_inside, &VectorRowsView::cellHovered, this, [this](int row, int column) {
        emit cellHovered(row < 0 ? -1 : m_insideToken, row < 0 ? -1 : m_insideFirst + column);
    });
}

void EmbeddingMaps::connectMap(Map map)
{
    HeatMapView *view = m_maps[map];
    connect(view, &HeatMapView::cellClicked, this,
            [this, map](int row, int column) { emit cellClicked(row, dimensionAt(map, row, column)); });
    connect(view, &HeatMapView::cellHovered, this,
            [this, map](int row, int column) { emit cellHovered(row, dimensionAt(map, row, column)); });
    connect(view, &HeatMapView::cellDoubleClicked, this, [this](int row, int) { emit tokenDoubleClicked(row); });
}

int EmbeddingMaps::dimensionAt(Map map, int token, int column) const
{
    if (!m_trace || token < 0 || column < 0)
        return -1;
    const ConstMatrixView values = m_trace->tensor(tensorNames[map]);
    const ConstRowView row(values.data() + token * values.outerStride(), values.cols());
    return static_cast<int>(m_groups.strongestDimension(row, column));
}

void EmbeddingMaps::fillMap(const Reading &reading, Map map, const QList<TokenLabel> &labels, const ColorScale &scale)
{
    HeatMapData data;
    data.values = m_groups.strongest(reading.result.trace->tensor(tensorNames[map]));
    data.rowLabels = labels;
    data.rowNames = tokenNames(reading);
    data.columnNames = m_groups.names();
    data.tensor = toQString(std::string(tensorNames[map]));
    data.scale = scale;
    data.showScale = map == position || map == layerNorm;
    m_maps[map]->setData(data);
}

void EmbeddingMaps::showReading(const Reading &reading)
{
    m_trace = reading.result.trace;
    m_groups = ColumnGroups(reading.model->bert.config().hidden_size, mostColumns);
    m_scale = percentileScale(m_trace->tensor(trace_name::embeddings_sum), tr("99th percentile of |sum|"));
    for (const auto name :
         {trace_name::embeddings_word, trace_name::embeddings_token_type,
          trace_name::embeddings_position}) // what is clipped in one map is marked on the scale of all
        m_scale.clipped = m_scale.clipped || m_trace->tensor(name).cwiseAbs().maxCoeff() > m_scale.max;

    const QList<TokenLabel> labels = tokenLabels(reading);
    for (const Map map : {token, segment, position, sum})
        fillMap(reading, map, labels, m_scale);
    fillMap(reading, layerNorm, labels,
            percentileScale(m_trace->tensor(trace_name::embeddings_output), tr("99th percentile")));

    const QString columns = m_groups.text();
    m_maps[token]->setTitle(tr("Token"), columns);
    m_maps[segment]->setTitle(tr("+ Segment"), columns);
    m_maps[position]->setTitle(tr("+ Position (learned)"), columns);
    m_maps[sum]->setTitle(tr("= Sum"), columns);
    m_maps[layerNorm]->setTitle(tr("LayerNorm of the sum"), columns);
    m_insideToken = -1;
}

void EmbeddingMaps::showSelection(const Reading &reading, const Selection &held, const Selection &current)
{
    const int tokens = reading.encoding.size();
    const auto dimensions = static_cast<int>(m_groups.dimensions());
    const auto within = [](int value, int size) { return value >= 0 && value < size ? value : -1; };
    const int heldToken = within(held.token, tokens), heldDimension = within(held.dimension, dimensions);
    for (HeatMapView *map : m_maps)
        map->setSelected(heldToken,
                         heldToken < 0 || heldDimension < 0 ? -1 : static_cast<int>(m_groups.columnOf(heldDimension)));

    const int token = within(current.token, tokens) >= 0 ? current.token : std::min(1, tokens - 1);
    const int dimension = std::max(0, within(current.dimension, dimensions));
    const auto count = std::min<Index>(insideColumns, dimensions);
    const auto first = std::min<Index>(dimension / count * count, dimensions - count);
    if (token != m_insideToken || first != m_insideFirst) {
        m_insideToken = token;
        m_insideFirst = static_cast<int>(first);
        VectorRowsData data;
        const std::array labels{tr("token"), tr("+ segment"), tr("+ position"), tr("= sum")};
        for (const Map map : {Map::token, segment, position, sum})
            data.rows.append({.label = labels[map],
                              .values = m_trace->tensor(tensorNames[map]).row(token).segment(first, count),
                              .note = {}});
        data.scale = m_scale;
        data.tensor = tr("embeddings of %1").arg(tokenName(reading, token));
        m_inside->setData(data);
        m_inside->setTitle(tr("Inside the sum: %1").arg(tokenName(reading, token)),
                           tr("dimensions %1–%2").arg(first).arg(first + count - 1));
    }
    m_inside->setSelected(-1, within(current.dimension, dimensions) < 0 ? -1 : dimension - m_insideFirst);
}

} // namespace bertlab
