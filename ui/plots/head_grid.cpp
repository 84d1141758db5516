#include "plots/head_grid.h"

#include "plots/color_map.h"
#include "plots/fonts.h"
#include "plots/painting.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr double numbersRoom = 20, legendHeight = 18;

} // namespace

HeadGridView::HeadGridView(const QString &id, QWidget *parent) : View(id, parent)
{
    setKind([] { return tr("All heads"); });
}

void HeadGridView::setData(HeadThumbnails thumbnails)
{
    m_data = std::move(thumbnails);
    m_images.clear();
    if (m_hovered && (m_hovered->y() >= m_data.layers || m_hovered->x() >= m_data.heads))
        m_hovered.reset();
    contentChanged();
}

void HeadGridView::setSelected(int layer, int head)
{
    if (layer == m_selectedLayer && head == m_selectedHead)
        return;
    m_selectedLayer = layer;
    m_selectedHead = head;
    contentChanged();
}

double HeadGridView::pitchIn(const QRectF &body) const
{
    const double width = (body.width() - numbersRoom) / std::max(1, m_data.heads);
    const double height = (body.height() - numbersRoom - legendHeight) / std::max(1, m_data.layers);
    return std::max(3.0, std::floor(std::min(width, height)));
}

QRectF HeadGridView::thumbnailIn(const QRectF &body, int layer, int head) const
{
    const double pitch = pitchIn(body), gap = pitch >= 48 ? 6 : pitch >= 20 ? 4 : 1;
    const QPointF origin(std::round(body.left()) + numbersRoom, std::round(body.top()) + numbersRoom);
    return QRectF(origin + QPointF(pitch * head, pitch * layer), QSizeF(pitch - gap, pitch - gap));
}

QRectF HeadGridView::thumbnailRect(int layer, int head) const
{
    return thumbnailIn(bodyRect(), layer, head);
}

std::optional<QPoint> HeadGridView::headAt(const QPointF &position) const
{
    const QRectF body = bodyRect();
    const double pitch = pitchIn(body);
    const QPointF place = (position - thumbnailIn(body, 0, 0).topLeft()) / pitch;
    const QPoint cell(static_cast<int>(std::floor(place.x())), static_cast<int>(std::floor(place.y())));
    if (cell.x() < 0 || cell.x() >= m_data.heads || cell.y() < 0 || cell.y() >= m_data.layers)
        return std::nullopt;
    return cell;
}

QImage HeadGridView::imageFor(int index, int pixels, const Palette &palette) const
{
    const Matrix &map = m_data.maps[index];
    const int block = std::max(1, static_cast<int>((map.rows() + pixels - 1) / std::max(1, pixels)));
    const ColorScale scale{ColorScale::Kind::weights, m_data.largest[index], false, {}};
    return imageOf(block == 1 ? map : pooled(view(map), QSize(block, block)), scale, palette);
}

void HeadGridView::paintThumbnails(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    const bool vectors = painter.modes().testFlag(QCPPainter::pmVectorized);
    const int pixels = static_cast<int>(thumbnailIn(body, 0, 0).width() * plain.device()->devicePixelRatio());
    const int wanted = vectors ? HeadThumbnails::largestSide : pixels;
    if (m_images.isEmpty() || m_imagePixels != wanted || m_imagePalette != palette) {
        m_images.clear();
        for (int i = 0; i < m_data.maps.size(); ++i)
            m_images.append(imageFor(i, wanted, palette));
        m_imagePixels = wanted;
        m_imagePalette = palette;
    }
    const bool rectangles = vectors && m_images.size() * m_images.first().width() * m_images.first().height() <= 10000;
    plain.setRenderHint(QPainter::SmoothPixmapTransform, false);
    for (int layer = 0; layer < m_data.layers; ++layer) {
        for (int head = 0; head < m_data.heads; ++head) {
            const QRectF place = thumbnailIn(body, layer, head);
            const QImage &image = m_images[layer * m_data.heads + head];
            if (rectangles)
                drawCells(plain, place, image);
            else
                plain.drawImage(place, image);
        }
    }
}

void HeadGridView::paintNumbers(QPainter &painter, const QRectF &body, const Palette &palette) const
{
    const double pitch = pitchIn(body);
    const QRectF first = thumbnailIn(body, 0, 0);
    const auto number = [&](const QRectF &box, int index, bool chosen) {
        painting::drawText(painter, box, Qt::AlignCenter, QString::number(index + 1),
                           fonts::text(11, chosen ? QFont::DemiBold : QFont::Normal),
                           chosen ? palette.accent : palette.secondary);
    };
    for (const int head : painting::thinned(m_data.heads, pitch, 16, m_selectedHead)) {
        const QRectF place = thumbnailIn(body, 0, head);
        number(QRectF(place.left(), first.top() - numbersRoom, place.width(), numbersRoom - 3), head,
               head == m_selectedHead);
    }
    for (const int layer : painting::thinned(m_data.layers, pitch, 13, m_selectedLayer)) {
        const QRectF place = thumbnailIn(body, layer, 0);
        number(QRectF(first.left() - numbersRoom, place.top(), numbersRoom - 4, place.height()), layer,
               layer == m_selectedLayer);
    }
}

void HeadGridView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    QPainter &plain = painter;
    paintThumbnails(painter, body, palette);
    if (thumbnailIn(body, 0, 0).width() >= 12)
        for (int layer = 0; layer < m_data.layers; ++layer)
            for (int head = 0; head < m_data.heads; ++head)
                painting::drawFrame(plain, thumbnailIn(body, layer, head), palette.line);
    paintNumbers(plain, body, palette);
    if (m_selectedLayer >= 0 && m_selectedLayer < m_data.layers && m_selectedHead >= 0 &&
        m_selectedHead < m_data.heads) {
        plain.setPen(QPen(palette.accent, 2));
        plain.setBrush(Qt::NoBrush);
        plain.drawRoundedRect(thumbnailIn(body, m_selectedLayer, m_selectedHead).adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4);
    }
    const QRectF last = thumbnailIn(body, m_data.layers - 1, m_data.heads - 1);
    const QRectF legend(body.left() + numbersRoom, last.bottom() + 5,
                        std::max(0.0, last.right() - body.left() - numbersRoom), legendHeight - 5);
    const QString text = tr("each from 0 to its largest weight");
    painting::drawText(plain, legend, Qt::AlignLeft | Qt::AlignVCenter,
                       painting::elided(fonts::small(), text, body.right() - legend.left()), fonts::small(),
                       palette.secondary);
}

void HeadGridView::paintPointer(QCPPainter &painter, const QRectF &body) const
{
    if (!m_hovered)
        return;
    QPainter &plain = painter;
    const int layer = m_hovered->y(), head = m_hovered->x(), index = layer * m_data.heads + head;
    const QRectF place = thumbnailIn(body, layer, head);
    plain.setPen(QPen(colors().accent, 1));
    plain.setBrush(Qt::NoBrush);
    plain.drawRoundedRect(place.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3);
    painting::drawValueLabel(
        plain, place, canvas(),
        tr("layer %1, head %2: max %3").arg(layer + 1).arg(head + 1).arg(shortNumber(m_data.largest[index])), colors());
}

NumberTable HeadGridView::numbers() const
{
    NumberTable table{QStringLiteral("attention_probs"), {tr("mean"), tr("largest")}, {}, {}};
    for (int layer = 0; layer < m_data.layers; ++layer) {
        for (int head = 0; head < m_data.heads; ++head) {
            const int index = layer * m_data.heads + head;
            table.rows.append(tr("layer %1, head %2").arg(layer + 1).arg(head + 1));
            table.values.append(QList<double>{m_data.means[index], m_data.largest[index]});
        }
    }
    return table;
}

QString HeadGridView::description() const
{
    if (!hasContent())
        return tr("Nothing to show yet.");
    const QString all = tr("%1: %2 layers of %3 heads").arg(accessibleName()).arg(m_data.layers).arg(m_data.heads);
    const int index = m_selectedLayer * m_data.heads + m_selectedHead;
    if (m_selectedLayer < 0 || m_selectedLayer >= m_data.layers || m_selectedHead < 0 || m_selectedHead >= m_data.heads)
        return all + QStringLiteral(".");
    return tr("%1; layer %2, head %3 is chosen, its largest weight is %4.")
        .arg(all)
        .arg(m_selectedLayer + 1)
        .arg(m_selectedHead + 1)
        .arg(shortNumber(m_data.largest[index]));
}

void HeadGridView::setHovered(const std::optional<QPoint> &head)
{
    if (head == m_hovered)
        return;
    m_hovered = head;
    pointerChanged();
    emit headHovered(head ? head->y() : -1, head ? head->x() : -1);
}

void HeadGridView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(headAt(event->position()));
}

void HeadGridView::leaveEvent(QEvent *)
{
    setHovered(std::nullopt);
}

void HeadGridView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return View::mousePressEvent(event);
    if (const std::optional<QPoint> head = headAt(event->position()))
        emit headClicked(head->y(), head->x());
}

void HeadGridView::keyPressEvent(QKeyEvent *event)
{
    const auto head = moved({m_selectedHead, m_selectedLayer}, QSize(m_data.heads, m_data.layers), event->key());
    if (!head)
        return View::keyPressEvent(event);
    emit headClicked(head->y(), head->x());
}

} // namespace bertlab
