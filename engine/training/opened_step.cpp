#include "training/opened_step.h"

#include "base/error.h"
#include "model/bert.h"

#include <algorithm>

namespace bertlab {

namespace {

constexpr Index shown_pieces = 5, sequences_at_once = 8;

/// Some neighbouring sequences, and which of their tokens are asked for.
struct Excerpt
{
    Batch batch;
    std::vector<Index> rows;
};

Excerpt part_of(const LabelledInstances &whole, Index first, Index end)
{
    Excerpt part;
    const Batch &batch = whole.batch;
    for (Index sequence = first; sequence < end; ++sequence) {
        const auto start = static_cast<std::size_t>(batch.start(sequence)),
                   length = static_cast<std::size_t>(batch.length(sequence));
        part.batch.add(std::span(batch.input_ids()).subspan(start, length),
                       std::span(batch.token_type_ids()).subspan(start, length),
                       std::span(batch.position_ids()).subspan(start, length));
    }
    for (const Index row : whole.labels.masked_rows)
        if (row >= batch.start(first) && row < batch.start(end))
            part.rows.push_back(row - batch.start(first));
    return part;
}

} // namespace

std::vector<MaskedAnswer> answer(const Parameters &weights, const LabelledInstances &batch, bool causal,
                                 Workers &workers, const IsCancelled &is_cancelled)
{
    const Bert bert(weights);
    std::vector<MaskedAnswer> answers;
    for (Index first = 0; first < batch.batch.sequences(); first += sequences_at_once) {
        Excerpt part = part_of(batch, first, std::min(first + sequences_at_once, batch.batch.sequences()));
        ForwardOptions options;
        options.prediction_rows = part.rows;
        options.last_hidden_state = false;
        options.causal = causal;
        options.is_cancelled = is_cancelled;
        const ForwardResult result = bert.forward(part.batch, options, workers);
        for (std::size_t i = 0; i < part.rows.size(); ++i) {
            const ConstRowView logits(result.prediction_logits.row(static_cast<Index>(i)).data(),
                                      result.prediction_logits.cols());
            const MaskPrediction prediction(static_cast<std::int32_t>(part.rows[i]), logits);
            const std::int32_t right = batch.labels.masked_ids[answers.size()];
            answers.push_back({prediction.top(shown_pieces), prediction.of(right), prediction.rank(right)});
        }
    }
    return answers;
}

std::shared_ptr<const OpenedStep> open_step(Trainer &trainer, const Trainer::StepOptions &options, Workers &workers)
{
    const TrainingState state = trainer.state();
    const auto step = trainer.step(options);
    const AdamW &optimizer = trainer.optimizer();
    auto opened = std::make_shared<OpenedStep>(
        OpenedStep{step,
                   state.weights,
                   trainer.weights(),
                   trainer.gradients(),
                   state.first_moments,
                   state.second_moments,
                   optimizer.options(),
                   optimizer.factors(optimizer.steps(), step->learning_rate, step->optimizer.gradient_norm),
                   trainer.objective(),
                   {},
                   {}});
    const bool causal = trainer.objective() == Objective::next_piece;
    try {
        opened->answers_before = answer(opened->before, step->batch, causal, workers, options.is_cancelled);
        opened->answers_after = answer(opened->after, step->batch, causal, workers, options.is_cancelled);
    } catch (const Cancelled &) {
        opened->answers_before.clear(); // the step itself was taken
    }
    return opened;
}

AdamWUpdate OpenedStep::update(std::size_t tensor, Index row, Index column) const
{
    const TensorInfo &info = before.layout().tensors()[tensor];
    const std::size_t place = info.offset + static_cast<std::size_t>(row * info.columns + column);
    AdamWFactors of_tensor = factors;
    if (!info.spec->weight_decay)
        of_tensor.decay = 0;
    return adamw_update(before.values()[place], gradients.values()[place], first_moments[place], second_moments[place],
                        of_tensor);
}

} // namespace bertlab
