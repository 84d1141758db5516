#include "window_fixture.h"

#include "base/mapped_file.h"
#include "pages/controls.h"
#include "pages/pretraining_form.h"
#include "plots/curve_plot.h"
#include "plots/timeline.h"
#include "session/saved_training.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace bertlab;

/// Closing the window while a training runs, and going on at the next start.
class WindowTrainingTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int steps = 24;
    std::unique_ptr<WindowFixture> m_fixture;

    TrainingRunner &runner() const { return m_fixture->window->session().training(); }
    Index step() const { return runner().progress() ? runner().progress()->step : -1; }
    QString folder() const { return m_fixture->settings->trainingFolder(); }
    void press(const char *id) { m_fixture->control<QAbstractButton>(id)->click(); }

    void open()
    {
        m_fixture->open();
        m_fixture->window->showPage("pretraining");
    }
    /// BERT's recipe, which drops out, in small batches.
    void begin()
    {
        m_fixture->control<QSpinBox>("training-steps")->setValue(steps);
        m_fixture->control<QSpinBox>("training-batch")->setValue(2);
        m_fixture->control<SegmentedControl>("training-preset")->segment(1)->click();
        press("training-start");
    }
    void pauseBehind(Index wanted)
    {
        QTRY_VERIFY_WITH_TIMEOUT(runner().state() == TrainingRunner::State::running, 60000);
        press("training-pause");
        while (step() < wanted) {
            const Index before = step();
            press("training-one-step");
            QTRY_VERIFY_WITH_TIMEOUT(step() > before, 60000);
        }
    }
    std::string savedWeights()
    {
        QTemporaryDir model;
        QSignalSpy saved(&runner(), &TrainingRunner::saved);
        runner().save(model.filePath("model"));
        [&] { QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 60000); }();
        return read_text_file(path_from_utf8(model.filePath("model/model.safetensors").toStdString()));
    }
    void finish() { QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000); }

private slots:
    void initTestCase() { WindowFixture::prepareApplication(); }
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->remember("paris is a city .", {}, "fill");
    }

    void saved_on_closing_it_goes_on_to_the_bit()
    {
        open();
        begin();
        finish();
        const std::string whole = savedWeights();
        QVERIFY(m_fixture->window->close()); // its model is saved: nothing is lost
        QVERIFY(m_fixture->dialogs.asked.isEmpty());

        open();
        QVERIFY(!m_fixture->control("training-line")->isVisible());
        begin();
        pauseBehind(3);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        QVERIFY(!m_fixture->window->close()); // not before it is saved
        QVERIFY2(m_fixture->dialogs.asked.contains("step"), qPrintable(m_fixture->dialogs.asked));
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 60000);
        const Index at = step();
        QVERIFY(at < steps);
        m_fixture->window.reset();

        m_fixture->open();
        QVERIFY(m_fixture->control("training-line")->isVisible());
        QVERIFY(m_fixture->window->currentPage()->id() == "pretraining");
        press("training-line-action");
        finish();
        QCOMPARE(runner().title(), QString("Classroom world · tiny"));
        QVERIFY(!m_fixture->control("training-line")->isVisible());
        QCOMPARE(step(), Index(steps));
        QVERIFY(savedWeights() == whole);
        const auto &loss = m_fixture->control<CurvePlotView>("training-masked")->data().curves[0];
        QCOMPARE(loss.points.size(), qsizetype(steps)); // those before it was closed too
        QCOMPARE(loss.points.first().x(), 1.);
        QCOMPARE(m_fixture->control<TimelineView>("training-timeline")->data().moments.first(), 0.); // and its moments
        QVERIFY(!savedTraining(folder())); // it has come to its end
    }

    void what_has_ended_unsaved_is_kept_too()
    {
        open();
        begin();
        finish();
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        QVERIFY(!m_fixture->window->close());
        QVERIFY2(m_fixture->dialogs.asked.contains("not saved"), qPrintable(m_fixture->dialogs.asked));
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 60000);
        m_fixture->window.reset();
        m_fixture->open();
        press("training-line-action");
        finish(); // there is no step left
        QCOMPARE(step(), Index(steps));
        QVERIFY(savedTraining(folder())); // until its model is in a folder
        savedWeights();
        QVERIFY(!savedTraining(folder()));
    }

    void discarding_and_staying()
    {
        open();
        begin();
        pauseBehind(1);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::cancel;
        QVERIFY(!m_fixture->window->close());
        QVERIFY(m_fixture->window->isVisible());
        QCOMPARE(runner().state(), TrainingRunner::State::paused);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::discard;
        m_fixture->window->close();
        QTRY_VERIFY(!m_fixture->window->isVisible());
        QVERIFY(!savedTraining(folder()));
    }

    void what_cannot_be_saved_is_said()
    {
        open();
        begin();
        pauseBehind(1);
        QFile inTheWay(folder() + ".new");
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        m_fixture->window->close();
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->control("error-line")->isVisible(), 60000);
        QVERIFY(m_fixture->window->isVisible());
    }

    void a_saved_training_that_cannot_go_on_is_said()
    {
        open();
        begin();
        pauseBehind(1);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        m_fixture->window->close();
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 60000);
        m_fixture->window.reset();
        QVERIFY(QFile::remove(folder() + "/recipe.json"));
        m_fixture->open();
        press("training-line-action");
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->control("error-line")->isVisible(), 60000);
        QVERIFY(savedTraining(folder())); // nothing is thrown away
    }
};

QTEST_MAIN(WindowTrainingTest)
#include "window_training_test.moc"
