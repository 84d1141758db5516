#include "tasks/reading.h"

#include "base/error.h"
#include "layers/sinusoids.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace bertlab {

namespace {

/// What is covered by the request, and every [MASK] that was typed.
std::vector<Gap> find_gaps(const Encoding &encoding, const std::vector<std::int32_t> &covered, std::int32_t mask_id)
{
    std::vector<Gap> gaps;
    for (std::int32_t position = 0; position < encoding.size(); ++position) {
        const auto token = static_cast<std::size_t>(position);
        if (encoding.is_added(token))
            continue;
        if (encoding.ids[token] == mask_id)
            gaps.push_back({position, std::nullopt, std::nullopt});
        else if (std::ranges::find(covered, position) != covered.end())
            gaps.push_back({position, encoding.ids[token], std::nullopt});
    }
    return gaps;
}

/// A pass over these ids in the reading's way.
ForwardResult run(const Reading &reading, const std::vector<std::int32_t> &input_ids, ForwardOptions options,
                  Workers &workers)
{
    options.causal = reading.variant.causal;
    options.position_embeddings = position_embeddings_of(reading.model->bert, reading.variant.positions);
    const std::vector<std::int32_t> &type_ids = reading.encoding.type_ids;
    if (reading.variant.types_as_mask && reading.pair && !reading.variant.causal)
        options.closed_keys = {static_cast<Index>(std::ranges::count(type_ids, 0))};
    Batch batch;
    batch.add(input_ids, reading.token_type_ids);
    return reading.model->bert.forward(batch, options, workers);
}

MaskPrediction answer(std::int32_t position, const ForwardResult &result, std::size_t row)
{
    const Matrix &logits = result.prediction_logits;
    return {position, ConstRowView(logits.row(static_cast<Index>(row)).data(), logits.cols())};
}

/// Adds what the heads said, where the model has them.
void take_predictions(Reading &reading)
{
    const ForwardResult &result = reading.result;
    if (reading.model->bert.has(Part::masked_lm)) {
        for (std::size_t i = 0; i < reading.gaps.size(); ++i)
            reading.gaps[i].prediction = answer(reading.gaps[i].position, result, i);
    }
    if (reading.pair && result.seq_relationship_logits.size() > 0)
        reading.next_sentence = next_sentence_prediction({result.seq_relationship_logits.data(), 2});
}

} // namespace

Encoding encode_to_fit(const Model &model, const std::string &text, const std::optional<std::string> &pair)
{
    const Index limit = model.bert.config().max_position_embeddings;
    const Index special_tokens = pair ? 3 : 2;
    if (limit < special_tokens)
        throw Error("This model reads " + std::to_string(limit) +
                    " tokens (max_position_embeddings), but [CLS] and [SEP] alone are " +
                    std::to_string(special_tokens) + ".");
    return model.tokenizer.encode(text, pair, static_cast<std::int32_t>(limit));
}

std::shared_ptr<const Matrix> position_embeddings_of(const Bert &bert, ReadingVariant::Positions positions)
{
    using Positions = ReadingVariant::Positions;
    if (positions == Positions::learned)
        return nullptr;
    const Index rows = bert.config().max_position_embeddings, columns = bert.config().hidden_size;
    if (positions == Positions::none)
        return std::make_shared<const Matrix>(Matrix::Zero(rows, columns));
    Matrix sinusoids = sinusoidal_positions(rows, columns);
    if (positions == Positions::scaled_sinusoids) {
        const Matrix learned = bert.tensor("bert.embeddings.position_embeddings.weight");
        sinusoids *= learned.norm() / sinusoids.norm();
    }
    return std::make_shared<const Matrix>(std::move(sinusoids));
}

const std::string &Reading::token(std::int32_t position) const
{
    assert(position >= 0 && position < encoding.size());
    const Gap *gap = gap_at(position);
    const Vocabulary &vocabulary = model->tokenizer.vocabulary();
    return gap ? vocabulary.piece(vocabulary.mask_id()) : encoding.tokens[static_cast<std::size_t>(position)];
}

const Gap *Reading::gap_at(std::int32_t position) const
{
    const auto found = std::ranges::find(gaps, position, &Gap::position);
    return found == gaps.end() ? nullptr : &*found;
}

std::shared_ptr<const Reading> read(std::shared_ptr<const Model> model, const ReadingRequest &request, Workers &workers)
{
    auto reading = std::make_shared<Reading>();
    const std::int32_t mask_id = model->tokenizer.vocabulary().mask_id();
    reading->text = request.text;
    reading->pair = request.pair;
    reading->variant = request.variant;
    reading->encoding = encode_to_fit(*model, request.text, request.pair);
    reading->gaps = find_gaps(reading->encoding, request.covered, mask_id);
    reading->input_ids = reading->encoding.ids;
    for (const Gap &gap : reading->gaps)
        reading->input_ids[static_cast<std::size_t>(gap.position)] = mask_id;
    reading->token_type_ids = reading->encoding.type_ids;
    if (request.variant.one_segment)
        std::ranges::fill(reading->token_type_ids, 0);
    reading->model = std::move(model);

    ForwardOptions options;
    options.trace = request.trace;
    options.last_hidden_state = request.last_hidden_state;
    options.is_cancelled = request.is_cancelled;
    for (const Gap &gap : reading->gaps)
        options.prediction_rows.push_back(gap.position);
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    reading->result = run(*reading, reading->input_ids, std::move(options), workers);
    reading->milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    take_predictions(*reading);
    return reading;
}

std::vector<MaskPrediction> predict_again(const Reading &reading, const std::vector<std::int32_t> &input_ids,
                                          const std::vector<std::int32_t> &positions, Workers &workers,
                                          const IsCancelled &is_cancelled)
{
    assert(reading.model->bert.has(Part::masked_lm) && input_ids.size() == reading.input_ids.size());
    ForwardOptions options;
    options.is_cancelled = is_cancelled;
    options.last_hidden_state = false;
    options.prediction_rows.assign(positions.begin(), positions.end());
    const ForwardResult result = run(reading, input_ids, std::move(options), workers);
    std::vector<MaskPrediction> answers;
    for (std::size_t i = 0; i < positions.size(); ++i)
        answers.push_back(answer(positions[i], result, i));
    return answers;
}

} // namespace bertlab
