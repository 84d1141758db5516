#include "pages/stage.h"

#include "plots/view.h"

#include <QEvent>
#include <QLayout>

namespace bertlab {

namespace {

constexpr int margin = 16;

} // namespace

Stage::Stage(QWidget &page) : QWidget(&page), m_page(page)
{
    setObjectName("stage");
    setAttribute(Qt::WA_StyledBackground);
    hide();
    page.installEventFilter(this);
}

Stage::~Stage() = default;

void Stage::show(View *view, double zoom, QWidget *controls)
{
    if (view != m_view)
        putBack();
    if (!view)
        return;
    if (view != m_view) {
        m_view = view;
        m_isGone = false;
        m_smallest = view->minimumSize();
        m_largest = view->maximumSize();
        m_place = new QWidget;
        m_place->installEventFilter(this);
        m_place->setMinimumSize(m_smallest);
        m_place->setMaximumSize(m_largest);
        m_place->setSizePolicy(view->sizePolicy());
        QWidget *parent = view->parentWidget();
        if (parent->layout())
            delete parent->layout()->replaceWidget(view, m_place);
        else
            m_place->setParent(parent);
        view->setMinimumSize(1, 1);
        view->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
        view->setParent(this);
        view->show();
        view->setFocus(Qt::MouseFocusReason); // it is alone: no mark is needed
        view->installEventFilter(this);
    }
    view->setZoom(zoom);
    m_controls = controls;
    if (controls)
        controls->installEventFilter(this);
    layOut();
    QWidget::show();
    raise();
}

void Stage::putBack()
{
    hide();
    if (m_view && m_place) {
        m_view->removeEventFilter(this);
        m_view->setZoom(1);
        m_view->setMinimumSize(m_smallest);
        m_view->setMaximumSize(m_largest);
        m_view->setParent(m_place->parentWidget());
        if (QLayout *layout = m_place->parentWidget()->layout())
            delete layout->replaceWidget(m_place, m_view);
        m_view->setVisible(!m_isGone);
        if (QLayout *layout = m_view->parentWidget()->layout())
            layout->activate();                 // it has its place now, not one event later
        m_view->setFocus(Qt::MouseFocusReason); // without a mark, as before
    }
    delete m_place;
    m_view = nullptr;
}

void Stage::leave()
{
    putBack();
    emit left();
}

void Stage::layOut()
{
    if (!m_view)
        return;
    QRect place = m_page.rect();
    if (m_controls && m_controls->isVisibleTo(&m_page))
        place.setTop(m_controls->mapTo(&m_page, QPoint(0, m_controls->height())).y());
    setGeometry(place);
    QRect room = rect().adjusted(margin, margin, -margin, -margin);
    if (const double ratio = m_view->preferredRatio(); ratio > 0 && ratio * room.height() < room.width()) {
        const int width = qRound(ratio * room.height());
        room = QRect(room.center().x() - width / 2, room.top(), width, room.height());
    }
    m_view->setGeometry(room);
}

bool Stage::eventFilter(QObject *watched, QEvent *event)
{
    if ((watched == &m_page || watched == m_controls) &&
        (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        layOut();
    const bool hidden = watched == m_view && event->type() == QEvent::HideToParent;
    const bool otherTab = watched == m_place && event->type() == QEvent::Hide && m_page.isVisible() && isVisible();
    if (hidden || otherTab) { // the page shows something else in its place
        m_isGone = hidden;
        QMetaObject::invokeMethod(this, &Stage::leave, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bertlab
