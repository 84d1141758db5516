#pragma once

#include "pages/explanation.h"
#include "plots/flow_columns.h"
#include "tasks/reading.h"

namespace bertlab {

/// The parts of a model as boxes, with the shapes that this sentence gives them. `open`: the layer that is opened
/// beside the stack (0 the first), or -1.
FlowColumnsData stackOf(const Reading &reading, int open);
/// What tasks put on top: a pair, each token, the ends of an answer.
FlowColumnsData taskHeads(const Reading &reading);
/// BERT and GPT beside each other.
FlowColumnsData besideGpt(const Reading &reading);

/// The tabs of the page, in their order.
enum class ModelTab { structure, weights, tasks, gpt };

/// The layer that a box of the stack stands for; -1: none.
int layerOfBox(const QString &id);
/// The page that shows more of a part: "attention"; empty: none.
QString pageOfBox(const QString &id);
/// What the tab shows; formula, shapes and weights of a part, or with an empty id of the whole.
Explanation explainPart(const Reading &reading, const QString &id, ModelTab tab = ModelTab::structure);

} // namespace bertlab
