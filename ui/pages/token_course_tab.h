#pragma once

#include "pages/column_groups.h"
#include "pages/layers_tab.h"

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

protected:
    void fill(const std::shared_ptr<const Reading> &reading) override;

private:
    void choose(int row, int column, bool hold);
    void showVectors(const Reading &reading, int token);
    void showNorms(const Reading &reading, int token);

    VectorRowsView *m_vectors;
    CurvePlotView *m_norms;
    ColumnGroups m_groups;
    ColorScale m_scale;
    int m_token = -1; ///< that is shown; -1: must be filled
};

} // namespace bertlab
