#pragma once

#include "plots/number_table.h"

namespace bertlab {

/// A table and the name of its picture, Page's or View's id.
struct NamedTable
{
    QString id;
    NumberTable table;
};

/// Writes NumPy's .npz, atomically; numpy.load() needs no pickle for it. A table gives three arrays: its numbers (rows
/// x columns; float32 where that keeps them, else float64) by the tensor's name ("values" without one), and "rows" and
/// "columns", its names as unicode. Of several tables each array has the picture's id in front:
/// "attention-map/encoder.layer.0.attention.probabilities", "attention-map/rows". Expects at least one table and ids
/// that differ. Throws Error naming the file and the reason.
void saveNpz(const QList<NamedTable> &tables, const QString &path);

} // namespace bertlab
