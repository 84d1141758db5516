#pragma once

#include "training/trainer.h"

#include <chrono>
#include <iosfwd>
#include <optional>

namespace bertlab {

/// The line that a terminal shows while a run goes on: step, losses, tokens a second, time left. Anything else than a
/// terminal gets nothing.
class ProgressLine
{
public:
    explicit ProgressLine(std::ostream &out);

    /// `seconds`: of this call so far.
    void show(const TrainingStep &step, std::optional<Index> steps, std::optional<double> share_of_time,
              double seconds);
    /// Leaves an empty line.
    void clear();

private:
    std::ostream &m_out;
    bool m_is_terminal;
    std::chrono::steady_clock::time_point m_shown{};
    Index m_first_step = -1;
    std::uint64_t m_first_tokens = 0;
    double m_first_seconds = 0;
    std::optional<Evaluation> m_evaluation; ///< the last one
};

/// "1:03", "2:05:09".
std::string clock_time(double seconds);

} // namespace bertlab
