#pragma once

#include "plots/view.h"
#include "tasks/reading.h"

#include <QString>

/// Words that several pages need.
namespace bertlab {

/// What the model read, as axis labels: [MASK] where a piece is covered.
QList<TokenLabel> tokenLabels(const Reading &reading);
/// "paris (10)": the piece and its position.
QString tokenName(const Reading &reading, int token);
QString toQString(const std::string &utf8);

} // namespace bertlab
