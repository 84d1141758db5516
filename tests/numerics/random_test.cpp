#include "numerics/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace bertlab;

class RandomTest : public QObject
{
    Q_OBJECT

private slots:
    /// kat_vectors of Random123, the authors' own implementation.
    void known_answers()
    {
        using Block = std::array<std::uint32_t, 4>;
        QVERIFY((philox4x32({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        constexpr std::uint32_t ones = 0xffffffff;
        QVERIFY((philox4x32({ones, ones, ones, ones}, {ones, ones}) ==
                 Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QVERIFY((philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
                 Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void every_part_of_the_key_counts()
    {
        const auto base = Random(1, 2, 3).bits(4);
        QVERIFY(base == Random(1, 2, 3).bits(4));
        QVERIFY(base != Random(2, 2, 3).bits(4));
        QVERIFY(base != Random(1 + (std::uint64_t(1) << 32), 2, 3).bits(4));
        QVERIFY(base != Random(1, 3, 3).bits(4));
        QVERIFY(base != Random(1, 2, 4).bits(4));
        QVERIFY(base != Random(1, 2, 3).bits(5));
        QVERIFY(base != Random(1, 2, 3).bits(4 + (std::uint64_t(1) << 32)));
    }

    void uniform_numbers_fill_their_range_evenly()
    {
        constexpr int count = 100'000, bins = 10;
        std::array<int, bins> found{};
        for (int i = 0; i < count; ++i) {
            const double u = Random(7, 0, 0).uniform(static_cast<std::uint64_t>(i));
            QVERIFY(u >= 0 && u < 1);
            ++found[static_cast<std::size_t>(u * bins)];
        }
        const double sigma = std::sqrt(count * 0.1 * 0.9);
        for (const int in_bin : found)
            QVERIFY(std::abs(in_bin - count / bins) < 4 * sigma);
    }

    void numbers_below_a_bound()
    {
        std::array<int, 7> found{};
        for (std::uint64_t i = 0; i < 70'000; ++i)
            ++found[Random(3, 1, 4).below(7, i)];
        for (const int times : found)
            QVERIFY(std::abs(times - 10'000) < 4 * std::sqrt(70'000 * 6.0 / 49));
        QCOMPARE(Random(3, 1, 4).below(1, 5), std::uint64_t(0));
        const std::uint64_t huge = ~std::uint64_t(0); // a plain product of doubles would lose its low half
        QVERIFY(Random(3, 1, 4).below(huge, 5) < huge);
        QVERIFY(Random(3, 1, 4).below(huge, 5) % 2 + Random(3, 1, 4).below(huge, 6) % 2 +
                    Random(3, 1, 4).below(huge, 7) % 2 + Random(3, 1, 4).below(huge, 8) % 2 >
                0);
    }

    void normal_numbers_data()
    {
        QTest::addColumn<bool>("truncated");
        QTest::addColumn<double>("deviation");
        QTest::newRow("normal") << false << 1.0;
        QTest::newRow("truncated at 2") << true << 0.8796; // sqrt(1 - 4 φ(2) / (2 Φ(2) - 1))
    }
    void normal_numbers()
    {
        QFETCH(bool, truncated);
        QFETCH(double, deviation);
        constexpr int count = 100'000;
        double sum = 0, squares = 0, largest = 0;
        for (std::uint64_t i = 0; i < count; ++i) {
            const Random random(11, 0, 5);
            const double value = truncated ? random.truncated_normal(i) : random.normal(i);
            sum += value;
            squares += value * value;
            largest = std::max(largest, std::abs(value));
        }
        QVERIFY(std::abs(sum / count) < 4 / std::sqrt(count));
        QVERIFY(std::abs(std::sqrt(squares / count) - deviation) < 0.01);
        QCOMPARE(largest <= 2, truncated);
    }

    void shuffles_are_even_and_repeat()
    {
        std::array<std::array<int, 4>, 4> found{};
        for (std::uint32_t step = 0; step < 24'000; ++step) {
            std::array<int, 4> items{0, 1, 2, 3};
            RandomSequence(5, step, 0).shuffle(std::span<int>(items));
            for (std::size_t place = 0; place < 4; ++place)
                ++found[place][static_cast<std::size_t>(items[place])];
        }
        for (const auto &place : found)
            for (const int times : place)
                QVERIFY(std::abs(times - 6'000) < 4 * std::sqrt(24'000 * 3.0 / 16));
        std::vector<int> once(100), again(100);
        std::iota(once.begin(), once.end(), 0);
        std::iota(again.begin(), again.end(), 0);
        RandomSequence(5, 1, 2).shuffle(std::span<int>(once));
        RandomSequence(5, 1, 2).shuffle(std::span<int>(again));
        QVERIFY(once == again && !std::ranges::is_sorted(once));
    }
};

QTEST_GUILESS_MAIN(RandomTest)
#include "random_test.moc"
