#pragma once

#include <QColor>
#include <QList>

namespace bertlab {

/// What weights from 0 to their largest are painted with: the theme's own blues, or a scale that many know.
enum class DataColors { blues, viridis, cividis };

/// Every colour that is painted. A value: the same routine paints the screen, a dark slide and a white page.
struct Palette
{
    QColor background, panel, line, text, secondary;
    QColor accent, accentFill;
    QColor segmentA, segmentAFill, segmentB, segmentBFill; ///< sentence A and B, and nothing else
    QColor special, specialFill;
    QColor right, warning;
    QList<QColor> weights;      ///< 0 … max, evenly spaced
    QList<QColor> signedValues; ///< -max, 0, +max
    bool dark = false;
    DataColors dataColors = DataColors::blues;

    static Palette light();
    static Palette darkTheme();
    /// This theme with other colours for weights.
    Palette with(DataColors colors) const;

    /// Colour of a weight, 0 <= share <= 1 (clamped); NaN is shown in `warning`.
    QColor weight(double share) const;
    /// Colour of a signed value, -1 <= share <= 1 (clamped).
    QColor signedValue(double share) const;
    /// Colour of a token: of sentence A (type 0), B (type 1), special, or plain text for any other type.
    QColor token(int typeId, bool isSpecial) const;

    bool operator==(const Palette &) const = default;
};

} // namespace bertlab
