#include "commands/progress_line.h"

#include "commands/console.h"

#include <cmath>
#include <iostream>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace bertlab {

namespace {

bool is_terminal(const std::ostream &out)
{
    if (&out != &std::cerr)
        return false;
#ifdef _WIN32
    return _isatty(2) != 0;
#else
    return isatty(2) != 0;
#endif
}

} // namespace

std::string clock_time(double seconds)
{
    const auto whole = static_cast<long long>(std::ceil(std::max(0.0, seconds)));
    const auto two_digits = [](long long value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    const std::string rest = two_digits(whole % 60);
    return whole < 3600 ? std::to_string(whole / 60) + ":" + rest
                        : std::to_string(whole / 3600) + ":" + two_digits(whole / 60 % 60) + ":" + rest;
}

ProgressLine::ProgressLine(std::ostream &out) : m_out(out), m_is_terminal(is_terminal(out)) {}

void ProgressLine::show(const TrainingStep &step, std::optional<Index> steps, std::optional<double> share_of_time,
                        double seconds)
{
    if (m_first_step < 0) { // what came before the first step says nothing about speed
        m_first_step = step.step;
        m_first_tokens = step.tokens;
        m_first_seconds = seconds;
    }
    if (step.evaluation)
        m_evaluation = step.evaluation;
    const auto now = std::chrono::steady_clock::now();
    if (!m_is_terminal || now - m_shown < std::chrono::milliseconds(200))
        return;
    m_shown = now;
    const double took = seconds - m_first_seconds;
    const double speed = took > 0 ? static_cast<double>(step.tokens - m_first_tokens) / took : 0;
    const auto made = static_cast<double>(step.step - m_first_step);
    const double left = steps           ? static_cast<double>(*steps - step.step - 1) * (made > 0 ? took / made : 0)
                        : share_of_time ? seconds / *share_of_time - seconds
                                        : 0;
    m_out << "\r\x1b[Kstep " << step.step + 1;
    if (steps)
        m_out << " of " << *steps;
    m_out << " · loss " << short_number(step.loss.total()) << " (masked " << short_number(step.loss.masked_lm)
          << ", next " << short_number(step.loss.next_sentence) << ")";
    if (m_evaluation)
        m_out << " · held out " << percent(m_evaluation->masked_lm_accuracy);
    if (m_evaluation && m_evaluation->next_sentence_accuracy)
        m_out << ", " << percent(*m_evaluation->next_sentence_accuracy);
    m_out << " · " << grouped(std::llround(speed)) << " tokens/s · " << clock_time(left) << " left" << std::flush;
}

void ProgressLine::clear()
{
    if (m_is_terminal)
        m_out << "\r\x1b[K" << std::flush;
}

} // namespace bertlab
