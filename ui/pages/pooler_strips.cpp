#include "pages/pooler_strips.h"

#include "analysis/operands.h"
#include "pages/wording.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace bertlab {

namespace {

class PoolerStrips
{
    Q_DECLARE_TR_FUNCTIONS(PoolerStrips)
};

ConstRowView firstRow(const ConstMatrixView &matrix)
{
    return {matrix.data(), matrix.cols()};
}

/// A row of poolerStrips().
ConstRowView poolerVector(const Reading &reading, int row)
{
    const Trace &trace = *reading.result.trace;
    return row == 0   ? clsRow(reading)
           : row == 1 ? firstRow(trace.tensor(trace_name::pooler_dense))
                      : firstRow(trace.tensor(trace_name::pooler_output));
}

} // namespace

RowVector strongestOf(const ColumnGroups &groups, const ConstRowView &values)
{
    const ConstMatrixView row(values.data(), 1, values.size(), Eigen::OuterStride<>(values.size()));
    return groups.strongest(row).row(0);
}

ConstRowView clsRow(const Reading &reading)
{
    return firstRow(reading.result.trace->tensor(trace_name::last_hidden_state));
}

VectorRowsData poolerStrips(const Reading &reading, const ColumnGroups &groups)
{
    const std::array names{PoolerStrips::tr("[CLS] row"), PoolerStrips::tr("dense"), PoolerStrips::tr("tanh = pooled")};
    VectorRowsData data;
    for (int row = 0; row < 3; ++row)
        data.rows.append({names[static_cast<std::size_t>(row)], strongestOf(groups, poolerVector(reading, row))});
    // Where dense passes the scale of the [CLS] row, tanh is near ±1.
    const ConstRowView cls = clsRow(reading);
    data.scale = percentileScale({cls.data(), 1, cls.size(), Eigen::OuterStride<>(cls.size())},
                                 PoolerStrips::tr("99th percentile of the [CLS] row"));
    for (const auto &row : data.rows)
        data.scale.clipped = data.scale.clipped || row.values.cwiseAbs().maxCoeff() > data.scale.max;
    data.columnNames = groups.names();
    data.tensor = QStringLiteral("pooler");
    return data;
}

int poolerDimension(const Reading &reading, const ColumnGroups &groups, int row, int column)
{
    return static_cast<int>(groups.strongestDimension(poolerVector(reading, row), column));
}

ProductStrips productStrips(const ColumnGroups &groups, const NamedVector &weights, const NamedVector &inputs,
                            const NamedVector &products, double sum, const QString &tensor)
{
    VectorRowsData data;
    data.showScale = false; // each strip has its own
    for (const NamedVector &vector : {weights, inputs, products}) {
        const auto max = static_cast<double>(vector.values.cwiseAbs().maxCoeff());
        data.rows.append(
            {vector.name, strongestOf(groups, view(vector.values)), QStringLiteral("±") + shortNumber(max), max});
    }
    data.columnNames = groups.names();
    data.tensor = tensor;
    return {data, sum};
}

ProductStrips pooledDimensionStrips(const Reading &reading, int dimension, const ColumnGroups &groups)
{
    const PoolerOperands cell = pooler_operands(reading.model->bert, *reading.result.trace, 0, dimension);
    return productStrips(groups, {PoolerStrips::tr("weights"), cell.weights}, {PoolerStrips::tr("[CLS] row"), cell.cls},
                         {PoolerStrips::tr("product"), cell.products}, cell.dot,
                         QStringLiteral("bert.pooler.dense.weight[%1]").arg(dimension));
}

QStringList pooledDimensionCalculation(const Reading &reading, int dimension)
{
    const PoolerOperands cell = pooler_operands(reading.model->bert, *reading.result.trace, 0, dimension);
    return calculationLines({{PoolerStrips::tr("weights · [CLS] row"), shortNumber(cell.dot)},
                             {PoolerStrips::tr("+ bias"), shortNumber(static_cast<double>(cell.bias))},
                             {PoolerStrips::tr("= dense"), shortNumber(static_cast<double>(cell.dense))},
                             {PoolerStrips::tr("tanh = pooled"), shortNumber(static_cast<double>(cell.output))}});
}

ProductStrips logitStrips(const Reading &reading, int which, const ColumnGroups &groups)
{
    const NextSentenceOperands cell = next_sentence_operands(reading.model->bert, *reading.result.trace, 0, which);
    return productStrips(groups, {PoolerStrips::tr("weights"), cell.weights}, {PoolerStrips::tr("pooled"), cell.pooled},
                         {PoolerStrips::tr("product"), cell.products}, cell.dot,
                         QStringLiteral("cls.seq_relationship.weight[%1]").arg(which));
}

} // namespace bertlab
