#pragma once

#include "base/views.h"
#include "numerics/parallel.h"

#include <cstdint>
#include <span>

namespace bertlab {

/// Views of the three tables of the model's arena, which outlives them.
struct EmbeddingTables
{
    ConstMatrixView word, position, token_type; ///< V x H, positions x H, types x H
};

/// For each of the T tokens of a batch, which row of each table it takes. Expects rows that the tables have
/// (Batch::check).
struct EmbeddingIds
{
    std::span<const std::int32_t> word, position, token_type;
};

/// sum = word + position + token_type, the rows that each token takes.  sum: T x H.  Source: BertEmbeddings;
/// embedding_postprocessor in modeling.py of google-research/bert. LayerNorm follows.
void embeddings_forward(const EmbeddingIds &ids, const EmbeddingTables &tables, const MatrixView &sum,
                        Workers &workers);

/// y(i) = row rows[i] of the table.  y: rows.size() x table's columns.
void gather_rows(const ConstMatrixView &table, std::span<const std::int32_t> rows, const MatrixView &y);

/// Where the gradients of the three tables are added to.
struct EmbeddingGradients
{
    MatrixView word, position, token_type; ///< as EmbeddingTables
};

/// A row of a table gets the gradients of all tokens that took it: dword(id_t) += dsum(t) …, added token after token.
/// dsum: T x H.
void embeddings_backward(const EmbeddingIds &ids, const ConstMatrixView &dsum, const EmbeddingGradients &gradients,
                         Workers &workers);

} // namespace bertlab
