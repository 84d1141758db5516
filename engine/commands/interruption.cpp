#include "commands/interruption.h"

#include <atomic>
#include <csignal>

namespace bertlab {

namespace {

std::atomic<bool> was_requested = false; // the one thing that a signal handler can reach
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_interruption(int)
{
    was_requested = true;
    std::signal(SIGINT, SIG_DFL);
}

} // namespace

Interruption::Interruption()
{
    was_requested = false;
    m_previous = std::signal(SIGINT, note_interruption);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, m_previous == SIG_ERR ? SIG_DFL : m_previous);
}

bool Interruption::requested()
{
    return was_requested;
}

} // namespace bertlab
