#pragma once

#include "plots/bar_list.h"
#include "session/selection.h"
#include "tasks/reading.h"

#include <QList>
#include <QWidget>

class QPushButton;

namespace bertlab {

/// Where a gap looks in the selected head: the tokens with the largest weights, and the way to the page Attention.
class GapAttention : public QWidget
{
    Q_OBJECT

public:
    explicit GapAttention(QWidget *parent = nullptr);

    /// Expects a clamped selection.
    void showGap(const Reading &reading, const Gap &gap, const Selection &selection, int rows);
    void setColors(const Palette &palette); ///< of the button; the page colours the list
    void retranslate();
    void forget() { m_tokens.clear(); } ///< a new reading: the list must be filled again

signals:
    void tokenClicked(int token);
    void openRequested();

private:
    BarListView *m_list;
    QPushButton *m_open;
    QList<int> m_tokens; ///< of the rows
    Selection m_shown;   ///< gap, layer, head
    int m_rows = 0;
};

} // namespace bertlab
