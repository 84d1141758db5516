#pragma once

#include "model/parameters.h"

#include <QList>

#include <map>
#include <memory>
#include <set>

namespace bertlab {

/// The weights of a run behind many of its steps: dense early, when most happens, then ever sparser, in a room of at
/// most 256 MB and 64 moments (at least 4).
class Moments
{
public:
    /// How many weights of so many bytes are kept at most, and what they take then.
    static std::size_t most(std::size_t bytesOfOne);
    static std::size_t mostBytes(std::size_t bytesOfOne) { return most(bytesOfOne) * bytesOfOne; }

    /// At the start each step is worth keeping, later one in twenty-five that have passed.
    bool isDue(Index step) const;
    void keep(Index step, const Parameters &weights);
    std::shared_ptr<const Parameters> at(Index step) const; ///< null if it is not kept
    QList<Index> steps() const;
    std::size_t bytes() const;
    /// Someone looks at these: they go last when room is made.
    void hold(std::set<Index> steps) { m_held = std::move(steps); }

private:
    using Kept = std::map<Index, std::shared_ptr<const Parameters>>;
    Kept::iterator leastMissed();
    Kept m_kept;
    std::set<Index> m_held;
};

} // namespace bertlab
