#pragma once

#include "plots/bar_list.h"
#include "plots/formula_view.h"
#include "plots/heat_map.h"
#include "plots/probe_list.h"
#include "plots/token_flow.h"
#include "training/opened_step.h"

/// One training step under the microscope, as what its pictures show.
namespace bertlab {

/// The sequences of its batch (the first `mostShownSequences`): what was read, A and B in blocks of their own, over a
/// piece to predict what is right, under it its loss.
TokenFlowData batchFlow(const OpenedStep &opened, const Vocabulary &vocabulary);
constexpr Index mostShownSequences = 32;

/// The number of the label of an item of that flow; -1 if nothing was predicted there.
int labelAt(const OpenedStep &opened, const TokenFlowData &flow, int block, int item);
/// Block and item of a label; -1, -1 if its sequence is not among those shown.
std::pair<int, int> placeOfLabel(const OpenedStep &opened, const TokenFlowData &flow, int label);

/// What was guessed at a masked position before and after the step.
ProbeListData answersOf(const OpenedStep &opened, int label, const Vocabulary &vocabulary);

/// "bert.encoder.layer.0.attention.self.query.weight" is "1 query w".
QString shortTensorName(const std::string &name);
/// The norm of the gradient through each tensor, a bar each, in the order of the data's way.
BarListData gradientBars(const OpenedStep &opened);
/// One tensor's gradient: rows and columns as in the file, those of pieces by name.
HeatMapData gradientMap(const OpenedStep &opened, int tensor, const Vocabulary &vocabulary);
/// The place of its strongest gradient: row and column.
std::pair<Index, Index> strongestGradient(const OpenedStep &opened, int tensor);
/// What AdamW did with one weight, line by line.
FormulaData updateLines(const OpenedStep &opened, int tensor, Index row, Index column);

} // namespace bertlab
