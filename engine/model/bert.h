#pragma once

#include "model/batch.h"
#include "model/config.h"
#include "model/parameters.h"
#include "model/trace.h"
#include "numerics/parallel.h"

#include <memory>
#include <string_view>
#include <vector>

namespace bertlab {

struct BertWeights;
class ForwardRooms;

/// What a caller wants of a pass.
struct ForwardOptions
{
    TraceRequest trace;                 ///< what to keep; nothing by default
    bool all_prediction_logits = false; ///< the MLM head for every token
    std::vector<Index> prediction_rows; ///< … or for these tokens of the batch, in this order
    /// False where only the heads' answers are read. The last layer then works for the rows that they look at alone,
    /// unless a trace or all logits are wanted too, and the result's last_hidden_state is empty.
    bool last_hidden_state = true;
    bool causal = false; ///< a token sees itself and what is left of it alone
    /// Of each sequence: so many of its first tokens that nobody looks at (an attention mask that is 0 there); fewer
    /// than it has. Empty: none. Not together with causal.
    std::vector<Index> closed_keys;
    /// Rows in place of the model's own position_embeddings: max_position_embeddings x H, or nothing.
    std::shared_ptr<const Matrix> position_embeddings;
    IsCancelled is_cancelled; ///< asked between blocks; true throws Cancelled and leaves no result
};

/// What one pass gives. A part that the model does not have leaves its matrix empty.
struct ForwardResult
{
    Matrix last_hidden_state;           ///< [T, H], empty if not wanted
    Matrix pooler_output;               ///< [B, H]
    Matrix prediction_logits;           ///< [wanted rows, V]
    Matrix seq_relationship_logits;     ///< [B, 2], index 0 = IsNext
    std::shared_ptr<const Trace> trace; ///< nothing if none was asked for
};

/// What the two blocks of a layer add to their inputs, before the LayerNorms: R x H each.
struct BlockOutputs
{
    Matrix attention;    ///< attention.dense of a trace
    Matrix feed_forward; ///< output.dense
};

/// BERT as released: post-LayerNorm encoder, pooler, MLM and NSP heads. Source: Devlin et al. 2019;
/// google-research/bert modeling.py; Hugging Face BertForPreTraining. Immutable: several threads may run passes at
/// once.
class Bert
{
public:
    /// Packs the weights for the products and keeps embeddings, LayerNorms and biases as they are. Reads on all
    /// processors, each tensor once.
    Bert(const Config &config, const WeightSource &source);
    explicit Bert(const Parameters &parameters) : Bert(parameters.config(), parameters.source()) {}
    ~Bert();
    Bert(Bert &&) noexcept;

    const Config &config() const;
    const ParameterLayout &layout() const;
    bool has(Part part) const;
    /// A copy of a weight by its name in the layout, as in the file (rows x columns; vectors are 1 x n). Expects a part
    /// that the model has.
    Matrix tensor(std::string_view name) const;
    /// A copy of every weight that the model has, to train on; what it has not is zero and marked as missing.
    Parameters parameters() const;
    /// One row of such a weight, without copying the rest.
    RowVector tensor_row(std::string_view name, Index row) const;
    /// One row of the token table (also the weights of one piece in the tied MLM decoder): H values.
    RowVector token_row(std::int32_t id) const;

    /// Throws Error if the batch does not fit the model (Batch::check), Cancelled if asked to stop.
    ForwardResult forward(const Batch &batch, const ForwardOptions &options, Workers &workers) const;
    /// The same into the room of an earlier result: from the third pass of a shape on nothing is allocated, unless a
    /// trace is asked for. After an exception the result holds anything.
    void forward(const Batch &batch, const ForwardOptions &options, Workers &workers, ForwardResult &result) const;

    /// The MLM head on any hidden states, R x H: logits R x V. Meant for the last layer; on others it is a hint of what
    /// they hold (the "logit lens"). Expects has(Part::masked_lm). Throws Cancelled.
    Matrix prediction_logits(const ConstMatrixView &hidden_states, Workers &workers,
                             const IsCancelled &is_cancelled = {}) const;

    /// The blocks of a layer (from 0) again for some rows of its input, R x H, and what its heads brought them,
    /// attention.context, R x H. Throws Cancelled.
    BlockOutputs block_outputs(Index layer, const ConstMatrixView &input, const ConstMatrixView &context,
                               Workers &workers, const IsCancelled &is_cancelled = {}) const;

private:
    std::unique_ptr<const BertWeights> m_weights;
    std::unique_ptr<ForwardRooms> m_rooms;
};

} // namespace bertlab
