#include "session/latest_job.h"

#include "base/error.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace bertlab;

/// The newest request wins, elsewhere than on this thread.
class LatestJobTest : public QObject
{
    Q_OBJECT

private slots:
    void runs_on_another_thread();
    void the_newest_wins();
    void a_cancelled_one_is_not_delivered();
    void errors_arrive_as_sentences();
    void destruction_cancels_and_waits();
};

void LatestJobTest::runs_on_another_thread()
{
    QThread *worker = nullptr, *deliverer = nullptr;
    LatestJob<QThread *> job(
        [&](QThread *thread) {
            worker = thread;
            deliverer = QThread::currentThread();
        },
        [](const QString &) {});
    job.run([](const IsCancelled &) { return QThread::currentThread(); });
    QVERIFY(job.isBusy());
    QTRY_VERIFY(worker);
    QVERIFY(worker != QThread::currentThread());
    QCOMPARE(deliverer, QThread::currentThread());
    QVERIFY(!job.isBusy());
}

void LatestJobTest::the_newest_wins()
{
    QList<int> delivered;
    std::atomic<int> begun = 0;
    LatestJob<int> job([&](int result) { delivered.append(result); }, [](const QString &) {});
    for (int number = 0; number < 50; ++number)
        job.run([number, &begun](const IsCancelled &isCancelled) {
            ++begun;
            while (number < 49 && !isCancelled()) // only the newest ever ends by itself
                QThread::yieldCurrentThread();
            return number;
        });
    QTRY_VERIFY(!job.isBusy());
    QCOMPARE(delivered, QList<int>{49});
    QVERIFY(begun <= 2); // those between were never begun
}

void LatestJobTest::a_cancelled_one_is_not_delivered()
{
    bool delivered = false;
    QSemaphore begun;
    LatestJob<int> job([&](int) { delivered = true; }, [&](const QString &) { delivered = true; });
    job.run([&](const IsCancelled &isCancelled) -> int {
        begun.release();
        while (!isCancelled())
            QThread::yieldCurrentThread();
        throw Cancelled();
    });
    begun.acquire();
    job.cancel();
    QVERIFY(!job.isBusy());
    int next = 0;
    LatestJob<int> other([&](int result) { next = result; }, [](const QString &) {});
    other.run([](const IsCancelled &) { return 1; });
    QTRY_COMPARE(next, 1);
    QVERIFY(!delivered);
}

void LatestJobTest::errors_arrive_as_sentences()
{
    QString sentence;
    LatestJob<int> job([](int) {}, [&](const QString &text) { sentence = text; });
    job.run([](const IsCancelled &) -> int { throw Error("model.safetensors: grün is not a number."); });
    QTRY_COMPARE(sentence, QString("model.safetensors: grün is not a number."));
    QVERIFY(!job.isBusy());
}

void LatestJobTest::destruction_cancels_and_waits()
{
    std::atomic_bool ended = false, delivered = false;
    QSemaphore begun;
    {
        LatestJob<int> job([&](int) { delivered = true; }, [&](const QString &) { delivered = true; });
        job.run([&](const IsCancelled &isCancelled) {
            begun.release();
            while (!isCancelled())
                QThread::yieldCurrentThread();
            ended = true;
            return 0;
        });
        begun.acquire();
    }
    QVERIFY(ended);
    QCoreApplication::processEvents();
    QVERIFY(!delivered);
}

QTEST_GUILESS_MAIN(LatestJobTest)
#include "latest_job_test.moc"
