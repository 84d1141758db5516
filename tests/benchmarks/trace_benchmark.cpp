#include "commands/random_weights.h"
#include "model/bert.h"

#include "rounds.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

using namespace bertlab;

namespace {

/// BERT-base with every traced tensor kept, beside the same pass without. Arguments: S, threads. The two take turns, so
/// that what else the machine does meets both.
void trace_of_base(benchmark::State &state)
{
    using Clock = std::chrono::steady_clock;
    const auto length = static_cast<std::size_t>(state.range(0));
    Workers workers(static_cast<int>(state.range(1)));
    const Config config = Config::of_shape("base");
    const Bert bert(random_weights(
        config, [] { return false; }, workers));
    std::vector<std::int32_t> ids(length);
    for (std::size_t i = 0; i < length; ++i)
        ids[i] = static_cast<std::int32_t>(mixed_bits(0, i) % static_cast<std::uint64_t>(config.vocab_size));
    Batch batch;
    batch.add(ids, std::vector<std::int32_t>(length, 0));

    ForwardResult result;
    const auto seconds = [&](const ForwardOptions &options) {
        const Clock::time_point start = Clock::now();
        bert.forward(batch, options, workers, result);
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    ForwardOptions plain, traced;
    traced.trace = trace_everything();
    seconds(plain); // touches the memory
    double best_plain = std::numeric_limits<double>::infinity(), best_traced = best_plain;
    for ([[maybe_unused]] auto round : state) {
        best_plain = std::min(best_plain, seconds(plain));
        const double took = seconds(traced);
        best_traced = std::min(best_traced, took);
        state.SetIterationTime(took);
    }
    state.counters["plain ms"] = 1e3 * best_plain;
    state.counters["traced ms"] = 1e3 * best_traced;
    state.counters["trace costs %"] = 100 * (best_traced / best_plain - 1);
}

BENCHMARK(trace_of_base)
    ->ArgNames({"S", "threads"})
    ->Args({128, 1})
    ->Args({128, 2})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->MinTime(3);

} // namespace

int main(int argc, char **argv)
{
    return run_benchmarks(argc, argv);
}
