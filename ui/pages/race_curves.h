#pragma once

#include "plots/curve_plot.h"
#include "plots/probe_list.h"
#include "session/run_record.h"

#include <optional>

/// The pictures of two runs, for the window and for the report.
namespace bertlab {

struct RaceCurves
{
    CurvePlotData masked, next, accuracy; ///< the second run thick and solid, the first one thin and dashed
};
RaceCurves raceCurves(const TrainingProgress &first, const TrainingProgress &second);
QString raceLegend();

/// What both answered behind a step, beside each other; `sides` names them.
ProbeListData raceProbes(const TrainingProgress &first, const TrainingProgress &second, Index step,
                         const QStringList &sides);

/// What has to be known where the losses of the two are losses of different tasks; empty where they are not.
QString caveatOfRace(const RunRecipe &first, const RunRecipe &second);

} // namespace bertlab
