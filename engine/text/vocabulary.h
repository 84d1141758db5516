#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bertlab {

/// The pieces of a WordPiece model, numbered by their line. A vocabulary with blank or repeated lines keeps its ids:
/// a blank line takes a number, and of a repeated piece the last line counts (as in Hugging Face's load_vocab).
class Vocabulary
{
public:
    /// From the text of a vocab.txt, a piece a line (\n or \r\n). `name` is the file's name for errors.
    /// Throws Error if the text is not UTF-8 (with the line), if it is empty, or if one of [PAD] [UNK] [CLS] [SEP]
    /// [MASK] is missing (naming it).
    static Vocabulary from_text(std::string_view text, std::string_view name);
    /// The same of a vocab.txt. Throws Error also if it cannot be read.
    static Vocabulary from_file(const std::filesystem::path &file);
    /// As from_text, from pieces in the order of their ids (tokenizer.json).
    static Vocabulary from_pieces(std::vector<std::string> pieces, std::string_view name);

    std::int32_t size() const { return static_cast<std::int32_t>(m_pieces.size()); }
    /// Expects 0 <= id < size().
    const std::string &piece(std::int32_t id) const { return m_pieces[static_cast<std::size_t>(id)]; }
    std::optional<std::int32_t> find(std::string_view piece) const;

    std::int32_t pad_id() const { return m_pad; }
    std::int32_t unknown_id() const { return m_unknown; }
    std::int32_t cls_id() const { return m_cls; }
    std::int32_t sep_id() const { return m_sep; }
    std::int32_t mask_id() const { return m_mask; }
    bool is_special(std::int32_t id) const;
    /// "##ing" continues a word.
    static bool is_continuation(std::string_view piece) { return piece.size() > 2 && piece.starts_with("##"); }

    /// The longest piece in code points; a longer substring cannot match.
    std::size_t longest_piece() const { return m_longest_piece; }
    /// The vocabulary as a vocab.txt.
    std::string to_text() const;

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::vector<std::string> m_pieces;
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> m_ids;
    std::int32_t m_pad = 0, m_unknown = 0, m_cls = 0, m_sep = 0, m_mask = 0;
    std::size_t m_longest_piece = 0;
};

} // namespace bertlab
