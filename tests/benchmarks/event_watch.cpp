#include "event_watch.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>

#ifdef Q_OS_LINUX
#include <ctime>
#endif

double processorTime()
{
#ifdef Q_OS_LINUX
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
#else
    return 0;
#endif
}

namespace {

struct Stopwatch
{
    Stopwatch() { wall.start(); }
    double milliseconds() const { return 1e-6 * static_cast<double>(wall.nsecsElapsed()); }
    QElapsedTimer wall;
    double processor = processorTime();
};

/// The receiver may be gone when its event has been delivered: it is named before.
struct Name
{
    Name(const QObject &receiver, const QEvent &event)
        : type(event.type()), receiverClass(receiver.metaObject()->className()), receiverName(receiver.objectName())
    {}
    QString words() const
    {
        const char *event = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        return QStringLiteral("%1 of %2")
            .arg(event ? QString::fromLatin1(event) : QString::number(type),
                 receiverName.isEmpty() ? QString::fromLatin1(receiverClass) : receiverName);
    }
    QEvent::Type type;
    const char *receiverClass;
    QString receiverName;
};

} // namespace

void WatchedApplication::beginFrame()
{
    m_frame = {};
    m_painted = false;
}

void WatchedApplication::deliverInner(QObject *receiver, QEvent *event, bool &result)
{
    if (event->type() != QEvent::Paint) {
        result = QApplication::notify(receiver, event);
        return;
    }
    const Name name(*receiver, *event);
    const Stopwatch watch;
    result = QApplication::notify(receiver, event);
    m_painted = true;
    const double milliseconds = watch.milliseconds();
    if (milliseconds > m_innerPaint.milliseconds)
        m_innerPaint = {milliseconds, 0, name.words()};
}

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    bool result = false;
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    if (m_delivering) {
        deliverInner(receiver, event, result);
        return result;
    }
    const Name name(*receiver, *event);
    m_innerPaint = {};
    m_delivering = true;
    const Stopwatch watch;
    result = QApplication::notify(receiver, event);
    const double milliseconds = watch.milliseconds(), processor = processorTime() - watch.processor;
    m_delivering = false;
    m_frame.milliseconds += milliseconds;
    m_frame.processor += processor;
    if (milliseconds > m_longest.milliseconds) {
        QString what = name.words();
        if (m_innerPaint.milliseconds > milliseconds / 4)
            what += QStringLiteral(", %1 %2 ms").arg(m_innerPaint.what).arg(m_innerPaint.milliseconds, 0, 'f', 1);
        m_longest = {milliseconds, processor, what};
    }
    return result;
}
