#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bertlab {

/// Half-open range of code points of the original text.
struct Span
{
    std::int32_t begin = 0;
    std::int32_t end = 0;
    bool operator==(const Span &) const = default;
};

/// The text after cleaning, spacing of CJK ideographs, NFD + accent stripping and lower-casing (the last two only when
/// lower-casing); origin[i] is where code point i comes from.
struct NormalizedText
{
    std::u32string text;
    std::vector<Span> origin; ///< as many as code points; never goes back

    void push_back(char32_t c, Span from)
    {
        text.push_back(c);
        origin.push_back(from);
    }
};

/// Appends the normal form of `text`, whose first code point is number `first` of the original.
/// Linear in the text, but for runs of combining marks, which are sorted.
void append_normalized(std::u32string_view text, std::int32_t first, bool lower_case, NormalizedText &out);

} // namespace bertlab
