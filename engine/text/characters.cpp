#include "text/characters.h"

#include <utf8proc.h>

#include <array>
#include <cassert>

namespace bertlab {

namespace {

utf8proc_category_t category_of(char32_t c)
{
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
    struct Range
    {
        char32_t first, last;
    };
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
