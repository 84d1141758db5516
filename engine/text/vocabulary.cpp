#include "text/vocabulary.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "text/unicode.h"

#include <algorithm>

namespace bertlab {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    lines.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

Vocabulary Vocabulary::from_text(std::string_view text, std::string_view name)
{
    decode_utf8(text, name); // only to refuse another encoding, with the line
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    return from_pieces(lines_of(text), name);
}

Vocabulary Vocabulary::from_file(const std::filesystem::path &file)
{
    return from_text(read_text_file(file), display_name(file));
}

Vocabulary Vocabulary::from_pieces(std::vector<std::string> pieces, std::string_view name)
{
    if (pieces.empty())
        throw Error(std::string(name) + ": the vocabulary is empty; expected one piece a line.");
    Vocabulary vocabulary;
    vocabulary.m_pieces = std::move(pieces);
    vocabulary.m_ids.reserve(vocabulary.m_pieces.size());
    for (std::size_t id = 0; id < vocabulary.m_pieces.size(); ++id) {
        const std::string &piece = vocabulary.m_pieces[id];
        vocabulary.m_ids.insert_or_assign(piece, static_cast<std::int32_t>(id));
        vocabulary.m_longest_piece = std::max(vocabulary.m_longest_piece, count_code_points(piece));
    }
    const auto id_of = [&](std::string_view special) {
        if (const auto id = vocabulary.find(special))
            return *id;
        throw Error(std::string(name) + ": " + std::string(special) + " is missing among the " +
                    std::to_string(vocabulary.size()) +
                    " pieces; expected [PAD], [UNK], [CLS], [SEP] and [MASK], each on a line of its own.");
    };
    vocabulary.m_pad = id_of("[PAD]");
    vocabulary.m_unknown = id_of("[UNK]");
    vocabulary.m_cls = id_of("[CLS]");
    vocabulary.m_sep = id_of("[SEP]");
    vocabulary.m_mask = id_of("[MASK]");
    return vocabulary;
}

std::optional<std::int32_t> Vocabulary::find(std::string_view piece) const
{
    const auto found = m_ids.find(piece);
    if (found == m_ids.end())
        return std::nullopt;
    return found->second;
}

bool Vocabulary::is_special(std::int32_t id) const
{
    return id == m_pad || id == m_unknown || id == m_cls || id == m_sep || id == m_mask;
}

std::string Vocabulary::to_text() const
{
    std::string text;
    for (const std::string &piece : m_pieces) {
        text += piece;
        text += '\n';
    }
    return text;
}

} // namespace bertlab
