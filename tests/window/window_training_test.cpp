#include "window_fixture.h"

#include "base/mapped_file.h"
#include "pages/controls.h"
#include "pages/pretraining_page.h"
#include "plots/curve_plot.h"
#include "plots/timeline.h"
#include "session/saved_training.h"
#include "session/small_corpus.h"
#include "window/sentence_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLockFile>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace bertlab;

/// Closing the window while a training runs, and going on at the next start.
class WindowTrainingTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int steps = 100;
    test::SmallCorpus m_corpus;
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
    void begin(int ofSteps = steps)
    {
        static_cast<PretrainingPage *>(m_fixture->window->page("pretraining"))->setFiles({m_corpus.file()});
        m_fixture->control<QSpinBox>("training-vocabulary")->setValue(100);
        m_fixture->control<QSpinBox>("training-length")->setValue(16);
        m_fixture->control<QSpinBox>("training-steps")->setValue(ofSteps);
        m_fixture->control<QSpinBox>("training-batch")->setValue(2);
        m_fixture->control<SegmentedControl>("training-preset")->segment(1)->click();
        press("training-start");
    }
    void pauseBehind(Index wanted)
    {
        if (runner().state() == TrainingRunner::State::running)
            press("training-pause");
        const auto pause = [this](TrainingRunner::State state) { // at once: a short run would be over when it is seen
            if (state == TrainingRunner::State::running)
                press("training-pause");
        };
        const auto watch = connect(&runner(), &TrainingRunner::stateChanged, this, pause, Qt::QueuedConnection);
        QTRY_VERIFY_WITH_TIMEOUT(runner().state() == TrainingRunner::State::paused, 60000);
        disconnect(watch);
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
    void initTestCase() { prepareApplication(); }
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
        QCOMPARE(runner().title(), QString("own text · tiny"));
        QVERIFY(!m_fixture->control("training-line")->isVisible());
        QCOMPARE(step(), Index(steps));
        QVERIFY(savedWeights() == whole);
        const auto &loss = m_fixture->control<CurvePlotView>("training-masked")->data().curves[0];
        QCOMPARE(loss.points.size(), qsizetype(steps)); // those before it was closed too
        QCOMPARE(loss.points.first().x(), 1.);
        QCOMPARE(m_fixture->control<TimelineView>("training-timeline")->data().moments.first(), 0.); // and its moments
        QTRY_VERIFY(!QDir(folder()).exists()); // it has come to its end
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
        QTRY_VERIFY(!QDir(folder()).exists());
    }

    void after_a_crash_it_goes_on_to_the_bit()
    {
        open();
        QSignalSpy autosaved(&runner(), &TrainingRunner::autosaved);
        runner().setAutosaveInterval(std::chrono::milliseconds(0));
        begin(100000);
        QTRY_VERIFY_WITH_TIMEOUT(!autosaved.isEmpty() && step() > 2, 60000); // in the middle of the run
        runner().setAutosaveInterval(std::chrono::hours(1));
        const Index last = step();
        QTRY_VERIFY_WITH_TIMEOUT(step() > last + 100, 60000); // so many are lost, but for one that is being written
        const QList<QPointF> losses = runner().progress()->history.maskedLoss.points();
        const Index at = step();
        QCOMPARE(runner().state(), TrainingRunner::State::running);
        m_fixture->window.reset(); // nothing is asked, nothing closed

        const auto saved = savedTraining(folder());
        QVERIFY(saved && saved->step > 0 && saved->step < at);
        m_fixture->open();
        QVERIFY(m_fixture->control("training-line")->isVisible());
        press("training-line-action");
        QTRY_VERIFY_WITH_TIMEOUT(step() >= at, 60000);
        QVERIFY(step() < 100000); // it was in the middle
        QCOMPARE(runner().progress()->history.maskedLoss.points().mid(0, losses.size()), losses);
    }

    void a_pause_and_the_end_are_kept()
    {
        open();
        QSignalSpy autosaved(&runner(), &TrainingRunner::autosaved);
        begin(1000);
        pauseBehind(2);
        QTRY_VERIFY_WITH_TIMEOUT(!autosaved.isEmpty() && autosaved.last()[0].toLongLong() == step(), 60000);
        press("training-stop");
        finish();
        const Index rest = step(); // a step that was on its way has ended too
        m_fixture->window.reset();
        QCOMPARE(savedTraining(folder())->step, rest);

        open(); // someone begins anew: the other comes back when this one is given up
        begin();
        finish();
        m_fixture->dialogs.nextClosing = Dialogs::Closing::discard;
        m_fixture->window->close();
        QTRY_VERIFY(!m_fixture->window->isVisible());
        m_fixture->window.reset();
        m_fixture->open();
        QVERIFY(m_fixture->control("training-line")->isVisible());
        QCOMPARE(savedTraining(folder())->step, rest);
    }

    /// However long it took: a slow step has been reported before the training comes to rest.
    void each_single_step_is_kept()
    {
        open();
        QSignalSpy autosaved(&runner(), &TrainingRunner::autosaved);
        begin(1000);
        pauseBehind(1);
        for (int i = 0; i < 3; ++i) {
            QTest::qWait(250); // the next report is due
            const Index before = step();
            press("training-one-step");
            QTRY_VERIFY_WITH_TIMEOUT(step() > before, 60000);
            QTRY_VERIFY_WITH_TIMEOUT(!autosaved.isEmpty() && autosaved.last()[0].toLongLong() == step(), 60000);
        }
    }

    void two_windows_do_not_keep_in_the_same_place()
    {
        open();
        begin(1000);
        pauseBehind(1);
        QLockFile other(folder() + ".lock");
        QVERIFY(!other.tryLock());
        m_fixture->window.reset();
        QVERIFY(other.tryLock()); // now it is the other window's
        open();
        QVERIFY(!m_fixture->control("training-line")->isVisible());
        begin(1000);
        pauseBehind(1);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        m_fixture->window->close();
        QVERIFY(m_fixture->window->isVisible());
        QVERIFY(m_fixture->control("error-line")->isVisible());
        other.unlock();
        m_fixture->window->close();
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 60000);
    }

    void another_training_asks_before_it_takes_the_place()
    {
        open();
        begin();
        finish();
        QString &asked = m_fixture->dialogs.asked;
        const auto isAtTheForm = [this] { return m_fixture->control("training-start")->isVisible(); };
        press("training-again"); // the answer is to stay
        QVERIFY2(asked.contains("is not saved"), qPrintable(asked));
        QVERIFY(!isAtTheForm() && step() == steps);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        m_fixture->dialogs.nextFolder = "/proc/none/model"; // it cannot be saved there: it stays
        press("training-again");
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->control("error-line")->isVisible(), 60000);
        QVERIFY(!isAtTheForm() && step() == steps);
        QTemporaryDir model;
        m_fixture->dialogs.nextFolder = model.filePath("model");
        press("training-again");
        QTRY_VERIFY_WITH_TIMEOUT(isAtTheForm(), 60000);
        QVERIFY(QFile::exists(model.filePath("model/model.safetensors")));
        asked.clear();
        begin(); // nothing is lost
        finish();
        QVERIFY(asked.isEmpty());
        m_fixture->dialogs.nextClosing = Dialogs::Closing::discard;
        press("training-again");
        QVERIFY(isAtTheForm() && runner().state() == TrainingRunner::State::idle);
        QTRY_VERIFY(!savedTraining(folder())); // what was kept against a crash is dropped with it
        QVERIFY(m_fixture->window->close());
    }

    void a_race_goes_on_at_the_next_start()
    {
        open();
        begin();
        finish();
        const QList<QPointF> first = runner().progress()->history.heldOutMaskedLoss;
        m_fixture->dialogs.nextClosing = Dialogs::Closing::discard; // of the weights of the first
        const auto race = [this] {
            press("training-race");
            m_fixture->control<QDoubleSpinBox>("race-decay")->setValue(0.5);
            press("race-start");
        };
        race();
        pauseBehind(3);
        m_fixture->dialogs.nextClosing = Dialogs::Closing::save;
        QVERIFY(!m_fixture->window->close());
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->window->isVisible(), 60000);
        QVERIFY(step() < steps);
        m_fixture->window.reset();

        m_fixture->open();
        QVERIFY(m_fixture->control<QLabel>("training-line-text")->text().contains("race"));
        press("training-line-action");
        finish();
        QCOMPARE(step(), Index(steps));
        const auto *tabs = m_fixture->control<SegmentedControl>("training-tab");
        QVERIFY(tabs->segment(5)->isVisible() && tabs->current() == 5);
        const auto &loss = m_fixture->control<CurvePlotView>("race-masked")->data();
        QVERIFY(!first.isEmpty());
        QVERIFY(loss.curves[0].points == first && loss.curves[1].points.size() == first.size());
        QVERIFY(m_fixture->control<QLabel>("race-words")->text().contains("0.5"));
        const auto &timeline = m_fixture->control<TimelineView>("training-timeline")->data();
        tabs->segment(0)->click();
        m_fixture->control<SegmentedControl>("training-run")->segment(0)->click();
        QVERIFY(timeline.moments.first() == 0 && timeline.moments.last() == steps);
        runner().showRivalMoment(steps);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->window->session().modelReference().value,
                                  QString("First run, step %1").arg(steps), 60000);
        const std::string resumed = savedWeights();
        const QList<QPointF> second = runner().progress()->history.maskedLoss.points();
        m_fixture->window.reset();

        open(); // the same without a stop
        begin();
        finish();
        m_fixture->dialogs.nextClosing = Dialogs::Closing::discard;
        race();
        finish();
        QVERIFY(savedWeights() == resumed);
        QCOMPARE(runner().progress()->history.maskedLoss.points(), second);
    }

    void the_report_of_a_race_becomes_a_file()
    {
        open();
        begin();
        finish();
        m_fixture->dialogs.nextClosing = Dialogs::Closing::discard;
        press("training-race");
        m_fixture->control<QDoubleSpinBox>("race-decay")->setValue(0.5);
        press("race-start");
        finish();
        const auto ask = [this] { m_fixture->window->findChild<QAction *>("race-report-html")->trigger(); };
        QTemporaryDir folder;
        m_fixture->dialogs.nextFile = folder.filePath("race.html");
        ask();
        QVERIFY2(m_fixture->dialogs.suggestion.endsWith("recipe-race.html"), qPrintable(m_fixture->dialogs.suggestion));
        QVERIFY(QFileInfo(folder.filePath("race.html")).size() > 1000);
        QVERIFY(!m_fixture->control("error-line")->isVisible());
        m_fixture->dialogs.nextFile = "/proc/none/race.html"; // nothing can be made there
        ask();
        QTRY_VERIFY(m_fixture->control("error-line")->isVisible());
    }

    void the_picker_lists_the_learning_model()
    {
        open();
        Session &session = m_fixture->window->session();
        QMenu &menu = *m_fixture->control<SentenceBar>("sentence-bar")->modelMenu();
        const auto entry = [&menu](const QString &text) -> QAction * {
            emit menu.aboutToShow();
            for (QAction *action : menu.actions())
                if (action->isCheckable() && action->text().contains(text))
                    return action;
            return nullptr;
        };
        const auto isLearning = [&session] { return session.modelReference().kind == ModelReference::Kind::learning; };
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isReady(), 60000);
        const auto builtin = session.modelReference();
        QVERIFY(!entry("learning model")); // there is none
        begin(100000);
        QTRY_VERIFY_WITH_TIMEOUT(step() > 0, 60000);
        QVERIFY(entry("learning model") && !entry("learning model")->isChecked());
        entry("learning model")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(isLearning(), 60000);
        auto *follow = m_fixture->control<QAbstractButton>("training-follow");
        QVERIFY(entry("learning model")->isChecked() && follow->isChecked());
        const auto first = session.model();
        QTRY_VERIFY_WITH_TIMEOUT(session.model() != first, 60000); // it is followed
        pauseBehind(1);
        press("training-one-step");
        QTRY_COMPARE_WITH_TIMEOUT(session.modelReference().value, QString("Learning, step %1").arg(step()), 60000);
        press("training-pause"); // goes on

        emit menu.aboutToShow();
        const auto is = [](const QAction *action) { return action->isCheckable() && !action->isChecked(); };
        const QList<QAction *> actions = menu.actions();
        (*std::find_if(actions.begin(), actions.end(), is))->trigger(); // the first that is built in
        QVERIFY(!follow->isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(!isLearning() && session.modelReference().kind == builtin.kind, 60000);
        const auto opened = session.model();
        const Index at = step();
        QTRY_VERIFY_WITH_TIMEOUT(step() > at + 20 && m_fixture->isReady(), 60000);
        QCOMPARE(session.model(), opened); // the training goes on without being seen
        QVERIFY(!entry("learning model")->isChecked());
        follow->click();
        QTRY_VERIFY_WITH_TIMEOUT(isLearning(), 60000);
    }

    void other_files_take_the_message_away()
    {
        open();
        static_cast<PretrainingPage *>(m_fixture->window->page("pretraining"))->setFiles({"/no/such/text.txt"});
        press("training-start");
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->control("error-line")->isVisible(), 60000);
        m_fixture->dialogs.nextFiles = {m_corpus.file()};
        emit m_fixture->control<QComboBox>("training-corpus")->activated(2);
        QVERIFY(!m_fixture->control("error-line")->isVisible());
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
        QTRY_VERIFY(!savedTraining(folder()));
    }

    void what_cannot_be_saved_is_said()
    {
        open();
        QFile inTheWay(folder() + ".new");
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        begin();
        pauseBehind(1);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->control("error-line")->isVisible(), 60000); // already while it runs
        m_fixture->control<QAbstractButton>("error-line-dismiss")->click();
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
