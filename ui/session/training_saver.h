#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace bertlab {

/// Writes on a thread of its own, one order after the other, so that who orders goes on at once. Any thread may order.
/// Destruction carries out what was ordered.
class TrainingSaver
{
public:
    ~TrainingSaver();

    /// `job` must not throw. One that may be replaced is dropped if another order comes before it has begun.
    void order(std::function<void()> job, bool mayBeReplaced);
    bool isBusy();

private:
    struct Order
    {
        std::function<void()> job;
        bool mayBeReplaced;
    };
    void work();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Order> m_orders; ///< the first one is being carried out
    bool m_ends = false;
    std::thread m_thread; ///< begins with the first order
};

} // namespace bertlab
