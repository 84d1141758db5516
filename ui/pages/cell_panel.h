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

    /// `ofHead`: a single head is shown; a mixture of heads has no q · k to open.
    void showCell(const Reading &reading, const std::optional<AttentionCell> &cell, bool ofHead);
    void setColors(const Palette &palette); ///< of the words; the page colours the views
    void retranslate();

private:
    VectorRowsView *m_score, *m_value;
    EmptyState *m_hint;
    bool m_ofHead = true;
};

} // namespace bertlab
