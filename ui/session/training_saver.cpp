#include "session/training_saver.h"

#include <utility>

namespace bertlab {

TrainingSaver::~TrainingSaver()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void TrainingSaver::order(std::function<void()> job, bool mayBeReplaced)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_orders.size() > 1 && m_orders.back().mayBeReplaced)
            m_orders.pop_back();
        m_orders.push_back({std::move(job), mayBeReplaced});
        if (!m_thread.joinable())
            m_thread = std::thread([this] { work(); });
    }
    m_changed.notify_all();
}

bool TrainingSaver::isBusy()
{
    const std::lock_guard lock(m_mutex);
    return !m_orders.empty();
}

void TrainingSaver::work()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ends || !m_orders.empty(); });
        if (m_orders.empty())
            return;
        const auto job = std::exchange(m_orders.front().job, {});
        lock.unlock();
        job();
        lock.lock();
        m_orders.pop_front();
    }
}

} // namespace bertlab
