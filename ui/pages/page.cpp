#include "pages/page.h"

#include "pages/controls.h"
#include "pages/stage.h"
#include "pages/wording.h"

#include <QEvent>

#include <algorithm>

namespace bertlab {

namespace {

constexpr int margins = 32; ///< of a page, both

} // namespace

Page::Page(const QString &id, Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_stage(new Stage(*this))
{
    setObjectName(id);
    connect(m_stage, &Stage::left, this, &Page::explanationChanged);
    connect(&session, &Session::readingChanged, this, &Page::renew);
    connect(&session.selection(), &SelectionModel::currentChanged, this, &Page::markWhenVisible);
}

void Page::bringInSight(const QWidget &control)
{
    for (int tab = 0; tab < tabs().size() && !control.isVisibleTo(this); ++tab)
        showTab(tab);
}

QList<View *> Page::views() const
{
    if (View *alone = enlarged())
        return alone->hasContent() ? QList<View *>{alone} : QList<View *>{};
    QList<View *> seen;
    for (View *view : findChildren<View *>())
        if (view->isVisibleTo(this) && view->hasContent())
            seen.append(view);
    const auto place = [this](const View *view) { return view->mapTo(this, QPoint(0, 0)); };
    std::stable_sort(seen.begin(), seen.end(), [&place](const View *one, const View *other) {
        const QPoint a = place(one), b = place(other);
        return a.y() != b.y() ? a.y() < b.y() : a.x() < b.x();
    });
    return seen;
}

void Page::enlarge(View *view, double zoom)
{
    m_stage->show(view, zoom, controls());
}

View *Page::enlarged() const
{
    return m_stage->view();
}

void Page::setControlZoom(double zoom)
{
    m_controlZoom = zoom;
    QWidget *wanted = controls();
    if (m_magnified)
        magnify(*m_magnified, 1);
    m_magnified = zoom > 1 ? wanted : nullptr;
    if (m_magnified)
        magnify(*wanted, std::max(1., std::min(zoom, double(width()) / (wanted->minimumSizeHint().width() + margins))));
}

void Page::setColors(const Palette &palette)
{
    m_palette = palette;
    for (View *view : findChildren<View *>())
        view->setColors(palette);
}

Sheet Page::sheet() const
{
    const QList<View *> seen = views();
    QRectF all;
    for (const View *view : seen)
        all |= QRectF(QPointF(view->mapTo(this, QPoint(0, 0))), QSizeF(view->size()));

    Sheet sheet;
    sheet.title = name();
    if (const auto reading = m_session.reading())
        sheet.caption = captionOf(*reading);
    sheet.size = all.size();
    sheet.palette = m_palette;
    for (const View *view : seen) {
        const QPointF place(view->mapTo(this, QPoint(0, 0)));
        sheet.items.append({view, QRectF(place - all.topLeft(), QSizeF(view->size()))});
    }
    return sheet;
}

void Page::renew()
{
    m_readingDirty = true;
    renewWhenVisible();
}

void Page::renewWhenVisible()
{
    const auto reading = m_session.reading();
    if (!isVisible() || !reading || !(m_readingDirty || m_selectionDirty))
        return;
    if (m_readingDirty)
        showReading(*reading);
    showSelection(*reading);
    m_readingDirty = m_selectionDirty = false;
    if (m_controlZoom > 1 && controls() != m_magnified) // another reading has brought others
        setControlZoom(m_controlZoom);
    emit explanationChanged();
}

void Page::markWhenVisible()
{
    m_selectionDirty = true;
    renewWhenVisible();
}

void Page::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    for (View *view : findChildren<View *>())
        connect(view, &View::exportRequested, this, &Page::exportRequested, Qt::UniqueConnection);
    renewWhenVisible();
}

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        renew();
    }
}

} // namespace bertlab
