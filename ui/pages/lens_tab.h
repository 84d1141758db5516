#pragma once

#include "pages/layers_tab.h"
#include "session/latest_job.h"
#include "tasks/logit_lens.h"

namespace bertlab {

class BarListView;
class EmptyState;
class PieceGridView;

/// The MLM head on every layer and position.
class LensTab : public LayersTab
{
    Q_OBJECT

public:
    explicit LensTab(Session &session, QWidget *parent = nullptr);

    void showSelection(const Reading &reading, int layer) override;
    Explanation explanation(const Reading &reading, int layer) const override;
    void retranslate() override;
    void setColors(const Palette &palette) override;
    bool isBusy() const override { return m_gridJob.isBusy() || m_courseJob.isBusy(); }

protected:
    void fill(const std::shared_ptr<const Reading> &reading) override;

private:
    using Course = std::vector<MaskPrediction>;
    void take(const Reading &reading, const LogitLens &lens);
    void takeCourse(const Reading &reading, const Course &course);
    std::int32_t wantedPiece(const Reading &reading, int token) const;

    PieceGridView *m_grid;
    BarListView *m_course;
    EmptyState *m_noHead;
    int m_token = -1;
    std::int32_t m_piece = -1;
    std::weak_ptr<const Reading> m_reading;  ///< of what is on its way; a hidden tab keeps no reading alive
    std::shared_ptr<const Course> m_answers; ///< of m_token, by layer
    LatestJob<std::shared_ptr<const LogitLens>> m_gridJob;
    LatestJob<std::shared_ptr<const Course>> m_courseJob;
};

} // namespace bertlab
