#pragma once

#include "numerics/random.h"
#include "text/vocabulary.h"

#include "base/views.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bertlab {

/// How the pieces to predict are chosen.
enum class MaskingMethod {
    exact,          ///< a budget a sequence, filled in the order of a shuffle: BERT's own
    bernoulli,      ///< each piece by a coin of its own: what many think BERT does
    complete_words, ///< exact by piece, then each begun word is finished and others are un-masked to keep the budget
};

/// What stands in the place of a chosen piece, in percent. Devlin et al. 2019, section 3.1.
struct MaskSplit
{
    double mask = 80, random = 10, keep = 10; ///< at least 0 each, 100 in all
};

struct MaskingOptions
{
    MaskingMethod method = MaskingMethod::exact;
    double probability = 0.15;  ///< of the sequence's tokens, [CLS] and [SEP] counted
    Index max_predictions = 0;  ///< at most so many a sequence; 0: no such limit
    bool whole_word = false;    ///< words are chosen, with all their pieces ("Whole Word Masking" of 2019)
    bool roll_per_word = false; ///< all pieces of a chosen word are treated alike
    MaskSplit split{};
};

/// What may be chosen at once: one piece, or the pieces of a word.
struct MaskingCandidate
{
    enum class Outcome {
        chosen,
        does_not_fit, ///< it has more pieces than the budget has left
        not_reached,  ///< the budget was full before its turn; with bernoulli: its coin said no
        unmasked,     ///< complete_words: chosen, then given back to keep the budget
    };
    std::vector<Index> positions;
    Index budget_left = 0; ///< when its turn came
    double roll = 1;       ///< bernoulli: chosen if u < probability
    Outcome outcome = Outcome::not_reached;
};

/// One piece to predict.
struct MaskedPiece
{
    enum class Treatment { mask, random, keep };
    Index position;
    std::int32_t original, shown;      ///< the label, and what the model reads there
    double mask_roll;                  ///< u < split.mask: [MASK]
    std::optional<double> second_roll; ///< else: u < keep / (keep + random) leaves it as it is
    Treatment treatment;
};

/// How a sequence was masked, roll by roll.
struct Masking
{
    Index budget = 0;                         ///< pieces to predict; with bernoulli their expectation, rounded
    std::vector<MaskingCandidate> candidates; ///< in the order of the shuffle; with bernoulli in that of the text
    std::vector<MaskedPiece> pieces;          ///< in the order of the choice
};

/// min(max_predictions, max(1, probability · length rounded half to even)): Python's round, as in
/// create_pretraining_data.py of google-research/bert.
Index masking_budget(Index length, const MaskingOptions &options);

/// Chooses and treats the pieces of [CLS] A [SEP] B [SEP]. Source: create_masked_lm_predictions in
/// create_pretraining_data.py. Never chosen: [CLS] and [SEP]. With whole words a ## piece goes with the one before it.
/// A random piece comes from the whole vocabulary, special tokens included, and may be the true one.
Masking mask_pieces(std::span<const std::int32_t> input_ids, const Vocabulary &vocabulary,
                    const MaskingOptions &options, RandomSequence &random);

} // namespace bertlab
