#include "plots/link_raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace bertlab {

namespace {

/// Where all curves are in one column of pixels: they differ in their ends alone.
struct Column
{
    double rise;  ///< share of the way from `from` to `to`
    double steep; ///< rise per pixel
    double share; ///< of the column that lies between the uprights
};

/// x(t) = 1.5 t - 1.5 t² + t³ and y(t) = 3 t² - 2 t³, both from 0 to 1, are the Bézier curve.
Column columnAt(int column, double left, double right)
{
    const double width = right - left;
    const double x = (std::clamp(column + 0.5, left, right) - left) / width;
    double t = x;
    for (int step = 0; step < 4; ++step) // Newton; the slope of x is at least .75
        t -= (((t - 1.5) * t + 1.5) * t - x) / ((3 * t - 3) * t + 1.5);
    const double slope = 6 * t * (1 - t) / ((3 * t - 3) * t + 1.5);
    return {t * t * (3 - 2 * t), slope / width, std::min(column + 1., right) - std::max(double(column), left)};
}

/// Blue, green, red, alpha, premultiplied, 0 … 1.
using Ink = std::array<float, 4>;

Ink inkOf(const QColor &color)
{
    const float alpha = color.alphaF();
    return {color.blueF() * alpha, color.greenF() * alpha, color.redF() * alpha, alpha};
}

void lay(Ink &below, const Ink &ink, float share)
{
    const float left = 1 - ink[3] * share;
    for (std::size_t channel = 0; channel < 4; ++channel)
        below[channel] = below[channel] * left + ink[channel] * share;
}

/// Within a column of pixels a stroke is a slanting band: what it covers of a row falls off from its middle over as
/// many rows as it climbs, over one at least.
void layBand(std::vector<Ink> &rows, double middle, double steep, double width, double share, const Ink &ink)
{
    const double half = width / 2 * std::sqrt(1 + steep * steep), fall = std::max(1., std::abs(steep));
    const double reach = half + fall / 2, most = std::min(1., 2 * half / fall);
    const int first = std::max(0, static_cast<int>(std::floor(middle - reach)));
    const int end = std::min(static_cast<int>(rows.size()), static_cast<int>(std::ceil(middle + reach)));
    for (int row = first; row < end; ++row) {
        const double covered = std::clamp((reach - std::abs(row + 0.5 - middle)) / fall, 0., most);
        lay(rows[static_cast<std::size_t>(row)], ink, static_cast<float>(covered * share));
    }
}

QRgb toPixel(const Ink &ink)
{
    QRgb pixel = 0;
    for (std::size_t channel = 0; channel < 4; ++channel)
        pixel |= static_cast<QRgb>(ink[channel] * 255 + 0.5F) << (8 * channel);
    return pixel;
}

} // namespace

void paintLinkStrokes(QImage &image, double left, double right, const QList<LinkStroke> &strokes)
{
    Q_ASSERT(image.format() == QImage::Format_ARGB32_Premultiplied);
    if (!(right > left))
        return;
    QList<Ink> inks;
    for (const LinkStroke &stroke : strokes)
        inks.append(inkOf(stroke.color));
    auto *const pixels = reinterpret_cast<QRgb *>(image.bits());
    const qsizetype pitch = image.bytesPerLine() / qsizetype(sizeof(QRgb));
    std::vector<Ink> rows(static_cast<std::size_t>(image.height()));
    const int end = std::min(image.width(), static_cast<int>(std::ceil(right)));
    for (int x = std::max(0, static_cast<int>(std::floor(left))); x < end; ++x) {
        const Column column = columnAt(x, left, right);
        std::fill(rows.begin(), rows.end(), Ink{});
        for (qsizetype i = 0; i < strokes.size(); ++i) {
            const double way = strokes[i].to - strokes[i].from;
            layBand(rows, strokes[i].from + way * column.rise, way * column.steep, strokes[i].width, column.share,
                    inks[i]);
        }
        for (std::size_t row = 0; row < rows.size(); ++row)
            pixels[qsizetype(row) * pitch + x] = toPixel(rows[row]);
    }
}

} // namespace bertlab
