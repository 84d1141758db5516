#include "plots/color_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bertlab {

namespace {

/// Takes a row into the largest, the smallest and what is no number of each column. Plain pointers and no branches, so
/// that the compiler takes many columns at once: 144 maps of 512 x 512 have to be pooled within a blink.
void spread(const float *values, Index count, float *high, float *low, int *bad)
{
    for (Index i = 0; i < count; ++i) {
        const float value = values[i];
        high[i] = value > high[i] ? value : high[i];
        low[i] = value < low[i] ? value : low[i];
        bad[i] |= value != value ? 1 : 0;
    }
}

} // namespace

Matrix pooled(const ConstMatrixView &values, const QSize &block)
{
    const Index rows = (values.rows() + block.height() - 1) / block.height();
    const Index columns = (values.cols() + block.width() - 1) / block.width();
    Matrix result(rows, columns);
    RowVector high(values.cols()), low(values.cols());
    Eigen::RowVectorXi bad(values.cols());
    for (Index row = 0; row < rows; ++row) {
        high.setConstant(-std::numeric_limits<float>::infinity());
        low.setConstant(std::numeric_limits<float>::infinity());
        bad.setZero();
        const Index first = row * block.height(), end = std::min(values.rows(), first + block.height());
        for (Index each = first; each < end; ++each)
            spread(values.data() + each * values.outerStride(), values.cols(), high.data(), low.data(), bad.data());
        for (Index column = 0; column < columns; ++column) {
            const Index from = column * block.width(), count = std::min<Index>(block.width(), values.cols() - from);
            const float most = high.segment(from, count).maxCoeff(), least = low.segment(from, count).minCoeff();
            const bool isNumber = bad.segment(from, count).maxCoeff() == 0;
            result(row, column) = !isNumber ? std::numeric_limits<float>::quiet_NaN() : most >= -least ? most : least;
        }
    }
    return result;
}

QImage imageOf(const Matrix &values, const ColorScale &scale, const Palette &palette)
{
    QImage image(static_cast<int>(values.cols()), static_cast<int>(values.rows()), QImage::Format_RGB32);
    for (int row = 0; row < image.height(); ++row) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(row));
        for (int column = 0; column < image.width(); ++column)
            line[column] = colorOf(scale, static_cast<double>(values(row, column)), palette).rgb();
    }
    return image;
}

void drawCells(QPainter &painter, const QRectF &area, const QImage &image)
{
    const double width = area.width() / image.width(), height = area.height() / image.height();
    const double under = std::min({0.5, width / 4, height / 4});
    painter.save();
    painter.setPen(Qt::NoPen);
    for (int row = 0; row < image.height(); ++row) {
        for (int column = 0; column < image.width(); ++column) {
            const QPointF corner = area.topLeft() + QPointF(column * width, row * height);
            const QRectF cell(corner, QSizeF(width + under, height + under));
            painter.setBrush(QColor(image.pixel(column, row)));
            painter.drawRect(cell.intersected(area));
        }
    }
    painter.restore();
}

ColorMap::ColorMap(QCPAxis *keyAxis, QCPAxis *valueAxis) : QCPColorMap(keyAxis, valueAxis)
{
    setAntialiased(false);
}

void ColorMap::setValues(const Matrix &values, const ColorScale &scale, const Palette &palette)
{
    m_values = values;
    m_scale = scale;
    m_palette = palette;
    mMapImageInvalidated = true;
}

QSize ColorMap::pooling(const QSizeF &pixels) const
{
    const auto cellsPerPixel = [](Index cells, double length) {
        return std::max(1, static_cast<int>(std::ceil(static_cast<double>(cells) / std::max(1.0, length) - 1e-9)));
    };
    return {cellsPerPixel(m_values.cols(), pixels.width()), cellsPerPixel(m_values.rows(), pixels.height())};
}

QRectF ColorMap::area() const
{
    const double left = keyAxis()->coordToPixel(0),
                 right = keyAxis()->coordToPixel(static_cast<double>(m_values.cols()));
    const double top = valueAxis()->coordToPixel(0);
    const double bottom = valueAxis()->coordToPixel(static_cast<double>(m_values.rows()));
    return QRectF(QPointF(left, top), QPointF(right, bottom));
}

void ColorMap::updateMapImage()
{
    mMapImage = mUndersampledMapImage = {}; // made anew when they are needed
    mMapImageInvalidated = false;
}

const QImage &ColorMap::wholeImage()
{
    if (mMapImage.isNull())
        mMapImage = imageOf(m_values, m_scale, m_palette);
    return mMapImage;
}

const QImage &ColorMap::pooledImage(const QSize &block)
{
    if (mUndersampledMapImage.isNull() || m_block != block) {
        mUndersampledMapImage = imageOf(pooled(view(std::as_const(m_values)), block), m_scale, m_palette);
        m_block = block;
    }
    return mUndersampledMapImage;
}

void ColorMap::draw(QCPPainter *painter)
{
    if (m_values.size() == 0)
        return;
    if (mMapImageInvalidated)
        updateMapImage();
    QPainter &plain = *painter;
    plain.setRenderHint(QPainter::Antialiasing, false);
    plain.setRenderHint(QPainter::SmoothPixmapTransform, false);
    const QRectF target = area();
    if (!painter->modes().testFlag(QCPPainter::pmVectorized)) {
        const QSize block = pooling(target.size() * plain.device()->devicePixelRatio());
        plain.drawImage(target, block == QSize(1, 1) ? wholeImage() : pooledImage(block));
    } else if (m_values.rows() <= mostVectorCells && m_values.cols() <= mostVectorCells) {
        drawCells(plain, target, wholeImage());
    } else {
        plain.drawImage(target, wholeImage());
    }
}

} // namespace bertlab
