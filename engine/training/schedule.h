#pragma once

#include "base/views.h"

namespace bertlab {

/// The two AdamWs that people mean.
enum class OptimizerVariant {
    google,         ///< optimization.py of google-research/bert: no bias correction, the first step has rate 0
    bias_corrected, ///< Loshchilov, Hutter 2019, as torch.optim.AdamW with a linear schedule of transformers
};

/// The learning rate rises linearly over the warm-up and then falls linearly to 0.
struct Schedule
{
    OptimizerVariant variant = OptimizerVariant::bias_corrected;
    double peak = 1e-4;
    Index warmup_steps = 0;
    Index total_steps = 1;

    /// Of the step with this number, from 0; with s = step, w = warmup_steps, n = total_steps:
    ///   google:          peak · s / w  for s < w,       then peak · (1 - s / n)
    ///   bias-corrected:  peak · (s + 1) / w  for s + 1 <= w,  then peak · (n - s - 1) / (n - w)
    /// Never below 0.
    double learning_rate(Index step) const;
    /// For a run by the clock: the same warm-up, then peak · (1 - share of the time that is used).
    double learning_rate(Index step, double share_of_time) const;
};

} // namespace bertlab
