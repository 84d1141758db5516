#include "pretraining/masking.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

using Outcome = MaskingCandidate::Outcome;
using Treatment = MaskedPiece::Treatment;

/// The words of a sequence as groups of positions; [CLS] and [SEP] belong to none.
std::vector<std::vector<Index>> words_of(std::span<const std::int32_t> ids, const Vocabulary &vocabulary)
{
    std::vector<std::vector<Index>> words;
    bool continues = false; // a ## piece behind [CLS] or [SEP] (truncation may leave one) begins a group of its own
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] == vocabulary.cls_id() || ids[i] == vocabulary.sep_id()) {
            continues = false;
            continue;
        }
        if (!continues || !Vocabulary::is_continuation(vocabulary.piece(ids[i])))
            words.emplace_back();
        words.back().push_back(static_cast<Index>(i));
        continues = true;
    }
    return words;
}

std::vector<MaskingCandidate> candidates_of(const std::vector<std::vector<Index>> &words, bool whole_word)
{
    std::vector<MaskingCandidate> candidates;
    for (const std::vector<Index> &word : words) {
        if (whole_word)
            candidates.push_back({word});
        else
            for (const Index position : word)
                candidates.push_back({{position}});
    }
    return candidates;
}

/// Takes candidates in their order until the budget is full.
void fill_budget(Masking &masking)
{
    Index left = masking.budget;
    for (MaskingCandidate &candidate : masking.candidates) {
        candidate.budget_left = left;
        if (left == 0)
            continue;
        const auto size = static_cast<Index>(candidate.positions.size());
        candidate.outcome = size <= left ? Outcome::chosen : Outcome::does_not_fit;
        if (candidate.outcome == Outcome::chosen)
            left -= size;
    }
}

void toss_coins(Masking &masking, double probability, RandomSequence &random)
{
    for (MaskingCandidate &candidate : masking.candidates) {
        candidate.roll = random.uniform();
        if (candidate.roll < probability)
            candidate.outcome = Outcome::chosen;
    }
}

/// Each begun word that fits the budget becomes a candidate of its own, in the order in which the words were begun; the
/// pieces of those that do not fit are given back.
void complete_words(Masking &masking, const std::vector<std::vector<Index>> &words)
{
    const auto word_of = [&words](Index position) -> const std::vector<Index> & {
        return *std::ranges::find_if(
            words, [position](const auto &word) { return word.front() <= position && position <= word.back(); });
    };
    Index left = masking.budget;
    std::vector<Index> taken;
    for (MaskingCandidate &candidate : masking.candidates) {
        if (candidate.outcome != Outcome::chosen)
            continue;
        const Index position = candidate.positions.front();
        candidate.budget_left = left;
        if (std::ranges::find(taken, position) != taken.end()) { // finished together with an earlier piece
            candidate.positions.clear();
            continue;
        }
        const std::vector<Index> &word = word_of(position);
        if (static_cast<Index>(word.size()) > left) {
            candidate.outcome = Outcome::unmasked;
            continue;
        }
        candidate.positions = word;
        taken.insert(taken.end(), word.begin(), word.end());
        left -= static_cast<Index>(word.size());
    }
    std::erase_if(masking.candidates, [&taken](const MaskingCandidate &candidate) {
        return candidate.positions.empty() || (candidate.outcome != Outcome::chosen &&
                                               std::ranges::find(taken, candidate.positions.front()) != taken.end());
    });
}

struct Rolls
{
    double mask;
    std::optional<double> second;
};

Rolls roll(const MaskSplit &split, RandomSequence &random)
{
    Rolls rolls{random.uniform(), std::nullopt};
    if (!(rolls.mask < split.mask / 100))
        rolls.second = random.uniform();
    return rolls;
}

MaskedPiece treat(Index position, std::int32_t original, const Rolls &rolls, const Vocabulary &vocabulary,
                  const MaskSplit &split, RandomSequence &random)
{
    MaskedPiece piece{position, original, original, rolls.mask, rolls.second, Treatment::keep};
    if (!rolls.second) {
        piece.treatment = Treatment::mask;
        piece.shown = vocabulary.mask_id();
    } else if (!(*rolls.second < split.keep / (split.keep + split.random))) {
        piece.treatment = Treatment::random;
        piece.shown = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(vocabulary.size())));
    }
    return piece;
}

} // namespace

Index masking_budget(Index length, const MaskingOptions &options)
{
    const auto share = static_cast<Index>(std::nearbyint(options.probability * static_cast<double>(length)));
    const Index budget = std::max<Index>(1, share);
    return options.max_predictions > 0 ? std::min(options.max_predictions, budget) : budget;
}

Masking mask_pieces(std::span<const std::int32_t> input_ids, const Vocabulary &vocabulary,
                    const MaskingOptions &options, RandomSequence &random)
{
    const auto words = words_of(input_ids, vocabulary);
    Masking masking;
    masking.budget = masking_budget(static_cast<Index>(input_ids.size()), options);
    masking.candidates = candidates_of(words, options.whole_word);
    if (options.method == MaskingMethod::bernoulli) {
        toss_coins(masking, options.probability, random);
    } else {
        random.shuffle(std::span<MaskingCandidate>(masking.candidates));
        fill_budget(masking);
        if (options.method == MaskingMethod::complete_words && !options.whole_word)
            complete_words(masking, words);
    }
    for (const MaskingCandidate &candidate : masking.candidates) {
        if (candidate.outcome != Outcome::chosen)
            continue;
        std::optional<Rolls> of_word;
        for (const Index position : candidate.positions) {
            if (!of_word || !options.roll_per_word)
                of_word = roll(options.split, random);
            masking.pieces.push_back(treat(position, input_ids[static_cast<std::size_t>(position)], *of_word,
                                           vocabulary, options.split, random));
        }
    }
    return masking;
}

} // namespace bertlab
