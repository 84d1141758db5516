#pragma once

#include "plots/view.h"
#include "tasks/reading.h"

#include <QString>

#include <utility>

/// Words that several pages need.
namespace bertlab {

QString toQString(const std::string &utf8);

/// What the model read, as axis labels: [MASK] where a piece is covered.
QList<TokenLabel> tokenLabels(const Reading &reading);
/// "paris (10)": the piece and its position.
QString tokenName(const Reading &reading, int token);
/// The name of one row of a sequence output, as in files: "10 paris".
QStringList tokenNames(const Reading &reading);

/// "4.87 M", "570 k", "514": a number of weights.
QString countInWords(std::size_t count);

/// Model, sentence A and sentence B, a line each, for the head of an exported page.
QStringList captionOf(const Reading &reading);

/// A calculation as Explanation has it: a tab between a name and its value. A step with an empty value is a line of
/// text.
QStringList calculationLines(const QList<std::pair<QString, QString>> &steps);
/// "5.134": for operands whose difference would be lost with three significant digits.
QString withDecimals(double value, int decimals = 3);
/// "2.042 + 1.920", "2.042 − 0.500".
QString sum(double value, double added);
/// "5.134 − 5.141", "−1.200 + 0.500".
QString difference(double value, double subtracted);

} // namespace bertlab
