#pragma once

#include "pretraining/encoded_corpus.h"
#include "tasks/reading.h"

#include <optional>
#include <string>
#include <vector>

namespace bertlab {

/// A sentence or pair whose answer is watched while a model learns.
struct Probe
{
    std::string text;     ///< with one [MASK], or A of a pair
    std::string pair;     ///< empty: a gap is asked for; else whether it follows
    std::string expected; ///< the right piece, "IsNext" or "NotNext"
};

struct ProbeAnswer
{
    struct Guess
    {
        std::string token;
        double probability;
    };
    Probe probe;
    std::vector<Guess> guesses; ///< the three most probable pieces, or the two answers of a pair; most probable first
    bool is_right = false;      ///< the first guess is what is expected
};

/// The sentences of teaching.md that the classroom world knows.
std::vector<Probe> classroom_probes();

/// Asks a model. Throws Cancelled.
std::vector<ProbeAnswer> ask(const std::vector<Probe> &probes, const std::shared_ptr<const Model> &model,
                             Workers &workers, const IsCancelled &is_cancelled);

/// How often a probe's sentence, with what is right put in, stands in a corpus.
Index count_in(const EncodedCorpus &corpus, const Tokenizer &tokenizer, const Probe &probe);

} // namespace bertlab
