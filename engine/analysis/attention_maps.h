#pragma once

#include "model/trace.h"
#include "numerics/parallel.h"

#include <vector>

/// Maps made of the attention maps of a trace, S x S each: rows look, columns are looked at.
namespace bertlab {

/// The mean over the heads of a layer.
Matrix mean_attention(const Trace &trace, Index sequence, Index layer);

/// How much of each embedding has reached each token behind this layer, if half of a block's output were attention (the
/// mean of its heads) and half the token itself:  R_l = (0.5 A_l + 0.5 I) R_{l-1},  R_{-1} = I.  Source: Abnar and
/// Zuidema 2020, "Quantifying attention flow". Rows sum to 1. Throws Cancelled.
Matrix attention_rollout(const Trace &trace, Index sequence, Index layer, const IsCancelled &is_cancelled = {});

/// The rows and columns named, in that order. `renormalises` divides each row by its new sum, where that is not 0.
Matrix part_of_map(const ConstMatrixView &map, const std::vector<Index> &rows, const std::vector<Index> &columns,
                   bool renormalises);

/// From pieces to words, of which `word_of` has the number for each piece, ascending from 0: to a word goes the sum of
/// what goes to its pieces, from a word the mean of what comes from them. Rows sum to what they did. Source: Clark et
/// al. 2019, section 4.1.
Matrix map_of_words(const ConstMatrixView &map, const std::vector<Index> &word_of);

} // namespace bertlab
