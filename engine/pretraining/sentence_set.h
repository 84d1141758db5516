#pragma once

#include "pretraining/encoded_corpus.h"
#include "pretraining/instances.h"

#include <unordered_set>

namespace bertlab {

/// The sentences of a corpus as the tokenizer sees them: two that differ in case or white space alone are one, and so
/// are two that differ in words which both became [UNK].
class SentenceSet
{
public:
    /// `corpus` outlives the set.
    explicit SentenceSet(const EncodedCorpus &corpus);

    bool contains(std::span<const std::int32_t> sentence) const { return m_sentences.contains(sentence); }

private:
    struct Hash
    {
        std::size_t operator()(std::span<const std::int32_t> sentence) const;
    };
    struct Equal
    {
        bool operator()(std::span<const std::int32_t> left, std::span<const std::int32_t> right) const;
    };
    std::unordered_set<std::span<const std::int32_t>, Hash, Equal> m_sentences;
};

/// The sentence of `corpus`, from which the instance was drawn, that a position of it stands in: whole, also where the
/// pair was truncated. Empty for [CLS] and [SEP].
std::span<const std::int32_t> sentence_at(const EncodedCorpus &corpus, const PretrainingInstance &instance,
                                          Index position);

} // namespace bertlab
