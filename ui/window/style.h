#pragma once

#include "plots/palette.h"
#include "window/settings.h"

#include <QPalette>
#include <QString>

namespace bertlab {

/// The colours of Qt's own widgets (menus, tool tips, dialogs).
QPalette widgetPalette(const Palette &palette);
/// The look of the frame, one sheet for the whole window. Buttons take their look from the property "kind": "link" (top
/// bar), "ghost" (status line), "hint".
QString frameStyleSheet(const Palette &palette);

/// The colours of a theme; `darkSystem` decides for Theme::system.
Palette paletteOf(Theme theme, bool darkSystem, DataColors colors = DataColors::blues);
/// Whether the system's own colours are dark. Takes back the colours that the program has set for Qt's widgets.
bool systemIsDark();

} // namespace bertlab
