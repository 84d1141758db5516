#pragma once

#include <QString>
#include <QStringList>

namespace bertlab {

/// What stands in the panel on the right, in its order. Plain text; empty parts are left out.
struct Explanation
{
    QString title = {};           ///< "Layer 3, head 2"
    QString what = {};            ///< what the page shows
    QString cellTitle = {};       ///< "This cell: [MASK] → paris (1)"
    QStringList calculation = {}; ///< the formula with the real numbers put in, a step a line, fixed font
    QString tryThis = {};
    QString careful = {}; ///< the misconception that belongs here
    bool operator==(const Explanation &) const = default;
};

} // namespace bertlab
