#include "tasks/put_in.h"

#include "text/unicode.h"

#include <algorithm>
#include <vector>

namespace bertlab {

namespace {

bool is_space(char32_t code_point)
{
    return code_point == U' ' || code_point == U'\t' || code_point == U'\n' || code_point == U'\r' ||
           code_point == U'\u00A0' || code_point == U'\u3000';
}

/// The spellings worth trying, the least change first.
std::vector<std::u32string> spellings(const std::u32string &text, const Span &span, const std::string &piece)
{
    std::u32string before = text.substr(0, static_cast<std::size_t>(span.begin));
    const std::u32string after = text.substr(static_cast<std::size_t>(span.end));
    if (Vocabulary::is_continuation(piece)) {
        const std::u32string letters = decode_utf8(piece, "a piece").substr(2);
        std::vector<std::u32string> candidates{before + letters + after};
        while (!before.empty() && is_space(before.back()))
            before.pop_back();
        candidates.push_back(before + letters + after);
        return candidates;
    }
    const std::u32string word = decode_utf8(piece, "a piece");
    return {before + word + after, before + word + U' ' + after, before + U' ' + word + after,
            before + U' ' + word + U' ' + after};
}

/// One after the other, in this order.
std::optional<FilledSentences> put_in_turn(const Reading &reading, const std::vector<Placement> &placements)
{
    Reading so_far; // only what put_in looks at
    so_far.model = reading.model;
    so_far.text = reading.text;
    so_far.pair = reading.pair;
    so_far.encoding = reading.encoding;
    for (const auto &[position, piece] : placements) {
        std::optional<FilledSentences> filled = put_in(so_far, position, piece);
        if (!filled)
            return std::nullopt;
        so_far.text = std::move(filled->text);
        so_far.pair = std::move(filled->pair);
        so_far.encoding = encode_to_fit(*so_far.model, so_far.text, so_far.pair);
    }
    return FilledSentences{std::move(so_far.text), std::move(so_far.pair)};
}

} // namespace

std::optional<FilledSentences> put_in(const Reading &reading, std::int32_t position, std::int32_t piece)
{
    const Encoding &encoding = reading.encoding;
    const auto at = static_cast<std::size_t>(position);
    if (encoding.is_added(at))
        return std::nullopt;
    const Tokenizer &tokenizer = reading.model->tokenizer;
    if (piece < 0 || piece >= tokenizer.vocabulary().size())
        return std::nullopt; // a model may have more rows than its vocabulary has pieces

    std::vector<std::int32_t> wanted = encoding.ids;
    wanted[at] = piece;
    const bool in_pair = reading.pair && encoding.type_ids[at] == 1;
    const std::u32string sentence = decode_utf8(in_pair ? *reading.pair : reading.text, "the text");
    const auto limit = static_cast<std::int32_t>(reading.model->bert.config().max_position_embeddings);
    for (const std::u32string &spelling :
         spellings(sentence, encoding.offsets[at], tokenizer.vocabulary().piece(piece))) {
        FilledSentences filled{reading.text, reading.pair};
        (in_pair ? *filled.pair : filled.text) = encode_utf8(spelling);
        if (tokenizer.encode(filled.text, filled.pair, limit).ids == wanted)
            return filled;
    }
    return std::nullopt;
}

std::optional<FilledSentences> put_in(const Reading &reading, std::vector<Placement> placements)
{
    std::ranges::sort(placements, {}, &Placement::position);
    std::optional<FilledSentences> filled = put_in_turn(reading, placements);
    if (!filled) {
        std::ranges::reverse(placements);
        filled = put_in_turn(reading, placements);
    }
    return filled;
}

} // namespace bertlab
