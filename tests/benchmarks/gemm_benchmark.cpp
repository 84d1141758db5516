#include "numerics/gemm.h"

#include "rounds.h"

#include <tuple>
#include <utility>

using namespace bertlab;

namespace {

void count_operations(benchmark::State &state, const Rounds &rounds, double multiply_adds, Workers &workers)
{
    const double gflops = 2e-9 * multiply_adds / rounds.best_seconds();
    state.counters["GFLOP/s"] = gflops;
    double peak = 0;
    for (int window = 0; window < 100; ++window) // the clock changes within milliseconds
        peak = std::max(peak, measure_peak_gflops(workers, std::max(2.0, 1e3 * rounds.best_seconds())));
    state.counters["of peak %"] = 100 * gflops / peak;
}

/// y = x Wᵀ + bias, arguments: M, N, K, threads.
void packed_product(benchmark::State &state)
{
    const Index rows = state.range(0), columns = state.range(1), depth = state.range(2);
    Workers workers(static_cast<int>(state.range(3)));
    const Matrix x = Matrix::Random(rows, depth), weight = Matrix::Random(columns, depth);
    const RowVector bias = RowVector::Random(columns);
    const PackedMatrix packed(view(weight));
    Matrix y(rows, columns);
    Rounds rounds(state);
    rounds.run([&] { multiply(view(x), packed, bias.data(), view(y), workers); });
    benchmark::DoNotOptimize(y.data());
    count_operations(state, rounds, static_cast<double>(rows * columns * depth), workers);
}

/// dW += dyᵀ x, arguments: M outputs, N inputs, K tokens, threads. As in a training step, x becomes panels first.
void weight_gradient(benchmark::State &state)
{
    const Index outputs = state.range(0), inputs = state.range(1), tokens = state.range(2);
    Workers workers(static_cast<int>(state.range(3)));
    const Matrix dy = Matrix::Random(tokens, outputs), x = Matrix::Random(tokens, inputs);
    Matrix gradient = Matrix::Zero(outputs, inputs);
    PackedMatrix columns;
    Rounds rounds(state);
    rounds.run([&] {
        columns.assign_transposed(view(x), workers);
        multiply_transposed_add(view(dy), columns, view(gradient), workers);
    });
    benchmark::DoNotOptimize(gradient.data());
    count_operations(state, rounds, static_cast<double>(outputs * inputs * tokens), workers);
}

/// The same for the way back, dx = dy W, in the same memory each time.
void packing_transposed(benchmark::State &state)
{
    const Matrix weight = Matrix::Random(state.range(0), state.range(1));
    Workers workers(1);
    PackedMatrix packed;
    Rounds rounds(state);
    rounds.run([&] { packed.assign_transposed(view(weight), workers); });
    state.counters["GB/s read"] = 4e-9 * static_cast<double>(weight.size()) / rounds.best_seconds();
}

/// What each training step does anew with every weight.
void packing(benchmark::State &state)
{
    const Matrix weight = Matrix::Random(state.range(0), state.range(1));
    Rounds rounds(state);
    rounds.run([&] { benchmark::DoNotOptimize(PackedMatrix(view(weight)).in_features()); });
    state.counters["GB/s read"] = 4e-9 * static_cast<double>(weight.size()) / rounds.best_seconds();
}

/// One head of attention with S keys and queries of 64 dimensions each: the scores, or the mixed values.
template <bool scores>
void attention_product(benchmark::State &state)
{
    const Index tokens = state.range(0), size = 64, hidden = 768;
    Workers workers(1);
    const Matrix queries = Matrix::Random(tokens, hidden), keys = Matrix::Random(tokens, hidden);
    Matrix square = Matrix::Random(tokens, tokens), context(tokens, hidden);
    Rounds rounds(state);
    rounds.run([&] {
        if (scores)
            multiply_views_transposed(columns_of(view(queries), size, size), columns_of(view(keys), size, size), 0.125f,
                                      view(square));
        else
            multiply_views(view(std::as_const(square)), columns_of(view(keys), size, size),
                           columns_of(view(context), size, size));
    });
    benchmark::DoNotOptimize(square.data());
    benchmark::DoNotOptimize(context.data());
    count_operations(state, rounds, static_cast<double>(tokens * tokens * size), workers);
}

void shapes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->ArgNames({"M", "N", "K", "threads"})->UseManualTime()->Unit(benchmark::kMicrosecond)->MinTime(0.2);
    for (const int threads : {1, 2}) {
        for (const int rows : {128, 512}) // BERT-base: projections, the two halves of the feed-forward block
            for (const auto &[columns, depth] : {std::pair{768, 768}, {2304, 768}, {3072, 768}, {768, 3072}})
                benchmark->Args({rows, columns, depth, threads});
        for (const int rows : {1, 2, 4, 8, 16, 32}) // short sentences
            benchmark->Args({rows, 768, 768, threads});
        for (const int rows : {1, 16}) // the head over the vocabulary
            benchmark->Args({rows, 30522, 768, threads});
        for (const auto &[columns, depth] : {std::pair{128, 128}, {512, 128}, {128, 512}}) // tiny
            benchmark->Args({128, columns, depth, threads});
    }
}

void gradient_shapes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->ArgNames({"M", "N", "K", "threads"})->UseManualTime()->Unit(benchmark::kMicrosecond)->MinTime(0.2);
    for (const int threads : {1, 2}) { // BERT-mini, 32 x 64 tokens; the last: the tied decoder on .15 of them
        for (const auto &[outputs, inputs, tokens] :
             {std::tuple{256, 256, 2048}, {1024, 256, 2048}, {256, 1024, 2048}, {6000, 256, 307}})
            benchmark->Args({outputs, inputs, tokens, threads});
    }
}

void tokens(benchmark::internal::Benchmark *benchmark)
{
    benchmark->ArgName("S")->Arg(8)->Arg(32)->Arg(128)->Arg(512)->UseManualTime()->Unit(benchmark::kMicrosecond);
}

BENCHMARK(packed_product)->Apply(shapes);
BENCHMARK(weight_gradient)->Apply(gradient_shapes);
BENCHMARK(packing_transposed)->Args({768, 768})->Args({30522, 768})->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(packing)->Args({768, 768})->Args({30522, 768})->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(attention_product<true>)->Name("attention_scores")->Apply(tokens);
BENCHMARK(attention_product<false>)->Name("attention_values")->Apply(tokens);

} // namespace

int main(int argc, char **argv)
{
    return run_benchmarks(argc, argv);
}
