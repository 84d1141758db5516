#pragma once

#include <QString>
#include <QStringList>

namespace bertlab {

/// What answers a misconception, one click away: sentences to read, a page to open, a control of it to press.
struct Experiment
{
    QString text = {};    ///< of the button; empty: there is none
    QString page = {};    ///< Page::id()
    QString control = {}; ///< objectName of a button or an action there; one that is already on stays on; empty: none
    QString sentence = {}, pair = {}; ///< empty: what stands there
    bool operator==(const Experiment &) const = default;
};

/// What stands in the panel on the right, in its order. Plain text; empty parts are left out.
struct Explanation
{
    QString title = {};           ///< "Layer 3, head 2"
    QString what = {};            ///< what the page shows
    QString cellTitle = {};       ///< "This cell: [MASK] → paris (1)"
    QStringList calculation = {}; ///< the formula with the real numbers put in, a step a line, its value after a tab
    QString tryThis = {};
    QString careful = {}; ///< the misconception that belongs here
    Experiment experiment = {};
    bool operator==(const Explanation &) const = default;
};

} // namespace bertlab
