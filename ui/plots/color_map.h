#pragma once

#include "base/views.h"
#include "plots/color_scale.h"

#include <qcustomplot.h>

namespace bertlab {

/// The cells of a heat map: column c lies between c and c + 1 of the key axis, row r between r and r + 1 of the value
/// axis. Every cell has exactly the colour of its scale. In files of vectors up to 100 x 100 cells are rectangles, more
/// are one lossless image; on pixels cells below one pixel are pooled: the value farthest from 0 stands for its block.
class ColorMap : public QCPColorMap
{
public:
    static constexpr int mostVectorCells = 100; ///< a side

    ColorMap(QCPAxis *keyAxis, QCPAxis *valueAxis);

    void setValues(const Matrix &values, const ColorScale &scale, const Palette &palette);
    /// How many columns and rows stand in one pooled cell when the map is painted on so many pixels; 1 x 1 if all fit.
    QSize pooling(const QSizeF &pixels) const;
    /// Where the map lies in its plot.
    QRectF area() const;

protected:
    void updateMapImage() override;
    void draw(QCPPainter *painter) override;

private:
    const QImage &wholeImage();
    const QImage &pooledImage(const QSize &block);

    Matrix m_values;
    ColorScale m_scale;
    Palette m_palette;
    QSize m_block; ///< of mUndersampledMapImage
};

/// The value farthest from 0 of each block of columns x rows; NaN wins.
Matrix pooled(const ConstMatrixView &values, const QSize &block);
/// Every pixel of an image as a rectangle, for files of vectors; each reaches a little under the next, so that no seam
/// shows between them.
void drawCells(QPainter &painter, const QRectF &area, const QImage &image);
/// One pixel a cell.
QImage imageOf(const Matrix &values, const ColorScale &scale, const Palette &palette);

} // namespace bertlab
