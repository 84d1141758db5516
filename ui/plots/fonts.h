#pragma once

#include <QFont>

namespace bertlab {

/// The bundled fonts: Inter for words, DejaVu Sans Mono for tokens, formulas and numbers that align or change, with
/// the system's fonts for the scripts that they lack. Sizes in pixels of look.md.
namespace fonts {
/// Registers the bundled files once; called by every program and test before the first widget.
void load();
QFont text(double pixels = 13, QFont::Weight weight = QFont::Normal);
QFont mono(double pixels = 12, QFont::Weight weight = QFont::Normal);
inline QFont title()
{
    return text(16, QFont::DemiBold);
}
inline QFont section()
{
    return text(13, QFont::DemiBold);
}
inline QFont small()
{
    return text(10.5);
}
} // namespace fonts

} // namespace bertlab
