#include "model/bert.h"

#include "model/bert_weights.h"
#include "model/forward_pass.h"
#include "model/forward_rooms.h"

#include <cassert>

namespace bertlab {

Bert::Bert(const Config &config, const WeightSource &source)
    : m_weights(std::make_unique<const BertWeights>(config, source)), m_rooms(std::make_unique<ForwardRooms>())
{}
Bert::~Bert() = default;
Bert::Bert(Bert &&) noexcept = default;

const Config &Bert::config() const
{
    return m_weights->config;
}

const ParameterLayout &Bert::layout() const
{
    return m_weights->layout;
}

bool Bert::has(Part part) const
{
    switch (part) {
    case Part::embeddings:
    case Part::encoder:
        return true;
    case Part::pooler:
        return m_weights->pooler.has_value();
    case Part::masked_lm:
        return m_weights->masked_lm.has_value();
    case Part::next_sentence:
        return m_weights->next_sentence.has_value();
    }
    assert(false);
    return false;
}

Matrix Bert::tensor(std::string_view name) const
{
    if (const auto kept = m_weights->kept.find(name); kept != m_weights->kept.end())
        return kept->second;
    const auto packed = m_weights->packed.find(name);
    assert(packed != m_weights->packed.end());
    const auto &[matrix, first, count] = packed->second;
    Matrix copy(count, matrix.in_features());
    for (Index row = 0; row < count; ++row)
        copy.row(row) = matrix.row(first + row);
    return copy;
}

Parameters Bert::parameters() const
{
    Parameters parameters(config());
    for (const TensorInfo &info : layout().tensors()) {
        parameters.set_has(info.spec->part, has(info.spec->part));
        if (has(info.spec->part))
            parameters.tensor(info.name) = tensor(info.name);
    }
    return parameters;
}

RowVector Bert::tensor_row(std::string_view name, Index row) const
{
    if (const auto kept = m_weights->kept.find(name); kept != m_weights->kept.end())
        return kept->second.row(row);
    const auto packed = m_weights->packed.find(name);
    assert(packed != m_weights->packed.end() && row < packed->second.count);
    return packed->second.packed.row(packed->second.first + row);
}

RowVector Bert::token_row(std::int32_t id) const
{
    return m_weights->embeddings.word.row(id);
}

ForwardResult Bert::forward(const Batch &batch, const ForwardOptions &options, Workers &workers) const
{
    ForwardResult result;
    forward(batch, options, workers, result);
    return result;
}

void Bert::forward(const Batch &batch, const ForwardOptions &options, Workers &workers, ForwardResult &result) const
{
    batch.check(config());
    ForwardRooms::Borrowed room = m_rooms->borrow(); // one that a throwing pass had is not given back, but freed
    ForwardPass(*m_weights, batch, options, workers, *room, result).run();
    m_rooms->give_back(std::move(room));
}

Matrix Bert::prediction_logits(const ConstMatrixView &hidden_states, Workers &workers,
                               const IsCancelled &is_cancelled) const
{
    const auto &[transform, decoder] = *m_weights->masked_lm;
    const Execution execution{workers, is_cancelled};
    Matrix transformed(hidden_states.rows(), hidden_states.cols()), logits(hidden_states.rows(), config().vocab_size);
    prediction_transform_forward(hidden_states, transform, view(transformed), execution);
    linear_forward(read_only(view(transformed)), decoder, view(logits), execution);
    return logits;
}

BlockOutputs Bert::block_outputs(Index layer, const ConstMatrixView &input, const ConstMatrixView &context,
                                 Workers &workers, const IsCancelled &is_cancelled) const
{
    const auto &[attention, feed_forward] = m_weights->layers[static_cast<std::size_t>(layer)];
    const Execution execution{workers, is_cancelled};
    const Index rows = input.rows(), hidden = config().hidden_size;
    BlockOutputs outputs{Matrix(rows, hidden), Matrix(rows, hidden)};
    Matrix state(rows, hidden), intermediate(rows, config().intermediate_size);
    linear_forward(context, attention.dense, view(outputs.attention), execution);
    residual_layer_norm_forward(read_only(view(outputs.attention)), input, attention.norm, view(state), workers);
    feed_forward_block_forward(read_only(view(state)), feed_forward,
                               {view(intermediate), view(intermediate), view(outputs.feed_forward), view(state)},
                               execution);
    return outputs;
}

} // namespace bertlab
