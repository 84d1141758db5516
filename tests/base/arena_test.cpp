#include "base/arena.h"

#include <QTest>

#include <cstdint>

using namespace bertlab;

class ArenaTest : public QObject
{
    Q_OBJECT

private slots:
    void matrices_lie_apart();
    void a_scope_gives_its_room_back();
    void what_was_taken_stays_while_more_is_taken();
    void the_next_round_finds_all_of_it_in_one_block();
};

void ArenaTest::matrices_lie_apart()
{
    Arena arena;
    const Arena::Scope scope(arena);
    MatrixView a = arena.take(3, 5), b = arena.take(2, 7), none = arena.take(0, 9);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(a.data()) % 64, 0);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(b.data()) % 64, 0);
    QCOMPARE(none.size(), Index(0));
    a.setConstant(1);
    b.setConstant(2);
    QVERIFY(a.sum() == 15 && b.sum() == 28);
}

void ArenaTest::a_scope_gives_its_room_back()
{
    Arena arena;
    const Arena::Scope all(arena);
    const MatrixView kept = arena.take(4, 4);
    const float *inside = nullptr;
    {
        const Arena::Scope scope(arena);
        inside = arena.take(100, 100).data();
    }
    QCOMPARE(arena.take(100, 100).data(), inside);
    QVERIFY(inside != kept.data());
}

void ArenaTest::what_was_taken_stays_while_more_is_taken()
{
    Arena arena;
    const Arena::Scope scope(arena);
    std::vector<MatrixView> taken;
    for (Index i = 0; i < 40; ++i) { // each one larger than all before it
        taken.push_back(arena.take(Index(1) << std::min<Index>(i, 14), 3));
        taken.back().setConstant(static_cast<float>(i));
    }
    for (std::size_t i = 0; i < taken.size(); ++i)
        QVERIFY((taken[i].array() == static_cast<float>(i)).all());
}

void ArenaTest::the_next_round_finds_all_of_it_in_one_block()
{
    Arena arena;
    const auto round = [&arena] {
        const Arena::Scope scope(arena);
        const float *first = arena.take(10, 16).data();
        arena.take(20, 16);
        return std::pair(first, arena.take(30, 16).data());
    };
    round(); // three blocks
    const auto second = round(), third = round();
    QCOMPARE(second.second - second.first, 30 * 16);
    QCOMPARE(third, second);
}

QTEST_APPLESS_MAIN(ArenaTest)
#include "arena_test.moc"
