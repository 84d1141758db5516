#pragma once

#include "pages/column_groups.h"
#include "pages/page.h"

class QLabel;

namespace bertlab {

class EmptyState;
class HeatMapView;
class VectorRowsView;

/// What comes out: a vector for each token, and one for all of them, made of the [CLS] row.
class OutputsPage : public Page
{
    Q_OBJECT

public:
    explicit OutputsPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    bool canShow(const Example &) const override { return true; }
    Explanation explanation() const override;
    void setColors(const Palette &palette) override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;

private:
    void build();
    void connectViews();
    void showSequence(const Reading &reading);
    void showPooled(const Reading &reading);
    void placeJoint();
    void select(int token, int dimension, bool hold);
    int dimensionOfToken(int token, int column) const;
    int dimensionOfStrip(int row, int column) const;

    HeatMapView *m_sequence;
    VectorRowsView *m_pooled, *m_inside;
    QWidget *m_joint; ///< the line from the [CLS] row of the map to its strip
    EmptyState *m_noPooler;
    QLabel *m_sequenceUse, *m_pooledUse;
    ColumnGroups m_groups;
    RowVector m_mean; ///< of the tokens
};

} // namespace bertlab
