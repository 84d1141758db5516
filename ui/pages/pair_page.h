#pragma once

#include "pages/column_groups.h"
#include "pages/page.h"

namespace bertlab {

class BarListView;
class EmptyState;
class PairExperiments;
class TokenFlowView;
class VectorRowsView;

/// Does B follow A: from the [CLS] row through the pooler to two logits and their softmax.
class PairPage : public Page
{
    Q_OBJECT

public:
    explicit PairPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &example) const override { return !example.pair.isEmpty(); }
    Explanation explanation() const override;
    View *mainView() const override; ///< the answer: what is read stands in the strip already
    void setColors(const Palette &palette) override;

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What stands opened below: one logit, or one dimension of the pooled vector.
    struct Opened
    {
        int logit = -1, dimension = -1; ///< both -1: nothing can be opened
        bool operator==(const Opened &) const = default;
    };

    void build();
    void connectViews();
    void shareHeight();
    void showAnswer(const Reading &reading);
    void showOpened(const Reading &reading);
    Opened opened(const Reading &reading) const;
    void selectDimension(int row, int column, bool hold);
    void selectToken(int block, int item, bool hold);

    PairExperiments *m_experiments;
    TokenFlowView *m_tokens;
    VectorRowsView *m_pooler, *m_inside;
    BarListView *m_answer;
    EmptyState *m_noAnswer, *m_noPooler;
    QWidget *m_lower;
    ColumnGroups m_groups, m_insideGroups;
    int m_heldLogit = 0, m_hoveredLogit = -1; ///< -1: a dimension is looked at
};

} // namespace bertlab
