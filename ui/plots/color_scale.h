#pragma once

#include "plots/palette.h"

#include <QPainter>
#include <QString>

namespace bertlab {

/// How values become colours.
struct ColorScale
{
    enum class Kind { weights, signedValues } kind = Kind::weights;
    double max = 1;       ///< weights: 0 … max; signed: -max … max; values beyond are clipped and marked at the end
    bool clipped = false; ///< some value lies beyond max: the scale's end says so
    QString name;         ///< "this head", "99th percentile"
    bool operator==(const ColorScale &) const = default;
};

/// The colour of a value on a scale.
QColor colorOf(const ColorScale &scale, double value, const Palette &palette);

/// An upright scale: `bar` is the coloured strip, its numbers stand right of it.
void paintUprightScale(QPainter &painter, const QRectF &bar, const ColorScale &scale, const Palette &palette);
/// Room that the numbers of an upright scale need right of its bar.
double uprightScaleNumbersWidth(const ColorScale &scale);
/// A scale in one line, right-aligned in `line`: smallest value, strip, largest value, name and `note`
/// ("max of 4").
void paintLyingScale(QPainter &painter, const QRectF &line, const ColorScale &scale, const QString &note,
                     const Palette &palette);

} // namespace bertlab
