#pragma once

#include "pages/layers_tab.h"
#include "session/latest_job.h"

namespace bertlab {

class BarListView;
class HeatMapView;

/// How alike the tokens are at one layer.
class SimilarityTab : public LayersTab
{
    Q_OBJECT

public:
    explicit SimilarityTab(Session &session, QWidget *parent = nullptr);

    void showSelection(const Reading &reading, int layer) override;
    Explanation explanation(const Reading &reading, int layer) const override;
    void retranslate() override;
    bool isBusy() const override { return m_job.isBusy(); }
    bool hasLayer() const override { return true; }

protected:
    void fill(const std::shared_ptr<const Reading> &reading) override;

private:
    void take(const std::shared_ptr<const Reading> &reading, int layer, const Matrix &similarities);
    void showNearest(const Reading &reading);

    HeatMapView *m_map;
    BarListView *m_nearest;
    QList<int> m_order; ///< tokens of the bars
    int m_layer = -1;   ///< that is shown or on its way
    LatestJob<std::shared_ptr<const Matrix>> m_job;
    std::function<void(std::shared_ptr<const Matrix>)> m_take;
};

} // namespace bertlab
