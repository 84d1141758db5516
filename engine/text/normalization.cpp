#include "text/normalization.h"

#include "text/characters.h"

#include <algorithm>

namespace bertlab {

namespace {

NormalizedText clean(std::u32string_view text, std::int32_t first)
{
    NormalizedText cleaned;
    cleaned.text.reserve(text.size());
    cleaned.origin.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        const std::int32_t place = first + static_cast<std::int32_t>(i);
        const Span from{place, place + 1};
        if (is_dropped(c))
            continue;
        if (is_ideograph(c)) {
            cleaned.push_back(U' ', from);
            cleaned.push_back(c, from);
            cleaned.push_back(U' ', from);
        } else {
            cleaned.push_back(is_white_space(c) ? U' ' : c, from);
        }
    }
    return cleaned;
}

/// One code point of a decomposition that waits until its run of marks is in order.
struct Decomposed
{
    char32_t code_point;
    int combining_class;
    bool begins; ///< the first of what one code point decomposes to
};

/// NFD. Reordered marks take the origins in the order of the text, so that origins never go back: the first mark of
/// each decomposition takes the next original, the others stay with the one before (as Hugging Face's alignments do).
NormalizedText decompose(const NormalizedText &text)
{
    NormalizedText decomposed;
    decomposed.text.reserve(text.text.size());
    decomposed.origin.reserve(text.text.size());
    std::vector<Decomposed> run; // a starter and the marks after it
    std::size_t next = 0;
    const auto flush = [&] {
        std::ranges::stable_sort(run, {}, &Decomposed::combining_class); // class 0 can only be the first
        for (const Decomposed &item : run) {
            next += item.begins ? 1 : 0;
            decomposed.push_back(item.code_point, text.origin[next == 0 ? 0 : next - 1]);
        }
        run.clear();
    };
    std::u32string parts;
    for (const char32_t c : text.text) {
        parts.clear();
        append_decomposition(c, parts);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const int combining = combining_class(parts[i]);
            if (combining == 0)
                flush();
            run.push_back({parts[i], combining, i == 0});
        }
    }
    flush();
    return decomposed;
}

} // namespace

void append_normalized(std::u32string_view text, std::int32_t first, bool lower_case, NormalizedText &out)
{
    const NormalizedText cleaned = clean(text, first);
    if (!lower_case) {
        out.text += cleaned.text;
        out.origin.insert(out.origin.end(), cleaned.origin.begin(), cleaned.origin.end());
        return;
    }
    const NormalizedText decomposed = decompose(cleaned);
    for (std::size_t i = 0; i < decomposed.text.size(); ++i) {
        if (!is_nonspacing_mark(decomposed.text[i]))
            out.push_back(lower_case_of(decomposed.text[i]), decomposed.origin[i]);
    }
}

} // namespace bertlab
