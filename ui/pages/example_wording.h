#pragma once

#include "pages/example_steps.h"
#include "pages/explanation.h"
#include "plots/bar_list.h"
#include "plots/roll_view.h"

namespace bertlab {

/// "Roll 1 of 2: beautiful", "B: a coin".
QString stepTitle(const TrainingExample &example, const ExampleStep &step);
/// What a step rolled and what came of it.
RollData rollOf(const TrainingExample &example, const ExampleStep &step);
/// The panel on the right for a step.
Explanation explainStep(const TrainingExample &example, const ExampleStep &step);
/// Shares after some runs, each with the line where it should end.
BarListData tallyBars(const TrainingExample &example, const ExampleTally &tally);

} // namespace bertlab
