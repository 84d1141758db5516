#pragma once

#include "model/bert.h"

#include <cstdint>
#include <vector>

namespace bertlab {

/// The row b of a piece beside the row a that was asked about, in double.
struct NearPiece
{
    std::int32_t id;
    double dot;    ///< a·b
    double length; ///< |b|
    double cosine; ///< a·b / (|a| |b|); 0 if one of the rows is all zero
};

struct NearestPieces
{
    double length = 0;             ///< |a|
    std::vector<NearPiece> pieces; ///< the nearest first, equal ones by id
};

/// The `count` pieces (fewer if there are fewer) whose rows of the token table, bert.embeddings.word_embeddings.weight,
/// lie nearest to that of `id` by their cosine, itself left out. Only the first `rows` of the table are looked at,
/// which may hold more than the vocabulary has pieces. Expects 0 <= id < vocab_size and rows <= vocab_size. Throws
/// Cancelled.
NearestPieces nearest_pieces(const Bert &bert, std::int32_t id, Index rows, Index count,
                             const IsCancelled &is_cancelled = {});

} // namespace bertlab
