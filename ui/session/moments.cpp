#include "session/moments.h"

#include <algorithm>
#include <limits>

namespace bertlab {

namespace {

constexpr std::size_t mostBytesWanted = 256'000'000, mostMoments = 64, leastMoments = 4;
constexpr Index share = 25;

} // namespace

std::size_t Moments::most(std::size_t bytesOfOne)
{
    return std::clamp(mostBytesWanted / bytesOfOne, leastMoments, mostMoments);
}

bool Moments::isDue(Index step) const
{
    return m_kept.empty() || step - m_kept.rbegin()->first >= std::max<Index>(1, step / share);
}

void Moments::keep(Index step, const Parameters &weights)
{
    m_kept.insert_or_assign(step, std::make_shared<const Parameters>(weights));
    if (m_kept.size() > most(weights.values().size_bytes()))
        m_kept.erase(leastMissed());
}

std::shared_ptr<const Parameters> Moments::at(Index step) const
{
    const auto found = m_kept.find(step);
    return found == m_kept.end() ? nullptr : found->second;
}

QList<Index> Moments::steps() const
{
    QList<Index> steps;
    for (const auto &[step, weights] : m_kept)
        steps.append(step);
    return steps;
}

std::size_t Moments::bytes() const
{
    return m_kept.empty() ? 0 : m_kept.size() * m_kept.begin()->second->values().size_bytes();
}

/// The one whose neighbours are nearest, in proportion to its age; never the first or the last, and one that is held
/// only if all are.
Moments::Kept::iterator Moments::leastMissed()
{
    auto least = std::next(m_kept.begin());
    bool isLeastHeld = true;
    double smallest = std::numeric_limits<double>::max();
    for (auto it = std::next(m_kept.begin()); std::next(it) != m_kept.end(); ++it) {
        const auto gap = static_cast<double>(std::next(it)->first - std::prev(it)->first);
        const double proportion = gap / static_cast<double>(it->first + 1);
        const bool isHeld = m_held.contains(it->first);
        if (isHeld == isLeastHeld ? proportion < smallest : isLeastHeld) {
            isLeastHeld = isHeld;
            smallest = proportion;
            least = it;
        }
    }
    return least;
}

} // namespace bertlab
