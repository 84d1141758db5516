#pragma once

#include "model/parameters.h"

#include <QList>

#include <map>
#include <memory>

namespace bertlab {

/// The weights of a run behind many of its steps: dense early, when most happens, then ever sparser, in a room of at
/// most 256 MB and 64 moments (at least 4).
class Moments
{
public:
    /// At the start each step is worth keeping, later one in twenty-five that have passed.
    bool isDue(Index step) const;
    void keep(Index step, const Parameters &weights);
    std::shared_ptr<const Parameters> at(Index step) const; ///< null if it is not kept
    QList<Index> steps() const;
    std::size_t bytes() const;

private:
    using Kept = std::map<Index, std::shared_ptr<const Parameters>>;
    Kept::iterator leastMissed();
    Kept m_kept;
};

} // namespace bertlab
