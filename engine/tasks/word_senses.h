#pragma once

#include "io/model_directory.h"

#include <string>
#include <vector>

namespace bertlab {

/// A word in sentences of several meanings.
struct WordSenses
{
    std::string word;
    std::vector<std::vector<std::string>> senses; ///< sentences, by sense
    bool operator==(const WordSenses &) const = default;
};

/// Mean cosine of the word's vectors at one layer. Averages are over pairs of different sentences.
struct SenseSimilarity
{
    double within, between; ///< sentences of the same sense; of different senses
    double random;          ///< of other tokens of these sentences, two at a time: what any two tokens have in common
};

/// What a model makes of it, and the word's vectors for whoever wants to draw them.
struct WordSenseStudy
{
    std::vector<SenseSimilarity> layers;       ///< 0: embeddings
    std::vector<std::vector<Matrix>> vectors;  ///< by layer, then sense: sentences x H
    std::vector<std::vector<Index>> positions; ///< of the word in each sentence, by sense
    bool at_one_position() const;              ///< then the embeddings do not differ by position
};

/// Reads all sentences as one batch. A word of several pieces has the mean of their vectors. Throws Error naming the
/// sentence that does not have the word, or if there are not two senses of two sentences each; Cancelled.
WordSenseStudy study_word_senses(const Model &model, const WordSenses &what, Workers &workers,
                                 const IsCancelled &is_cancelled = {});

} // namespace bertlab
