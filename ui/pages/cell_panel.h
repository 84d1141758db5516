#pragma once

#include "pages/attention_cell.h"

#include <QWidget>

namespace bertlab {

class EmptyState;

/// 'Inside the cell': q, k and q × k of one weight, and what it brings; says what to do while no cell is chosen.
class CellPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CellPanel(QWidget *parent = nullptr);

    void showCell(const Reading &reading, const std::optional<AttentionCell> &cell);
    void setColors(const Palette &palette); ///< of the words; the page colours the views
    void retranslate();

private:
    VectorRowsView *m_score, *m_value;
    EmptyState *m_hint;
};

} // namespace bertlab
