#pragma once

#include "plots/head_thumbnails.h"
#include "plots/view.h"

#include <QImage>

#include <optional>

namespace bertlab {

/// All layers (downwards) × heads (across) as thumbnails, numbered from 1 on two sides; made by max pooling.
class HeadGridView : public View
{
    Q_OBJECT

public:
    explicit HeadGridView(const QString &id, QWidget *parent = nullptr);

    void setData(HeadThumbnails thumbnails);
    void setSelected(int layer, int head);
    QRectF thumbnailRect(int layer, int head) const; ///< in the widget

    NumberTable numbers() const override; ///< rows: layer and head; the mean and largest weight of each
    QString description() const override;
    bool hasContent() const override { return m_data.layers > 0; }

signals:
    void headClicked(int layer, int head);
    void headHovered(int layer, int head); ///< -1, -1 when the pointer leaves

protected:
    void paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const override;
    void paintPointer(QCPPainter &painter, const QRectF &body) const override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    double pitchIn(const QRectF &body) const;
    QRectF thumbnailIn(const QRectF &body, int layer, int head) const;
    std::optional<QPoint> headAt(const QPointF &position) const; ///< x = head, y = layer
    QImage imageFor(int index, int pixels, const Palette &palette) const;
    void paintThumbnails(QCPPainter &painter, const QRectF &body, const Palette &palette) const;
    void paintNumbers(QPainter &painter, const QRectF &body, const Palette &palette) const;
    void setHovered(const std::optional<QPoint> &head);

    HeadThumbnails m_data;
    int m_selectedLayer = 0, m_selectedHead = 0;
    std::optional<QPoint> m_hovered; ///< x = head, y = layer
    mutable QList<QImage> m_images;  ///< of the thumbnails, for the size and colours painted last
    mutable int m_imagePixels = 0;
    mutable Palette m_imagePalette;
};

} // namespace bertlab
