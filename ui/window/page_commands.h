#pragma once

#include "window/command_palette.h"

#include <functional>

class QObject;

namespace bertlab {

class Page;

/// What can be switched, pressed or filled in on a page, as the palette lists it: buttons, the choices of a menu, lists
/// and lines to type in; a switch that is on has a check mark. `act` has to open the page and use what it is given.
QList<CommandPalette::Command> pageCommands(const Page &page, const std::function<void(QObject *control)> &act);

/// Brings a control of the page in sight; then presses the button, triggers the action, opens the list or puts the
/// cursor into the field. False: with what stands there now it cannot be used.
bool useControl(Page &page, QObject &control);

} // namespace bertlab
