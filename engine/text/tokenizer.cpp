#include "text/tokenizer.h"

#include "text/characters.h"
#include "text/unicode.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace bertlab {

namespace {

constexpr std::size_t longest_word = 100; // max_input_chars_per_word of WordPiece
constexpr std::array<std::u32string_view, 5> special_tokens{U"[PAD]", U"[UNK]", U"[CLS]", U"[SEP]", U"[MASK]"};

/// The special token that `text` begins with, or nothing.
std::u32string_view special_token_at(std::u32string_view text)
{
    for (const std::u32string_view token : special_tokens) {
        if (text.starts_with(token))
            return token;
    }
    return {};
}

/// Calls ordinary(part, first) and special(token, first) for the parts of the text in order; `first` is the number of
/// the part's first code point.
template <typename Ordinary, typename Special>
void for_each_part(std::u32string_view text, const Ordinary &ordinary, const Special &special)
{
    std::size_t begin = 0;
    const auto end_ordinary = [&](std::size_t end) {
        if (end > begin)
            ordinary(text.substr(begin, end - begin), static_cast<std::int32_t>(begin));
    };
    for (std::size_t i = text.find(U'['); i != std::u32string_view::npos; i = text.find(U'[', i)) {
        const std::u32string_view token = special_token_at(text.substr(i));
        if (token.empty()) {
            ++i;
            continue;
        }
        end_ordinary(i);
        special(token, static_cast<std::int32_t>(i));
        i += token.size();
        begin = i;
    }
    end_ordinary(text.size());
}

Span span_of(const std::vector<Span> &origin, std::size_t begin, std::size_t end)
{
    return {origin[begin].begin, origin[end - 1].end};
}

/// Splits on white space, and around each punctuation character.
void append_words(const NormalizedText &normalized, std::vector<Word> &words)
{
    const std::u32string_view text = normalized.text;
    std::size_t begin = 0;
    const auto end_word = [&](std::size_t end) {
        if (end <= begin)
            return;
        Word word;
        word.text = encode_utf8(text.substr(begin, end - begin));
        word.span = span_of(normalized.origin, begin, end);
        word.origin.assign(normalized.origin.begin() + static_cast<std::ptrdiff_t>(begin),
                           normalized.origin.begin() + static_cast<std::ptrdiff_t>(end));
        words.push_back(std::move(word));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_white_space(text[i])) {
            end_word(i);
            begin = i + 1;
        } else if (is_punctuation(text[i])) {
            end_word(i);
            begin = i;
            end_word(i + 1);
            begin = i + 1;
        }
    }
    end_word(text.size());
}

std::vector<Span> spans_of_each(std::size_t count, std::int32_t first)
{
    std::vector<Span> spans(count);
    for (std::size_t i = 0; i < count; ++i)
        spans[i] = {first + static_cast<std::int32_t>(i), first + static_cast<std::int32_t>(i) + 1};
    return spans;
}

/// The tokens of one text, before the special ones are added.
struct Side
{
    std::vector<std::string> tokens;
    std::vector<std::int32_t> ids;
    std::vector<Span> offsets;
    std::vector<std::int32_t> word_index;
    std::size_t kept = 0;

    std::int32_t cut() const { return static_cast<std::int32_t>(tokens.size() - kept); }
};

Side tokenize(const Tokenizer &tokenizer, std::string_view text, std::string_view what)
{
    Side side;
    std::int32_t index = 0;
    for (const Word &word : tokenizer.words(text, what)) {
        WordPieces pieces = tokenizer.split(word);
        for (std::size_t i = 0; i < pieces.pieces.size(); ++i) {
            side.ids.push_back(tokenizer.vocabulary().find(pieces.pieces[i]).value());
            side.tokens.push_back(std::move(pieces.pieces[i]));
            side.offsets.push_back(pieces.spans[i]);
            side.word_index.push_back(index);
        }
        ++index;
    }
    side.kept = side.tokens.size();
    return side;
}

/// Shortens the longer one, the pair on equal length, until both fit: as one token after the other would, in one step.
void truncate_longest_first(Side &text, Side &pair, std::size_t room)
{
    const std::size_t shorter = std::min(text.kept, pair.kept);
    if (text.kept + pair.kept <= room)
        return;
    if (2 * shorter >= room) { // both end in the middle
        text.kept = room - room / 2;
        pair.kept = room / 2;
    } else {
        (text.kept > pair.kept ? text : pair).kept = room - shorter;
    }
}

void append_added(Encoding &encoding, const Vocabulary &vocabulary, std::int32_t id, std::int32_t type_id)
{
    encoding.tokens.push_back(vocabulary.piece(id));
    encoding.ids.push_back(id);
    encoding.type_ids.push_back(type_id);
    encoding.offsets.push_back({0, 0});
    encoding.word_index.push_back(-1);
}

/// The tokens that were kept and a [SEP].
void append_side(Encoding &encoding, const Vocabulary &vocabulary, Side side, std::int32_t type_id,
                 std::int32_t first_word)
{
    for (std::size_t i = 0; i < side.kept; ++i) {
        encoding.tokens.push_back(std::move(side.tokens[i]));
        encoding.ids.push_back(side.ids[i]);
        encoding.type_ids.push_back(type_id);
        encoding.offsets.push_back(side.offsets[i]);
        encoding.word_index.push_back(first_word + side.word_index[i]);
    }
    append_added(encoding, vocabulary, vocabulary.sep_id(), type_id);
}

} // namespace

Tokenizer::Tokenizer(Vocabulary vocabulary, bool lower_case)
    : m_vocabulary(std::move(vocabulary)), m_lower_case(lower_case)
{}

NormalizedText Tokenizer::normalize(std::string_view text, std::string_view what) const
{
    NormalizedText normalized;
    for_each_part(
        decode_utf8(text, what),
        [&](std::u32string_view part, std::int32_t first) { append_normalized(part, first, m_lower_case, normalized); },
        [&](std::u32string_view token, std::int32_t first) {
            for (const Span &from : spans_of_each(token.size(), first))
                normalized.push_back(token[static_cast<std::size_t>(from.begin - first)], from);
        });
    return normalized;
}

std::vector<Word> Tokenizer::words(std::string_view text, std::string_view what) const
{
    std::vector<Word> words;
    for_each_part(
        decode_utf8(text, what),
        [&](std::u32string_view part, std::int32_t first) {
            NormalizedText normalized;
            append_normalized(part, first, m_lower_case, normalized);
            append_words(normalized, words);
        },
        [&](std::u32string_view token, std::int32_t first) {
            const auto size = static_cast<std::int32_t>(token.size());
            words.push_back({encode_utf8(token), {first, first + size}, spans_of_each(token.size(), first), true});
        });
    return words;
}

WordPieces Tokenizer::split(const Word &word, bool record_attempts) const
{
    if (word.special)
        return {{word.text}, {word.span}, {}, false};
    const WordPieces unknown{{m_vocabulary.piece(m_vocabulary.unknown_id())}, {word.span}, {}, false};
    const std::size_t size = word.origin.size();
    if (size > longest_word) {
        WordPieces result = unknown;
        result.too_long = true;
        return result;
    }
    std::vector<std::size_t> byte(size + 1, 0); // where each code point begins
    for (std::size_t i = 0, at = 0; at < word.text.size(); ++at) {
        if ((static_cast<unsigned char>(word.text[at]) & 0xC0) != 0x80)
            byte[i++] = at;
    }
    byte[size] = word.text.size();

    WordPieces result;
    for (std::size_t begin = 0, end = 0; begin < size; begin = end) {
        // The recorded search is the whole one; the silent one leaves out what cannot match.
        end = record_attempts ? size : std::min(size, begin + m_vocabulary.longest_piece());
        std::string piece;
        for (; end > begin; --end) {
            piece = begin == 0 ? "" : "##";
            piece.append(word.text, byte[begin], byte[end] - byte[begin]);
            const bool found = m_vocabulary.find(piece).has_value();
            if (record_attempts)
                result.attempts.push_back({piece, found});
            if (found)
                break;
        }
        if (end == begin) {
            result.pieces = unknown.pieces;
            result.spans = unknown.spans;
            return result;
        }
        result.pieces.push_back(std::move(piece));
        result.spans.push_back(span_of(word.origin, begin, end));
    }
    return result;
}

Encoding Tokenizer::encode(std::string_view text, std::optional<std::string_view> pair, std::int32_t max_length) const
{
    const std::int32_t added = pair ? 3 : 2;
    assert(max_length >= added);
    const auto room = static_cast<std::size_t>(max_length - added);
    Side first = tokenize(*this, text, "the text");
    Side second = pair ? tokenize(*this, *pair, "the pair") : Side();
    truncate_longest_first(first, second, room);

    Encoding encoding;
    encoding.cut_from_text = first.cut();
    encoding.cut_from_pair = second.cut();
    append_added(encoding, m_vocabulary, m_vocabulary.cls_id(), 0);
    const std::int32_t words = first.word_index.empty() ? 0 : first.word_index.back() + 1;
    append_side(encoding, m_vocabulary, std::move(first), 0, 0);
    if (pair)
        append_side(encoding, m_vocabulary, std::move(second), 1, words);
    return encoding;
}

} // namespace bertlab
