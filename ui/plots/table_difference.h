#pragma once

#include "plots/number_table.h"

namespace bertlab {

/// Two tables of one picture, before and now, cell by cell: only rows and columns that both have.
struct TableDifference
{
    NumberTable change; ///< now - before, in the order of now
    NumberTable before; ///< the same cells
    qsizetype rowsOfNow = 0, columnsOfNow = 0;

    /// "11 of 12 rows are in both"; empty where all are.
    QString shareInWords() const;
};

/// Rows (and columns) belong together by their names. Names with a position, "4 leaves" or "leaves (4)", keep their
/// order: a piece that was covered is the same row, and after a word was put in those behind it still find each other.
/// Other names, such as the best guesses, are found wherever they stand.
TableDifference differenceOf(const NumberTable &before, const NumberTable &now);

} // namespace bertlab
