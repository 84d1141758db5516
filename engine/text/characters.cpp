#include "text/characters.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>

namespace bertlab {

namespace {

struct Range
{
    char32_t first, last;
};

/// Marks, punctuation and format characters that came after Unicode 8.0 (with the letters among them, which are treated
/// alike). Hugging Face's categories are those of 8.0 (the crate unicode_categories), so there they are unassigned, and
/// the ids of every published model were made so.
constexpr std::array later_than_unicode_8 = std::to_array<Range>(
    {{0x61D, 0x61D},     {0x7FD, 0x7FD},     {0x890, 0x89F},     {0x8CA, 0x8E2},     {0x9FD, 0x9FE},
     {0xA76, 0xA76},     {0xAFA, 0xAFF},     {0xB55, 0xB55},     {0xC04, 0xC04},     {0xC3C, 0xC3C},
     {0xC77, 0xC77},     {0xC84, 0xC84},     {0xD00, 0xD00},     {0xD3B, 0xD3C},     {0xD81, 0xD81},
     {0xEBA, 0xEBA},     {0xECE, 0xECE},     {0x180F, 0x180F},   {0x1885, 0x1886},   {0x1ABF, 0x1ACE},
     {0x1B7D, 0x1B7E},   {0x1DF6, 0x1DFB},   {0x2E43, 0x2E5D},   {0xA82C, 0xA82C},   {0xA8C5, 0xA8C5},
     {0xA8FF, 0xA8FF},   {0xA9BD, 0xA9BD},   {0x10D24, 0x10D27}, {0x10EAB, 0x10F89}, {0x11070, 0x11074},
     {0x110C2, 0x110CD}, {0x111CF, 0x111CF}, {0x1123E, 0x11241}, {0x1133B, 0x1133B}, {0x11438, 0x1145E},
     {0x11660, 0x1166C}, {0x116B9, 0x116B9}, {0x1182F, 0x1183B}, {0x11938, 0x11AA2}, {0x11B00, 0x11FFF},
     {0x12FF1, 0x12FF2}, {0x13430, 0x13455}, {0x16E97, 0x16E9A}, {0x16F4F, 0x16F4F}, {0x16FE2, 0x16FE4},
     {0x1CF00, 0x1CF46}, {0x1E000, 0x1E2EF}, {0x1E4EC, 0x1E4EF}, {0x1E944, 0x1E95F}});

utf8proc_category_t category_of(char32_t c)
{
    if (c >= later_than_unicode_8.front().first) {
        const auto next = std::ranges::upper_bound(later_than_unicode_8, c, {}, &Range::first);
        if (c <= std::prev(next)->last)
            return UTF8PROC_CATEGORY_CN;
        if (c == 0x166D || c == 0x111C9) // became a symbol and a mark later
            return UTF8PROC_CATEGORY_PO;
        if (c == 0x1734) // became a spacing mark later
            return UTF8PROC_CATEGORY_MN;
    }
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

constexpr bool is_line_white_space(char32_t c)
{
    return c == U'\t' || c == U'\n' || c == U'\r';
}

} // namespace

bool is_dropped(char32_t c)
{
    if (c == 0xFFFD)
        return true;
    if (is_line_white_space(c))
        return false;
    const utf8proc_category_t category = category_of(c);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CO;
}

bool is_white_space(char32_t c)
{
    if (is_line_white_space(c))
        return true;
    const utf8proc_category_t category = category_of(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool is_punctuation(char32_t c)
{
    if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126))
        return true;
    switch (category_of(c)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return true;
    default:
        return false;
    }
}

bool is_ideograph(char32_t c)
{
    // 2B920, where google-research/bert begins at 2B820: Hugging Face has it so, and its ids are the reference.
    static constexpr std::array ranges{Range{0x4E00, 0x9FFF},   Range{0x3400, 0x4DBF},   Range{0x20000, 0x2A6DF},
                                       Range{0x2A700, 0x2B73F}, Range{0x2B740, 0x2B81F}, Range{0x2B920, 0x2CEAF},
                                       Range{0xF900, 0xFAFF},   Range{0x2F800, 0x2FA1F}};
    for (const Range &range : ranges) {
        if (c >= range.first && c <= range.last)
            return true;
    }
    return false;
}

bool is_nonspacing_mark(char32_t c)
{
    return category_of(c) == UTF8PROC_CATEGORY_MN;
}

int combining_class(char32_t c)
{
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class;
}

void append_decomposition(char32_t c, std::u32string &out)
{
    if (c < 0x80) {
        out.push_back(c);
        return;
    }
    std::array<utf8proc_int32_t, 16> buffer; // the longest canonical decomposition has four code points
    int boundary = 0;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), buffer.data(),
                                static_cast<utf8proc_ssize_t>(buffer.size()), UTF8PROC_DECOMPOSE, &boundary);
    assert(count >= 1 && count <= static_cast<utf8proc_ssize_t>(buffer.size()));
    for (utf8proc_ssize_t i = 0; i < count; ++i)
        out.push_back(static_cast<char32_t>(buffer[static_cast<std::size_t>(i)]));
}

char32_t lower_case_of(char32_t c)
{
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

} // namespace bertlab
