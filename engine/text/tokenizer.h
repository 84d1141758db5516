#pragma once

#include "text/normalization.h"
#include "text/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// BERT's basic tokenizer and WordPiece, with offsets; every step can be asked for on its own.
/// Source: google-research/bert tokenization.py, ids equal to Hugging Face `tokenizers` (BertNormalizer,
/// BertPreTokenizer, WordPiece, TemplateProcessing).
namespace bertlab {

/// One word of the basic tokenizer: what lies between white space, with punctuation split off.
struct Word
{
    std::string text; ///< normalised, UTF-8
    Span span;
    std::vector<Span> origin; ///< where each code point of `text` comes from
    bool special = false;     ///< [MASK], [SEP] … written in the text: kept whole, as they are
};

/// One look into the vocabulary while the longest match is searched.
struct MatchAttempt
{
    std::string piece; ///< with ## if it continues the word
    bool found = false;
};

/// How one word became pieces.
struct WordPieces
{
    std::vector<std::string> pieces;    ///< {"[UNK]"} if no split exists or the word has more than 100 characters
    std::vector<Span> spans;            ///< one a piece; the whole word for [UNK]
    std::vector<MatchAttempt> attempts; ///< in order; a piece that was found is the last of its search
    bool too_long = false;
};

/// What a model reads: [CLS] A [SEP] or [CLS] A [SEP] B [SEP].
struct Encoding
{
    std::vector<std::string> tokens;
    std::vector<std::int32_t> ids;
    std::vector<std::int32_t> type_ids;   ///< 0 for A with its [CLS] and [SEP], 1 for B with its [SEP]
    std::vector<Span> offsets;            ///< into text or pair by type id; {0, 0} for [CLS] and [SEP] added here
    std::vector<std::int32_t> word_index; ///< tokens of one word share a number; -1 for [CLS] and [SEP] added here
    std::int32_t cut_from_text = 0;       ///< tokens that did not fit the length asked for
    std::int32_t cut_from_pair = 0;

    std::int32_t size() const { return static_cast<std::int32_t>(ids.size()); }
    /// [CLS] or [SEP] that the tokenizer added, not one that was typed.
    bool is_added(std::size_t token) const { return word_index[token] < 0; }
};

class Tokenizer
{
public:
    static constexpr std::int32_t no_limit = std::numeric_limits<std::int32_t>::max();

    Tokenizer(Vocabulary vocabulary, bool lower_case);

    const Vocabulary &vocabulary() const { return m_vocabulary; }
    bool lower_case() const { return m_lower_case; }

    /// Stage one, step by step. `what` names the text in an error about its encoding. Special tokens written in the
    /// text stay as they are.
    NormalizedText normalize(std::string_view text, std::string_view what = "the text") const;
    /// The words in order of the text; special tokens written in it are found before normalisation.
    std::vector<Word> words(std::string_view text, std::string_view what = "the text") const;
    /// Stage two: greedy longest match for one word. Attempts are recorded only when asked for.
    WordPieces split(const Word &word, bool record_attempts = false) const;

    /// Both stages and the special tokens. Tokens beyond max_length are cut from the end of the longer side first
    /// (from B on equal length, as truncate_seq_pair of google-research/bert does); max_length counts [CLS] and [SEP]
    /// and is at least 3 for a pair, 2 for a text.
    Encoding encode(std::string_view text, std::optional<std::string_view> pair = std::nullopt,
                    std::int32_t max_length = no_limit) const;

private:
    Vocabulary m_vocabulary;
    bool m_lower_case;
};

} // namespace bertlab
