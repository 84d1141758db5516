#include "tasks/logit_lens.h"

#include "analysis/hidden_states.h"

#include <algorithm>

namespace bertlab {

namespace {

/// Positions whose logits are held at a time: 32 x 30,522 floats are 4 MB.
constexpr Index positions_at_once = 32;

MaskPrediction answer(std::int32_t position, const Matrix &logits, Index row)
{
    return {position, ConstRowView(logits.row(row).data(), logits.cols())};
}

} // namespace

LogitLens logit_lens(const Bert &bert, const Trace &trace, Index sequence, Workers &workers,
                     const IsCancelled &is_cancelled)
{
    LogitLens lens;
    lens.positions = trace.length(sequence);
    for (Index layer = 0; layer <= bert.config().num_hidden_layers; ++layer) {
        const ConstMatrixView states = rows_of(hidden_state(trace, layer), trace.start(sequence), lens.positions);
        for (Index first = 0; first < lens.positions; first += positions_at_once) {
            const Index count = std::min(positions_at_once, lens.positions - first);
            const Matrix logits = bert.prediction_logits(rows_of(states, first, count), workers, is_cancelled);
            const std::size_t before = lens.best.size();
            lens.best.resize(before + static_cast<std::size_t>(count));
            const std::function<void(Index)> find = [&](Index row) {
                const auto position = static_cast<std::int32_t>(first + row);
                lens.best[before + static_cast<std::size_t>(row)] = answer(position, logits, row).top(1).front();
            };
            workers.for_each(count, find);
        }
    }
    return lens;
}

std::vector<MaskPrediction> answers_by_layer(const Bert &bert, const Trace &trace, Index sequence,
                                             std::int32_t position, Workers &workers, const IsCancelled &is_cancelled)
{
    const Index layers = bert.config().num_hidden_layers + 1;
    Matrix states(layers, bert.config().hidden_size);
    for (Index layer = 0; layer < layers; ++layer)
        states.row(layer) = hidden_state(trace, layer).row(trace.start(sequence) + position);
    const Matrix logits = bert.prediction_logits(read_only(view(states)), workers, is_cancelled);
    std::vector<MaskPrediction> answers;
    for (Index layer = 0; layer < layers; ++layer)
        answers.push_back(answer(position, logits, layer));
    return answers;
}

} // namespace bertlab
