#pragma once

#include "plots/palette.h"

namespace bertlab {

/// For what will be printed: dark on white, with the data colours of `screen`.
inline Palette onPaper(const Palette &screen)
{
    Palette paper = Palette::light().with(screen.dataColors);
    paper.background = Qt::white;
    return paper;
}

} // namespace bertlab
