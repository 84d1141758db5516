#include "plots/table_difference.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <vector>

namespace bertlab {

namespace {

struct TableDifferenceWords
{
    Q_DECLARE_TR_FUNCTIONS(TableDifference)
};

using Pairs = QList<std::pair<qsizetype, qsizetype>>; ///< index before, index now

bool haveNoTwins(const QStringList &names)
{
    return QSet<QString>(names.begin(), names.end()).size() == names.size();
}

/// The longest common subsequence.
Pairs inOrder(const QStringList &before, const QStringList &now)
{
    const qsizetype rows = before.size(), columns = now.size();
    std::vector<int> longest(static_cast<std::size_t>((rows + 1) * (columns + 1)));
    const auto at = [&](qsizetype i, qsizetype j) -> int & {
        return longest[static_cast<std::size_t>(i * (columns + 1) + j)];
    };
    for (qsizetype i = rows - 1; i >= 0; --i)
        for (qsizetype j = columns - 1; j >= 0; --j)
            at(i, j) = before[i] == now[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    Pairs pairs;
    for (qsizetype i = 0, j = 0; i < rows && j < columns;) {
        if (before[i] == now[j])
            pairs.append({i++, j++});
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return pairs;
}

Pairs together(const QStringList &before, const QStringList &now)
{
    static const QRegularExpression position(QStringLiteral("^\\d+ | \\(\\d+\\)$"));
    const bool ofTokens = !now.isEmpty() && now.filter(position).size() == now.size();
    Pairs pairs;
    if (before == now || (ofTokens && before.size() == now.size())) {
        for (qsizetype i = 0; i < now.size(); ++i)
            pairs.append({i, i});
        return pairs;
    }
    if (ofTokens) {
        QStringList piecesBefore = before, piecesNow = now;
        return inOrder(piecesBefore.replaceInStrings(position, {}), piecesNow.replaceInStrings(position, {}));
    }
    if (!haveNoTwins(before) || !haveNoTwins(now))
        return inOrder(before, now);
    for (qsizetype i = 0; i < now.size(); ++i)
        if (const qsizetype found = before.indexOf(now[i]); found >= 0)
            pairs.append({found, i});
    return pairs;
}

} // namespace

QString TableDifference::shareInWords() const
{
    QStringList words;
    if (change.rows.size() < rowsOfNow)
        words.append(TableDifferenceWords::tr("%1 of %2 rows in both").arg(change.rows.size()).arg(rowsOfNow));
    if (change.columns.size() < columnsOfNow)
        words.append(TableDifferenceWords::tr("%1 of %2 columns in both").arg(change.columns.size()).arg(columnsOfNow));
    return words.join(QStringLiteral(", "));
}

TableDifference differenceOf(const NumberTable &before, const NumberTable &now)
{
    TableDifference result;
    result.rowsOfNow = now.rows.size();
    result.columnsOfNow = now.columns.size();
    result.change.tensor = result.before.tensor = now.tensor;
    const Pairs rows = together(before.rows, now.rows), columns = together(before.columns, now.columns);
    for (const auto &[was, is] : columns)
        result.change.columns.append(now.columns[is]);
    for (const auto &[was, is] : rows) {
        result.change.rows.append(now.rows[is]);
        QList<double> change, old;
        for (const auto &[columnBefore, columnNow] : columns) {
            old.append(before.values[was][columnBefore]);
            change.append(now.values[is][columnNow] - old.last());
        }
        result.change.values.append(change);
        result.before.values.append(old);
    }
    result.before.rows = result.change.rows;
    result.before.columns = result.change.columns;
    return result;
}

} // namespace bertlab
