#include "plots/text_places.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bertlab {

namespace {

constexpr double step = 2;        ///< of a text that looks for room above and below
constexpr double lessWanted = 3;  ///< as bad as so many pixels away: a place that is not the first
constexpr double ofColumn = 0.25; ///< and a column of pixels with a line under the text

} // namespace

TextPlaces::TextPlaces(const QRectF &area) : m_area(area), m_ink(std::size_t(std::max(0., std::ceil(area.width()))) + 1)
{}

void TextPlaces::addLine(const QList<QPointF> &points)
{
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QPointF from = points[std::max<qsizetype>(0, i - 1)], to = points[i];
        const auto first = std::max<qsizetype>(0, std::lround(from.x() - m_area.left())),
                   last = std::min(qsizetype(m_ink.size()) - 1, qsizetype(std::lround(to.x() - m_area.left())));
        const double slope = (to.y() - from.y()) / std::max(1., to.x() - from.x());
        for (qsizetype column = first; column <= last; ++column) {
            const double middle = from.y() + slope * (m_area.left() + double(column) - from.x());
            const bool isUpright = first == last;
            m_ink[std::size_t(column)].push_back(
                {isUpright ? std::min(from.y(), to.y()) : middle, isUpright ? std::max(from.y(), to.y()) : middle});
        }
    }
}

bool TextPlaces::isFree(const QRectF &place) const
{
    return std::none_of(m_taken.begin(), m_taken.end(), [&](const QRectF &taken) { return taken.intersects(place); });
}

double TextPlaces::inkUnder(const QRectF &place) const
{
    const auto first = std::size_t(std::max(0., place.left() - m_area.left())),
               last = std::min(m_ink.size() - 1, std::size_t(std::max(0., place.right() - m_area.left())));
    double columns = 0;
    for (std::size_t column = first; column <= last; ++column)
        columns += std::any_of(m_ink[column].begin(), m_ink[column].end(), [&](const Stretch &stretch) {
            return stretch.top < place.bottom() && stretch.bottom > place.top();
        });
    return columns;
}

std::optional<QPointF> TextPlaces::take(const QSizeF &size, const QList<QPointF> &wanted)
{
    std::optional<QRectF> best;
    double least = std::numeric_limits<double>::max();
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i].x() < m_area.left() || wanted[i].x() + size.width() > m_area.right())
            continue;
        const double middle =
            std::clamp(wanted[i].y(), m_area.top(), std::max(m_area.top(), m_area.bottom() - size.height()));
        for (double away = 0; away < m_area.height() && lessWanted * double(i) + away < least; away += step)
            for (const double y : {middle - away, middle + away}) {
                const QRectF place(QPointF(wanted[i].x(), y), size);
                const double cost = lessWanted * double(i) + away + ofColumn * inkUnder(place);
                if (cost < least && y >= m_area.top() && y + size.height() <= m_area.bottom() && isFree(place)) {
                    least = cost;
                    best = place;
                }
            }
    }
    if (!best)
        return std::nullopt;
    m_taken.append(*best);
    return best->topLeft();
}

} // namespace bertlab
