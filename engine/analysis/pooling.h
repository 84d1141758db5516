#pragma once

#include "base/views.h"

/// One vector for a whole input, made without a head.
namespace bertlab {

/// The mean of the rows, summed in double: H values of T x H, T >= 1. With all rows of a sequence, [CLS] and [SEP]
/// included, this is the mean pooling of Reimers and Gurevych 2019 (Sentence-BERT).
RowVector mean_of_rows(const ConstMatrixView &rows);

} // namespace bertlab
