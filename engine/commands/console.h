#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// Where a command writes: results to `out`, messages to `error`.
struct Console
{
    std::ostream &out;
    std::ostream &error;
};

/// Rows of cells in aligned columns, for people; wide ideographs count as two places, combining marks as none.
class Table
{
public:
    enum class Align { left, right };
    explicit Table(std::vector<Align> columns) : m_columns(std::move(columns)) {}
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    /// Two spaces between columns and before the first; none at the end of a line.
    void print(std::ostream &out) const;

private:
    std::vector<Align> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// 3 significant digits: "0.0120", "12.3", "1.23e+09"; whole numbers between 1000 and a million.
std::string short_number(double value);
/// "97.8 %".
std::string percent(double share);
/// With a comma between thousands: "4,870,114".
std::string grouped(long long number);
/// Words with a space between.
std::string joined(const std::vector<std::string> &words, std::string_view between = " ");

} // namespace bertlab
