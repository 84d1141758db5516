#include "analysis/nearest_pieces.h"

#include "base/error.h"

#include <algorithm>
#include <cassert>

namespace bertlab {

namespace {

constexpr std::int32_t rows_at_once = 512; // between two questions whether to stop

bool is_nearer(const NearPiece &one, const NearPiece &other)
{
    return one.cosine != other.cosine ? one.cosine > other.cosine : one.id < other.id;
}

} // namespace

NearestPieces nearest_pieces(const Bert &bert, std::int32_t id, Index rows, Index count,
                             const IsCancelled &is_cancelled)
{
    assert(id >= 0 && id < bert.config().vocab_size && rows <= bert.config().vocab_size);
    const Eigen::RowVectorXd own = bert.token_row(id).cast<double>();
    NearestPieces result{own.norm(), {}};
    for (std::int32_t other = 0; other < rows; ++other) {
        if (other % rows_at_once == 0 && is_cancelled && is_cancelled())
            throw Cancelled();
        if (other == id)
            continue;
        const Eigen::RowVectorXd row = bert.token_row(other).cast<double>();
        const double dot = own.dot(row), length = row.norm(), lengths = result.length * length;
        result.pieces.push_back({other, dot, length, lengths > 0 ? dot / lengths : 0});
    }
    const auto wanted = std::clamp<std::ptrdiff_t>(count, 0, std::ssize(result.pieces));
    std::partial_sort(result.pieces.begin(), result.pieces.begin() + wanted, result.pieces.end(), is_nearer);
    result.pieces.resize(static_cast<std::size_t>(wanted));
    return result;
}

} // namespace bertlab
