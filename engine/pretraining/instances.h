#pragma once

#include "pretraining/masking.h"
#include "pretraining/sentence_pairs.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace bertlab {

/// What a model is trained for.
enum class Objective {
    masked_lm_and_next_sentence, ///< BERT's
    masked_lm,                   ///< the same instances, without the loss on the pair
    next_piece,                  ///< each piece predicts the next one, with causal attention: GPT's
};

struct InstanceOptions
{
    Objective objective = Objective::masked_lm_and_next_sentence;
    PairOptions pairs{};
    MaskingOptions masking{};
    bool is_static = false; ///< every epoch sees the pairs and masks of the first, in a new order
};

/// One example of pre-training, and how it came about.
struct PretrainingInstance
{
    std::vector<std::int32_t> original_ids;   ///< [CLS] A [SEP] B [SEP], or [CLS] A [SEP] for the next piece
    std::vector<std::int32_t> token_type_ids; ///< 0 for [CLS] A [SEP], 1 for B [SEP]
    std::vector<std::int32_t> input_ids;      ///< after masking
    std::vector<Index> masked_positions;      ///< positions that are predicted, ascending
    std::vector<std::int32_t> masked_ids;     ///< what is right there
    bool is_random_next = false;              ///< NSP label 1 (NotNext); false is label 0 (IsNext)
    PairRolls pair;
    Masking masking; ///< empty for the next piece
};

/// Which instance comes next: all that a checkpoint has to keep of the data.
struct DataPosition
{
    std::uint32_t epoch = 0;
    std::uint64_t index = 0; ///< in the epoch's order
    bool operator==(const DataPosition &) const = default;
};

/// The instances of a corpus, epoch after epoch without end: a pure function of seed and position. Each epoch draws
/// pairs, order and masks anew (dynamic masking, Liu et al. 2019) unless it is static. One caller at a time: the
/// pairs of the epoch that was asked for last are kept.
class InstanceStream
{
public:
    /// Both outlive the stream. Throws Error if the corpus cannot give instances (check_pairs_can_be_drawn; for the
    /// next piece one document is enough).
    InstanceStream(const EncodedCorpus &corpus, const Vocabulary &vocabulary, const InstanceOptions &options,
                   std::uint64_t seed);

    /// The instance at `position`, which moves on to the next one, over the end of the epoch too.
    PretrainingInstance next(DataPosition &position);
    /// Instances of an epoch.
    std::uint64_t size(std::uint32_t epoch);

private:
    struct Epoch
    {
        std::uint32_t number;
        std::vector<SentencePair> pairs;  ///< document after document
        std::vector<std::uint32_t> order; ///< in which they come
    };
    const Epoch &epoch(std::uint32_t number);

    const EncodedCorpus &m_corpus;
    const Vocabulary &m_vocabulary;
    InstanceOptions m_options;
    std::uint64_t m_seed;
    std::unique_ptr<const Epoch> m_epoch;
};

/// Masks original_ids: fills input_ids, the masked positions with their ids, and the rolls.
void mask_instance(PretrainingInstance &instance, const Vocabulary &vocabulary, const MaskingOptions &options,
                   RandomSequence &random);

/// [CLS] A [SEP] B [SEP] of a pair, masked; [CLS] A [SEP] with the next pieces as labels for Objective::next_piece.
PretrainingInstance make_instance(const SentencePair &pair, const Vocabulary &vocabulary,
                                  const InstanceOptions &options, RandomSequence &random);

} // namespace bertlab
