#include "plots/taken_picture.h"

#include <qcustomplot.h>

#include <algorithm>

namespace bertlab {

namespace {

QPicture pictureOf(const View &view, const QSizeF &size, const Palette &palette)
{
    QPicture picture;
    QCPPainter painter(&picture);
    painter.setMode(QCPPainter::pmNoCaching);
    view.paintBare(painter, QRectF(QPointF(0, 0), size), palette);
    return picture;
}

} // namespace

TakenPictureView::TakenPictureView(const QString &id, QWidget *parent) : View(id, parent) {}

void TakenPictureView::take(const View &view, const QSizeF &size)
{
    m_size = size.expandedTo(QSizeF(1, 1));
    const Palette other = (view.colors().dark ? Palette::light() : Palette::darkTheme()).with(view.colors().dataColors);
    QPicture now = pictureOf(view, m_size, view.colors()), otherwise = pictureOf(view, m_size, other);
    m_light = view.colors().dark ? otherwise : now;
    m_dark = view.colors().dark ? now : otherwise;
    m_numbers = view.numbers();
    m_description = view.description();
    contentChanged();
}

void TakenPictureView::clear()
{
    m_light = m_dark = QPicture();
    m_numbers = {};
    m_description.clear();
    contentChanged();
}

void TakenPictureView::paintBody(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    const double scale = std::min(body.width() / m_size.width(), body.height() / m_size.height());
    QPainter &plain = painter;
    plain.save();
    plain.translate(body.topLeft());
    plain.scale(scale, scale);
    plain.drawPicture(QPointF(0, 0), palette.dark ? m_dark : m_light);
    plain.restore();
}

} // namespace bertlab
