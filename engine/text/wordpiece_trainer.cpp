#include "text/wordpiece_trainer.h"

#include "base/error.h"
#include "text/unicode.h"

#include <algorithm>
#include <array>
#include <map>
#include <queue>
#include <utility>

namespace bertlab {

namespace {

constexpr std::array special_tokens{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
constexpr std::string_view continuation = "##";

Vocabulary special_tokens_alone()
{
    return Vocabulary::from_pieces({special_tokens.begin(), special_tokens.end()}, "the special tokens");
}

using PieceId = std::uint32_t;
using Pair = std::pair<PieceId, PieceId>;

struct PairHash
{
    std::size_t operator()(const Pair &pair) const
    {
        return std::hash<std::uint64_t>()((static_cast<std::uint64_t>(pair.first) << 32) | pair.second);
    }
};

/// A word as the pieces that it consists of so far.
struct WordInPieces
{
    std::vector<PieceId> pieces;
    std::uint64_t count;
};

/// How often a pair of neighbours occurs, and the words in which it may.
struct PairCount
{
    std::uint64_t count = 0;
    std::vector<std::uint32_t> words; ///< may name a word twice, or one that has lost the pair
};

/// A pair as it was when it was put into the queue.
struct Entry
{
    std::uint64_t count;
    Pair pair;
    bool operator<(const Entry &other) const // the largest count first, then the oldest pieces
    {
        return count != other.count ? count < other.count : pair > other.pair;
    }
};

class Merger
{
public:
    Merger(const WordCounts &counts, std::size_t alphabet)
    {
        for (const char *token : special_tokens)
            piece_named(token);
        const std::vector<std::pair<std::string, std::uint64_t>> words = in_fixed_order(counts);
        collect_characters(words, alphabet);
        for (std::uint32_t word = 0; word < m_words.size(); ++word)
            for (std::size_t i = 1; i < m_words[word].pieces.size(); ++i)
                add({m_words[word].pieces[i - 1], m_words[word].pieces[i]}, word);
        for (const auto &[pair, found] : m_pairs)
            m_queue.push({found.count, pair});
    }

    std::size_t size() const { return m_names.size(); }
    std::vector<std::string> take_pieces() { return std::move(m_names); }

    /// Merges the most frequent pair into one piece. False if none occurs `min_frequency` times.
    bool merge_once(std::uint64_t min_frequency)
    {
        while (!m_queue.empty()) {
            const Entry top = m_queue.top();
            m_queue.pop();
            const auto found = m_pairs.find(top.pair);
            if (found == m_pairs.end() || found->second.count != top.count)
                continue; // it has changed since, and what it is now stands elsewhere in the queue
            if (top.count < min_frequency)
                return false;
            const std::vector<std::uint32_t> words = std::move(found->second.words);
            m_pairs.erase(found);
            merge(top.pair, words);
            return true;
        }
        return false;
    }

private:
    static std::vector<std::pair<std::string, std::uint64_t>> in_fixed_order(const WordCounts &counts)
    {
        std::vector<std::pair<std::string, std::uint64_t>> words(counts.begin(), counts.end());
        std::ranges::sort(words);
        return words;
    }

    PieceId piece_named(const std::string &name)
    {
        const auto [found, is_new] = m_ids.try_emplace(name, static_cast<PieceId>(m_names.size()));
        if (is_new)
            m_names.push_back(name);
        return found->second;
    }

    /// Pieces for the most frequent characters, and the words in them.
    void collect_characters(const std::vector<std::pair<std::string, std::uint64_t>> &words, std::size_t alphabet)
    {
        std::map<char32_t, std::uint64_t> frequency;
        std::map<char32_t, bool> continues; // does it stand inside a word?
        std::vector<std::u32string> decoded;
        for (const auto &[word, count] : words) {
            decoded.push_back(decode_utf8(word, "a word"));
            for (std::size_t i = 0; i < decoded.back().size(); ++i) {
                frequency[decoded.back()[i]] += count;
                continues[decoded.back()[i]] |= i > 0;
            }
        }
        std::vector<char32_t> kept;
        for (const auto &[character, count] : frequency)
            kept.push_back(character);
        std::ranges::stable_sort(kept, std::greater(), [&frequency](char32_t c) { return frequency[c]; });
        kept.resize(std::min(kept.size(), alphabet));
        std::ranges::sort(kept);
        for (const char32_t character : kept)
            piece_named(encode_utf8(character));
        for (const char32_t character : kept)
            if (continues[character])
                piece_named(std::string(continuation) + encode_utf8(character));
        for (std::size_t i = 0; i < words.size(); ++i) {
            WordInPieces word{{}, words[i].second};
            for (const char32_t character : decoded[i])
                if (std::ranges::binary_search(kept, character))
                    word.pieces.push_back(piece_named(
                        (word.pieces.empty() ? std::string() : std::string(continuation)) + encode_utf8(character)));
            m_words.push_back(std::move(word));
        }
    }

    void add(const Pair &pair, std::uint32_t word)
    {
        PairCount &found = m_pairs[pair];
        found.count += m_words[word].count;
        found.words.push_back(word);
    }

    void subtract(const Pair &pair, std::uint64_t count)
    {
        if (const auto found = m_pairs.find(pair); found != m_pairs.end())
            found->second.count -= count;
    }

    void merge(const Pair &pair, const std::vector<std::uint32_t> &words)
    {
        const PieceId merged = piece_named(m_names[pair.first] + m_names[pair.second].substr(continuation.size()));
        m_changed.clear();
        for (const std::uint32_t word : words)
            merge_in(word, pair, merged);
        std::ranges::sort(m_changed);
        m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
        for (const Pair &changed : m_changed)
            if (const auto found = m_pairs.find(changed); found != m_pairs.end())
                m_queue.push({found->second.count, changed});
    }

    /// Each pair in the word becomes one piece; its neighbours lose a pair and gain one.
    void merge_in(std::uint32_t word, const Pair &pair, PieceId merged)
    {
        std::vector<PieceId> &pieces = m_words[word].pieces;
        const std::uint64_t count = m_words[word].count;
        for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
            if (pieces[i] != pair.first || pieces[i + 1] != pair.second)
                continue;
            pieces[i] = merged;
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            if (i > 0)
                replace({pieces[i - 1], pair.first}, {pieces[i - 1], merged}, word, count);
            if (i + 1 < pieces.size())
                replace({pair.second, pieces[i + 1]}, {merged, pieces[i + 1]}, word, count);
        }
    }

    void replace(const Pair &before, const Pair &now, std::uint32_t word, std::uint64_t count)
    {
        subtract(before, count);
        add(now, word);
        m_changed.push_back(before);
        m_changed.push_back(now);
    }

    std::vector<std::string> m_names; ///< of the pieces
    std::unordered_map<std::string, PieceId> m_ids;
    std::vector<WordInPieces> m_words;
    std::unordered_map<Pair, PairCount, PairHash> m_pairs;
    std::priority_queue<Entry> m_queue;
    std::vector<Pair> m_changed; ///< by the merge that is under way
};

} // namespace

WordCounter::WordCounter(bool lower_case) : m_tokenizer(special_tokens_alone(), lower_case) {}

void WordCounter::add(std::string_view text, std::string_view what)
{
    for (Word &word : m_tokenizer.words(text, what)) {
        if (word.special)
            continue;
        ++m_counts[std::move(word.text)];
        ++m_words;
    }
}

Vocabulary train_wordpiece(const WordCounts &counts, const WordPieceTrainerOptions &options)
{
    if (counts.empty())
        throw Error("The text has no words; expected some to learn a vocabulary from.");
    Merger merger(counts, options.alphabet);
    if (merger.size() > options.vocab_size)
        throw Error("A vocabulary of " + std::to_string(options.vocab_size) +
                    " pieces was asked for, but the special tokens and the characters of the text alone are " +
                    std::to_string(merger.size()) + "; expected at least that many.");
    while (merger.size() < options.vocab_size && merger.merge_once(options.min_frequency))
        if (options.is_cancelled && options.is_cancelled())
            throw Cancelled();
    return Vocabulary::from_pieces(merger.take_pieces(), "the trained vocabulary");
}

} // namespace bertlab
