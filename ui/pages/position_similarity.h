#pragma once

#include "session/latest_job.h"
#include "tasks/reading.h"

#include <QWidget>

namespace bertlab {

class HeatMapView;

/// How alike the positions are, two by two: the model's learned rows beside the sinusoids of the Transformer.
class PositionSimilarity : public QWidget
{
    Q_OBJECT

public:
    explicit PositionSimilarity(QWidget *parent = nullptr);

    void showModel(const std::shared_ptr<const Model> &model);
    void retranslate();
    bool isBusy() const { return m_job.isBusy(); }

private:
    struct Similarities
    {
        Matrix learned, sinusoids;
    };
    void take(const Similarities &similarities);

    Similarities m_similarities; ///< shown now
    HeatMapView *m_learned, *m_sinusoids;
    std::shared_ptr<const Model> m_model;
    LatestJob<std::shared_ptr<const Similarities>> m_job;
};

} // namespace bertlab
