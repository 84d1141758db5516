#pragma once

#include "event_watch.h"
#include "window/window_fixture.h"

#include <QMap>

/// The most memory that this process has had since forgetPeakMemory(), in MiB; 0 where the system does not say.
double peakMemory();
void forgetPeakMemory();

/// The course that a user takes through every page of the window: opens it, types, looks at each of its tabs, moves the
/// pointer over every picture, clicks into it, chooses tokens. What the event loop suffered is kept.
class WindowCourse
{
public:
    /// From a move of the pointer to the end of what it painted, in milliseconds; what painted nothing is not there.
    struct Frames
    {
        QList<double> lasted, worked; ///< as in Block
    };

    /// The window shows a reading; both outlive the course.
    WindowCourse(WatchedApplication &application, WindowFixture &fixture);

    void takeAll();
    const QMap<QString, Block> &blocks() const { return m_blocks; }  ///< the longest of each page, by its id
    const QMap<QString, Frames> &frames() const { return m_frames; } ///< by "page/view"
    const QMap<QString, double> &memory() const { return m_memory; } ///< at its peak on each page, in MiB

    /// Until nothing is on its way any more.
    void settle();

private:
    void take(const QString &page);
    void type();
    void chooseTokens();
    void lookAtTabs(const QString &page);
    void hover(const QString &page);
    void click(const QString &page);
    void keep(const QString &page, const QString &deed);
    void moveAcross(QWidget &widget, Frames &frames);

    WatchedApplication &m_application;
    WindowFixture &m_fixture;
    QMap<QString, Block> m_blocks;
    QMap<QString, Frames> m_frames;
    QMap<QString, double> m_memory;
};
