#include "pages/step_wording.h"

#include "pages/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace bertlab {

namespace {

struct StepWording
{
    Q_DECLARE_TR_FUNCTIONS(StepWording)
};

QString pieceOf(const Vocabulary &vocabulary, std::int32_t id)
{
    return toQString(vocabulary.piece(id));
}

/// Longer parts first: 'attention.output.dense' holds 'output.dense'.
constexpr std::array<std::pair<const char *, const char *>, 17> shortened{{
    {"bert.embeddings.word_embeddings", "tokens"},
    {"bert.embeddings.position_embeddings", "positions"},
    {"bert.embeddings.token_type_embeddings", "segments"},
    {"bert.embeddings.LayerNorm", "input LN"},
    {"attention.self.query", "query"},
    {"attention.self.key", "key"},
    {"attention.self.value", "value"},
    {"attention.output.dense", "joined"},
    {"attention.output.LayerNorm", "att. LN"},
    {"intermediate.dense", "ff up"},
    {"output.dense", "ff down"},
    {"output.LayerNorm", "ff LN"},
    {"bert.pooler.dense", "pooler"},
    {"cls.predictions.transform.dense", "MLM dense"},
    {"cls.predictions.transform.LayerNorm", "MLM LN"},
    {"cls.predictions", "MLM"},
    {"cls.seq_relationship", "NSP"},
}};

/// A few strong cells must not pale all others: the scale ends at the 99th percentile of what is not 0.
ColorScale scaleOf(const Matrix &values)
{
    std::vector<float> sizes;
    for (const float value : std::span(values.data(), static_cast<std::size_t>(values.size())))
        if (value != 0)
            sizes.push_back(std::abs(value));
    ColorScale scale{ColorScale::Kind::signedValues, 1e-30, false, StepWording::tr("99th percentile")};
    if (sizes.empty())
        return scale;
    const auto place = sizes.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(sizes.size() - 1));
    std::ranges::nth_element(sizes, place);
    scale.max = std::max(static_cast<double>(*place), scale.max);
    scale.clipped = std::ranges::any_of(place, sizes.end(), [&](float size) { return size > *place; });
    return scale;
}

QString betaLine(const char *symbol, double beta, const char *grown)
{
    return QStringLiteral("%1 ← %2·%1 + %3·%4")
        .arg(QString::fromUtf8(symbol), shortNumber(beta), shortNumber(1 - beta), QString::fromUtf8(grown));
}

} // namespace

TokenFlowData batchFlow(const OpenedStep &opened, const Vocabulary &vocabulary)
{
    const LabelledInstances &labelled = opened.step->batch;
    const PretrainingLoss &loss = opened.step->loss;
    TokenFlowData flow;
    flow.quantity = StepWording::tr("loss");
    flow.columns = {StepWording::tr("loss")};
    std::size_t label = 0;
    for (Index sequence = 0; sequence < std::min(mostShownSequences, labelled.batch.sequences()); ++sequence) {
        const auto number = static_cast<std::size_t>(sequence);
        TokenFlowData::Block block;
        block.heading = QString::number(sequence + 1);
        if (number < loss.next_losses.size()) {
            block.heading +=
                labelled.labels.next_sentence[number] == 0 ? StepWording::tr(" IsNext") : StepWording::tr(" NotNext");
            block.note = StepWording::tr("loss %1").arg(shortNumber(static_cast<double>(loss.next_losses[number])));
        }
        for (Index row = labelled.batch.start(sequence); row < labelled.batch.start(sequence + 1); ++row) {
            if (const int type = labelled.batch.token_type_ids()[static_cast<std::size_t>(row)]; type != block.typeId) {
                flow.blocks.append(block);
                block = {};
                block.typeId = type;
            }
            const std::int32_t id = labelled.batch.input_ids()[static_cast<std::size_t>(row)];
            TokenFlowData::Item item;
            item.text = pieceOf(vocabulary, id);
            item.special = id == vocabulary.cls_id() || id == vocabulary.sep_id();
            item.covered = id == vocabulary.mask_id();
            item.values = {std::nan("")};
            if (label < labelled.labels.masked_rows.size() && labelled.labels.masked_rows[label] == row) {
                const auto lost = static_cast<double>(loss.masked_losses[label]);
                item.above = pieceOf(vocabulary, labelled.labels.masked_ids[label]);
                item.below = shortNumber(lost);
                item.values = {lost};
                ++label;
            }
            block.items.append(item);
        }
        flow.blocks.append(block);
    }
    return flow;
}

int labelAt(const OpenedStep &opened, const TokenFlowData &flow, int block, int item)
{
    Index row = item;
    for (int before = 0; before < block; ++before)
        row += flow.blocks[before].items.size();
    const auto &rows = opened.step->batch.labels.masked_rows;
    const auto found = std::ranges::lower_bound(rows, row);
    return found != rows.end() && *found == row ? static_cast<int>(found - rows.begin()) : -1;
}

std::pair<int, int> placeOfLabel(const OpenedStep &opened, const TokenFlowData &flow, int label)
{
    Index item = opened.step->batch.labels.masked_rows[static_cast<std::size_t>(label)];
    for (int block = 0; block < flow.blocks.size(); ++block) {
        if (item < flow.blocks[block].items.size())
            return {block, static_cast<int>(item)};
        item -= flow.blocks[block].items.size();
    }
    return {-1, -1};
}

ProbeListData answersOf(const OpenedStep &opened, int label, const Vocabulary &vocabulary)
{
    ProbeListData data;
    const auto number = static_cast<std::size_t>(label);
    if (number >= opened.answers_after.size())
        return data;
    const auto row = [&](const QString &when, const MaskedAnswer &answer) {
        ProbeListData::Row row;
        const QString right = pieceOf(vocabulary, answer.right.id);
        row.text = when;
        row.note = StepWording::tr("“%1”: probability %2, rank %3")
                       .arg(right, shortNumber(answer.right.probability), QString::number(answer.rank));
        row.expected = right;
        for (const PiecePrediction &guess : answer.top)
            row.guesses.append({pieceOf(vocabulary, guess.id), guess.probability});
        return row;
    };
    data.rows = {row(StepWording::tr("before the step"), opened.answers_before[number]),
                 row(StepWording::tr("after the step"), opened.answers_after[number])};
    return data;
}

QString shortTensorName(const std::string &name)
{
    QString text = toQString(name);
    QString layer;
    const QString prefix = QStringLiteral("bert.encoder.layer.");
    if (text.startsWith(prefix)) {
        const QString rest = text.mid(prefix.size());
        layer = QString::number(rest.section(u'.', 0, 0).toInt() + 1) + u' ';
        text = rest.section(u'.', 1);
    }
    for (const auto &[from, to] : shortened)
        if (text.startsWith(QLatin1String(from))) {
            text = QLatin1String(to) + text.mid(qsizetype(qstrlen(from)));
            break;
        }
    text.replace(QStringLiteral(".weight"), QStringLiteral(" w"));
    text.replace(QStringLiteral(".bias"), QStringLiteral(" b"));
    return layer + text;
}

BarListData gradientBars(const OpenedStep &opened)
{
    BarListData bars;
    bars.quantity = StepWording::tr("gradient norm");
    bars.max = 0;
    const auto &tensors = opened.before.layout().tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const double norm = opened.step->optimizer.gradient_norms[i];
        bars.rows.append({shortTensorName(tensors[i].name), norm, {}, {}, false});
        bars.max = std::max(bars.max, norm);
    }
    return bars;
}

HeatMapData gradientMap(const OpenedStep &opened, int tensor, const Vocabulary &vocabulary)
{
    const TensorInfo &info = opened.before.layout().tensors()[static_cast<std::size_t>(tensor)];
    HeatMapData map;
    map.values = opened.gradients.tensor(info.name);
    map.tensor = toQString(info.name) + QStringLiteral(".gradient");
    map.scale = scaleOf(map.values);
    map.rowsTitle = info.is_vector() ? QString() : StepWording::tr("to (rows) ↓");
    map.columnsTitle = info.is_vector() ? StepWording::tr("elements →") : StepWording::tr("from (columns) →");
    const auto name = [&](Index index, Size size) {
        return size == Size::vocabulary ? pieceOf(vocabulary, static_cast<std::int32_t>(index))
                                        : QString::number(index);
    };
    const Size rows = info.is_vector() ? Size::one : info.spec->rows,
               columns = info.is_vector() ? info.spec->rows : info.spec->columns;
    for (Index row = 0; row < map.values.rows(); ++row)
        map.rowNames.append(name(row, rows));
    for (Index column = 0; column < map.values.cols(); ++column)
        map.columnNames.append(name(column, columns));
    return map;
}

std::pair<Index, Index> strongestGradient(const OpenedStep &opened, int tensor)
{
    const TensorInfo &info = opened.before.layout().tensors()[static_cast<std::size_t>(tensor)];
    Index row = 0, column = 0;
    opened.gradients.tensor(info.name).cwiseAbs().maxCoeff(&row, &column);
    return {row, column};
}

FormulaData updateLines(const OpenedStep &opened, int tensor, Index row, Index column)
{
    const TensorInfo &info = opened.before.layout().tensors()[static_cast<std::size_t>(tensor)];
    // A vector is one row of a map, but a column of the file.
    const AdamWUpdate u = info.is_vector() ? opened.update(static_cast<std::size_t>(tensor), column, 0)
                                           : opened.update(static_cast<std::size_t>(tensor), row, column);
    const AdamWOptions &options = opened.optimizer;
    const bool corrects = options.variant == OptimizerVariant::bias_corrected;
    const QString step = QString::number(opened.step->step + 1);
    FormulaData data;
    data.quantity = toQString(info.name);
    const auto line = [&data](const QString &formula, float value, bool strong = false, bool exact = false) {
        data.lines.append({formula, static_cast<double>(value), strong, exact});
    };
    line(StepWording::tr("gradient g"), u.g);
    line(StepWording::tr("g ← g · %1 (clipped)").arg(shortNumber(static_cast<double>(opened.factors.clip))), u.clipped);
    line(StepWording::tr("m before"), u.m);
    line(betaLine("m", options.beta1, "g"), u.m_after);
    line(StepWording::tr("v before"), u.v);
    line(betaLine("v", options.beta2, "g²"), u.v_after);
    line(corrects ? QStringLiteral("m̂ = m / (1 − %1^%2)").arg(shortNumber(options.beta1), step)
                  : QStringLiteral("m̂ = m"),
         u.m_hat);
    line(corrects ? QStringLiteral("√v̂ = √(v / (1 − %1^%2))").arg(shortNumber(options.beta2), step)
                  : QStringLiteral("√v̂ = √v"),
         u.root_v_hat);
    line(QStringLiteral("m̂ / (√v̂ + %1)").arg(shortNumber(options.epsilon)), u.ratio);
    line(StepWording::tr("decay %1 · w")
             .arg(info.spec->weight_decay ? shortNumber(options.weight_decay) : QStringLiteral("0")),
         u.decayed);
    line(StepWording::tr("rate"), opened.factors.rate);
    line(StepWording::tr("update = rate · sum"), u.taken, true);
    line(StepWording::tr("w before"), u.w, false, true);
    line(StepWording::tr("w − update"), u.w_after, true, true);
    return data;
}

} // namespace bertlab
