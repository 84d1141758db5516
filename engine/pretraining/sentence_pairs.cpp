#include "pretraining/sentence_pairs.h"

#include "base/error.h"

#include <algorithm>
#include <cassert>

namespace bertlab {

namespace {

using Pieces = std::vector<std::int32_t>;

bool has_pieces(const EncodedCorpus &corpus, Index document)
{
    for (Index sentence = 0; sentence < corpus.sentences(document); ++sentence)
        if (!corpus.sentence(document, sentence).empty())
            return true;
    return false;
}

void append(Pieces &pieces, std::span<const std::int32_t> more)
{
    pieces.insert(pieces.end(), more.begin(), more.end());
}

/// Collects the chunks of a document and makes a pair of each.
class Chunker
{
public:
    Chunker(const EncodedCorpus &corpus, Index document, Index room, double short_probability, RandomSequence &random)
        : m_corpus(corpus), m_document(document), m_room(room), m_random(random), m_short_roll(random.uniform()),
          m_target(room)
    {
        if (m_short_roll < short_probability)
            m_target = 2 + static_cast<Index>(random.below(static_cast<std::uint64_t>(room - 1)));
    }

    /// Calls make(rolls) for each chunk; what it says about sentences put back moves the next one.
    template <typename Make>
    void for_each_chunk(const Make &make)
    {
        const Index sentences = m_corpus.sentences(m_document);
        for (Index first = 0; first < sentences;) {
            Index end = first, pieces = 0;
            while (end < sentences && pieces < m_target)
                pieces += size(end++);
            PairRolls rolls;
            rolls.document = m_document;
            rolls.short_roll = m_short_roll;
            rolls.target_length = m_target;
            rolls.first_sentence = first;
            rolls.chunk_sentences = end - first;
            if (pieces > 0)
                make(rolls);
            first = end - rolls.put_back;
        }
    }

    /// A, then the coin, then B.
    SentencePair pair(PairRolls &rolls)
    {
        SentencePair made;
        const Index chunk = rolls.chunk_sentences;
        rolls.sentences_of_first = chunk > 1 ? 1 + below(chunk - 1) : 1;
        for (Index i = 0; i < rolls.sentences_of_first; ++i)
            append(made.first, m_corpus.sentence(m_document, rolls.first_sentence + i));
        if (chunk > 1)
            rolls.next_roll = m_random.uniform();
        rolls.is_random_next = !rolls.next_roll || *rolls.next_roll < 0.5;
        if (rolls.is_random_next)
            take_random_second(rolls, made);
        else
            take_following_second(rolls, made);
        truncate(made.first, made.second, rolls.truncations);
        made.rolls = rolls;
        return made;
    }

    SentencePair alone(PairRolls &rolls)
    {
        SentencePair made;
        rolls.sentences_of_first = rolls.chunk_sentences;
        for (Index i = 0; i < rolls.chunk_sentences; ++i)
            append(made.first, m_corpus.sentence(m_document, rolls.first_sentence + i));
        truncate(made.first, made.second, rolls.truncations);
        made.rolls = rolls;
        return made;
    }

private:
    Index size(Index sentence) const { return static_cast<Index>(m_corpus.sentence(m_document, sentence).size()); }
    Index below(Index count) { return static_cast<Index>(m_random.below(static_cast<std::uint64_t>(count))); }

    void take_following_second(PairRolls &rolls, SentencePair &made)
    {
        rolls.second_document = m_document;
        rolls.second_sentence = rolls.first_sentence + rolls.sentences_of_first;
        rolls.sentences_of_second = rolls.chunk_sentences - rolls.sentences_of_first;
        for (Index i = 0; i < rolls.sentences_of_second; ++i)
            append(made.second, m_corpus.sentence(m_document, rolls.second_sentence + i));
    }

    void take_random_second(PairRolls &rolls, SentencePair &made)
    {
        const Index wanted = m_target - static_cast<Index>(made.first.size());
        do { // a document whose sentences have no pieces is no second segment
            const Index other = below(m_corpus.documents() - 1);
            rolls.second_document = other + (other >= m_document);
        } while (!has_pieces(m_corpus, rolls.second_document));
        const Index sentences = m_corpus.sentences(rolls.second_document);
        do {
            rolls.second_sentence = below(sentences);
            rolls.sentences_of_second = 0;
            made.second.clear();
            for (Index sentence = rolls.second_sentence; sentence < sentences; ++sentence) {
                append(made.second, m_corpus.sentence(rolls.second_document, sentence));
                ++rolls.sentences_of_second;
                if (static_cast<Index>(made.second.size()) >= wanted)
                    break;
            }
        } while (made.second.empty());
        rolls.put_back = rolls.chunk_sentences - rolls.sentences_of_first;
    }

    /// truncate_seq_pair of create_pretraining_data.py: one piece at a time, from the longer side.
    void truncate(Pieces &first, Pieces &second, std::vector<Truncation> &truncations)
    {
        while (static_cast<Index>(first.size() + second.size()) > m_room) {
            truncations.push_back({first.size() > second.size(), m_random.uniform()});
            Pieces &longer = truncations.back().from_first ? first : second;
            longer.erase(truncations.back().from_front() ? longer.begin() : longer.end() - 1);
        }
    }

    const EncodedCorpus &m_corpus;
    Index m_document, m_room;
    RandomSequence &m_random;
    double m_short_roll;
    Index m_target;
};

} // namespace

std::vector<SentencePair> pairs_of_document(const EncodedCorpus &corpus, Index document, const PairOptions &options,
                                            RandomSequence &random)
{
    assert(options.length >= 5);
    std::vector<SentencePair> pairs;
    Chunker chunker(corpus, document, options.length - 3, options.short_probability, random);
    chunker.for_each_chunk([&](PairRolls &rolls) {
        SentencePair pair = chunker.pair(rolls);
        if (!pair.first.empty() && !pair.second.empty()) // a sentence of no pieces makes no segment
            pairs.push_back(std::move(pair));
    });
    return pairs;
}

std::vector<SentencePair> chunks_of_document(const EncodedCorpus &corpus, Index document, const PairOptions &options,
                                             RandomSequence &random)
{
    assert(options.length >= 5);
    std::vector<SentencePair> chunks;
    Chunker chunker(corpus, document, options.length - 2, options.short_probability, random);
    chunker.for_each_chunk([&](PairRolls &rolls) { chunks.push_back(chunker.alone(rolls)); });
    return chunks;
}

void check_pairs_can_be_drawn(const EncodedCorpus &corpus)
{
    Index found = 0;
    for (Index document = 0; document < corpus.documents() && found < 2; ++document)
        found += has_pieces(corpus, document);
    if (found < 2)
        throw Error("The corpus has " + std::string(found == 1 ? "one document" : "no document") +
                    " with text; expected at least two, with a blank line between them: a random next segment is "
                    "taken from another document.");
}

} // namespace bertlab
