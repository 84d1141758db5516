#pragma once

#include "base/views.h"

#include <functional>
#include <memory>

namespace bertlab {

/// Asked between pieces of long work, about every 10 ms; true ends the work with bertlab::Cancelled.
using IsCancelled = std::function<bool()>;

/// A team of persistent threads that share the work of one call at a time; several threads may call at once (their
/// calls take turns, first come, first served). Waiting workers spin briefly, then sleep: an idle team uses no
/// processor. Which thread takes a piece never changes a result: pieces write to separate places.
class Workers
{
public:
    /// `threads` >= 1 counts the calling thread; 1 makes no thread at all.
    explicit Workers(int threads);
    ~Workers();
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    int threads() const;
    /// Calls work(piece) for each piece in [0, pieces), in any order and on any thread, and returns when all are done.
    /// The first exception thrown by a piece is thrown here, after the pieces that run have ended; those that have not
    /// begun never do. Called from inside a piece (of any team) it runs the pieces on the calling thread.
    /// Allocates nothing; with std::cref(work) no std::function does either.
    void for_each(Index pieces, const std::function<void(Index piece)> &work);

    /// The number of processors that this program may use.
    static int available();

private:
    struct Team;
    std::unique_ptr<Team> m_team;
};

} // namespace bertlab
