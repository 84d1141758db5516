#include "pretraining_fixture.h"

#include "pages/controls.h"
#include "pages/pretraining_form.h"
#include "plots/bar_list.h"
#include "plots/change_list.h"
#include "plots/curve_plot.h"
#include "plots/formula_view.h"
#include "plots/heat_map.h"
#include "plots/probe_list.h"
#include "plots/timeline.h"
#include "plots/token_flow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace bertlab;
using namespace bertlab::test;

/// The classroom run in short form, driven by the buttons that someone would press.
class PretrainingPageTest : public QObject, private PretrainingFixture
{
    Q_OBJECT

private:
    Index step() { return runner().progress() ? runner().progress()->step : -1; }
    void openTab(int tab) { find<SegmentedControl>("training-tab").segment(tab)->click(); }
    void begin(int steps)
    {
        startSmall(steps);
        untilItRuns();
    }
    void beginAsChosen(int steps)
    {
        startAsChosen(steps);
        untilItRuns();
    }
    void untilItRuns()
    {
        QTRY_VERIFY_WITH_TIMEOUT(runner().state() == TrainingRunner::State::running || step() >= 0, 60000);
    }

private slots:
    void initTestCase() { fonts::load(); }
    void init() { open(); }
    void cleanup() { close(); }

    void the_form_says_what_it_will_need()
    {
        const QString tiny = find<QLabel>("training-needs").text();
        QVERIFY2(tiny.contains("0.57 M weights"), qPrintable(tiny));
        find<QComboBox>("training-shape").setCurrentIndex(1);
        emit find<QComboBox>("training-shape").activated(1);
        QVERIFY(find<QLabel>("training-needs").text() != tiny);
        QVERIFY(!find<QSpinBox>("training-vocabulary").isEnabled()); // the classroom world brings its own pieces
        QCOMPARE(find<QSpinBox>("training-vocabulary").value(), 985);
    }

    void an_estimate_is_measured()
    {
        QVERIFY(find<QLabel>("training-estimate").isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("training-estimate").text().contains("1,600 steps"), 60000);
        find<QSpinBox>("training-steps").setValue(800);
        QVERIFY(!find<QLabel>("training-estimate").text().contains("1,600 steps")); // it no longer holds
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("training-estimate").text().contains("800 steps"), 60000);
    }

    void nothing_is_measured_beside_other_work()
    {
        emit m_session->busyChanged(true);
        PretrainingForm free;
        free.retranslate();
        free.show();
        const auto *estimate = free.findChild<QLabel *>("training-estimate");
        QTRY_VERIFY_WITH_TIMEOUT(estimate->text().contains("1,600 steps"), 60000);
        QVERIFY(!find<QLabel>("training-estimate").text().contains("1,600 steps"));
        emit m_session->busyChanged(false);
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("training-estimate").text().contains("1,600 steps"), 60000);
    }

    void a_training_that_breaks_down_shows_how_far_it_came()
    {
        auto &rate = find<QDoubleSpinBox>("training-rate");
        rate.setMaximum(1e9);
        rate.setValue(1e6);
        find<QSpinBox>("training-warmup").setValue(0);
        QSignalSpy failed(&runner(), &TrainingRunner::failed);
        startSmall(200);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        QCOMPARE(failed.size(), 1);
        const Index steps = runner().progress()->step;
        QVERIFY(steps > 0 && steps < 200);
        const QString sentence = failed[0][0].toString();
        QVERIFY2(sentence.contains(QStringLiteral("Step %1: ").arg(steps)), qPrintable(sentence));
        QCOMPARE(runner().progress()->history.learningRate.points().size(), steps);
    }

    void more_choices_become_the_recipe()
    {
        auto &form = *m_page->findChild<PretrainingForm *>();
        QVERIFY(!find<QDoubleSpinBox>("training-dropout").isVisible());
        press("training-more");
        QVERIFY(find<QDoubleSpinBox>("training-dropout").isVisible());
        const RunRecipe classroom = form.recipe();
        QCOMPARE(classroom.trainer.schedule.warmup_steps, Index(60));
        QCOMPARE(classroom.instances.masking.probability, 0.15);
        QCOMPARE(classroom.instances.masking.split.keep, 10.);
        find<QDoubleSpinBox>("training-mask-share").setValue(40);
        find<QDoubleSpinBox>("training-split-mask").setValue(95); // random gives way
        find<QDoubleSpinBox>("training-dropout").setValue(0.2);
        find<QSpinBox>("training-steps").setValue(100);
        QCOMPARE(find<QSpinBox>("training-warmup").value(), 20); // nobody chose it
        find<QSpinBox>("training-warmup").setValue(7);
        find<QSpinBox>("training-steps").setValue(200);
        const RunRecipe own = form.recipe();
        QCOMPARE(own.instances.masking.probability, 0.4);
        QCOMPARE(own.instances.masking.split.mask, 95.);
        QCOMPARE(own.instances.masking.split.mask + own.instances.masking.split.random +
                     own.instances.masking.split.keep,
                 100.);
        QVERIFY(own.instances.masking.split.random <= 5);
        QCOMPARE(own.config.hidden_dropout_prob, 0.2);
        QCOMPARE(own.trainer.schedule.warmup_steps, Index(7));
        find<SegmentedControl>("training-preset").segment(1)->click();
        QCOMPARE(form.recipe().config.hidden_dropout_prob, 0.1); // BERT's recipe has its own
        QCOMPARE(form.recipe().trainer.schedule.peak, 5e-4);
    }

    void pause_step_continue_stop()
    {
        begin(100000);
        QTRY_VERIFY_WITH_TIMEOUT(step() >= 3, 60000);
        press("training-pause");
        QTRY_COMPARE(runner().state(), TrainingRunner::State::paused);
        QSignalSpy atRest(&runner(), &TrainingRunner::modelReady); // an errand is run when the last step was reported
        runner().showMoment(0);
        QTRY_COMPARE_WITH_TIMEOUT(atRest.size(), 1, 60000);
        const Index at = step();
        QVERIFY(at >= 3);
        press("training-one-step");
        runner().showMoment(0);
        QTRY_VERIFY_WITH_TIMEOUT(step() > at, 60000);
        QCOMPARE(step(), at + 1);
        QCOMPARE(runner().progress()->moments.last(), at + 1); // where someone rests can be gone back to
        press("training-pause");                               // it is called Continue now
        QTRY_VERIFY_WITH_TIMEOUT(step() > at + 2, 60000);
        press("training-stop");
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        QVERIFY(find<QAbstractButton>("training-again").isVisible());
    }

    void curves_probes_and_moments_have_values()
    {
        beginAsChosen(40);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        QCOMPARE(step(), Index(40));
        const CurvePlotData &masked = find<CurvePlotView>("training-masked").data();
        QCOMPARE(masked.curves[0].points.size(), qsizetype(40));
        QCOMPARE(masked.curves[1].points.size(), qsizetype(5)); // before the first step, and every ten
        QVERIFY(std::abs(masked.lines[0].value - std::log(985.)) < 1e-6);
        QVERIFY(masked.lines[1].value > 4 && masked.lines[1].value < 5.5);             // the entropy of the pieces
        QVERIFY(std::abs(masked.curves[0].points[0].y() - masked.lines[1].value) < 1); // it begins with frequencies
        const ProbeListData &probes = find<ProbeListView>("training-probes").data();
        QCOMPARE(probes.rows.size(), qsizetype(5));
        QCOMPARE(probes.rows[0].guesses.size(), qsizetype(3));
        QVERIFY(probes.rows[0].note.contains("71"));
        auto &accuracy = find<CurvePlotView>("training-accuracy");
        QCOMPARE(accuracy.data().curves.size(), qsizetype(3)); // pairs, seen, new
        QVERIFY(accuracy.data().curves[1].label.startsWith("seen") &&
                accuracy.data().curves[2].label.startsWith("new"));
        QVERIFY(accuracy.data().curves[1].points.last().y() != accuracy.data().curves[2].points.last().y());
        QVERIFY2(accuracy.subtitle().contains(", new "), qPrintable(accuracy.subtitle()));
        QCOMPARE(probes.rows[3].guesses.size(), qsizetype(2));
        const TimelineData &timeline = find<TimelineView>("training-timeline").data();
        QVERIFY(timeline.moments.size() > 10 && timeline.moments.first() == 0 && timeline.moments.last() == 40);
        QVERIFY(m_page->explanation().calculation.size() >= 6);
        for (const char *id : {"training-masked", "training-next", "training-accuracy"}) {
            QVERIFY(find<CurvePlotView>(id).hasContent());
            QVERIFY(!find<CurvePlotView>(id).numbers().rows.isEmpty());
        }
    }

    void the_rates_have_curves_too()
    {
        begin(20);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        openTab(1);
        const CurvePlotData &rate = find<CurvePlotView>("training-learning-rate").data();
        QCOMPARE(rate.curves[0].points.size(), qsizetype(20));
        QCOMPARE(rate.curves[0].points[3].y(), 4e-3); // the warm-up of a fifth is over
        QVERIFY(rate.curves[0].points[0].y() < 4e-3 && rate.curves[0].points[19].y() < 1e-3);
        const CurvePlotData &norm = find<CurvePlotView>("training-gradient-norm").data();
        QVERIFY(norm.curves[0].points[0].y() > 0);
        QCOMPARE(norm.lines[0].value, 1.);
        QVERIFY(find<CurvePlotView>("training-pace").hasContent());
    }

    void the_form_shows_how_the_text_begins()
    {
        const auto &sample = find<QPlainTextEdit>("training-sample");
        QTRY_VERIFY(sample.toPlainText().startsWith("Emma and her friend Maria love music.\n"));
        QVERIFY(sample.toPlainText().endsWith(u"\n…")); // whole lines
        find<QAbstractButton>("training-more").click();
        QVERIFY(!sample.isVisible()); // the room is the recipe's
        sample.window()->resize(1200, 1200);
        QCoreApplication::processEvents();
        const QWidget &start = find<QAbstractButton>("training-start"), &rate = find<QDoubleSpinBox>("training-rate");
        QVERIFY(rate.mapTo(m_page.get(), QPoint()).y() - start.mapTo(m_page.get(), QPoint()).y() < 300);
        m_page->setFiles({"/no/such/text.txt"});
        QTRY_COMPARE(sample.toPlainText(), QStringLiteral("text.txt: the file was not found."));
    }

    void stories_bring_their_own_text()
    {
        auto &corpus = find<QComboBox>("training-corpus");
        corpus.setCurrentIndex(1);
        emit corpus.activated(1);
        QVERIFY(find<QSpinBox>("training-vocabulary").isEnabled()); // it trains one
        find<QSpinBox>("training-vocabulary").setValue(1000);
        beginAsChosen(10);
        QTRY_VERIFY_WITH_TIMEOUT(runner().progress() && runner().progress()->step >= 2, 60000);
        QCOMPARE(runner().progress()->vocabulary->size(), 1000);
        QVERIFY(runner().progress()->vocabulary->find("lily"));
    }

    void one_step_under_the_microscope()
    {
        beginAsChosen(100000);
        openTab(2);
        QVERIFY(find<EmptyState>("training-no-step").isVisible()); // says what to do
        press("training-one-step");
        QTRY_VERIFY_WITH_TIMEOUT(runner().progress() && runner().progress()->opened, 60000);
        const auto opened = runner().progress()->opened;
        auto &batch = find<TokenFlowView>("step-batch");
        QTRY_VERIFY(batch.isVisible());
        QCOMPARE(batch.data().blocks.size(), qsizetype(8)); // A and B of four sequences
        QCOMPARE(batch.data().blocks[7].typeId, 1);
        qsizetype labels = 0;
        for (const TokenFlowData::Block &block : batch.data().blocks)
            for (const TokenFlowData::Item &item : block.items)
                labels += !item.below.isEmpty();
        QCOMPARE(std::size_t(labels), opened->step->loss.masked_losses.size());

        const auto guesses = [this] { return find<ProbeListView>("step-answers").data(); };
        QCOMPARE(guesses().rows.size(), qsizetype(2));
        QVERIFY(guesses().rows[0].guesses != guesses().rows[1].guesses); // the step changed something
        const auto &lastItems = batch.data().blocks[7].items;
        int item = int(lastItems.size()) - 1;
        while (item >= 0 && lastItems[item].below.isEmpty())
            --item;
        QVERIFY(item >= 0); // the last label is in the last B
        emit batch.itemClicked(7, item);
        QVERIFY(guesses().rows[0].expected == QString::fromStdString(runner().progress()->vocabulary->piece(
                                                  opened->step->batch.labels.masked_ids.back())));

        const Explanation ofBatch = m_page->explanation();
        QVERIFY(ofBatch.title.contains(QString::number(opened->step->step + 1)));
        openTab(3);
        QVERIFY(m_page->explanation() != ofBatch);
        auto &bars = find<BarListView>("step-gradient-norms");
        QCOMPARE(bars.data().rows.size(), qsizetype(opened->before.layout().tensors().size()));
        QCOMPARE(bars.data().rows[5].label, QString("1 query w"));
        emit bars.rowClicked(6); // the bias
        QCOMPARE(find<HeatMapView>("step-gradient").data().values.rows(), Index(1));
        emit bars.rowClicked(5);
        auto &map = find<HeatMapView>("step-gradient");
        QCOMPARE(map.data().values.rows(), Index(128));
        emit map.cellClicked(17, 40);
        const auto number = [this](qsizetype line) {
            return find<FormulaView>("step-update").data().lines[line].value;
        };
        QCOMPARE(number(0), double(map.data().values(17, 40)));
        const QString update = find<FormulaView>("step-update").description();
        for (const qsizetype line : {12, 13}) // a step changes less than three digits show
            QVERIFY2(update.contains(fullNumber(float(number(line)))), qPrintable(update));
        QCOMPARE(float(number(13)), opened->after.tensor("bert.encoder.layer.0.attention.self.query.weight")(17, 40));
        QCOMPARE(float(number(12)) - float(number(11)), float(number(13)));
        QCOMPARE(float(number(10)) * (float(number(8)) + float(number(9))), float(number(11)));

        press("training-pause"); // goes on: the step stays open
        const Index at = step();
        QTRY_VERIFY_WITH_TIMEOUT(step() > at + 2, 60000);
        QCOMPARE(runner().progress()->opened, opened);
    }

    void the_next_piece_is_guessed_under_the_microscope()
    {
        auto &objective = find<QComboBox>("training-objective");
        objective.setCurrentIndex(2);
        emit objective.activated(2);
        begin(100000);
        openTab(2);
        press("training-one-step");
        QTRY_VERIFY_WITH_TIMEOUT(runner().progress() && runner().progress()->opened, 60000);
        const auto opened = runner().progress()->opened;
        auto &batch = find<TokenFlowView>("step-batch");
        auto &guesses = find<ProbeListView>("step-answers");
        QTRY_VERIFY(batch.isVisible());
        QVERIFY2(batch.title().contains("next"), qPrintable(batch.title()));
        const auto &items = batch.data().blocks[1].items;
        for (int item = 0; item + 1 < items.size(); ++item)
            QCOMPARE(items[item].above, items[item + 1].text);
        QVERIFY(items.last().above.isEmpty()); // nothing follows
        emit batch.itemClicked(1, 2);
        QCOMPARE(guesses.data().rows.size(), qsizetype(2));
        QCOMPARE(guesses.data().rows[0].expected, items[3].text);
        QVERIFY(guesses.data().rows[0].guesses != guesses.data().rows[1].guesses);
        QVERIFY(m_page->explanation().careful.contains("one side"));
    }

    void two_moments_side_by_side()
    {
        begin(40);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        openTab(4);
        const auto changes = [this]() -> const ChangeListData & {
            return find<ChangeListView>("moments-changes").data();
        };
        QTRY_COMPARE_WITH_TIMEOUT(changes().rows.size(), qsizetype(5), 60000);
        QCOMPARE(changes().before, QString("A, step 0"));
        QCOMPARE(changes().after, QString("B, step 40"));
        const auto &last = find<ProbeListView>("training-probes").data(); // B is the model as it is now
        for (const ProbeListData::Guess &guess : last.rows[0].guesses)
            QVERIFY(std::any_of(changes().rows[0].answers.begin(), changes().rows[0].answers.end(),
                                [&](const auto &a) { return a.label == guess.label && a.after == guess.probability; }));
        QVERIFY(changes().rows[0].answers[0].before != changes().rows[0].answers[0].after);
        auto &before = find<TimelineView>("moments-before");
        before.setFocus();
        QTest::keyClick(&before, Qt::Key_Right);
        const double second = before.data().moments[1];
        QTRY_COMPARE_WITH_TIMEOUT(changes().before, QString("A, step %1").arg(second), 60000);
        QCOMPARE(find<CurvePlotView>("moments-loss").data().marks[0].x, second);
        QCOMPARE(find<CurvePlotView>("moments-loss").data().marks[1].x, 40.);
        QCOMPARE(m_session->modelReference().kind, ModelReference::Kind::builtin); // other pages stay as they are
    }

    void other_pages_follow_and_go_back()
    {
        beginAsChosen(30);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        QCOMPARE(m_session->modelReference().kind, ModelReference::Kind::builtin); // nobody asked for it yet
        auto &timeline = find<TimelineView>("training-timeline");
        QTest::mouseClick(&timeline, Qt::LeftButton, {}, QPoint(int(timeline.xOf(0)), timeline.height() / 2));
        QTRY_COMPARE_WITH_TIMEOUT(m_session->modelReference().kind, ModelReference::Kind::learning, 60000);
        settle(*m_session);
        const auto first = m_session->reading();
        QCOMPARE(first->model->bert.config().vocab_size, Index(985));
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_End);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->reading() != first && !m_session->isBusy(), 60000);
        const auto last = m_session->reading();
        QVERIFY(last->model != first->model);
        QVERIFY(last->gaps[0].prediction->of(10).logit != first->gaps[0].prediction->of(10).logit);
        QCOMPARE(m_session->toJson()["model"].toObject()["kind"].toString(), QString("builtin"));
    }

    void when_a_run_leaves_the_chosen_model_comes_back()
    {
        m_page.reset();
        m_session = readSession(QStringLiteral("the dog barked ."), {}, {1}, QStringLiteral("classroom"));
        m_page = std::make_unique<PretrainingPage>(*m_session);
        showPage(*m_page);
        const ModelReference chosen = m_session->modelReference();
        QVERIFY(chosen != ModelReference::defaultModel());
        const auto isLearning = [this] {
            return m_session->modelReference().kind == ModelReference::Kind::learning && !m_session->isBusy();
        };
        auto &objective = find<QComboBox>("training-objective");
        objective.setCurrentIndex(2); // read from the left, as it learns
        emit objective.activated(2);
        begin(3);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        find<QAbstractButton>("training-follow").click();
        QTRY_VERIFY_WITH_TIMEOUT(isLearning(), 60000);
        QVERIFY(m_session->variant().causal);
        QCOMPARE(m_session->toJson()["model"].toObject()["value"].toString(), chosen.value);
        runner().giveUp();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->modelReference() == chosen && !m_session->isBusy(), 60000);
        QVERIFY(!m_session->variant().causal);

        begin(3); // the pages still follow
        QTRY_VERIFY_WITH_TIMEOUT(isLearning(), 60000);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        runner().setFollowed(false);
        runner().showMoment(0);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->modelReference().value, QString("Learning, step 0"), 60000);
        press("training-again");
        begin(3); // another takes its place
        QTRY_VERIFY_WITH_TIMEOUT(m_session->modelReference() == chosen && !m_session->isBusy(), 60000);
    }

    void at_an_earlier_moment_the_page_shows_that_moment()
    {
        beginAsChosen(20);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        auto &timeline = find<TimelineView>("training-timeline");
        auto &probes = find<ProbeListView>("training-probes");
        const auto guessed = [](const ProbeAnswer &answer) {
            QList<double> probabilities;
            for (const ProbeAnswer::Guess &guess : answer.guesses)
                probabilities.append(guess.probability);
            return probabilities;
        };
        const auto seen = [&probes] {
            QList<double> probabilities;
            for (const ProbeListData::Guess &guess : probes.data().rows[0].guesses)
                probabilities.append(guess.probability);
            return probabilities;
        };
        const auto &first = runner().progress()->history.answers[0];
        QCOMPARE(first.step, Index(0));
        QVERIFY(guessed(first.answers[0]) != guessed(runner().progress()->probes[0]));
        const QString now = probes.subtitle();
        QVERIFY(!now.contains("step") && find<CurvePlotView>("training-masked").data().marks.isEmpty());
        QVERIFY2(timeline.subtitle().contains("of at most 64 moments") && timeline.subtitle().contains("of 147 MB"),
                 qPrintable(timeline.subtitle()));

        QTest::mouseClick(&timeline, Qt::LeftButton, {}, QPoint(int(timeline.xOf(0)), timeline.height() / 2));
        QTRY_VERIFY_WITH_TIMEOUT(probes.subtitle().contains("step 0"), 60000);
        QCOMPARE(seen(), guessed(first.answers[0]));
        for (const char *id : {"training-masked", "training-next", "training-accuracy"})
            QCOMPARE(find<CurvePlotView>(id).data().marks.value(0).x, 0.);
        QVERIFY(find<QLabel>("training-status").text().contains("seen at step 0"));
        QVERIFY(timeline.subtitle().contains("at step 0"));
        QCOMPARE(m_page->explanation().title, QString("Step 0"));
        openTab(1);
        QCOMPARE(find<CurvePlotView>("training-pace").data().marks.size(), qsizetype(1));
        openTab(0);
        m_session->openModel(ModelReference::defaultModel()); // other pages leave the moment, and so does the handle
        QCOMPARE(timeline.current(), -1);
        QCOMPARE(seen(), guessed(runner().progress()->probes[0]));
        QCOMPARE(probes.subtitle(), now);
        QVERIFY(find<CurvePlotView>("training-masked").data().marks.isEmpty());
        QVERIFY(!find<QLabel>("training-status").text().contains("seen at"));
    }

    void the_microscope_says_what_is_possible()
    {
        begin(100000);
        openTab(2);
        const auto &empty = find<EmptyState>("training-no-step");
        QVERIFY2(empty.text().contains("Press One step:"), qPrintable(empty.text()));
        press("training-stop");
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        for (const int tab : {2, 3}) {
            openTab(tab);
            QVERIFY(empty.isVisible() && !find<QAbstractButton>("training-one-step").isVisible());
            QVERIFY2(empty.text().contains("has ended") && empty.text().contains("New training"),
                     qPrintable(empty.text()));
        }
        press("training-again");
        begin(3);
        QCOMPARE(find<SegmentedControl>("training-tab").current(), 0); // not on what another one left empty
        QVERIFY(find<CurvePlotView>("training-masked").isVisible());
    }

    void a_page_that_was_hidden_shows_the_end()
    {
        find<QSpinBox>("training-steps").setValue(20);
        find<QSpinBox>("training-batch").setValue(4);
        press("training-start");
        m_page->hide();
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        QVERIFY(find<CurvePlotView>("training-masked").data().curves.isEmpty()); // nobody saw it
        m_page->show();
        QCOMPARE(find<CurvePlotView>("training-masked").data().curves.value(0).points.size(), qsizetype(20));
        QCOMPARE(find<TimelineView>("training-timeline").data().now, 20.);
    }

    void of_moments_that_wait_the_newest_comes()
    {
        QSignalSpy shown(&runner(), &TrainingRunner::modelReady);
        find<QSpinBox>("training-steps").setValue(10);
        find<QSpinBox>("training-batch").setValue(4);
        press("training-start");
        for (int i = 0; i < 5; ++i)
            runner().showMoment(0); // while the corpus is still read
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        runner().showMoment(10); // in order behind them
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty() && shown.last()[1].toLongLong() == 10, 60000);
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown.first()[1].toLongLong(), 0);
    }

    void saving_writes_a_model()
    {
        QTemporaryDir folder;
        begin(3);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        QSignalSpy asked(m_page.get(), &PretrainingPage::folderToSaveWanted);
        press("training-save");
        QCOMPARE(asked.size(), 1);
        QSignalSpy saved(&runner(), &TrainingRunner::saved);
        runner().save(folder.filePath("model"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 60000);
        const auto model = load_model_directory(folder.filePath("model").toStdString());
        QVERIFY(model->report.missing.empty() && model->report.unexpected.empty());
        QSignalSpy failed(&runner(), &TrainingRunner::failed);
        runner().save("/proc/none/model"); // nothing can be made there
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
    }

    void a_corpus_that_cannot_be_read_is_said()
    {
        QSignalSpy failed(&runner(), &TrainingRunner::failed);
        m_page->setFiles({"/no/such/text.txt"});
        press("training-start");
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
        QVERIFY(failed[0][0].toString().contains("text.txt"));
        QVERIFY(find<QAbstractButton>("training-start").isVisible()); // the way out
        QVERIFY(!find<QAbstractButton>("training-back").isVisible()); // there is no run
    }

    void a_run_in_memory_gives_way_when_it_may()
    {
        begin(3);
        QTRY_COMPARE_WITH_TIMEOUT(runner().state(), TrainingRunner::State::finished, 60000);
        int asked = 0;
        bool may = false;
        m_page->setBeforeAnother([&](const std::function<void()> &go) {
            ++asked;
            if (may)
                go();
        });
        const auto first = runner().progress();
        press("training-again");
        QCOMPARE(asked, 1);
        QVERIFY(!find<QAbstractButton>("training-start").isVisible());
        m_page->setFiles({"/no/such/text.txt"}); // leads to the form too, where it can be come back from
        press("training-start");
        QCOMPARE(asked, 2);
        QCOMPARE(runner().progress(), first);
        press("training-back");
        QVERIFY(find<QAbstractButton>("training-again").isVisible());
        press("training-race");
        find<QDoubleSpinBox>("race-decay").setValue(0.5);
        press("race-start");
        QCOMPARE(asked, 3);
        QCOMPARE(runner().progress(), first);
        may = true;
        press("race-start");
        QVERIFY(runner().rival());
    }

    void closing_in_the_middle()
    {
        begin(100000);
        QTRY_VERIFY_WITH_TIMEOUT(step() >= 1, 60000);
        m_page.reset();
        m_session.reset(); // stops and waits
    }
};

QTEST_MAIN(PretrainingPageTest)
#include "pretraining_page_test.moc"
