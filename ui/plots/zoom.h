#pragma once

#include <QEvent>

#include <memory>

namespace bertlab::zoom {

/// The same event of mouse or wheel with its place in the units of a picture that is painted `zoom` times as large;
/// null for other events.
std::unique_ptr<QEvent> inPictureUnits(const QEvent &event, double zoom);

} // namespace bertlab::zoom
