#pragma once

#include "base/arena.h"
#include "model/trace_buffers.h"

#include <memory>
#include <mutex>
#include <vector>

namespace bertlab {

/// What a forward pass needs besides its result.
struct ForwardRoom
{
    Arena arena;
    std::vector<Index> rows, wanted;             ///< lists of tokens that a pass makes
    std::shared_ptr<TraceBuffers> trace_buffers; ///< those of the model
};

/// The rooms of a model: each pass borrows one that nobody uses, so that the next one allocates nothing. As many stay
/// as passes ran at once. Any thread may ask.
class ForwardRooms
{
public:
    using Borrowed = std::unique_ptr<ForwardRoom>;

    Borrowed borrow()
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty())
            return std::make_unique<ForwardRoom>(ForwardRoom{{}, {}, {}, m_trace_buffers});
        Borrowed room = std::move(m_free.back());
        m_free.pop_back();
        return room;
    }
    void give_back(Borrowed room)
    {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(room));
    }

private:
    const std::shared_ptr<TraceBuffers> m_trace_buffers = std::make_shared<TraceBuffers>();
    std::mutex m_mutex;
    std::vector<Borrowed> m_free;
};

} // namespace bertlab
