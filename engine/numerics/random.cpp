#include "numerics/random.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace bertlab {

namespace {

std::uint64_t joined(std::uint32_t high, std::uint32_t low)
{
    return (static_cast<std::uint64_t>(high) << 32) | low;
}

/// In (0, 1), never 0: its logarithm is asked for.
double open_uniform(std::uint32_t bits)
{
    return (static_cast<double>(bits) + 0.5) * 0x1p-32;
}

double box_muller(std::uint32_t first, std::uint32_t second)
{
    return std::sqrt(-2 * std::log(open_uniform(first))) * std::cos(2 * std::numbers::pi * open_uniform(second));
}

/// The upper half of a 128-bit product, which has no standard type.
std::uint64_t high_product(std::uint64_t a, std::uint64_t b)
{
    const std::uint64_t a_low = a & 0xFFFFFFFF, a_high = a >> 32, b_low = b & 0xFFFFFFFF, b_high = b >> 32;
    const std::uint64_t middle = a_high * b_low + ((a_low * b_low) >> 32);
    const std::uint64_t other = a_low * b_high + (middle & 0xFFFFFFFF);
    return a_high * b_high + (middle >> 32) + (other >> 32);
}

} // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    constexpr std::uint64_t first_factor = 0xD2511F53, second_factor = 0xCD9E8D57;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = first_factor * counter[0], second = second_factor * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

Random::Random(std::uint64_t seed, std::uint32_t step, std::uint32_t site)
    : m_key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, m_step(step), m_site(site)
{}

std::array<std::uint32_t, 4> Random::bits(std::uint64_t index) const
{
    return philox4x32({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), m_site, m_step},
                      m_key);
}

double Random::uniform(std::uint64_t index) const
{
    const auto block = bits(index);
    return static_cast<double>(joined(block[0], block[1]) >> 11) * 0x1p-53;
}

std::uint64_t Random::below(std::uint64_t count, std::uint64_t index) const
{
    assert(count > 0);
    const auto block = bits(index);
    return high_product(joined(block[0], block[1]), count);
}

double Random::normal(std::uint64_t index) const
{
    const auto block = bits(index);
    return box_muller(block[0], block[1]);
}

double Random::truncated_normal(std::uint64_t index) const
{
    constexpr double limit = 2;
    constexpr std::uint64_t another_draw = 0x9E3779B97F4A7C15; // odd: the draws of an index are distinct counters
    for (std::uint64_t draw = index;; draw += another_draw) {
        const auto block = bits(draw);
        for (const double value : {box_muller(block[0], block[1]), box_muller(block[2], block[3])})
            if (std::abs(value) <= limit)
                return value;
    }
}

} // namespace bertlab
