#include "plots/zoom.h"

#include <QMouseEvent>
#include <QWheelEvent>

namespace bertlab::zoom {

std::unique_ptr<QEvent> inPictureUnits(const QEvent &event, double zoom)
{
    switch (event.type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick: {
        const auto &mouse = static_cast<const QMouseEvent &>(event);
        return std::make_unique<QMouseEvent>(mouse.type(), mouse.position() / zoom, mouse.scenePosition(),
                                             mouse.globalPosition(), mouse.button(), mouse.buttons(), mouse.modifiers(),
                                             mouse.pointingDevice());
    }
    case QEvent::Wheel: {
        const auto &wheel = static_cast<const QWheelEvent &>(event);
        return std::make_unique<QWheelEvent>(wheel.position() / zoom, wheel.globalPosition(), wheel.pixelDelta(),
                                             wheel.angleDelta(), wheel.buttons(), wheel.modifiers(), wheel.phase(),
                                             wheel.inverted());
    }
    default:
        return nullptr;
    }
}

} // namespace bertlab::zoom
