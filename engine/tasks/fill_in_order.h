#pragma once

#include "tasks/reading.h"

#include <cstdint>
#include <vector>

namespace bertlab {

/// One gap was given its best guess.
struct FillStep
{
    std::int32_t position;
    PiecePrediction piece;         ///< the most probable of the whole vocabulary, [UNK] and its like among them
    std::vector<std::int32_t> ids; ///< what the model reads from now on
};

enum class FillOrder {
    left_to_right,
    right_to_left,
    surest_first ///< each time the gap whose best guess is the most probable; equal ones from the left
};

/// Fills all gaps of a reading, one a step: with each piece put in, the model reads again, and the next gap is guessed
/// from that. The first step's guess is that of the reading. Expects the MLM head. Throws Cancelled.
std::vector<FillStep> fill_in_order(const Reading &reading, FillOrder order, Workers &workers,
                                    const IsCancelled &is_cancelled = {});
/// The same at the given positions, in their order; other gaps stay covered. Throws Error for a position that is no gap
/// of the reading or comes twice.
std::vector<FillStep> fill_in_order(const Reading &reading, const std::vector<std::int32_t> &positions,
                                    Workers &workers, const IsCancelled &is_cancelled = {});

/// Every gap's best guess as the reading has it, none of which knows of the others. From left to right. Expects the MLM
/// head.
std::vector<FillStep> fill_at_once(const Reading &reading);

} // namespace bertlab
