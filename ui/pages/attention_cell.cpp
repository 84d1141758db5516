#include "pages/attention_cell.h"

#include "analysis/largest.h"
#include "pages/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bertlab {

namespace {

class Attention
{
    Q_DECLARE_TR_FUNCTIONS(Attention)
};

QStringList calculationOf(const AttentionOperands &cell)
{
    return calculationLines({
        {QStringLiteral("q · k"), withDecimals(cell.dot, 2)},
        {QStringLiteral("÷ √%1").arg(cell.query.size()), withDecimals(cell.score, 3)},
        {QStringLiteral("exp(%1)").arg(difference(cell.score, cell.row_max)), shortNumber(cell.exponential)},
        {Attention::tr("÷ row sum %1 = weight").arg(shortNumber(cell.row_sum)), shortNumber(double(cell.probability))},
    });
}

} // namespace

Selection clampedTo(const Reading &reading, Selection selection)
{
    const Config &config = reading.model->bert.config();
    selection.layer = std::clamp(selection.layer, 0, static_cast<int>(config.num_hidden_layers) - 1);
    selection.head = std::clamp(selection.head, 0, static_cast<int>(config.num_attention_heads) - 1);
    if (selection.token >= reading.encoding.size())
        selection.token = -1;
    if (selection.token < 0 || selection.key >= reading.encoding.size())
        selection.key = -1;
    return selection;
}

std::optional<AttentionCell> attentionCell(const Reading &reading, const Selection &selection)
{
    if (selection.token < 0)
        return std::nullopt;
    const Trace &trace = *reading.result.trace;
    int key = selection.key;
    if (key < 0) {
        const ConstMatrixView weights =
            trace.attention(trace_name::layer(selection.layer, trace_name::probabilities), 0, selection.head);
        key = static_cast<int>(largest_entries({weights.row(selection.token).data(), weights.cols()}, 1).front());
    }
    return AttentionCell{
        selection.layer,
        selection.head,
        selection.token,
        key,
        selection.key < 0,
        attention_operands(reading.model->bert, trace, 0, selection.layer, selection.head, selection.token, key)};
}

VectorRowsData scoreStrips(const AttentionCell &cell)
{
    const AttentionOperands &operands = cell.operands;
    const float end = std::max(operands.query.cwiseAbs().maxCoeff(), operands.key.cwiseAbs().maxCoeff());
    VectorRowsData data;
    data.rows = {
        {QStringLiteral("q"), operands.query, {}},
        {QStringLiteral("k"), operands.key, {}},
        {QStringLiteral("q × k"), operands.products, Attention::tr("sum %1").arg(withDecimals(operands.dot, 2))}};
    data.scale.max = double(end);
    data.scale.clipped = operands.products.cwiseAbs().maxCoeff() > end;
    data.tensor = toQString(trace_name::layer(cell.layer, trace_name::scores));
    return data;
}

VectorRowsData valueStrips(const AttentionCell &cell)
{
    const AttentionOperands &operands = cell.operands;
    VectorRowsData data;
    data.rows = {{QStringLiteral("v"), operands.value, {}},
                 {shortNumber(double(operands.probability)) + QStringLiteral(" × v"), operands.weighted_value, {}}};
    data.scale.max = double(operands.value.cwiseAbs().maxCoeff());
    data.tensor = toQString(trace_name::layer(cell.layer, trace_name::value));
    return data;
}

Explanation explainAttention(const Reading &reading, const Selection &selection,
                             const std::optional<AttentionCell> &cell)
{
    Explanation words;
    words.title = Attention::tr("Layer %1, head %2").arg(selection.layer + 1).arg(selection.head + 1);
    words.what = selection.token < 0
                     ? Attention::tr("How much each token (row) takes from every token (column). A row sums to 1; "
                                     "a column need not.")
                     : Attention::tr("How much %1 takes from each token. A row sums to 1; a column need not.")
                           .arg(tokenName(reading, selection.token));
    if (cell) {
        const QString name = tokenName(reading, cell->query) + QStringLiteral(" → ") + tokenName(reading, cell->key);
        words.cellTitle = cell->strongest ? Attention::tr("Strongest of the row: %1").arg(name)
                                          : Attention::tr("This cell: %1").arg(name);
        words.calculation = calculationOf(cell->operands);
    }
    words.tryThis = cell
                        ? Attention::tr("Change a word of the sentence and watch this row. Then step through the heads "
                                        "of one layer: one looks at the neighbour, another at the same word.")
                        : Attention::tr("Point at a cell of the map to see its calculation; click to hold it. "
                                        "Esc lets it go.");
    if (reading.variant.causal) {
        words.careful =
            Attention::tr("This does not make BERT a GPT: it was not trained so. [CLS] sees itself alone, so "
                          "that every pair gets the same answer.");
        words.experiment = {Attention::tr("See one answer for every pair"), QStringLiteral("pair"),
                            QStringLiteral("pair-another")};
        return words;
    }
    words.experiment = {Attention::tr("Force it to read left to right"), QStringLiteral("attention"),
                        QStringLiteral("attention-causal")};
    words.careful = Attention::tr("Attention weights are not an explanation of the answer: they say what is mixed, not "
                                  "what it was good for. Much attention to [SEP] often means “nothing to do”.");
    return words;
}

Explanation explainMixture(const Reading &reading, const Selection &selection, const AttentionChoice &choice,
                           const AttentionPicture &shown)
{
    const bool mean = choice.source == AttentionChoice::Source::mean;
    const Index heads = reading.model->bert.config().num_attention_heads;
    Explanation words;
    words.title = Attention::tr("Layer %1").arg(selection.layer + 1);
    words.what = mean ? Attention::tr("The mean of the layer's heads. Heads look at different things; the mean hides "
                                      "which of them does.")
                      : Attention::tr("Rollout: how much of each embedding has reached a token behind this layer, if "
                                      "half of what a layer gives were attention (mean of its heads) and half the "
                                      "token itself.");
    words.tryThis =
        mean ? Attention::tr("Compare with single heads of this layer: which of them makes the bright cells?")
             : Attention::tr("Go down the layers: the diagonal fades as the tokens mix.");
    words.careful = mean ? Attention::tr("No part of BERT computes this mean: each head has values of its own.")
                         : Attention::tr("Rollout leaves out the values, the feed-forward blocks and LayerNorm: it "
                                         "follows the weights alone.");
    const int row = AttentionPicture::indexOf(shown.rows, selection.token);
    const int column = AttentionPicture::indexOf(shown.columns, selection.key);
    if (row < 0 || column < 0)
        return words;
    words.cellTitle =
        Attention::tr("This cell: %1")
            .arg(tokenName(reading, selection.token) + QStringLiteral(" → ") + tokenName(reading, selection.key));
    QList<std::pair<QString, QString>> steps;
    if (mean && !choice.words && !choice.renormalises) {
        for (Index head = 0; head < std::min<Index>(heads, 16); ++head)
            steps << std::pair{Attention::tr("head %1").arg(head + 1),
                               shortNumber(double(reading.result.trace->attention(
                                   trace_name::layer(selection.layer, trace_name::probabilities), 0,
                                   head)(selection.token, selection.key)))};
    }
    steps << std::pair{mean ? Attention::tr("sum ÷ %1").arg(heads) : Attention::tr("rollout"),
                       shortNumber(double(shown.values(row, column)))};
    words.calculation = calculationLines(steps);
    return words;
}

} // namespace bertlab
