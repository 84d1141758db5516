#include "tasks/fill_in_order.h"

#include "base/error.h"

#include <algorithm>
#include <cassert>

namespace bertlab {

namespace {

std::vector<std::int32_t> positions_of(const Reading &reading)
{
    std::vector<std::int32_t> positions;
    for (const Gap &gap : reading.gaps)
        positions.push_back(gap.position);
    return positions;
}

/// A reading whose gaps are filled step by step.
class Filling
{
public:
    Filling(const Reading &reading, Workers &workers, const IsCancelled &is_cancelled)
        : m_reading(reading), m_ids(reading.input_ids), m_workers(workers), m_is_cancelled(is_cancelled)
    {
        assert(reading.model->bert.has(Part::masked_lm));
    }

    /// What the model holds probable at these gaps, with what was put in so far.
    std::vector<MaskPrediction> predictions(const std::vector<std::int32_t> &positions) const
    {
        if (!m_steps.empty())
            return predict_again(m_reading, m_ids, positions, m_workers, m_is_cancelled);
        std::vector<MaskPrediction> known;
        for (const std::int32_t position : positions)
            known.push_back(m_reading.gap_at(position)->prediction.value());
        return known;
    }

    void put_in(std::int32_t position, const PiecePrediction &piece)
    {
        m_ids[static_cast<std::size_t>(position)] = piece.id;
        m_steps.push_back({position, piece, m_ids});
    }

    const std::vector<FillStep> &steps() const { return m_steps; }

private:
    const Reading &m_reading;
    std::vector<std::int32_t> m_ids;
    std::vector<FillStep> m_steps;
    Workers &m_workers;
    const IsCancelled &m_is_cancelled;
};

std::vector<FillStep> fill_surest_first(const Reading &reading, Workers &workers, const IsCancelled &is_cancelled)
{
    Filling filling(reading, workers, is_cancelled);
    std::vector<std::int32_t> open = positions_of(reading);
    while (!open.empty()) {
        std::vector<PiecePrediction> best;
        for (const MaskPrediction &prediction : filling.predictions(open))
            best.push_back(prediction.top(1).front());
        const auto surest = std::ranges::max_element(best, {}, &PiecePrediction::probability); // the first of equals
        const auto place = open.begin() + (surest - best.begin());
        filling.put_in(*place, *surest);
        open.erase(place);
    }
    return filling.steps();
}

} // namespace

std::vector<FillStep> fill_in_order(const Reading &reading, FillOrder order, Workers &workers,
                                    const IsCancelled &is_cancelled)
{
    if (order == FillOrder::surest_first)
        return fill_surest_first(reading, workers, is_cancelled);
    std::vector<std::int32_t> positions = positions_of(reading);
    if (order == FillOrder::right_to_left)
        std::ranges::reverse(positions);
    return fill_in_order(reading, positions, workers, is_cancelled);
}

std::vector<FillStep> fill_in_order(const Reading &reading, const std::vector<std::int32_t> &positions,
                                    Workers &workers, const IsCancelled &is_cancelled)
{
    for (auto position = positions.begin(); position != positions.end(); ++position) {
        if (!reading.gap_at(*position))
            throw Error("Position " + std::to_string(*position) + " cannot be filled: it is not covered.");
        if (std::find(positions.begin(), position, *position) != position)
            throw Error("Position " + std::to_string(*position) + " comes twice in the order, it can be filled once.");
    }
    Filling filling(reading, workers, is_cancelled);
    for (const std::int32_t position : positions)
        filling.put_in(position, filling.predictions({position}).front().top(1).front());
    return filling.steps();
}

std::vector<FillStep> fill_at_once(const Reading &reading)
{
    std::vector<FillStep> steps;
    std::vector<std::int32_t> ids = reading.input_ids;
    for (const Gap &gap : reading.gaps) {
        const PiecePrediction best = gap.prediction.value().top(1).front();
        ids[static_cast<std::size_t>(gap.position)] = best.id;
        steps.push_back({gap.position, best, ids});
    }
    return steps;
}

} // namespace bertlab
