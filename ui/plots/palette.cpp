#include "plots/palette.h"

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

/// Linear in sRGB between evenly spaced stops.
QColor onRamp(const QList<QColor> &stops, double share)
{
    const double place = share * static_cast<double>(stops.size() - 1);
    const auto first = std::min(static_cast<qsizetype>(place), stops.size() - 2);
    const double rest = place - static_cast<double>(first);
    const QRgb from = stops[first].rgb(), to = stops[first + 1].rgb();
    const auto between = [rest](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * rest)); };
    return QColor(between(qRed(from), qRed(to)), between(qGreen(from), qGreen(to)), between(qBlue(from), qBlue(to)));
}

} // namespace

Palette Palette::light()
{
    Palette p;
    p.background = QColor(0xF6F7F9);
    p.panel = QColor(0xFFFFFF);
    p.line = QColor(0xDFE3E8);
    p.text = QColor(0x1B2430);
    p.secondary = QColor(0x66717F);
    p.accent = QColor(0x2563C9);
    p.accentFill = QColor(0xE8F0FD);
    p.segmentA = QColor(0x0072B2);
    p.segmentAFill = QColor(0xE3F0F8);
    p.segmentB = QColor(0xD55E00);
    p.segmentBFill = QColor(0xFBEBDD);
    p.special = QColor(0x6B7280);
    p.specialFill = QColor(0xEEF0F3);
    p.right = QColor(0x1B7F4B);
    p.warning = QColor(0xB45309);
    p.weights = {QColor(0xFFFFFF), QColor(0xD6E6F4), QColor(0x8FBFE0),
                 QColor(0x3F8FC5), QColor(0x135CA0), QColor(0x08306B)};
    p.signedValues = {QColor(0x2166AC), p.panel, QColor(0xB2182B)};
    return p;
}

Palette Palette::darkTheme()
{
    Palette p;
    p.background = QColor(0x14181E);
    p.panel = QColor(0x1C222B);
    p.line = QColor(0x303947);
    p.text = QColor(0xE6EAF0);
    p.secondary = QColor(0x97A3B2);
    p.accent = QColor(0x6EA8FE);
    p.accentFill = QColor(0x22324C);
    p.segmentA = QColor(0x56B4E9);
    p.segmentAFill = QColor(0x1B3242);
    p.segmentB = QColor(0xF0A04B);
    p.segmentBFill = QColor(0x3E2C18);
    p.special = QColor(0x9AA4B1);
    p.specialFill = QColor(0x2A313B);
    p.right = QColor(0x4CC38A);
    p.warning = QColor(0xF0B45B);
    p.weights = {p.panel, QColor(0x1F3F63), QColor(0x2C6EA6), QColor(0x4FA3D1), QColor(0x9FD3E8), QColor(0xF2FBFF)};
    p.signedValues = {QColor(0x58A6E8), p.panel, QColor(0xE8604C)};
    p.dark = true;
    return p;
}

Palette Palette::with(DataColors colors) const
{
    Palette p = dark ? darkTheme() : light();
    p.dataColors = colors;
    if (colors == DataColors::viridis)
        p.weights = {QColor(0x440154), QColor(0x472D7B), QColor(0x3B528B), QColor(0x2C728E), QColor(0x21918C),
                     QColor(0x28AE80), QColor(0x5EC962), QColor(0xADDC30), QColor(0xFDE725)};
    else if (colors == DataColors::cividis)
        p.weights = {QColor(0x00224E), QColor(0x123570), QColor(0x3B496C), QColor(0x575D6D), QColor(0x707173),
                     QColor(0x8A8678), QColor(0xA59C74), QColor(0xC3B369), QColor(0xE1CC55), QColor(0xFEE838)};
    return p;
}

QColor Palette::weight(double share) const
{
    return std::isnan(share) ? warning : onRamp(weights, std::clamp(share, 0.0, 1.0));
}

QColor Palette::signedValue(double share) const
{
    return std::isnan(share) ? warning : onRamp(signedValues, (std::clamp(share, -1.0, 1.0) + 1) / 2);
}

QColor Palette::token(int typeId, bool isSpecial) const
{
    if (isSpecial)
        return special;
    return typeId == 0 ? segmentA : typeId == 1 ? segmentB : text;
}

} // namespace bertlab
