#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QString>

/// How long the event loop was held by one event: nothing moves and no key is answered meanwhile.
struct Block
{
    double milliseconds = 0;
    double processor = 0; ///< of these, what this thread worked: the rest it waited for a core or a lock
    QString what;         ///< "MetaCall of InferenceRunner", "UpdateRequest of main-window, Paint of attention-heads"
};

/// What this thread has worked so far, in milliseconds; 0 where the system does not tell.
double processorTime();

/// An application that times the delivery of every event of the GUI thread, from outside to the end of all that it
/// brings with it.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// The longest since the last call.
    Block takeLongest() { return std::exchange(m_longest, {}); }
    /// Begins to add up anew.
    void beginFrame();
    /// All events since beginFrame(), without a name.
    const Block &frame() const { return m_frame; }
    bool hasPainted() const { return m_painted; } ///< one of them was, or brought, a paint event

private:
    void deliverInner(QObject *receiver, QEvent *event, bool &result);

    Block m_longest, m_innerPaint, m_frame;
    bool m_painted = false, m_delivering = false;
};
