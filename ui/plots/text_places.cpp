#include "plots/text_places.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bertlab {

namespace {

constexpr double step = 2;       ///< of a text that looks for room above and below
constexpr double lessWanted = 3; ///< as bad as so many pixels away: a place that is not the first
constexpr double ofColumn = 0.5; ///< and a column of pixels with a line under the text

} // namespace

TextPlaces::TextPlaces(const QRectF &area) : m_area(area) {}

void TextPlaces::addLine(const QList<QPointF> &points)
{
    std::vector<Stretch> &columns = m_lines.emplace_back(std::size_t(std::max(0., std::ceil(m_area.width()))) + 1);
    const auto columnOf = [this](double x) { return std::ptrdiff_t(std::lround(x - m_area.left())); };
    const auto reach = [&columns](std::ptrdiff_t column, double y) {
        if (column < 0 || column >= std::ptrdiff_t(columns.size()))
            return;
        Stretch &stretch = columns[std::size_t(column)];
        stretch = {std::min(stretch.top, y), std::max(stretch.bottom, y)};
    };
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QPointF from = points[std::max<qsizetype>(0, i - 1)], to = points[i];
        const double slope = (to.y() - from.y()) / std::max(1., to.x() - from.x());
        for (std::ptrdiff_t column = columnOf(from.x()) + 1; column < columnOf(to.x()); ++column)
            reach(column, from.y() + slope * (m_area.left() + double(column) - from.x()));
        reach(columnOf(from.x()), from.y());
        reach(columnOf(to.x()), to.y());
    }
}

bool TextPlaces::isFree(const QRectF &place) const
{
    return std::none_of(m_taken.begin(), m_taken.end(), [&](const QRectF &taken) { return taken.intersects(place); });
}

/// In columns of pixels.
double TextPlaces::inkUnder(const QRectF &place) const
{
    const auto first = std::ptrdiff_t(place.left() - m_area.left()), count = std::ptrdiff_t(place.width());
    std::ptrdiff_t columns = 0;
    for (const std::vector<Stretch> &line : m_lines)
        columns += std::count_if(line.begin() + first, line.begin() + first + count, [&](const Stretch &stretch) {
            return stretch.top < place.bottom() && stretch.bottom > place.top();
        });
    return double(columns);
}

std::optional<QPointF> TextPlaces::take(const QSizeF &size, const QList<QPointF> &wanted, double top, double below)
{
    std::optional<QRectF> best;
    top = std::max(top, m_area.top());
    const double bottom = m_area.bottom() - below - size.height();
    double least = std::numeric_limits<double>::max();
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i].x() < m_area.left() || wanted[i].x() + size.width() > m_area.right())
            continue;
        const double middle = std::clamp(wanted[i].y(), top, std::max(top, bottom));
        for (double away = 0; away < m_area.height() && lessWanted * double(i) + away < least; away += step)
            for (const double y : {middle - away, middle + away}) {
                const QRectF place(QPointF(wanted[i].x(), y), size);
                const double cost = lessWanted * double(i) + away + ofColumn * inkUnder(place);
                if (cost < least && y >= top && y <= bottom && isFree(place)) {
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
