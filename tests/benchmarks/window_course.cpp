#include "window_course.h"

#include "window/token_strip.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFile>
#include <QLineEdit>
#include <QMouseEvent>

using namespace bertlab;

namespace {

constexpr int moves = 40, clicks = 3;

/// Places all over a picture, far from one another: nearly each lies on another cell.
QPointF placeIn(const QWidget &widget, int index, int count)
{
    const double across = (index + 0.5) / count, down = std::fmod(0.5 + 0.6180339887 * index, 1.0);
    return QPointF(across * widget.width(), down * widget.height());
}

void send(QWidget &widget, QEvent::Type type, const QPointF &place, Qt::MouseButton button)
{
    const bool pressed = type == QEvent::MouseButtonPress;
    QMouseEvent event(type, place, widget.mapToGlobal(place), button, pressed ? button : Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

/// What is one of several: a tab, a step, a choice of a picture.
QStringList choicesOf(const QWidget &page)
{
    QStringList names;
    for (const QAbstractButton *button : page.findChildren<QAbstractButton *>())
        if (button->group() && button->group()->exclusive() && button->isVisible() && button->isEnabled())
            names.append(button->objectName());
    return names;
}

} // namespace

double peakMemory()
{
    QFile status("/proc/self/status");
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray &line : status.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                return line.mid(6).simplified().split(' ').front().toDouble() / 1024;
    return 0;
}

void forgetPeakMemory()
{
    QFile forget("/proc/self/clear_refs"); // 5: the peak begins anew from what there is now (Linux, proc(5))
    if (forget.open(QIODevice::WriteOnly))
        forget.write("5");
}

WindowCourse::WindowCourse(WatchedApplication &application, WindowFixture &fixture)
    : m_application(application), m_fixture(fixture)
{}

void WindowCourse::settle()
{
    QElapsedTimer quiet;
    quiet.start();
    while (quiet.elapsed() < 60) { // a paint and what it asks for come after the last result
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        if (!m_fixture.isReady() || m_fixture.window->currentPage()->isBusy())
            quiet.restart();
        QThread::usleep(500);
    }
}

void WindowCourse::keep(const QString &page, const QString &deed)
{
    Block longest = m_application.takeLongest();
    longest.what += QStringLiteral(" (") + deed + QStringLiteral(")");
    if (longest.milliseconds > m_blocks[page].milliseconds)
        m_blocks[page] = longest;
}

void WindowCourse::moveAcross(QWidget &widget, Frames &frames)
{
    for (int i = 0; i < moves && widget.isVisible(); ++i) {
        m_application.beginFrame();
        send(widget, QEvent::MouseMove, placeIn(widget, i, moves), Qt::NoButton);
        QElapsedTimer patience;
        patience.start();
        while (!m_application.hasPainted() && patience.elapsed() < 5) // a move that changes nothing paints nothing
            QCoreApplication::processEvents(QEventLoop::AllEvents);
        if (!m_application.hasPainted())
            continue;
        frames.lasted.append(m_application.frame().milliseconds);
        frames.worked.append(m_application.frame().processor);
    }
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&widget, &leave);
    settle();
}

void WindowCourse::hover(const QString &page)
{
    const auto views = m_fixture.window->page(page)->views();
    for (View *view : views) {
        moveAcross(*view, m_frames[page + u'/' + view->id()]);
        keep(page, QStringLiteral("pointer on ") + view->id());
    }
}

void WindowCourse::click(const QString &page)
{
    const auto views = m_fixture.window->page(page)->views();
    for (View *view : views) {
        for (int i = 0; i < clicks && view->isVisible(); ++i) {
            send(*view, QEvent::MouseButtonPress, placeIn(*view, i, clicks), Qt::LeftButton);
            send(*view, QEvent::MouseButtonRelease, placeIn(*view, i, clicks), Qt::LeftButton);
            settle();
            keep(page, QStringLiteral("click on ") + view->id());
            if (m_fixture.window->currentPage()->id() != page) { // it led to another page
                m_fixture.window->showPage(page);
                settle();
                keep(page, QStringLiteral("coming back"));
            }
        }
    }
}

void WindowCourse::lookAtTabs(const QString &page)
{
    hover(page);
    click(page);
    for (const QString &name : choicesOf(*m_fixture.window->page(page))) {
        auto *choice = m_fixture.window->page(page)->findChild<QAbstractButton *>(name);
        if (!choice || !choice->isVisible() || choice->isChecked())
            continue;
        choice->click();
        settle();
        keep(page, name);
        hover(page);
        click(page);
    }
}

void WindowCourse::type()
{
    auto *line = m_fixture.control<QLineEdit>("sentence-a");
    line->setFocus();
    QTest::keyClick(line, Qt::Key_Home);
    QTest::keyClick(line, Qt::Key_A);
    settle();
    QTest::keyClick(line, Qt::Key_Backspace);
    settle();
}

void WindowCourse::chooseTokens()
{
    auto *strip = m_fixture.control<TokenStrip>("token-strip");
    for (const int token : {2, 5, 3}) {
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->chipRect(token).center().toPoint());
        settle();
    }
    moveAcross(*strip, m_frames[QStringLiteral("window/token-strip")]);
}

void WindowCourse::take(const QString &page)
{
    settle();
    m_application.takeLongest();
    forgetPeakMemory();
    m_fixture.window->showPage(page);
    settle();
    keep(page, QStringLiteral("opening the page"));
    type();
    keep(page, QStringLiteral("typing"));
    chooseTokens();
    keep(page, QStringLiteral("choosing tokens"));
    lookAtTabs(page);
    m_memory[page] = peakMemory();
}

void WindowCourse::takeAll()
{
    const auto pages = m_fixture.control("navigation")
                           ->findChildren<QAbstractButton *>(QRegularExpression(QStringLiteral("^navigate-")));
    for (const QAbstractButton *page : pages)
        take(page->objectName().mid(int(qstrlen("navigate-"))));
}
