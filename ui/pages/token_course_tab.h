#pragma once

#include "analysis/hidden_states.h"
#include "pages/column_groups.h"
#include "pages/layers_tab.h"
#include "session/latest_job.h"

namespace bertlab {

class CurvePlotView;
class VectorRowsView;

/// One token's vector from the embeddings to the last layer, and how long it is and what each block adds to it.
class TokenCourseTab : public LayersTab
{
    Q_OBJECT

public:
    explicit TokenCourseTab(Session &session, QWidget *parent = nullptr);

    void showSelection(const Reading &reading, int layer) override;
    Explanation explanation(const Reading &reading, int layer) const override;
    void retranslate() override;
    bool isBusy() const override { return m_addedJob.isBusy(); }

protected:
    void fill(const std::shared_ptr<const Reading> &reading) override;

private:
    void choose(int row, int column, bool hold);
    void showVectors(const Reading &reading, int token);
    void measure(int token);
    void showNorms(const Reading &reading, const AddedLengths &added);

    VectorRowsView *m_vectors;
    CurvePlotView *m_norms;
    ColumnGroups m_groups;
    ColorScale m_scale;
    int m_token = -1;                       ///< that is shown; -1: must be filled
    std::weak_ptr<const Reading> m_reading; ///< that is shown; a hidden tab keeps none alive
    LatestJob<std::shared_ptr<const AddedLengths>> m_addedJob;
};

} // namespace bertlab
