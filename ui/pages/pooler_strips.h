#pragma once

#include "pages/column_groups.h"
#include "plots/vector_rows.h"
#include "tasks/reading.h"

/// The pooler as pictures and as a calculation, for the pages Sentence pair and Outputs.
namespace bertlab {

/// A row of a matrix in the columns that a strip has.
RowVector strongestOf(const ColumnGroups &groups, const ConstRowView &values);
/// The first row of the last layer, [CLS].
ConstRowView clsRow(const Reading &reading);
/// [CLS] row, dense, pooled, one under the other on one scale. Expects a model with a pooler.
VectorRowsData poolerStrips(const Reading &reading, const ColumnGroups &groups);
/// The dimension whose value a cell of these strips shows.
int poolerDimension(const Reading &reading, const ColumnGroups &groups, int row, int column);

/// Two vectors and their products, element by element, with the products' sum. Each has a scale of its own, since
/// weights are much smaller than what they are multiplied with.
struct ProductStrips
{
    VectorRowsData rows;
    double sum;
};
struct NamedVector
{
    QString name;
    const RowVector &values;
};
ProductStrips productStrips(const ColumnGroups &groups, const NamedVector &weights, const NamedVector &inputs,
                            const NamedVector &products, double sum, const QString &tensor);

/// weights × [CLS] of one pooled dimension, element by element.
ProductStrips pooledDimensionStrips(const Reading &reading, int dimension, const ColumnGroups &groups);
QStringList pooledDimensionCalculation(const Reading &reading, int dimension);
/// weights × pooled vector of one logit of the next-sentence head.
ProductStrips logitStrips(const Reading &reading, int which, const ColumnGroups &groups);

} // namespace bertlab
