#include "plots/view.h"

#include "plots/fonts.h"
#include "plots/painting.h"
#include "plots/zoom.h"

#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QMenu>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bertlab {

namespace {

constexpr double panelRadius = 8, panelPadding = 14;
constexpr double titleHeight = 18, titleGap = 8;

/// The title left, the subtitle right; where both do not fit the subtitle is shortened first.
void paintTitle(QPainter &painter, const QRectF &row, const QString &title, const QString &subtitle,
                const Palette &palette)
{
    const QFont titleFont = fonts::section(), subtitleFont = fonts::text(11);
    const double titleWidth = std::min(row.width(), std::ceil(painting::textWidth(titleFont, title)) + 1);
    painting::drawText(painter, row, Qt::AlignLeft | Qt::AlignVCenter, painting::elided(titleFont, title, row.width()),
                       titleFont, palette.text);
    const double room = row.width() - titleWidth - 12;
    if (subtitle.isEmpty() || room < 24)
        return;
    const QString shortened = QFontMetricsF(subtitleFont).elidedText(subtitle, Qt::ElideRight, room);
    painting::drawText(painter, row, Qt::AlignRight | Qt::AlignVCenter, shortened, subtitleFont, palette.secondary);
}

} // namespace

View::View(const QString &id, QWidget *parent) : QWidget(parent)
{
    setObjectName(id);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 80);
}

void View::setTitle(const QString &title, const QString &subtitle)
{
    if (title == m_title && subtitle == m_subtitle)
        return;
    m_title = title;
    m_subtitle = subtitle;
    if (!title.isEmpty()) // a picture without a title line keeps its name
        setAccessibleName(title);
    contentChanged();
}

void View::setZoom(double zoom)
{
    m_zoom = zoom;
    contentChanged();
}

void View::setPanel(bool panel)
{
    m_panel = panel;
    contentChanged();
}

void View::setColors(const Palette &palette)
{
    m_palette = palette;
    m_picture = {};
    update();
}

QRectF View::bodyIn(const QRectF &area) const
{
    const double padding = m_panel ? panelPadding : 0;
    QRectF body = area.adjusted(padding, padding, -padding, -padding);
    if (!m_title.isEmpty() || !m_subtitle.isEmpty())
        body.setTop(body.top() + titleHeight + titleGap);
    return body;
}

QRectF View::bodyRect() const
{
    return bodyIn(canvas());
}

/// Saves the painter's state and sets it up for the picture's own units; the place in them.
QRectF View::beginPainting(QPainter &painter, const QRectF &place) const
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (m_zoom == 1)
        return place;
    painter.translate(place.topLeft());
    painter.scale(m_zoom, m_zoom);
    return QRectF(QPointF(0, 0), place.size() / m_zoom);
}

void View::paintContent(QCPPainter &painter, const QRectF &body, const Palette &palette) const
{
    if (hasContent() && body.width() > 0 && body.height() > 0)
        paintBody(painter, body, palette);
}

void View::paint(QCPPainter &painter, const QRectF &place, const Palette &palette) const
{
    QPainter &plain = painter; // QCPPainter's own antialiasing would shift by half a pixel
    const QRectF area = beginPainting(plain, place);
    if (m_panel) {
        plain.setPen(QPen(palette.line, 1));
        plain.setBrush(palette.panel);
        plain.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), panelRadius, panelRadius);
    }
    const QRectF body = bodyIn(area);
    if (!m_title.isEmpty() || !m_subtitle.isEmpty())
        paintTitle(plain, QRectF(body.left(), body.top() - titleGap - titleHeight, body.width(), titleHeight), m_title,
                   m_subtitle, palette);
    paintContent(painter, body, palette);
    plain.restore();
}

void View::paintBare(QCPPainter &painter, const QRectF &place, const Palette &palette) const
{
    QPainter &plain = painter;
    const QRectF area = beginPainting(plain, place);
    paintContent(painter, area, palette);
    plain.restore();
}

std::optional<QPoint> View::moved(QPoint cell, const QSize &grid, int key)
{
    QPoint step;
    switch (key) {
    case Qt::Key_Left:
        step = {-1, 0};
        break;
    case Qt::Key_Right:
        step = {1, 0};
        break;
    case Qt::Key_Up:
        step = {0, -1};
        break;
    case Qt::Key_Down:
        step = {0, 1};
        break;
    case Qt::Key_Home:
        step = {-grid.width(), 0};
        break;
    case Qt::Key_End:
        step = {grid.width(), 0};
        break;
    default:
        return std::nullopt;
    }
    if (grid.isEmpty())
        return std::nullopt;
    if (cell.y() < 0)
        return QPoint(0, 0);
    const QPoint to = cell.x() < 0 ? QPoint(0, cell.y() + step.y()) : cell + step;
    return QPoint(std::clamp(to.x(), 0, grid.width() - 1), std::clamp(to.y(), 0, grid.height() - 1));
}

void View::setKind(const std::function<QString()> &name)
{
    m_kind = name;
    setAccessibleName(name());
}

void View::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    if (m_kind && m_title.isEmpty())
        setAccessibleName(m_kind());
    contentChanged();
}

void View::contentChanged()
{
    const QString words = description();
    if (words != accessibleDescription())
        setAccessibleDescription(words);
    m_picture = {};
    update();
}

bool View::event(QEvent *event)
{
    if (m_zoom == 1)
        return QWidget::event(event);
    const std::unique_ptr<QEvent> own = zoom::inPictureUnits(*event, m_zoom);
    if (!own)
        return QWidget::event(event);
    const bool known = QWidget::event(own.get());
    event->setAccepted(own->isAccepted());
    return known;
}

void View::pointerChanged()
{
    m_pointerAlone = true;
    update();
}

const QPixmap &View::picture()
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (m_picture.size() != pixels || m_picture.devicePixelRatio() != ratio) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Qt::transparent);
        QCPPainter painter(&m_picture);
        paint(painter, rect(), m_palette);
    }
    return m_picture;
}

void View::paintEvent(QPaintEvent *)
{
    if (!std::exchange(m_pointerAlone, false)) // whoever asked for it may have changed something
        m_picture = {};
    QCPPainter painter(this);
    QPainter &plain = painter;
    plain.drawPixmap(0, 0, picture());
    plain.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (hasContent()) {
        plain.save();
        plain.scale(m_zoom, m_zoom);
        paintPointer(painter, bodyRect());
        plain.restore();
    }
    if (m_focusMark && hasFocus()) {
        plain.setPen(QPen(m_palette.accent, 2));
        plain.setBrush(Qt::NoBrush);
        plain.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), panelRadius - 1, panelRadius - 1);
    }
}

void View::focusInEvent(QFocusEvent *event)
{
    // Who clicks sees where he clicked; who comes by key has to be shown. A window that comes back changes nothing.
    if (event->reason() == Qt::MouseFocusReason)
        m_focusMark = false;
    else if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        m_focusMark = true;
    QWidget::focusInEvent(event);
    update();
}

void View::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void View::hideEvent(QHideEvent *event)
{
    m_picture = {};
    QWidget::hideEvent(event);
}

void View::contextMenuEvent(QContextMenuEvent *event)
{
    if (!hasContent())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, const QString &format) {
        QAction *action = menu->addAction(text, this, [this, format] { emit exportRequested(this, format); });
        action->setObjectName(QStringLiteral("export-") + format);
    };
    add(tr("Copy picture"), QStringLiteral("copy"));
    menu->addSeparator();
    add(tr("Export as PNG…"), QStringLiteral("png"));
    add(tr("Export as SVG…"), QStringLiteral("svg"));
    add(tr("Export as PDF…"), QStringLiteral("pdf"));
    add(tr("Export numbers as CSV…"), QStringLiteral("csv"));
    add(tr("Export numbers as NPZ…"), QStringLiteral("npz"));
    menu->popup(event->globalPos());
}

} // namespace bertlab
