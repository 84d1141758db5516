#include "numerics/parallel.h"

#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sched.h>
#endif

namespace bertlab {
namespace {

/// True while this thread runs a piece of any team: work within work stays on its thread.
thread_local bool inside_a_piece = false;

/// Polls `done` for half a millisecond, longer than the pause between two products of a forward pass and than the last
/// piece of one lets the other threads wait: to wake a thread that went to sleep takes some tens of microseconds.
template <typename Done>
bool spin_until(const Done &done)
{
    using Clock = std::chrono::steady_clock;
    constexpr int polls = 50;
    const Clock::time_point end = Clock::now() + std::chrono::microseconds(500);
    do {
        for (int poll = 0; poll < polls; ++poll)
            if (done())
                return true;
        std::this_thread::yield(); // on a busy machine the thread that is waited for may need this processor
    } while (Clock::now() < end);
    return false;
}

/// A mutex that is given in the order in which it was asked for: a training that calls without a pause does not keep a
/// short reading waiting.
class Turns
{
public:
    void lock()
    {
        std::unique_lock lock(m_mutex);
        const std::uint64_t mine = m_last++;
        m_next_one.wait(lock, [this, mine] { return m_now == mine; });
    }
    void unlock()
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_now;
        }
        m_next_one.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_next_one;
    std::uint64_t m_now = 0, m_last = 0;
};

} // namespace

/// A call publishes its pieces by setting m_unclaimed; whoever counts it down by one has claimed a piece. A claim of
/// whatever call is running is good, so a thread that wakes late does no harm: it claims from the next call or finds
/// nothing. A call's fields may be read between a claim and the count-down of m_unfinished that ends the piece.
struct Workers::Team
{
    explicit Team(int count)
    {
        threads.reserve(static_cast<std::size_t>(count - 1));
        for (int helper = 1; helper < count; ++helper)
            threads.emplace_back([this] { help(); });
    }
    ~Team()
    {
        {
            const std::lock_guard lock(mutex);
            stop = true;
        }
        wake.notify_all();
        for (std::thread &thread : threads)
            thread.join();
    }

    bool claim(Index &piece)
    {
        Index left = unclaimed.load();
        while (left > 0)
            if (unclaimed.compare_exchange_weak(left, left - 1)) {
                piece = pieces - left;
                return true;
            }
        return false;
    }

    void run(Index piece)
    {
        Index ended = 1;
        inside_a_piece = true;
        try {
            (*work)(piece);
        } catch (...) {
            ended += unclaimed.exchange(0); // nobody wants the rest
            const std::lock_guard lock(mutex);
            if (!error)
                error = std::current_exception();
        }
        inside_a_piece = false;
        if (unfinished.fetch_sub(ended) == ended && caller_sleeps.load()) {
            const std::lock_guard lock(mutex);
            finished.notify_one();
        }
    }

    void help()
    {
        const auto something_to_do = [this] { return unclaimed.load() > 0 || stop.load(); };
        while (!stop) {
            for (Index piece; claim(piece);)
                run(piece);
            if (spin_until(something_to_do))
                continue;
            std::unique_lock lock(mutex);
            ++sleepers; // before the look at unclaimed; a call sets unclaimed before it looks at sleepers
            wake.wait(lock, something_to_do);
            --sleepers;
        }
    }

    void call(Index count, const std::function<void(Index)> &each)
    {
        const std::lock_guard<Turns> my_turn(turn);
        pieces = count;
        work = &each;
        unfinished = count;
        unclaimed = count;
        if (count > 1 && sleepers.load() > 0) {
            const std::lock_guard lock(mutex);
            wake.notify_all();
        }
        for (Index piece; claim(piece);)
            run(piece);
        const auto all_done = [this] { return unfinished.load() == 0; };
        if (!spin_until(all_done)) {
            std::unique_lock lock(mutex);
            caller_sleeps = true;
            finished.wait(lock, all_done);
            caller_sleeps = false;
        }
        if (error)
            std::rethrow_exception(std::exchange(error, nullptr));
    }

    Turns turn; ///< of the call that is being worked on

    Index pieces = 0;
    const std::function<void(Index)> *work = nullptr;
    std::exception_ptr error; ///< guarded by mutex while pieces run
    std::atomic<Index> unclaimed{0};
    std::atomic<Index> unfinished{0};

    std::mutex mutex; ///< guards going to sleep
    std::condition_variable wake, finished;
    std::atomic<int> sleepers{0};
    std::atomic<bool> caller_sleeps{false};
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads; ///< last: the threads see all that stands above
};

Workers::Workers(int threads) : m_team(std::make_unique<Team>(threads))
{
    assert(threads >= 1);
}

Workers::~Workers() = default;

int Workers::threads() const
{
    return static_cast<int>(m_team->threads.size()) + 1;
}

void Workers::for_each(Index pieces, const std::function<void(Index piece)> &work)
{
    assert(pieces >= 0);
    if (pieces == 0)
        return;
    if (inside_a_piece) {
        for (Index piece = 0; piece < pieces; ++piece)
            work(piece);
        return;
    }
    m_team->call(pieces, work);
}

int Workers::available()
{
#ifdef __linux__ // the processors of the machine may be more than those this program is allowed on
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return CPU_COUNT(&allowed);
#endif
    const unsigned count = std::thread::hardware_concurrency();
    return count > 0 ? static_cast<int>(count) : 1;
}

} // namespace bertlab
