#include "numerics/parallel.h"

#include "numerics/gemm.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace bertlab;

namespace {
std::atomic<long> allocations{0};
}

void *operator new(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

class ParallelTest : public QObject
{
    Q_OBJECT

private slots:
    void each_piece_runs_once()
    {
        for (const int threads : {1, 2, 3, 5}) {
            Workers workers(threads);
            QCOMPARE(workers.threads(), threads);
            for (const Index pieces : {0, 1, 2, 7, 1000}) {
                std::vector<std::atomic<int>> runs(static_cast<std::size_t>(pieces));
                workers.for_each(pieces, [&](Index piece) { ++runs[static_cast<std::size_t>(piece)]; });
                for (const auto &count : runs)
                    QCOMPARE(count.load(), 1);
            }
        }
    }
    void calls_are_served_in_the_order_in_which_they_come()
    {
        Workers workers(2);
        std::atomic<bool> stop{false};
        std::atomic<long> calls{0};
        std::thread busy([&] { // as a training that never pauses
            while (!stop)
                workers.for_each(2, [&](Index piece) { calls += piece == 0; });
        });
        while (calls < 10)
            std::this_thread::yield();
        std::vector<long> let_by;
        for (int call = 0; call < 201; ++call) {
            const long before = calls;
            workers.for_each(2, [&](Index piece) {
                if (piece == 0)
                    let_by.push_back(calls - before);
            });
        }
        stop = true;
        busy.join();
        std::ranges::sort(let_by);
        QVERIFY(let_by[100] < 20); // of the typical call; an unfair lock lets hundreds by
    }
    void no_more_threads_than_asked_for()
    {
        Workers workers(3);
        std::mutex mutex;
        std::set<std::thread::id> ids;
        for (int call = 0; call < 50; ++call)
            workers.for_each(20, [&](Index) {
                const std::lock_guard lock(mutex);
                ids.insert(std::this_thread::get_id());
            });
        QVERIFY(ids.size() <= 3);
        Workers alone(1);
        const std::thread::id here = std::this_thread::get_id();
        bool elsewhere = false;
        alone.for_each(5, [&](Index) { elsewhere |= std::this_thread::get_id() != here; });
        QVERIFY(!elsewhere);
    }
    void first_exception_arrives_and_the_team_lives_on()
    {
        for (const int threads : {1, 2, 3}) {
            Workers workers(threads);
            std::atomic<int> running{0}, begun{0};
            int caught = 0;
            try {
                workers.for_each(1000, [&](Index piece) {
                    ++running;
                    ++begun;
                    const bool fails = piece == 3;
                    --running;
                    if (fails)
                        throw 17;
                });
            } catch (int value) {
                caught = value;
            }
            QCOMPARE(caught, 17);
            QCOMPARE(running.load(), 0);
            QVERIFY(begun >= 1 && begun <= 1000);
            std::atomic<int> after{0};
            workers.for_each(10, [&](Index) { ++after; });
            QCOMPARE(after.load(), 10);
        }
    }
    void work_within_work_stays_on_its_thread()
    {
        Workers outer(3), other(2);
        std::atomic<int> runs{0}, strangers{0};
        outer.for_each(6, [&](Index) {
            const std::thread::id here = std::this_thread::get_id();
            const auto count = [&](Index) {
                ++runs;
                if (std::this_thread::get_id() != here)
                    ++strangers;
            };
            outer.for_each(4, count);
            other.for_each(4, count);
        });
        QCOMPARE(runs.load(), 6 * 8);
        QCOMPARE(strangers.load(), 0);
    }
    void callers_take_turns()
    {
        Workers workers(3);
        std::atomic<int> inside[2] = {}, mixed{0}, done{0};
        const auto caller = [&](int who) {
            for (int call = 0; call < 200; ++call)
                workers.for_each(6, [&](Index) {
                    ++inside[who];
                    if (inside[1 - who] > 0)
                        ++mixed;
                    ++done;
                    --inside[who];
                });
        };
        std::thread second([&] { caller(1); });
        caller(0);
        second.join();
        QCOMPARE(mixed.load(), 0);
        QCOMPARE(done.load(), 2 * 200 * 6);
    }
    void teams_come_and_go()
    {
        std::atomic<int> runs{0};
        for (int round = 0; round < 100; ++round) {
            Workers used(3), unused(3);
            used.for_each(4, [&](Index) { ++runs; });
        }
        QCOMPARE(runs.load(), 400);
        QVERIFY(Workers::available() >= 1);
    }
    void sleepers_wake()
    {
        Workers workers(4);
        std::atomic<int> runs{0};
        for (int round = 0; round < 20; ++round) {
            QThread::msleep(2); // longer than the workers spin; nothing is measured
            workers.for_each(8, [&](Index) { ++runs; });
        }
        QCOMPARE(runs.load(), 160);
    }
    void steady_work_allocates_nothing()
    {
        Workers workers(2);
        const Matrix x = Matrix::Random(20, 300), weight = Matrix::Random(100, 300);
        const RowVector bias = RowVector::Random(100);
        const PackedMatrix packed(view(weight));
        Matrix y(20, 100), scores(20, 20), values(20, 300);
        std::atomic<int> runs{0};
        const auto work = [&runs, a = 1L, b = 2L](Index) { runs += static_cast<int>(a + b); };
        const std::function<void(Index)> function = work;
        for (int round = 0; round < 3; ++round) {
            const long before = allocations;
            workers.for_each(7, function);
            workers.for_each(7, std::cref(work));
            multiply(view(x), packed, bias.data(), view(y), workers);
            multiply_views_transposed(view(x), view(x), 0.125f, view(scores));
            multiply_views(view(std::as_const(scores)), view(x), view(values));
            if (round > 0) // the first call reads BERTLAB_ISA
                QCOMPARE(allocations.load(), before);
        }
        QCOMPARE(runs.load(), 3 * 14 * 3);
    }
};

QTEST_GUILESS_MAIN(ParallelTest)
#include "parallel_test.moc"
