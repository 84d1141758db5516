#pragma once

#include "base/views.h"
#include "numerics/parallel.h"

namespace bertlab {

/// a·b / (|a| |b|), in double: 1 for the same direction, 0 for none in common. Of equal length; 0 if one is all zero.
double cosine_similarity(const ConstRowView &a, const ConstRowView &b);

/// The same of every two rows: T x T for T x H. Throws Cancelled.
Matrix cosine_similarities(const ConstMatrixView &rows, const IsCancelled &is_cancelled = {});

/// The mean of cosine_similarities without the rows' own 1; of rows a with rows b it is the mean of all. 0 without a
/// pair.
double mean_similarity(const ConstMatrixView &rows);
double mean_similarity(const ConstMatrixView &a, const ConstMatrixView &b);

} // namespace bertlab
