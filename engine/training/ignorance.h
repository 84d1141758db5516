#pragma once

#include "pretraining/encoded_corpus.h"

#include <cstdint>

namespace bertlab {

/// What someone gets who has seen no sentence, only how large the vocabulary is or how often each piece occurs: the
/// lines that a curve has to leave behind.
struct Ignorance
{
    double uniform_loss = 0;              ///< ln V
    double frequency_loss = 0;            ///< entropy of the pieces' frequencies, in nats
    std::int32_t most_frequent_piece = 0; ///< id
    double most_frequent_share = 0;       ///< of all pieces: accuracy of always guessing it
};

/// Expects a corpus with pieces of a vocabulary of `vocab_size`.
Ignorance ignorance_of(const EncodedCorpus &corpus, Index vocab_size);

} // namespace bertlab
