#include "pretraining/instances.h"

#include "base/error.h"
#include "pretraining/random_sites.h"

#include <algorithm>
#include <numeric>

namespace bertlab {

namespace {

void append_segment(PretrainingInstance &instance, const std::vector<std::int32_t> &pieces, std::int32_t type,
                    std::int32_t sep_id)
{
    auto &ids = instance.original_ids;
    ids.insert(ids.end(), pieces.begin(), pieces.end());
    ids.push_back(sep_id);
    instance.token_type_ids.resize(ids.size(), type);
}

void predict_next(PretrainingInstance &instance)
{
    instance.input_ids = instance.original_ids;
    for (std::size_t i = 0; i + 1 < instance.original_ids.size(); ++i) {
        instance.masked_positions.push_back(static_cast<Index>(i));
        instance.masked_ids.push_back(instance.original_ids[i + 1]);
    }
}

} // namespace

void mask_instance(PretrainingInstance &instance, const Vocabulary &vocabulary, const MaskingOptions &options,
                   RandomSequence &random)
{
    instance.input_ids = instance.original_ids;
    instance.masking = mask_pieces(instance.original_ids, vocabulary, options, random);
    std::vector<MaskedPiece> pieces = instance.masking.pieces;
    std::ranges::sort(pieces, {}, &MaskedPiece::position);
    for (const MaskedPiece &piece : pieces) {
        instance.input_ids[static_cast<std::size_t>(piece.position)] = piece.shown;
        instance.masked_positions.push_back(piece.position);
        instance.masked_ids.push_back(piece.original);
    }
}

PretrainingInstance make_instance(const SentencePair &pair, const Vocabulary &vocabulary,
                                  const InstanceOptions &options, RandomSequence &random)
{
    PretrainingInstance instance;
    instance.original_ids.push_back(vocabulary.cls_id());
    append_segment(instance, pair.first, 0, vocabulary.sep_id());
    if (options.objective != Objective::next_piece)
        append_segment(instance, pair.second, 1, vocabulary.sep_id());
    instance.is_random_next = pair.rolls.is_random_next;
    instance.pair = pair.rolls;
    if (options.objective == Objective::next_piece)
        predict_next(instance);
    else
        mask_instance(instance, vocabulary, options.masking, random);
    return instance;
}

InstanceStream::InstanceStream(const EncodedCorpus &corpus, const Vocabulary &vocabulary,
                               const InstanceOptions &options, std::uint64_t seed)
    : m_corpus(corpus), m_vocabulary(vocabulary), m_options(options), m_seed(seed)
{
    if (options.objective != Objective::next_piece)
        check_pairs_can_be_drawn(corpus);
    if (epoch(0).pairs.empty())
        throw Error("The corpus has no pieces; expected sentences of more than white space.");
}

const InstanceStream::Epoch &InstanceStream::epoch(std::uint32_t number)
{
    if (m_epoch && m_epoch->number == number)
        return *m_epoch;
    auto made = std::make_unique<Epoch>();
    made->number = number;
    const std::uint32_t drawn = m_options.is_static ? 0 : number;
    const auto draw = m_options.objective == Objective::next_piece ? chunks_of_document : pairs_of_document;
    for (Index document = 0; document < m_corpus.documents(); ++document) {
        RandomSequence random(m_seed, drawn, random_site::pairs, static_cast<std::uint32_t>(document));
        std::ranges::move(draw(m_corpus, document, m_options.pairs, random), std::back_inserter(made->pairs));
    }
    made->order.resize(made->pairs.size());
    std::iota(made->order.begin(), made->order.end(), 0u);
    RandomSequence(m_seed, number, random_site::order).shuffle(std::span<std::uint32_t>(made->order));
    m_epoch = std::move(made);
    return *m_epoch;
}

std::uint64_t InstanceStream::size(std::uint32_t number)
{
    return epoch(number).pairs.size();
}

PretrainingInstance InstanceStream::next(DataPosition &position)
{
    while (position.index >= size(position.epoch)) {
        position.index -= size(position.epoch);
        ++position.epoch;
    }
    const Epoch &current = epoch(position.epoch);
    const std::uint32_t pair = current.order[static_cast<std::size_t>(position.index++)];
    RandomSequence random(m_seed, m_options.is_static ? 0 : position.epoch, random_site::masking, pair);
    return make_instance(current.pairs[pair], m_vocabulary, m_options, random);
}

} // namespace bertlab
