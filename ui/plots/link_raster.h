#pragma once

#include <QColor>
#include <QImage>
#include <QList>

namespace bertlab {

/// A link of a diagram: from a height on the left to one on the right, level at both ends.
struct LinkStroke
{
    double from, to; ///< heights of its middle
    double width;
    QColor color;
};

/// Fills the image (ARGB32_Premultiplied) with links between the uprights `left` and `right`, the first at the bottom,
/// all in its pixels; what lies beyond the uprights stays. As the curve (l, from) ... (r, to) with both handles half
/// way does, but column by column and without a path for each: hundreds of links take as long as a dozen paths of
/// QPainter.
void paintLinkStrokes(QImage &image, double left, double right, const QList<LinkStroke> &strokes);

} // namespace bertlab
