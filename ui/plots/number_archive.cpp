#include "plots/number_archive.h"

#include "base/mapped_file.h"
#include "io/npy.h"

#include <cassert>

namespace bertlab {

namespace {

using Arrays = std::map<std::string, NpyArray, std::less<>>;

NpyArray textsOf(const QStringList &texts)
{
    std::vector<std::u32string> all;
    for (const QString &text : texts)
        all.push_back(text.toStdU32String());
    return NpyArray::from_texts(all);
}

void addTable(Arrays &arrays, const QString &prefix, const NumberTable &table)
{
    Q_ASSERT(table.rows.size() == table.values.size());
    std::vector<double> values;
    for (const QList<double> &row : table.values) {
        Q_ASSERT(row.size() == table.columns.size());
        values.insert(values.end(), row.begin(), row.end());
    }
    const bool isNamed =
        !table.tensor.isEmpty() && table.tensor != QLatin1String("rows") && table.tensor != QLatin1String("columns");
    const auto name = [&prefix](const QString &of) { return (prefix + of).toStdString(); };
    arrays[name(isNamed ? table.tensor : QStringLiteral("values"))] =
        NpyArray::from_doubles(values, {table.rows.size(), table.columns.size()});
    arrays[name(QStringLiteral("rows"))] = textsOf(table.rows);
    arrays[name(QStringLiteral("columns"))] = textsOf(table.columns);
}

} // namespace

void saveNpz(const QList<NamedTable> &tables, const QString &path)
{
    Arrays arrays;
    for (const auto &[id, table] : tables)
        addTable(arrays, tables.size() > 1 ? id + u'/' : QString(), table);
    assert(arrays.size() == 3 * static_cast<std::size_t>(tables.size())); // else two pictures have one id
    write_npz(path_from_utf8(path.toStdString()), arrays);
}

} // namespace bertlab
