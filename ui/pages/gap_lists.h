#pragma once

#include "pages/fill_gap.h"

#include <QList>
#include <QWidget>

#include <array>

namespace bertlab {

/// The guesses for the gaps of a reading side by side, as many as there is room for, the current one among them.
class GapLists : public QWidget
{
    Q_OBJECT

public:
    explicit GapLists(QWidget *parent = nullptr);

    /// For a new reading or another room: `width` is for all lists, `height` for each.
    void setRoom(const Reading &reading, int width, int height);
    /// Marks the piece in the list of the current gap (an index into reading.gaps).
    void showGap(const Reading &reading, int current, std::int32_t piece);
    /// The list of the current gap.
    BarListView *currentList() const { return m_lists[m_currentColumn].list; }
    int columns() const { return m_columns; }
    int rows() const { return m_rows; } ///< best guesses of each

signals:
    void pieceClicked(int position, int piece);
    void pieceHovered(int position, int piece); ///< -1, -1 when the pointer leaves

private:
    static constexpr int maxColumns = 4;
    struct Column
    {
        BarListView *list = nullptr;
        int position = -1;
        QList<std::int32_t> pieces; ///< of the rows
    };
    void fill(const Reading &reading);
    std::array<Column, maxColumns> m_lists;
    int m_columns = 1, m_rows = 8, m_firstGap = 0;
    std::size_t m_currentColumn = 0;
    std::int32_t m_asked = -1; ///< has a row though it is not among the best
    int m_filledFrom = -1;     ///< first gap in the lists now; -1: they must be filled again
};

} // namespace bertlab
