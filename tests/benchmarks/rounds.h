#pragma once

#include "numerics/gemm.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <limits>

/// Times each round of a benchmark by itself. The time column is then the mean; the counters made of best_seconds()
/// tell what the kernel can do while nobody else uses the machine.
class Rounds
{
public:
    explicit Rounds(benchmark::State &state) : m_state(state) {}

    template <typename Work>
    void run(const Work &work)
    {
        using Clock = std::chrono::steady_clock;
        work(); // touches the memory
        for ([[maybe_unused]] auto round : m_state) {
            const Clock::time_point start = Clock::now();
            work();
            const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
            m_best = std::min(m_best, seconds);
            m_state.SetIterationTime(seconds);
        }
    }
    double best_seconds() const { return m_best; }

private:
    benchmark::State &m_state;
    double m_best = std::numeric_limits<double>::infinity();
};

inline int run_benchmarks(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::AddCustomContext("instruction set", bertlab::instruction_set());
    benchmark::AddCustomContext("compiler", BERTLAB_COMPILER);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
