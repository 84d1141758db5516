#include "commands/random_weights.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bertlab {

namespace {

constexpr float deviation = 0.02f;
constexpr Index block = 1 << 16; // elements that one thread fills at a time

/// In (0, 1].
float uniform(std::uint32_t bits)
{
    return static_cast<float>((bits >> 8) + 1) * 0x1p-24f;
}

/// Box and Muller 1958: two independent normal numbers from two uniform ones.
void fill_normal(std::span<float> out, std::uint64_t site, std::uint64_t first)
{
    for (std::size_t i = 0; i < out.size(); i += 2) {
        const std::uint64_t bits = mixed_bits(site, first + i);
        const float radius = deviation * std::sqrt(-2 * std::log(uniform(static_cast<std::uint32_t>(bits))));
        const float angle = 2 * std::numbers::pi_v<float> * uniform(static_cast<std::uint32_t>(bits >> 32));
        out[i] = radius * std::cos(angle);
        if (i + 1 < out.size())
            out[i + 1] = radius * std::sin(angle);
    }
}

} // namespace

std::uint64_t mixed_bits(std::uint64_t site, std::uint64_t index)
{
    std::uint64_t bits = (site << 40) + index + 1;
    bits *= 0x9E3779B97F4A7C15;
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
    return bits ^ (bits >> 31);
}

Parameters random_weights(const Config &config, const IsCancelled &is_cancelled, Workers &workers)
{
    Parameters parameters(config);
    std::uint64_t site = 0;
    for (const TensorInfo &tensor : parameters.layout().tensors()) {
        ++site;
        MatrixView weight = parameters.tensor(tensor.name);
        if (tensor.is_vector()) {
            weight.setConstant(tensor.name.ends_with("LayerNorm.weight") ? 1.0f : 0.0f);
            continue;
        }
        workers.for_each((tensor.size() + block - 1) / block, [&](Index piece) {
            if (is_cancelled())
                throw Cancelled();
            const Index first = piece * block;
            const Index count = std::min(block, tensor.size() - first);
            fill_normal({weight.data() + first, static_cast<std::size_t>(count)}, site,
                        static_cast<std::uint64_t>(first));
        });
    }
    parameters.set_has(Part::masked_lm, false);
    parameters.set_has(Part::next_sentence, false);
    return parameters;
}

} // namespace bertlab
