#pragma once

#include "io/model_directory.h"
#include "tasks/fill_mask.h"
#include "tasks/next_sentence.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bertlab {

/// How a reading departs from what the model was trained for; its weights stay as they are.
struct ReadingVariant
{
    bool causal = false; ///< a token sees itself and what is left of it alone, as in GPT
    enum class Positions {
        learned,
        sinusoids,        ///< of the Transformer paper in place of the learned ones, as they are
        scaled_sinusoids, ///< the same, as large as the learned rows are on average (root mean square)
        none              ///< zeros
    } positions = Positions::learned;
    bool one_segment = false; ///< token_type_id 0 for sentence B too
    /// The token_type_ids given for the attention mask, a common slip: nobody sees a token of sentence A. Only for a
    /// pair, and not with causal.
    bool types_as_mask = false;
    bool operator==(const ReadingVariant &) const = default;
};

/// What is to be read: a text or a pair, and the tokens that are covered by [MASK].
struct ReadingRequest
{
    std::string text;
    std::optional<std::string> pair;
    std::vector<std::int32_t> covered; ///< token positions; those that are not there or were added are ignored
    TraceRequest trace;
    IsCancelled is_cancelled;
    bool last_hidden_state = true; ///< as in ForwardOptions
    ReadingVariant variant = {};
};

/// A covered or typed [MASK].
struct Gap
{
    std::int32_t position;
    std::optional<std::int32_t> covered_id;   ///< the piece under it; none for a typed [MASK]: truth unknown
    std::optional<MaskPrediction> prediction; ///< none without the MLM head
};

/// One sentence or pair read by one model: everything that the pages show of it. Immutable once made.
struct Reading
{
    std::shared_ptr<const Model> model;
    std::string text;
    std::optional<std::string> pair;
    ReadingVariant variant;
    Encoding encoding;                                   ///< the whole sentence, nothing covered
    std::vector<std::int32_t> input_ids;                 ///< what the model read: [MASK] where a piece is covered
    std::vector<std::int32_t> token_type_ids;            ///< the same: encoding's say the sentence, these the segment
    std::vector<Gap> gaps;                               ///< in order of position
    ForwardResult result;                                ///< with its trace
    std::optional<NextSentencePrediction> next_sentence; ///< only for a pair and a model with the head
    double milliseconds = 0;                             ///< of the forward pass

    /// What stands at a position for the model, "[MASK]" where it is covered.
    const std::string &token(std::int32_t position) const;
    const Gap *gap_at(std::int32_t position) const;
};

/// Tokenizes, cut to the model's length. Throws Error if that is too short for [CLS] and [SEP].
Encoding encode_to_fit(const Model &model, const std::string &text, const std::optional<std::string> &pair);

/// What stands in place of a model's position embeddings, P x H; nothing for the learned ones.
std::shared_ptr<const Matrix> position_embeddings_of(const Bert &bert, ReadingVariant::Positions positions);

/// Tokenizes (cut to the model's length), covers and runs. Throws Error or Cancelled.
std::shared_ptr<const Reading> read(std::shared_ptr<const Model> model, const ReadingRequest &request,
                                    Workers &workers);

/// What the MLM head answers at `positions` when the same model reads `input_ids` in place of the reading's, in the
/// same way (variant). One answer a position, in their order; bit by bit what read() would give. Expects the MLM head
/// and as many ids as the reading has. Throws Cancelled.
std::vector<MaskPrediction> predict_again(const Reading &reading, const std::vector<std::int32_t> &input_ids,
                                          const std::vector<std::int32_t> &positions, Workers &workers,
                                          const IsCancelled &is_cancelled = {});

} // namespace bertlab
