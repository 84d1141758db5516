#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

/// Random numbers as a pure function of (seed, step, site, index): whoever asks, on whatever thread and in whatever
/// order, gets the same bits on every machine.
namespace bertlab {

/// Ten rounds of Philox on a counter. Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3".
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// The numbers of one purpose ("site": the dropout behind a certain layer, say) in one step.
class Random
{
public:
    Random(std::uint64_t seed, std::uint32_t step, std::uint32_t site);

    std::array<std::uint32_t, 4> bits(std::uint64_t index) const;
    /// In [0, 1), a multiple of 2⁻⁵³.
    double uniform(std::uint64_t index) const;
    /// In [0, count), count >= 1. The bias is below count / 2⁶⁴ (Lemire 2019 without the rejection).
    std::uint64_t below(std::uint64_t count, std::uint64_t index) const;
    /// Mean 0, deviation 1 (Box, Muller 1958). The same on machines whose libraries round log, cos alike.
    double normal(std::uint64_t index) const;
    /// The same, but what lies beyond two deviations is drawn again: truncated_normal_initializer of TensorFlow.
    double truncated_normal(std::uint64_t index) const;

private:
    std::array<std::uint32_t, 2> m_key;
    std::uint32_t m_step, m_site;
};

/// The same numbers one after the other.
class RandomSequence
{
public:
    /// The sequence of one item (a document, say) begins far from that of the next: 2³² numbers lie between them.
    RandomSequence(std::uint64_t seed, std::uint32_t step, std::uint32_t site, std::uint32_t item = 0)
        : m_random(seed, step, site), m_next(static_cast<std::uint64_t>(item) << 32)
    {}

    double uniform() { return m_random.uniform(m_next++); }
    std::uint64_t below(std::uint64_t count) { return m_random.below(count, m_next++); }

    /// Fisher and Yates, from the back: item i changes places with one of the first i + 1.
    template <typename Item>
    void shuffle(std::span<Item> items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(below(i))]);
    }

private:
    Random m_random;
    std::uint64_t m_next;
};

} // namespace bertlab
