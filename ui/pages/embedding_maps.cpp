#include "pages/embedding_maps.h"

#include "pages/wording.h"

#include <QChildEvent>

#include <algorithm>

namespace bertlab {

namespace {

constexpr Index mostColumns = 64, insideColumns = 16;
constexpr std::array<std::string_view, EmbeddingMaps::maps> tensorNames{
    trace_name::embeddings_word, trace_name::embeddings_token_type, trace_name::embeddings_position,
    trace_name::embeddings_sum, trace_name::embeddings_output};
constexpr std::array<const char *, EmbeddingMaps::maps> ids{
    "embeddings-token", "embeddings-segment", "embeddings-position", "embeddings-sum", "embeddings-layer-norm"};

QString positionTitle(ReadingVariant::Positions positions)
{
    switch (positions) {
    case ReadingVariant::Positions::learned:
        break;
    case ReadingVariant::Positions::sinusoids:
        return EmbeddingMaps::tr("+ Position (sinusoids)");
    case ReadingVariant::Positions::scaled_sinusoids:
        return EmbeddingMaps::tr("+ Position (sinusoids, scaled)");
    case ReadingVariant::Positions::none:
        return EmbeddingMaps::tr("+ Position (none)");
    }
    return EmbeddingMaps::tr("+ Position (learned)");
}

} // namespace

EmbeddingMaps::EmbeddingMaps(QWidget *parent) : QWidget(parent), m_inside(new VectorRowsView("embeddings-inside", this))
{
    for (int i = 0; i < maps; ++i) {
        m_maps[static_cast<std::size_t>(i)] = new HeatMapView(ids[static_cast<std::size_t>(i)], this);
        connectMap(static_cast<Map>(i));
    }
    setTabOrder(m_maps[sum], m_inside);
    setTabOrder(m_inside, m_maps[layerNorm]);
    setMinimumSize(600, 300);

    connect(m_inside, &VectorRowsView::cellClicked, this,
            [this](int, int column) { emit cellClicked(m_insideToken, m_insideFirst + column); });
    connect(m_inside, &VectorRowsView::cellHovered, this, [this](int row, int column) {
        emit cellHovered(row < 0 ? -1 : m_insideToken, row < 0 ? -1 : m_insideFirst + column);
    });
}

void EmbeddingMaps::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

/// A map that comes back from being enlarged.
void EmbeddingMaps::childEvent(QChildEvent *event)
{
    QWidget::childEvent(event);
    if (event->added() && m_maps.back())
        QMetaObject::invokeMethod(this, &EmbeddingMaps::layOut, Qt::QueuedConnection);
}

void EmbeddingMaps::layOut()
{
    constexpr int gap = 16;
    const int rowHeight = (height() - gap) / 2;
    const auto isHere = [this](const QWidget *view) { return view->parentWidget() == this; }; // not enlarged
    const auto place = [&](QWidget *view, int row, int left, int right) {
        if (isHere(view))
            view->setGeometry(left, row * (rowHeight + gap), right - left, rowHeight);
    };
    // The scales' numbers have their width by themselves; the maps share what is left.
    const auto scaleWidth = [&](const HeatMapView *view) {
        const auto columns = static_cast<int>(view->data().values.cols());
        return columns == 0 || !isHere(view) ? 0
                                             : view->width() - static_cast<int>(view->cellRect(0, columns - 1).right());
    };
    const auto widths = [&](int scale) { return (width() - 2 * gap - scale) / 3; };
    for (const Map map : {position, layerNorm}) // as wide as any, to ask for what is beside the map
        if (isHere(m_maps[map]))
            m_maps[map]->resize(widths(0), rowHeight);
    const int scale = std::max(scaleWidth(m_maps[position]), scaleWidth(m_maps[layerNorm]));
    const int each = widths(scale);
    const auto left = [&](int column) { return column * (each + gap); };
    const auto right = [&](const HeatMapView *view) { return left(2) + each + scaleWidth(view); };
    place(m_maps[token], 0, left(0), left(0) + each);
    place(m_maps[segment], 0, left(1), left(1) + each);
    place(m_maps[position], 0, left(2), right(m_maps[position]));
    place(m_maps[sum], 1, left(0), left(0) + each);
    place(m_inside, 1, left(1), left(1) + each);
    place(m_maps[layerNorm], 1, left(2), right(m_maps[layerNorm]));
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
    const auto trace = m_trace.lock();
    if (!trace || token < 0 || column < 0)
        return -1;
    const ConstMatrixView values = trace->tensor(tensorNames[map]);
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
    data.columnsTitle = tr("dimension →");
    data.scale = scale;
    data.showScale = map == position || map == layerNorm;
    m_maps[map]->setData(data);
}

void EmbeddingMaps::showReading(const Reading &reading)
{
    const Trace &trace = *reading.result.trace;
    m_trace = reading.result.trace;
    m_groups = ColumnGroups(reading.model->bert.config().hidden_size, mostColumns);
    m_scale = percentileScale(trace.tensor(trace_name::embeddings_sum), tr("99th percentile of |sum|"));
    for (const auto name :
         {trace_name::embeddings_word, trace_name::embeddings_token_type,
          trace_name::embeddings_position}) // what is clipped in one map is marked on the scale of all
        m_scale.clipped = m_scale.clipped || trace.tensor(name).cwiseAbs().maxCoeff() > m_scale.max;

    const QList<TokenLabel> labels = tokenLabels(reading);
    for (const Map map : {token, segment, position, sum})
        fillMap(reading, map, labels, m_scale);
    fillMap(reading, layerNorm, labels,
            percentileScale(trace.tensor(trace_name::embeddings_output), tr("99th percentile")));

    const QString columns = m_groups.text();
    m_maps[token]->setTitle(tr("Token"), columns);
    m_maps[segment]->setTitle(tr("+ Segment"), columns);
    m_maps[position]->setTitle(positionTitle(reading.variant.positions), columns);
    m_maps[sum]->setTitle(tr("= Sum"), columns);
    m_maps[layerNorm]->setTitle(tr("LayerNorm"), columns);
    layOut();
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
                              .values = reading.result.trace->tensor(tensorNames[map]).row(token).segment(first, count),
                              .note = {}});
        for (Index d = first; d < first + count; ++d)
            data.columnNames.append(QString::number(d));
        data.scale = m_scale;
        data.scale.name.clear(); // stands beside the map above
        data.tensor = tr("embeddings of %1").arg(tokenName(reading, token));
        m_inside->setData(data);
        m_inside->setTitle(tr("Inside the sum: %1").arg(tokenName(reading, token)),
                           tr("dimensions %1–%2").arg(first).arg(first + count - 1));
    }
    m_inside->setSelected(-1, within(current.dimension, dimensions) < 0 ? -1 : dimension - m_insideFirst);
}

} // namespace bertlab
