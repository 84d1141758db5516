#include "layers/embeddings.h"

#include "layers/execution.h"

#include <cassert>

namespace bertlab {

void embeddings_forward(const EmbeddingIds &ids, const EmbeddingTables &tables, const MatrixView &sum, Workers &workers)
{
    assert(ids.word.size() == static_cast<std::size_t>(sum.rows()) && ids.position.size() == ids.word.size() &&
           ids.token_type.size() == ids.word.size());
    for_each_block_of_rows(sum.rows(), workers, [&](Index first, Index count) {
        MatrixView block = rows_of(sum, first, count);
        for (Index row = 0; row < count; ++row) {
            const auto token = static_cast<std::size_t>(first + row);
            block.row(row) = tables.word.row(ids.word[token]) + tables.position.row(ids.position[token]) +
                             tables.token_type.row(ids.token_type[token]);
        }
    });
}

void gather_rows(const ConstMatrixView &table, std::span<const std::int32_t> rows, const MatrixView &y)
{
    assert(rows.size() == static_cast<std::size_t>(y.rows()) && y.cols() == table.cols());
    MatrixView gathered = y;
    for (Index row = 0; row < y.rows(); ++row)
        gathered.row(row) = table.row(rows[static_cast<std::size_t>(row)]);
}

} // namespace bertlab
