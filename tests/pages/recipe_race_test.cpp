#include "pretraining_fixture.h"

#include "base/error.h"
#include "pages/controls.h"
#include "pages/race_form.h"
#include "pages/race_report.h"
#include "pages/recipe_wording.h"
#include "plots/curve_plot.h"
#include "plots/probe_list.h"
#include "plots/timeline.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QTemporaryDir>
#include <QTextDocument>

#include <algorithm>

using namespace bertlab;
using namespace bertlab::test;

/// Two short runs on the classroom world, driven by the buttons that someone would press.
class RecipeRaceTest : public QObject, private PretrainingFixture
{
    Q_OBJECT

private:
    RaceForm &form() { return *m_page->findChild<RaceForm *>(); }
    void finish() { QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000); }
    void firstRun(int steps = 20)
    {
        startSmall(steps);
        finish();
    }
    /// Races the run that has ended against one of a lower rate; what came of it.
    std::shared_ptr<const TrainingProgress> slowerRun()
    {
        press("training-race");
        find<QDoubleSpinBox>("race-rate").setValue(0.0005);
        press("race-start");
        finish();
        return runner().progress();
    }
    QString difference() { return find<QLabel>("race-difference").text(); }
    static QString readAll(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private slots:
    void initTestCase() { fonts::load(); }
    void init() { open(); }
    void cleanup() { close(); }

    void the_form_locks_all_but_one()
    {
        QVERIFY(!find<QAbstractButton>("training-race").isVisible());
        firstRun(10);
        press("training-race");
        QVERIFY(find<QLabel>("race-about").text().contains("own text · tiny"));
        QCOMPARE(m_page->explanation().title, QString("Recipe race"));
        QVERIFY2(difference().contains("Nothing differs"), qPrintable(difference()));
        QVERIFY(!find<QAbstractButton>("race-start").isEnabled());
        QCOMPARE(find<QDoubleSpinBox>("race-rate").value(), 0.004);
        QCOMPARE(differences(*form().first()->course.recipe, form().recipe()), QList<Setting>());

        find<QDoubleSpinBox>("race-rate").setValue(0.001);
        QVERIFY2(difference().contains("learning rate: 0.004 → 0.001"), qPrintable(difference()));
        QVERIFY(find<QAbstractButton>("race-start").isEnabled());
        QVERIFY(find<QDoubleSpinBox>("race-rate").isEnabled());
        for (const char *id : {"race-dropout", "race-batch", "race-mask-share", "race-layers"})
            QVERIFY2(!find<QDoubleSpinBox>(id).isEnabled(), id);
        QVERIFY(!find<QComboBox>("race-objective").isEnabled());

        press("race-put-back");
        QVERIFY2(difference().contains("Nothing differs"), qPrintable(difference()));
        QVERIFY(find<QComboBox>("race-objective").isEnabled());
        press("race-back");
        QVERIFY(find<QAbstractButton>("training-race").isVisible());
    }

    void two_differences_are_refused()
    {
        firstRun(10);
        press("training-race");
        find<QDoubleSpinBox>("race-rate").setValue(0.001);
        find<QDoubleSpinBox>("race-dropout").setValue(0.1); // as no hand can
        QVERIFY2(difference().contains("2 settings differ (learning rate, dropout)"), qPrintable(difference()));
        QVERIFY(!find<QAbstractButton>("race-start").isEnabled());
        const auto before = runner().progress();
        emit form().raceRequested(); // nor does the page start it
        QCOMPARE(runner().progress(), before);
        QVERIFY(!runner().rival());
        QVERIFY(find<QDoubleSpinBox>("race-dropout").isEnabled()); // one can be put back
        find<QDoubleSpinBox>("race-dropout").setValue(0);
        QVERIFY(find<QAbstractButton>("race-start").isEnabled());
    }

    void every_field_changes_its_setting_alone()
    {
        firstRun(10);
        press("training-race");
        const RunRecipe first = *form().first()->course.recipe;
        QList<Setting> offered;
        for (auto *box : form().findChildren<QDoubleSpinBox *>()) {
            const double shown = box->value();
            box->setValue(shown == box->maximum() ? box->minimum() : box->maximum());
            const QList<Setting> changed = differences(first, form().recipe());
            QVERIFY2(changed.size() == 1, qPrintable(box->objectName()));
            QVERIFY(valueOf(changed[0], first) != valueOf(changed[0], form().recipe())); // and it can be read
            offered.append(changed);
            box->setValue(shown);
        }
        for (auto *box : form().findChildren<QComboBox *>()) {
            QVERIFY2(box->count() > 1, qPrintable(box->objectName()));
            for (int item = 1; item < box->count(); ++item) {
                box->setCurrentIndex(item);
                const QList<Setting> changed = differences(first, form().recipe());
                QVERIFY2(changed.size() == 1, qPrintable(box->objectName()));
                QCOMPARE(box->currentText(), valueOf(changed[0], form().recipe()));
                QVERIFY(box->itemText(0) != box->currentText());
                if (item == 1)
                    offered.append(changed);
            }
            box->setCurrentIndex(0);
        }
        QCOMPARE(offered.size(), qsizetype(14));
        QCOMPARE(QSet<Setting>(offered.begin(), offered.end()).size(), qsizetype(14));
    }

    void two_runs_side_by_side()
    {
        firstRun();
        QVERIFY(!find<SegmentedControl>("training-tab").segment(5)->isVisible());
        const auto first = runner().progress();
        press("training-race");
        find<QDoubleSpinBox>("race-rate").setValue(0.0005);
        press("race-start");
        finish();
        QVERIFY(find<SegmentedControl>("training-tab").segment(5)->isVisible());
        QCOMPARE(find<SegmentedControl>("training-tab").current(), 5);
        const auto second = runner().progress();
        const CurvePlotData &masked = find<CurvePlotView>("race-masked").data();
        QCOMPARE(masked.curves.size(), qsizetype(4)); // few points are held out: every step is shown too
        QCOMPARE(masked.curves[0].points, first->history.heldOutMaskedLoss);
        QCOMPARE(masked.curves[1].points, second->history.heldOutMaskedLoss);
        QCOMPARE(masked.curves[2].points, first->history.maskedLoss.points());
        QCOMPARE(masked.curves[3].points, second->history.maskedLoss.points());
        QVERIFY(masked.curves[0].points.last() != masked.curves[1].points.last());
        QVERIFY(masked.curves[0].style == Qt::DashLine && !masked.curves[0].thick);
        QVERIFY(masked.curves[1].style == Qt::SolidLine && masked.curves[1].thick);
        for (const CurvePlotData::Curve &curve : masked.curves)
            for (const QPointF &point : curve.points)
                QVERIFY(point.y() > masked.yMin && point.y() < masked.yMax);
        QCOMPARE(find<CurvePlotView>("race-next").data().curves[2].points.size(), qsizetype(20));
        QCOMPARE(find<CurvePlotView>("race-accuracy").data().curves.size(), qsizetype(4));
        QVERIFY(find<CurvePlotView>("race-masked").subtitle().contains("first"));
        QVERIFY(find<QLabel>("race-words").text().contains("learning rate: 0.004 → 0.0005"));

        const ProbeListData &probes = find<ProbeListView>("race-probes").data();
        QCOMPARE(probes.rows.size(), qsizetype(5));
        QVERIFY(probes.sides[0].contains("0.004") && probes.sides[1].contains("0.0005"));
        QCOMPARE(probes.rows[0].guesses[0].probability, first->probes[0].guesses[0].probability);
        QCOMPARE(probes.rows[0].others[0].probability, second->probes[0].guesses[0].probability);
        QVERIFY(probes.rows[0].guesses != probes.rows[0].others);
        QVERIFY2(m_page->minimumSizeHint().width() <= 882,
                 qPrintable(QString::number(m_page->minimumSizeHint().width())));
        QVERIFY2(m_page->minimumSizeHint().height() <= 526,
                 qPrintable(QString::number(m_page->minimumSizeHint().height())));
        auto &timeline = find<TimelineView>("race-timeline");
        QCOMPARE(timeline.data().moments, QList<double>({0, 10, 20}));
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_Home);
        QVERIFY(find<ProbeListView>("race-probes").subtitle().contains("step 0"));
        QCOMPARE(probes.rows[0].guesses, probes.rows[0].others); // they begin with the same weights
        QVERIFY(m_page->explanation().title.contains("Race"));

        press("training-again"); // a run alone has no race
        press("training-start");
        QVERIFY(!find<SegmentedControl>("training-tab").segment(5)->isVisible());
        QCOMPARE(find<SegmentedControl>("training-tab").current(), 0);
    }

    void both_runs_can_be_gone_back_to()
    {
        firstRun();
        const auto first = runner().progress();
        const auto second = slowerRun();
        find<SegmentedControl>("training-tab").segment(0)->click();
        auto &timeline = find<TimelineView>("training-timeline");
        auto &probes = find<ProbeListView>("training-probes");
        const auto seen = [&] { return probes.data().rows[0].guesses[0].probability; };
        const auto answered = [](const TrainingProgress &run, Index step) {
            return answersBehind(run.history, step)[0].guesses[0].probability;
        };
        QCOMPARE(seen(), answered(*second, 20));
        const auto weights = [this](const QString &name) {
            [&] {
                QTRY_COMPARE_WITH_TIMEOUT(m_session->modelReference().value, name, 60000);
                settle(*m_session);
            }();
            return m_session->model()->bert.parameters();
        };
        const auto goTo = [&](double step) {
            QTest::mouseClick(&timeline, Qt::LeftButton, {}, QPoint(int(timeline.xOf(step)), timeline.height() / 2));
        };
        goTo(10);
        const Parameters ofSecond = weights("Learning, step 10");
        QTRY_COMPARE_WITH_TIMEOUT(seen(), answered(*second, 10), 60000);

        auto &run = find<SegmentedControl>("training-run");
        run.segment(0)->click(); // the same step of the first
        const Parameters ofFirst = weights("First run, step 10");
        QVERIFY(!std::ranges::equal(ofFirst.values(), ofSecond.values()));
        QTRY_COMPARE_WITH_TIMEOUT(seen(), answered(*first, 10), 60000);
        QVERIFY(seen() != answered(*second, 10));
        QCOMPARE(find<CurvePlotView>("training-masked").data().curves[0].points, first->history.maskedLoss.points());
        QVERIFY2(find<QLabel>("training-status").text().contains("first run is seen at step 10"),
                 qPrintable(find<QLabel>("training-status").text()));
        goTo(0); // where both began
        const Parameters beginning = weights("First run, step 0");
        run.segment(1)->click();
        QVERIFY(std::ranges::equal(beginning.values(), weights("Learning, step 0").values()));
        QVERIFY(find<CurvePlotView>("training-masked").data().curves[0].points == second->history.maskedLoss.points());

        press("training-again");
        press("training-start"); // a run alone
        QVERIFY(!run.isVisible());
    }

    void a_paused_run_can_be_raced()
    {
        startSmall(100000);
        QTRY_VERIFY_WITH_TIMEOUT(runner().progress() && runner().progress()->step >= 3, 60000);
        QVERIFY(!find<QAbstractButton>("training-race").isVisible());
        press("training-pause");
        QTRY_VERIFY(find<QAbstractButton>("training-race").isVisible());
        QSignalSpy atRest(&runner(), &TrainingRunner::modelReady);
        runner().showMoment(0);
        QTRY_COMPARE_WITH_TIMEOUT(atRest.size(), 1, 60000);
        const Index at = runner().progress()->step;
        press("training-race");
        auto &objective = find<QComboBox>("race-objective");
        objective.setCurrentIndex(objective.findText("masked pieces"));
        press("race-start");
        finish();
        QCOMPARE(runner().progress()->step, at);
        const CurvePlotData &next = find<CurvePlotView>("race-next").data();
        QVERIFY(!next.curves[0].points.isEmpty() && next.curves[1].points.isEmpty());
        QVERIFY2(find<QLabel>("race-words").text().contains("not of one task"), qPrintable(difference()));
        QCOMPARE(find<TimelineView>("race-timeline").data().moments.last(), double(at));
    }

    void the_report_has_the_numbers_of_both()
    {
        firstRun();
        const auto first = runner().progress();
        const auto second = slowerRun();
        QSignalSpy asked(m_page.get(), &PretrainingPage::reportWanted);
        m_page->findChild<QAction *>("race-report-pdf")->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QString("pdf"));
        QTemporaryDir folder;
        m_page->saveReport(folder.filePath("race.html"));
        const QString html = readAll(folder.filePath("race.html"));
        const auto number = [](double value) { return QString::number(value, 'f', 4); };
        const double one = first->history.heldOutMaskedLoss.last().y(),
                     two = second->history.heldOutMaskedLoss.last().y();
        QVERIFY(html.contains("<td>" + number(one) + "</td><td>" + number(two) + "</td>"));
        QVERIFY(html.contains(QString(two > one ? "<td>+" : "<td>−") + number(std::abs(two - one)) + "</td>"));
        QCOMPARE(html.count("data:image/png;base64,"), 3);
        QCOMPARE(html.count("class=\"differs\""), 1);
        const QString row = html.mid(html.indexOf("class=\"differs\"")).section("</tr>", 0, 0);
        QVERIFY2(row.contains("learning rate") && row.contains("0.004") && row.contains("0.0005"), qPrintable(row));
        QVERIFY(html.contains(QString::number(first->seconds, 'f', 1)));
        QTextDocument document;
        document.setHtml(html);
        const QString words = document.toPlainText();
        for (const TrainingProgress *run : {first.get(), second.get()}) {
            const ProbeAnswer::Guess &guess = run->probes[0].guesses[0];
            QVERIFY(words.contains(QString::fromStdString(guess.token) + ' ' + shortNumber(guess.probability)));
        }
        m_page->saveReport(folder.filePath("race.pdf"));
        QFile pdf(folder.filePath("race.pdf"));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.read(5) == "%PDF-" && pdf.size() > 30000); // pictures are in it
        QVERIFY_EXCEPTION_THROWN(m_page->saveReport("/proc/none/race.html"), Error);
    }

    void what_is_not_ours_is_escaped()
    {
        RunRecord run{QStringLiteral("<b>own & text</b>"), {}};
        RunRecipe recipe = classroomRecipe();
        recipe.corpus = {"/tmp/<script>.txt"};
        run.course.recipe = std::make_shared<const RunRecipe>(recipe);
        run.course.history.answers = {{0, {{{"a < [MASK] & b", {}, "<i>"}, {{"<i>", 0.5}}, true}}}};
        const QString html = raceReport(run, run);
        QVERIFY(html.contains("&lt;b&gt;own &amp; text"));
        QVERIFY(html.contains("a &lt; [MASK] &amp; b") && html.contains("✓ &lt;i&gt; 0.5"));
        for (const char *tag : {"<script", "<i>", "<b>"})
            QVERIFY2(!html.contains(tag), tag);
        QCOMPARE(html.count("class=\"differs\""), 0);
    }
};

QTEST_MAIN(RecipeRaceTest)
#include "recipe_race_test.moc"
