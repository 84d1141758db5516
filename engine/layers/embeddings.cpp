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

void embeddings_backward(const EmbeddingIds &ids, const ConstMatrixView &dsum, const EmbeddingGradients &gradients,
                         Workers &workers)
{
    assert(ids.word.size() == static_cast<std::size_t>(dsum.rows()));
    constexpr Index block = 64; // columns: every thread goes through all tokens, so their order is always the same
    workers.for_each((dsum.cols() + block - 1) / block, [&](Index piece) {
        const Index first = piece * block, count = std::min(block, dsum.cols() - first);
        MatrixView word = columns_of(gradients.word, first, count);
        MatrixView position = columns_of(gradients.position, first, count);
        MatrixView token_type = columns_of(gradients.token_type, first, count);
        for (Index row = 0; row < dsum.rows(); ++row) {
            const auto token = static_cast<std::size_t>(row);
            const auto gradient = dsum.row(row).segment(first, count);
            word.row(ids.word[token]) += gradient;
            position.row(ids.position[token]) += gradient;
            token_type.row(ids.token_type[token]) += gradient;
        }
    });
}

} // namespace bertlab
