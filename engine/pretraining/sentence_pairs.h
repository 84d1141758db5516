#pragma once

#include "numerics/random.h"
#include "pretraining/encoded_corpus.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace bertlab {

/// One piece taken from a pair that is too long.
struct Truncation
{
    bool from_first; ///< from A, the longer side; on equal lengths from B
    double roll;     ///< u < 0.5 takes the first piece of that side, else the last
    bool from_front() const { return roll < 0.5; }
};

/// How a pair came about: everything that was rolled, in order.
struct PairRolls
{
    Index document = 0;
    double short_roll = 1;   ///< drawn once a document: u < short_probability makes its target length short
    Index target_length = 0; ///< pieces of A and B that the chunk collects sentences for
    Index first_sentence = 0, chunk_sentences = 0; ///< the chunk: neighbouring sentences of the document
    Index sentences_of_first = 0;                  ///< A: so many of the chunk, at least one, drawn if there are more
    std::optional<double> next_roll;               ///< u < 0.5: B is random; none for a chunk of one: always random
    bool is_random_next = false;
    /// B: from the chunk's own document what A left; a random one from another document.
    Index second_document = 0, second_sentence = 0, sentences_of_second = 0;
    Index put_back = 0; ///< sentences of the chunk that a random B left unused: the next chunk begins with them
    std::vector<Truncation> truncations;
};

struct SentencePair
{
    std::vector<std::int32_t> first, second; ///< A and B, truncated; together at most `length` - 3 pieces
    PairRolls rolls;
};

struct PairOptions
{
    Index length = 128;             ///< S: tokens of an instance with [CLS] and both [SEP], at least 5
    double short_probability = 0.1; ///< of a target length drawn evenly from 2 … S - 3
};

/// The pairs of one document. Source: create_instances_from_document in create_pretraining_data.py of
/// google-research/bert. There a random B is drawn up to ten times until its document differs; here it always does.
/// Expects a corpus of at least two documents with pieces (check_pairs_can_be_drawn).
std::vector<SentencePair> pairs_of_document(const EncodedCorpus &corpus, Index document, const PairOptions &options,
                                            RandomSequence &random);

/// Throws Error if the corpus has fewer than two documents with pieces: a random B comes from another document.
void check_pairs_can_be_drawn(const EncodedCorpus &corpus);

/// The chunks of one document without a second segment (objective next piece): A alone, at most S - 2 pieces.
std::vector<SentencePair> chunks_of_document(const EncodedCorpus &corpus, Index document, const PairOptions &options,
                                             RandomSequence &random);

} // namespace bertlab
