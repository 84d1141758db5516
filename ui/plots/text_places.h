#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <limits>
#include <optional>
#include <vector>

namespace bertlab {

/// Finds places for the texts of a plot, in pixels: none over another, near where it belongs, and where little is
/// drawn.
class TextPlaces
{
public:
    explicit TextPlaces(const QRectF &area); ///< no text leaves it
    /// A line that is drawn; its points from left to right, or one above the other.
    void addLine(const QList<QPointF> &points);
    /// Takes a place for a text of this size and returns its upper left corner: the best of the `wanted` ones, of equal
    /// ones the first, moved up or down as far as need be, but not above `top`, and with `below` pixels left under it.
    /// Nothing if there is no room.
    std::optional<QPointF> take(const QSizeF &size, const QList<QPointF> &wanted, double top = 0, double below = 0);

private:
    struct Stretch
    {
        double top = std::numeric_limits<double>::max(), bottom = std::numeric_limits<double>::lowest(); ///< none
    };
    bool isFree(const QRectF &place) const;
    double inkUnder(const QRectF &place) const;

    QRectF m_area;
    QList<QRectF> m_taken;
    std::vector<std::vector<Stretch>> m_lines; ///< in every column of pixels
};

} // namespace bertlab
