#include "numerics/activations.h"
#include "numerics/softmax.h"

#include "rounds.h"

using namespace bertlab;

namespace {

/// Arguments: rows, columns.
template <typename Function>
void elementwise(benchmark::State &state, const Function &function)
{
    const Matrix x = 3 * Matrix::Random(state.range(0), state.range(1));
    Matrix y = x;
    Rounds rounds(state);
    rounds.run([&] { function(view(x), view(y)); });
    benchmark::DoNotOptimize(y.data());
    state.counters["ns/element"] = 1e9 * rounds.best_seconds() / static_cast<double>(x.size());
}

void feed_forward_shapes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->ArgNames({"rows", "columns"})->UseManualTime()->Unit(benchmark::kMicrosecond);
    benchmark->Args({12, 512})->Args({128, 3072});
}
void score_shapes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->ArgNames({"rows", "columns"})->UseManualTime()->Unit(benchmark::kMicrosecond);
    benchmark->Args({8, 8})->Args({32, 32})->Args({128, 128})->Args({512, 512})->Args({1, 30522});
}

void gelu(benchmark::State &state)
{
    elementwise(state, [](const auto &x, const auto &y) { activate(Activation::gelu, x, y); });
}
void gelu_tanh(benchmark::State &state)
{
    elementwise(state, [](const auto &x, const auto &y) { activate(Activation::gelu_tanh, x, y); });
}
void relu(benchmark::State &state)
{
    elementwise(state, [](const auto &x, const auto &y) { activate(Activation::relu, x, y); });
}
void tanh(benchmark::State &state)
{
    elementwise(state, [](const auto &x, const auto &y) { tanh_forward(x, y); });
}
void softmax(benchmark::State &state)
{
    elementwise(state, [](const auto &x, const auto &y) { softmax_rows(x, y); });
}

BENCHMARK(gelu)->Apply(feed_forward_shapes);
BENCHMARK(gelu_tanh)->Apply(feed_forward_shapes);
BENCHMARK(relu)->Apply(feed_forward_shapes);
BENCHMARK(tanh)->Apply(feed_forward_shapes);
BENCHMARK(softmax)->Apply(score_shapes);

} // namespace

int main(int argc, char **argv)
{
    return run_benchmarks(argc, argv);
}
