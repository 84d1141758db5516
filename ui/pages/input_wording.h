#pragma once

#include "pages/explanation.h"
#include "pages/input_page.h"

/// The explanations of the input page.
namespace bertlab {

QString stepName(InputPage::Step step); ///< as on its pill

/// One of the steps from text to ids; `word` is the one shown, if any, `token` -1 for none.
Explanation explainTextStep(InputPage::Step step, const Reading &reading, const QList<SplitText> &texts,
                            const WordPlace &word, int token);
/// The sum and LayerNorm at one token and dimension with their operands; -1: none.
Explanation explainEmbeddings(const Reading &reading, int token, int dimension);
/// The model's rows for positions beside sinusoids.
Explanation explainPositions();

} // namespace bertlab
