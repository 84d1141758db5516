#pragma once

#include "text/tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

/// Learns a WordPiece vocabulary from text. Source: Schuster, Nakajima 2012 for the pieces; as in Hugging Face's
/// `tokenizers` (WordPieceTrainer) pairs are merged by how often they occur, which Sennrich et al. 2016 describe.
namespace bertlab {

/// How often each word of the basic tokenizer occurs.
using WordCounts = std::unordered_map<std::string, std::uint64_t>;

/// Splits text into the words of BERT's basic tokenizer and counts them.
class WordCounter
{
public:
    explicit WordCounter(bool lower_case);
    /// Special tokens written in the text are no words. Throws Error naming `what` if the text is not UTF-8.
    void add(std::string_view text, std::string_view what = "the text");
    const WordCounts &counts() const { return m_counts; }
    std::uint64_t words() const { return m_words; } ///< in all

private:
    Tokenizer m_tokenizer;
    WordCounts m_counts;
    std::uint64_t m_words = 0;
};

struct WordPieceTrainerOptions
{
    std::size_t vocab_size = 6000;        ///< wanted; fewer if no pair is left that occurs often enough
    std::size_t alphabet = 200;           ///< the most frequent characters get pieces; a word drops the others
    std::uint64_t min_frequency = 2;      ///< of a pair that is merged
    std::function<bool()> is_cancelled{}; ///< asked between merges; true throws Cancelled
};

/// The five special tokens, the characters (alone, then with ##) in the order of their code points, then one piece a
/// merge. Of pairs that occur equally often the one whose pieces are older is merged: the result depends on the counts
/// alone. Throws Error if there are no words, or if vocab_size has no room for the special tokens and the characters.
Vocabulary train_wordpiece(const WordCounts &counts, const WordPieceTrainerOptions &options);

} // namespace bertlab
