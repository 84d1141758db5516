#pragma once

#include "analysis/projection.h"
#include "pages/layers_tab.h"
#include "session/latest_job.h"

#include <QTimer>
#include <QVariantAnimation>

class QPushButton;

namespace bertlab {

class ScatterView;

/// All tokens as points, in one plane for all layers.
class ProjectionTab : public LayersTab
{
    Q_OBJECT

public:
    explicit ProjectionTab(Session &session, QWidget *parent = nullptr);

    void showSelection(const Reading &reading, int layer) override;
    Explanation explanation(const Reading &reading, int layer) const override;
    void retranslate() override;
    void setColors(const Palette &palette) override;
    bool isBusy() const override { return m_job.isBusy(); }
    bool hasLayer() const override { return true; }

protected:
    void fill(const std::shared_ptr<const Reading> &reading) override;
    void hideEvent(QHideEvent *event) override;

private:
    void take(const Reading &reading, const Projection &projection);
    void play(bool on);
    void advance();

    ScatterView *m_scatter;
    QPushButton *m_play;
    QTimer m_steps;             ///< from layer to layer while it plays
    QVariantAnimation m_motion; ///< from one layer to the next
    int m_layer = 0, m_layers = 0;
    std::shared_ptr<const Projection> m_projection;
    std::weak_ptr<const Reading> m_reading; ///< of the projection on its way; a hidden tab keeps no reading alive
    LatestJob<std::shared_ptr<const Projection>> m_job;
};

} // namespace bertlab
