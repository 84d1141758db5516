#include "pages/position_similarity.h"

#include "analysis/similarity.h"
#include "layers/sinusoids.h"
#include "plots/heat_map.h"

#include <QHBoxLayout>

namespace bertlab {

namespace {

constexpr int gap = 16;

QStringList positionNames(Index count)
{
    QStringList names;
    for (Index position = 0; position < count; ++position)
        names.append(QString::number(position));
    return names;
}

void fill(HeatMapView &view, const Matrix &similarities, const QString &tensor)
{
    HeatMapData data;
    data.values = similarities;
    data.rowNames = data.columnNames = positionNames(similarities.rows());
    for (const QString &name : std::as_const(data.rowNames))
        data.rowLabels.append({name, -1});
    data.columnLabels = data.rowLabels;
    data.tensor = tensor;
    data.scale = {ColorScale::Kind::signedValues, 1, false, PositionSimilarity::tr("cosine")};
    data.squareCells = true;
    view.setData(data);
}

} // namespace

PositionSimilarity::PositionSimilarity(QWidget *parent)
    : QWidget(parent), m_learned(new HeatMapView(QStringLiteral("positions-learned"))),
      m_sinusoids(new HeatMapView(QStringLiteral("positions-sinusoids"))),
      m_job([this](auto similarities) { take(*similarities); }, [](const QString &) {})
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(m_learned, 1);
    row->addWidget(m_sinusoids, 1);
    retranslate();
}

void PositionSimilarity::showModel(const std::shared_ptr<const Model> &model)
{
    if (model == m_model)
        return;
    m_model = model;
    m_job.run([model](const IsCancelled &isCancelled) {
        const Matrix learned = model->bert.tensor("bert.embeddings.position_embeddings.weight");
        const Matrix sinusoids = sinusoidal_positions(learned.rows(), learned.cols());
        return std::make_shared<const Similarities>(Similarities{cosine_similarities(view(learned), isCancelled),
                                                                 cosine_similarities(view(sinusoids), isCancelled)});
    });
}

void PositionSimilarity::take(const Similarities &similarities)
{
    m_similarities = similarities;
    fill(*m_learned, similarities.learned, QStringLiteral("position_embeddings.cosine"));
    fill(*m_sinusoids, similarities.sinusoids, QStringLiteral("sinusoids.cosine"));
}

void PositionSimilarity::retranslate()
{
    m_learned->setTitle(tr("How alike this model's positions are"));
    m_sinusoids->setTitle(tr("… and the Transformer's sinusoids"));
    if (m_similarities.learned.size() > 0)
        take(Similarities(m_similarities));
}

} // namespace bertlab
