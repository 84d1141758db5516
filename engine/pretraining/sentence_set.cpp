#include "pretraining/sentence_set.h"

#include <algorithm>

namespace bertlab {

namespace {

/// Pieces that were taken from the front of A, or of B.
Index cut_from_front(const PairRolls &rolls, bool is_first)
{
    return std::ranges::count_if(rolls.truncations, [is_first](const Truncation &truncation) {
        return truncation.from_first == is_first && truncation.from_front();
    });
}

/// The sentence at the piece `place` of neighbouring sentences.
std::span<const std::int32_t> sentence_of(const EncodedCorpus &corpus, Index document, Index first, Index count,
                                          Index place)
{
    for (Index sentence = first; sentence < first + count; ++sentence) {
        const auto pieces = corpus.sentence(document, sentence);
        if (place < static_cast<Index>(pieces.size()))
            return pieces;
        place -= static_cast<Index>(pieces.size());
    }
    return {};
}

} // namespace

SentenceSet::SentenceSet(const EncodedCorpus &corpus)
{
    for (Index document = 0; document < corpus.documents(); ++document)
        for (Index sentence = 0; sentence < corpus.sentences(document); ++sentence)
            m_sentences.insert(corpus.sentence(document, sentence));
}

std::size_t SentenceSet::Hash::operator()(std::span<const std::int32_t> sentence) const
{
    std::uint64_t hash = 0xCBF29CE484222325; // FNV-1a, a piece at a time
    for (const std::int32_t piece : sentence)
        hash = (hash ^ static_cast<std::uint64_t>(piece)) * 0x100000001B3;
    return static_cast<std::size_t>(hash);
}

bool SentenceSet::Equal::operator()(std::span<const std::int32_t> left, std::span<const std::int32_t> right) const
{
    return std::ranges::equal(left, right);
}

std::span<const std::int32_t> sentence_at(const EncodedCorpus &corpus, const PretrainingInstance &instance,
                                          Index position)
{
    const PairRolls &rolls = instance.pair;
    const auto end = static_cast<Index>(instance.token_type_ids.size()) - 1; // of the last segment: its [SEP]
    const Index end_of_first = std::ranges::count(instance.token_type_ids, 0) - 1;
    if (position <= 0 || position == end_of_first || position >= end)
        return {};
    if (position < end_of_first)
        return sentence_of(corpus, rolls.document, rolls.first_sentence, rolls.sentences_of_first,
                           position - 1 + cut_from_front(rolls, true));
    return sentence_of(corpus, rolls.second_document, rolls.second_sentence, rolls.sentences_of_second,
                       position - end_of_first - 1 + cut_from_front(rolls, false));
}

} // namespace bertlab
