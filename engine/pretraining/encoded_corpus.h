#pragma once

#include "base/views.h"
#include "numerics/parallel.h"
#include "pretraining/corpus.h"
#include "text/tokenizer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bertlab {

/// A corpus in pieces: the ids of all sentences in one row, without special tokens. Immutable.
class EncodedCorpus
{
public:
    /// Splits every sentence into pieces, on all workers. A sentence of which nothing is left has no pieces and keeps
    /// its place, so that documents and sentences are numbered as in `corpus`. Throws Cancelled if asked to stop.
    EncodedCorpus(const Corpus &corpus, const Tokenizer &tokenizer, Workers &workers, const IsCancelled &is_cancelled);

    Index documents() const { return static_cast<Index>(m_first_sentence.size()) - 1; }
    Index sentences(Index document) const { return first_sentence(document + 1) - first_sentence(document); }
    std::span<const std::int32_t> sentence(Index document, Index sentence) const
    {
        const auto number = static_cast<std::size_t>(first_sentence(document) + sentence);
        return std::span(m_pieces).subspan(m_first_piece[number], m_first_piece[number + 1] - m_first_piece[number]);
    }
    /// All pieces of all sentences.
    std::span<const std::int32_t> pieces() const { return m_pieces; }

private:
    Index first_sentence(Index document) const { return m_first_sentence[static_cast<std::size_t>(document)]; }

    std::vector<Index> m_first_sentence{0};    ///< of each document, and behind the last one the number of all
    std::vector<std::size_t> m_first_piece{0}; ///< of each sentence, likewise
    std::vector<std::int32_t> m_pieces;
};

/// How often each of `vocab_size` pieces stands in the corpus.
std::vector<std::uint64_t> piece_counts(const EncodedCorpus &corpus, Index vocab_size);

} // namespace bertlab
