#include "base/large_memory.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace bertlab;

class LargeMemoryTest : public QObject
{
    Q_OBJECT

private slots:
    void a_large_vector_is_a_vector()
    {
        std::vector<float, LargeAllocator<float>> values(5'000'000);
        QVERIFY(std::ranges::all_of(values, [](float value) { return value == 0; }));
        values.front() = 1;
        values.back() = 2;
        const auto copy = values;
        values.resize(7'000'000, 3);
        QCOMPARE(values[0], 1.0f);
        QCOMPARE(values[4'999'999], 2.0f);
        QCOMPARE(values.back(), 3.0f);
        QVERIFY(std::equal(copy.begin(), copy.end(), values.begin()));
    }
    void the_hint_leaves_any_block_as_it_is()
    {
        std::vector<char> block(6'000'001, 'x');
        for (const std::size_t first : {0u, 1u, 4095u})
            for (const std::size_t size : {0u, 1u, 4096u, 2'097'152u, 5'000'000u})
                prefer_huge_pages(block.data() + first, size);
        QCOMPARE(std::ranges::count(block, 'x'), std::ptrdiff_t(block.size()));
    }
    void too_much_is_refused()
    {
        QVERIFY_EXCEPTION_THROWN(LargeAllocator<float>().allocate(static_cast<std::size_t>(-1) / 2), std::bad_alloc);
    }
};

QTEST_GUILESS_MAIN(LargeMemoryTest)
#include "large_memory_test.moc"
