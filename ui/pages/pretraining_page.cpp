#include "pages/pretraining_page.h"

#include "pages/controls.h"
#include "pages/pretraining_form.h"
#include "pages/race_form.h"
#include "pages/race_report.h"
#include "pages/recipe_wording.h"
#include "pages/step_batch.h"
#include "pages/step_gradients.h"
#include "pages/training_course.h"
#include "pages/training_moments.h"
#include "pages/training_race.h"
#include "pages/training_rates.h"
#include "pages/training_wording.h"
#include "plots/fonts.h"
#include "plots/number_table.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12;

QString clockTime(double seconds)
{
    const int whole = int(std::ceil(std::max(0., seconds)));
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

PretrainingPage::PretrainingPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("pretraining"), session, parent), m_stack(new QStackedWidget), m_tabs(new QStackedWidget),
      m_head(new QWidget), m_tab(new SegmentedControl(QStringLiteral("training-tab"), 6)), m_form(new PretrainingForm),
      m_raceForm(new RaceForm), m_pause(new QPushButton), m_step(new QPushButton), m_stop(new QPushButton),
      m_save(new QPushButton), m_again(new QPushButton), m_race(new QPushButton), m_follow(new QCheckBox),
      m_status(new QLabel), m_done(new QProgressBar), m_course(new TrainingCourse), m_rates(new TrainingRates),
      m_moments(new TrainingMoments), m_batch(new StepBatch), m_gradients(new StepGradients), m_raced(new TrainingRace),
      m_noStep(new EmptyState(QStringLiteral("training-no-step")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->addWidget(m_stack);
    const auto scrolled = [](QWidget *form) { // a low window scrolls a form, never cuts it
        auto *scroll = new QScrollArea;
        scroll->setWidgetResizable(true);
        scroll->setWidget(form);
        scroll->setFocusPolicy(Qt::NoFocus);
        return scroll;
    };
    m_stack->addWidget(scrolled(m_form));
    m_stack->addWidget(buildRun());
    m_stack->addWidget(scrolled(m_raceForm));
    connectParts();
    connect(m_stack, &QStackedWidget::currentChanged, this, &PretrainingPage::explanationChanged);
    m_tab->segment(race)->hide();
    retranslate();
    setColors(colors());
    showState();
}

QWidget *PretrainingPage::buildRun()
{
    for (auto [button, id] : {std::pair{m_pause, "training-pause"},
                              {m_step, "training-one-step"},
                              {m_stop, "training-stop"},
                              {m_save, "training-save"},
                              {m_again, "training-again"},
                              {m_race, "training-race"}})
        button->setObjectName(QString::fromLatin1(id));
    auto *run = new QWidget;
    auto *column = new QVBoxLayout(run);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    auto *head = new QVBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(6);
    head->addLayout(buildBar());
    head->addLayout(buildStatus());
    column->addWidget(m_head);
    column->addWidget(m_tabs, 1);
    for (QWidget *tab :
         {static_cast<QWidget *>(m_course), static_cast<QWidget *>(m_rates), static_cast<QWidget *>(m_batch),
          static_cast<QWidget *>(m_gradients), static_cast<QWidget *>(m_moments), static_cast<QWidget *>(m_raced),
          static_cast<QWidget *>(m_noStep)})
        m_tabs->addWidget(tab);
    return run;
}

QWidget *PretrainingPage::controls() const
{
    const std::array<QWidget *, 3> all{m_form, m_head, m_raceForm}; // as the enumeration goes
    return all[std::size_t(m_stack->currentIndex())];
}

QBoxLayout *PretrainingPage::buildBar()
{
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QPushButton *button : {m_pause, m_step, m_stop, m_save, m_race, m_again})
        bar->addWidget(button);
    bar->addStretch();
    bar->addWidget(m_tab);
    return bar;
}

QBoxLayout *PretrainingPage::buildStatus()
{
    m_follow->setObjectName(QStringLiteral("training-follow"));
    m_status->setObjectName(QStringLiteral("training-status"));
    m_done->setTextVisible(false);
    m_done->setFixedSize(72, 8);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_status, 1);
    line->addWidget(m_follow);
    line->addWidget(m_done);
    return line;
}

TrainingRunner &PretrainingPage::runner() const
{
    return const_cast<PretrainingPage *>(this)->session().training();
}

void PretrainingPage::connectParts()
{
    connect(m_form, &PretrainingForm::startRequested, this, &PretrainingPage::start);
    connect(m_form, &PretrainingForm::filesWanted, this, &PretrainingPage::filesWanted);
    connect(&session(), &Session::busyChanged, m_form, &PretrainingForm::setOthersBusy);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { runner().state() == TrainingRunner::State::paused ? runner().resume() : runner().pause(); });
    connect(m_step, &QPushButton::clicked, this, [this] { runner().stepOnce(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { runner().stop(); });
    connect(m_save, &QPushButton::clicked, this, &PretrainingPage::folderToSaveWanted);
    connect(m_again, &QPushButton::clicked, this,
            [this] { m_beforeAnother([this] { m_stack->setCurrentIndex(form); }); });
    connect(m_form, &PretrainingForm::backRequested, this, [this] { m_stack->setCurrentIndex(run); });
    connect(m_race, &QPushButton::clicked, this, [this] {
        m_raceForm->setFirst(recordOf(runner().title(), *runner().progress()));
        m_stack->setCurrentIndex(raceForm);
    });
    connect(m_raceForm, &RaceForm::backRequested, this, [this] { m_stack->setCurrentIndex(run); });
    connect(m_raceForm, &RaceForm::raceRequested, this, &PretrainingPage::startRace);
    connect(m_raced, &TrainingRace::reportWanted, this, &PretrainingPage::reportWanted);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool followed) {
        if (followed && !runner().isFollowed())
            runner().follow();
        runner().setFollowed(followed);
    });
    connect(&runner(), &TrainingRunner::followedChanged, this, [this](bool followed) {
        m_follow->setChecked(followed);
        if (followed)
            m_course->showNow();
        showMoment();
    });
    connect(m_moments, &TrainingMoments::comparisonWanted, this,
            [this](qlonglong before, qlonglong after) { runner().compareMoments(before, after); });
    connect(&runner(), &TrainingRunner::momentsCompared, this,
            [this](const auto &comparison) { m_moments->setComparison(*comparison); });
    connect(&runner(), &TrainingRunner::momentAnswered, m_course, &TrainingCourse::setAnswers);
    connect(&runner(), &TrainingRunner::released, this, [this] {
        m_course->showNow(); // other pages are no longer there
        showMoment();
    });
    connect(m_tab, &SegmentedControl::currentChanged, this, &PretrainingPage::showTab);
    connect(m_course, &TrainingCourse::momentChosen, this, &PretrainingPage::chooseMoment);
    connect(m_course, &TrainingCourse::runChanged, this, &PretrainingPage::showMoment);
    connect(&runner(), &TrainingRunner::runLeaves, this, &PretrainingPage::showRival);
    connect(&runner(), &TrainingRunner::rivalChanged, this, &PretrainingPage::showRival);
    connect(&runner(), &TrainingRunner::stateChanged, this, &PretrainingPage::showState);
    connect(&runner(), &TrainingRunner::progressChanged, this, &PretrainingPage::showProgress);
}

void PretrainingPage::setFiles(const QStringList &files)
{
    m_form->setFiles(files);
    if (!runner().isActive())
        m_stack->setCurrentIndex(form);
}

void PretrainingPage::start()
{
    m_beforeAnother([this] { runner().start(m_form->recipe(), m_form->summary()); });
}

void PretrainingPage::startRace()
{
    const RunRecord first = runner().record(); // now: it may have to leave the memory
    const RunRecipe recipe = m_raceForm->recipe();
    if (!raceRefusal(*first.course.recipe, recipe)) // the form says it
        m_beforeAnother([this, first, recipe] { runner().race(first, recipe, first.title); });
}

void PretrainingPage::saveReport(const QString &path) const
{
    const auto first = runner().rival();
    const auto second = runner().progress();
    if (first && second)
        saveRaceReport(*first, recordOf(runner().title(), *second), path);
}

/// Another run, also one that goes on.
void PretrainingPage::beginRun()
{
    m_course->begin(runner().title());
    m_moments->begin();
    m_batch->setStep(nullptr, nullptr);
    m_gradients->setStep(nullptr, nullptr);
    m_tab->setCurrent(course); // what was looked at of another one is empty now
    showTab(course);
    showRival();
    m_stack->setCurrentIndex(run);
}

/// One that goes on is known as a race only when it has been read.
void PretrainingPage::showRival()
{
    const auto rival = runner().rival();
    m_raced->begin(rival);
    m_course->setRival(rival);
    m_tab->segment(race)->setVisible(rival != nullptr);
    if (rival || m_tab->current() == race) {
        m_tab->setCurrent(rival ? race : course);
        m_tabs->setCurrentIndex(m_tab->current());
        m_tab->segment(m_tab->current())->setFocus(); // not on another one, where the form's button was
    }
}

/// What can be pressed now, and what is said of it.
void PretrainingPage::showState()
{
    using State = TrainingRunner::State;
    const State state = runner().state();
    const bool hasRun = runner().progress() != nullptr;
    if (state == State::idle || (state == State::finished && !hasRun)) // what it cannot read is changed there
        m_stack->setCurrentIndex(form);
    if (state == State::preparing)
        beginRun();
    const bool steps = state == State::running || state == State::paused;
    m_pause->setVisible(state != State::finished); // a bar with a race has no room for what is over
    m_step->setVisible(state != State::finished);
    wordNoStep();
    m_pause->setEnabled(steps);
    m_pause->setText(state == State::paused ? tr("Continue") : tr("Pause"));
    m_step->setEnabled(steps);
    m_stop->setEnabled(steps);
    m_save->setEnabled(runner().progress() && state != State::preparing);
    m_again->setVisible(state == State::finished);
    m_form->setHasRun(hasRun);
    showRaceButton();
    m_stop->setVisible(state != State::finished);
    m_status->setText(stateInWords());
    emit explanationChanged();
}

/// A run that has ended has no step left to open; and moments keep weights alone, without AdamW's m and v.
void PretrainingPage::wordNoStep()
{
    if (runner().state() == TrainingRunner::State::finished)
        m_noStep->setTexts(tr("No step was opened, and this training has ended."),
                           tr("The time machine keeps weights, but not what AdamW had beside them: a step that is over "
                              "cannot be opened any more. Press New training, start it and press One step while it "
                              "runs. With the same recipe and seed it takes the same steps again."));
    else
        m_noStep->setTexts(tr("No step is open."), tr("Press One step: the next step is taken alone and opened, with "
                                                      "its batch, its gradients and its updates."));
}

/// A run at rest that has learnt something can be raced.
void PretrainingPage::showRaceButton()
{
    const auto progress = runner().progress();
    const bool rests =
        runner().state() == TrainingRunner::State::paused || runner().state() == TrainingRunner::State::finished;
    m_race->setVisible(rests && progress && progress->step > 0);
}

QString PretrainingPage::stateInWords() const
{
    using State = TrainingRunner::State;
    const auto progress = runner().progress();
    switch (runner().state()) {
    case State::idle:
        return {};
    case State::preparing:
        return runner().title() + QStringLiteral(" · ") + tr("reading the corpus…");
    case State::paused:
    case State::finished:
    case State::running:
        break;
    }
    if (!progress)
        return runner().title();
    QString words = tr("%1 of %2 steps").arg(grouped(progress->step), grouped(progress->steps));
    if (runner().state() == State::running)
        words += QStringLiteral(" · ") + tr("%1 tokens/s · %2 left")
                                             .arg(QLocale(QLocale::English).toString(progress->tokensPerSecond, 'f', 0),
                                                  clockTime(progress->secondsLeft));
    else if (runner().state() == State::paused)
        words += QStringLiteral(" · ") + tr("paused");
    if (const qlonglong moment = m_course->currentMoment(); moment >= 0)
        words += QStringLiteral(" · ") +
                 (m_course->showsRival() ? tr("the first run is seen at step %1") : tr("seen at step %1"))
                     .arg(grouped(moment));
    return words;
}

void PretrainingPage::showProgress()
{
    const auto progress = runner().progress();
    if (!progress || !isVisible())
        return;
    m_save->setEnabled(true);
    showRaceButton();
    m_status->setText(stateInWords());
    m_done->setRange(0, int(progress->steps));
    m_done->setValue(int(progress->step));
    showTab(m_tab->current());
}

/// What happened while another page was seen; a training that rests or has ended reports no more.
void PretrainingPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    showProgress();
}

/// The pictures that are seen, and nothing else, cost time.
void PretrainingPage::showTab(int tab)
{
    const auto progress = runner().progress();
    const auto opened = progress ? progress->opened : nullptr;
    const bool needsStep = tab == batch || tab == gradient;
    if (needsStep && opened) {
        m_batch->setStep(opened, progress->vocabulary);
        m_gradients->setStep(opened, progress->vocabulary);
    } else if (progress && tab == course) {
        m_course->setProgress(progress);
    } else if (progress && tab == rates) {
        m_rates->setProgress(*progress, ownMoment());
    } else if (progress && tab == moments) {
        m_moments->setProgress(*progress);
    } else if (progress && tab == race) {
        m_raced->setProgress(*progress);
    }
    m_tabs->setCurrentIndex(needsStep && !opened ? m_tabs->count() - 1 : tab);
    emit explanationChanged();
}

/// Every page then shows the model as it was; -1: as it is now.
void PretrainingPage::chooseMoment(qlonglong step)
{
    const auto shown = m_course->shown();
    if (!shown || shown->moments.isEmpty())
        return;
    if (step >= 0)
        m_follow->setChecked(false); // the past stands still
    const Index moment = step >= 0 ? Index(step) : shown->moments.last();
    m_course->showsRival() ? runner().showRivalMoment(moment) : runner().showMoment(moment);
    showMoment();
}

/// At the handle of the time machine; -1 at now, or where the other run of a race is seen.
qlonglong PretrainingPage::ownMoment() const
{
    return m_course->showsRival() ? -1 : m_course->currentMoment();
}

/// What is said of the handle beside its pictures.
void PretrainingPage::showMoment()
{
    m_status->setText(stateInWords());
    emit explanationChanged();
}

QString PretrainingPage::name() const
{
    return tr("Pre-training");
}

Explanation PretrainingPage::explanation() const
{
    const auto progress = runner().progress();
    if (!progress || m_stack->currentIndex() == form)
        return explainCourse(nullptr);
    if (m_stack->currentIndex() == raceForm)
        return explainRaceForm();
    switch (m_tab->current()) {
    case rates:
        return explainRates(*progress, Index(ownMoment()));
    case batch:
        return explainBatch(*progress);
    case gradient:
        return explainGradient(*progress);
    case moments:
        return explainMoments(*progress);
    case race:
        return explainRace(*progress);
    default:
        return explainCourse(m_course->shown().get(), Index(m_course->currentMoment()));
    }
}

void PretrainingPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_form->setColors(palette);
    m_raceForm->setColors(palette);
    m_raced->setColors(palette);
    m_course->setColors(palette);
    m_tab->setColors(palette);
    m_gradients->setColors(palette);
    m_noStep->setColors(palette);
    for (QPushButton *button : {m_pause, m_step, m_stop, m_save, m_race, m_again})
        styleButton(*button, palette);
    m_status->setStyleSheet(QStringLiteral("color: %1;").arg(palette.secondary.name()));
    m_follow->setStyleSheet(QStringLiteral("color: %1;").arg(palette.text.name()));
    m_done->setStyleSheet(QStringLiteral("QProgressBar { background: %1; border: none; border-radius: 4px; } "
                                         "QProgressBar::chunk { background: %2; border-radius: 4px; }")
                              .arg(palette.line.name(), palette.accent.name()));
}

void PretrainingPage::retranslate()
{
    m_form->retranslate();
    m_tab->setTexts(tr("What of the training is shown"),
                    {tr("Course"), tr("Rates"), tr("Batch"), tr("Gradient"), tr("Two moments"), tr("Race")});
    m_batch->retranslate();
    m_gradients->retranslate();
    m_course->retranslate();
    m_rates->retranslate();
    m_moments->retranslate();
    m_raceForm->retranslate();
    m_raced->retranslate();
    m_step->setText(tr("One step"));
    m_stop->setText(tr("Stop"));
    m_save->setText(tr("Save as…"));
    m_again->setText(tr("New training"));
    m_race->setText(tr("Race…"));
    m_race->setToolTip(tr("The same again with one change, beside this run"));
    m_follow->setText(tr("other pages follow"));
    m_done->setAccessibleName(tr("Share of the steps"));
    showState();
    showProgress();
}

} // namespace bertlab
