#include "training/schedule.h"

#include <algorithm>

namespace bertlab {

namespace {

/// The step as the variant counts it for its warm-up.
double counted(OptimizerVariant variant, Index step)
{
    return static_cast<double>(variant == OptimizerVariant::google ? step : step + 1);
}

bool warms_up(const Schedule &schedule, Index step)
{
    return schedule.variant == OptimizerVariant::google ? step < schedule.warmup_steps
                                                        : step + 1 <= schedule.warmup_steps;
}

} // namespace

double Schedule::learning_rate(Index step) const
{
    if (warms_up(*this, step))
        return peak * counted(variant, step) / static_cast<double>(warmup_steps);
    const auto total = static_cast<double>(total_steps), now = static_cast<double>(step);
    if (variant == OptimizerVariant::google)
        return peak * std::max(0.0, 1 - now / total);
    const double falling = std::max(1.0, total - static_cast<double>(warmup_steps));
    return peak * std::max(0.0, total - now - 1) / falling;
}

double Schedule::learning_rate(Index step, double share_of_time) const
{
    const double left = std::clamp(1 - share_of_time, 0.0, 1.0);
    return warms_up(*this, step) ? peak * std::min(left, counted(variant, step) / static_cast<double>(warmup_steps))
                                 : peak * left;
}

} // namespace bertlab
