#include "training/initialization.h"

#include "layers/sinusoids.h"
#include "numerics/random.h"
#include "pretraining/random_sites.h"

#include <cassert>
#include <cmath>

namespace bertlab {

namespace {

constexpr float sinusoid_size = 0.06F;
constexpr double sinusoid_base = 1000;

void fill_normal(const MatrixView &tensor, double deviation, bool truncated, std::uint64_t seed, std::uint32_t site)
{
    const Random random(seed, 0, site);
    float *values = const_cast<float *>(tensor.data());
    for (Index i = 0; i < tensor.size(); ++i) {
        const auto index = static_cast<std::uint64_t>(i);
        values[i] = static_cast<float>(deviation * (truncated ? random.truncated_normal(index) : random.normal(index)));
    }
}

/// log of (count + 1) / sum, less the mean of these logarithms: softmax of the bias alone gives the frequencies.
void fill_with_frequencies(MatrixView bias, std::span<const std::uint64_t> counts)
{
    assert(static_cast<Index>(counts.size()) == bias.size());
    double sum = 0, mean = 0;
    for (const std::uint64_t count : counts)
        sum += static_cast<double>(count + 1);
    for (const std::uint64_t count : counts)
        mean += std::log(static_cast<double>(count + 1) / sum) / static_cast<double>(counts.size());
    for (std::size_t piece = 0; piece < counts.size(); ++piece)
        bias(0, static_cast<Index>(piece)) =
            static_cast<float>(std::log(static_cast<double>(counts[piece] + 1) / sum) - mean);
}

void start_attention_quickly(Parameters &parameters)
{
    for (Index layer = 0; layer < parameters.config().num_hidden_layers; ++layer) {
        const std::string attention = "bert.encoder.layer." + std::to_string(layer) + ".attention.";
        parameters.tensor(attention + "self.key.weight") = parameters.tensor(attention + "self.query.weight");
        MatrixView output = parameters.tensor(attention + "output.dense.weight");
        output = 0.7F * output - 0.3F * parameters.tensor(attention + "self.value.weight").transpose();
    }
}

} // namespace

double quick_deviation(Index num_hidden_layers)
{
    return num_hidden_layers <= 2 ? 0.06 : num_hidden_layers <= 4 ? 0.04 : 0.02;
}

Parameters initial_parameters(const Config &config, Initialization initialization, PositionStart positions,
                              std::span<const std::uint64_t> piece_counts, std::uint64_t seed)
{
    const bool quick = initialization == Initialization::quick;
    Parameters parameters(config);
    std::uint32_t site = random_site::first_weights;
    for (const TensorInfo &info : parameters.layout().tensors()) {
        const MatrixView tensor = parameters.tensor(info.name);
        if (!info.is_vector())
            fill_normal(tensor, config.initializer_range, !quick, seed, site);
        else if (info.name.ends_with("LayerNorm.weight"))
            MatrixView(tensor).setOnes();
        ++site;
    }
    if (positions == PositionStart::sinusoidal) {
        MatrixView table = parameters.tensor("bert.embeddings.position_embeddings.weight");
        table = sinusoid_size * sinusoidal_positions(table.rows(), table.cols(), sinusoid_base);
    }
    if (quick) {
        start_attention_quickly(parameters);
        if (!piece_counts.empty())
            fill_with_frequencies(parameters.tensor("cls.predictions.bias"), piece_counts);
    }
    return parameters;
}

} // namespace bertlab
