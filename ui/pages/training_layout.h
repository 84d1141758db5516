#pragma once

#include <QList>

class QBoxLayout;
class QHBoxLayout;
class QWidget;

/// How the tabs of the lab are laid out: all alike, so that the eye finds curves, answers and time machine at one
/// place.
namespace bertlab {

class View;

/// Panels of equal width.
QHBoxLayout *panelsInARow(const QList<View *> &views);
/// Curves over what the probes answer over a row for the time machine; `curvesShare` fifths of the height that can
/// grow are the curves'.
void layOutTab(QWidget &tab, QBoxLayout *curves, View &answers, QBoxLayout *foot, int curvesShare = 3);

} // namespace bertlab
