#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/commands.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/options.h"
#include "commands/random_weights.h"
#include "commands/training_bench.h"
#include "io/config_json.h"
#include "numerics/gemm.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <ostream>

namespace bertlab {

namespace {

constexpr double shortest_round = 50; // milliseconds
constexpr int warm_ups = 2;

struct BenchOptions
{
    CommonOptions common;
    std::string shape = "base", config;
    Index sequence = 128, batch = 1, rounds = 10, vocabulary = 30522;
    bool vocabulary_given = false, training = false;
};

struct Timing
{
    double minimum; ///< of a single pass, in milliseconds
    double median;  ///< of the rounds, each the mean of its passes
    double peak;    ///< in 10⁹ operations a second, of the best of as many and as long times as the passes
};

/// What is told.
struct Report
{
    std::string shape;
    Timing timing;
    double gflops; ///< 10⁹ operations a second
    double tokens_per_second;
    int threads;
};

Config config_of(const BenchOptions &options)
{
    Config config;
    if (options.config.empty()) {
        config = Config::of_shape(options.shape);
        config.vocab_size = options.vocabulary;
    } else {
        const std::filesystem::path file = path_from_utf8(options.config);
        config = parse_config(read_text_file(file), display_name(file));
        if (options.vocabulary_given)
            config.vocab_size = options.vocabulary;
    }
    if (options.sequence > config.max_position_embeddings)
        throw Error("--sequence is " + std::to_string(options.sequence) + ", but the model (max_position_embeddings " +
                    std::to_string(config.max_position_embeddings) + ") reads at most that many tokens.");
    return config;
}

Batch random_batch(const Config &config, Index sequences, Index length)
{
    const auto size = static_cast<std::size_t>(length);
    std::vector<std::int32_t> ids(size);
    const std::vector<std::int32_t> types(size, 0);
    Batch batch;
    for (Index b = 0; b < sequences; ++b) {
        for (std::size_t i = 0; i < size; ++i)
            ids[i] = static_cast<std::int32_t>(mixed_bits(static_cast<std::uint64_t>(b), i) %
                                               static_cast<std::uint64_t>(config.vocab_size));
        batch.add(ids, types);
    }
    return batch;
}

/// Rounds of calls of `work`, each call timed; behind each round the peak, as often and over as long as its calls.
template <typename Work>
Timing time_rounds(Index rounds, Workers &workers, const Work &work)
{
    const auto pass = [&] {
        const auto begin = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    };
    for (int i = 0; i < warm_ups; ++i)
        pass();
    std::vector<double> means;
    double minimum = std::numeric_limits<double>::infinity(), peak = 0;
    for (Index round = 0; round < rounds; ++round) {
        double total = 0;
        int passes = 0;
        while (total < shortest_round) {
            const double milliseconds = pass();
            minimum = std::min(minimum, milliseconds);
            total += milliseconds;
            ++passes;
        }
        means.push_back(total / passes);
        for (int i = 0; i < passes; ++i)
            peak = std::max(peak, measure_peak_gflops(workers, means.back()));
    }
    std::ranges::sort(means);
    const std::size_t middle = means.size() / 2;
    return {minimum, means.size() % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2, peak};
}

/// Of the products alone, a multiply-add counted as two: L·B·(2S(4H² + 2HI) + 4S²H).
double operations_of(const Config &config, Index sequences, Index length)
{
    const auto layers = static_cast<double>(config.num_hidden_layers), b = static_cast<double>(sequences),
               s = static_cast<double>(length), h = static_cast<double>(config.hidden_size),
               i = static_cast<double>(config.intermediate_size);
    return layers * b * (2 * s * (4 * h * h + 2 * h * i) + 4 * s * s * h);
}

/// What was timed, and how many operations one of it takes.
struct Measured
{
    Timing timing;
    double operations;
};

Measured measure_forward(const BenchOptions &options, const Config &config, Workers &workers)
{
    const Bert bert(random_weights(config, Interruption::requested, workers));
    const Batch batch = random_batch(config, options.batch, options.sequence);
    ForwardOptions forward;
    forward.is_cancelled = Interruption::requested;
    ForwardResult result;
    const Timing timing = time_rounds(options.rounds, workers, [&] { bert.forward(batch, forward, workers, result); });
    return {timing, operations_of(config, options.batch, options.sequence)};
}

Measured measure_training(const BenchOptions &options, const Config &config, Workers &workers)
{
    TrainingBench training(random_weights(config, Interruption::requested, workers),
                           random_batch(config, options.batch, options.sequence), workers);
    const Timing timing = time_rounds(options.rounds, workers, [&] { training.step(); });
    return {timing, training.operations(operations_of(config, options.batch, options.sequence))};
}

void print_json(const BenchOptions &options, const Report &report, std::ostream &out)
{
    Json json{{"shape", report.shape},
              {"sequence", options.sequence},
              {"batch", options.batch},
              {"milliseconds_min", report.timing.minimum},
              {"milliseconds_median", report.timing.median},
              {"gflops", report.gflops},
              {"isa", instruction_set()},
              {"threads", report.threads},
              {"peak_gflops", report.timing.peak},
              {"share_of_peak", report.gflops / report.timing.peak}};
    if (options.training)
        json["tokens_per_second"] = report.tokens_per_second;
    print_json_line(out, json);
}

void print_text(const BenchOptions &options, const Report &report, std::ostream &out)
{
    using enum Table::Align;
    out << report.shape << ", " << options.batch << " x " << options.sequence << " tokens, "
        << (options.training ? "training step, " : "forward, ") << report.threads
        << (report.threads == 1 ? " thread, " : " threads, ") << instruction_set() << '\n';
    Table table({left, right, left});
    table.add({options.training ? "fastest step" : "fastest pass", short_number(report.timing.minimum), "ms"});
    table.add({"median", short_number(report.timing.median), "ms"});
    if (options.training)
        table.add({"tokens", short_number(report.tokens_per_second), "a second"});
    table.add({"speed", short_number(report.gflops), "GFLOP/s"});
    table.add({"peak", short_number(report.timing.peak), "GFLOP/s"});
    table.add({"share of peak", short_number(100 * report.gflops / report.timing.peak), "%"});
    table.print(out);
}

void bench(const BenchOptions &options, Console console)
{
    const Config config = config_of(options);
    Workers workers(options.common.threads);
    const auto [timing, operations] =
        options.training ? measure_training(options, config, workers) : measure_forward(options, config, workers);
    const auto tokens = static_cast<double>(options.batch * options.sequence);
    const Report report{options.config.empty() ? options.shape : options.config, timing,
                        operations / timing.minimum / 1e6, 1e3 * tokens / timing.minimum, workers.threads()};
    if (options.common.json)
        print_json(options, report, console.out);
    else
        print_text(options, report, console.out);
}

} // namespace

void add_bench(CLI::App &program, Console console)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App *command =
        program.add_subcommand("bench", "Measure the speed of a forward pass or a training step on random weights");
    auto *shape = command->add_option("--shape", options->shape, "tiny, mini, small, medium, base or large")
                      ->type_name("S")
                      ->capture_default_str()
                      ->check(CLI::IsMember({"tiny", "mini", "small", "medium", "base", "large"}).description(""));
    command->add_option("--config", options->config, "A Hugging Face config.json instead of a shape")
        ->type_name("F")
        ->excludes(shape);
    add_count(*command, "--sequence", options->sequence, "Tokens of each sequence");
    add_count(*command, "--batch", options->batch, "Sequences of a pass");
    add_count(*command, "--repeats", options->rounds, "Rounds of at least 50 ms");
    const auto *vocabulary =
        add_count(*command, "--vocab-size", options->vocabulary, "Pieces; with --config as many as it says");
    command->add_flag("--training", options->training,
                      "A whole training step: forward, backward, clipping, AdamW; the MLM head on .15 of the tokens");
    add_common_options(*command, options->common);
    add_example(*command, "bench --shape tiny --sequence 64 --json");
    command->callback([=] {
        options->vocabulary_given = vocabulary->count() > 0;
        bench(*options, console);
    });
}

} // namespace bertlab
