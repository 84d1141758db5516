#include "commands/console.h"

#include "text/characters.h"
#include "text/unicode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace bertlab {

namespace {

std::size_t width_of(char32_t c)
{
    if (is_nonspacing_mark(c))
        return 0;
    const bool wide = is_ideograph(c) || (c >= 0x1100 && c <= 0x115F) || (c >= 0x3000 && c <= 0x30FF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF);
    return wide ? 2 : 1;
}

std::size_t width_of(const std::string &cell)
{
    std::size_t width = 0;
    for (const char32_t c : decode_utf8(cell, "a cell"))
        width += width_of(c);
    return width;
}

} // namespace

void Table::print(std::ostream &out) const
{
    std::vector<std::size_t> widths(m_columns.size(), 0);
    for (const auto &row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width_of(row[i]));
    }
    for (const auto &row : m_rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap(widths[i] - width_of(row[i]), ' ');
            line += "  " + (m_columns[i] == Align::right ? gap + row[i] : row[i] + gap);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    }
}

std::string short_number(double value)
{
    // "#" keeps zeros at the end, three digits everywhere; from 1000 on the whole number is easier to read.
    const char *form = std::abs(value) >= 999.5 && std::abs(value) < 1e6 ? "%.0f" : "%#.3g";
    std::array<char, 32> text;
    std::snprintf(text.data(), text.size(), form, value);
    std::string number = text.data();
    if (number.ends_with('.'))
        number.pop_back();
    return number;
}

std::string percent(double share)
{
    return short_number(100 * share) + " %";
}

std::string grouped(long long number)
{
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string joined(const std::vector<std::string> &words, std::string_view between)
{
    std::string text;
    for (const std::string &word : words) {
        if (!text.empty())
            text += between;
        text += word;
    }
    return text;
}

} // namespace bertlab
