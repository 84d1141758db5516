#include "pages/pretraining_page.h"

#include "pages/controls.h"
#include "pages/pretraining_form.h"
#include "pages/wording.h"
#include "plots/curve_plot.h"
#include "plots/fonts.h"
#include "plots/probe_list.h"
#include "plots/timeline.h"

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
#include <cmath>

namespace bertlab {

namespace {

constexpr int margin = 16, spacing = 12, timelineHeight = 112, leastProbes = 150;

QString clockTime(double seconds)
{
    const int whole = int(std::ceil(std::max(0., seconds)));
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString grouped(qlonglong number)
{
    return QLocale(QLocale::English).toString(number);
}

QString percentOf(double share)
{
    return QString::number(100 * share, 'f', 0) + QStringLiteral(" %");
}

QList<QPointF> inPercent(QList<QPointF> points)
{
    for (QPointF &point : points)
        point.setY(100 * point.y());
    return points;
}

} // namespace

PretrainingPage::PretrainingPage(Session &session, QWidget *parent)
    : Page(QStringLiteral("pretraining"), session, parent), m_stack(new QStackedWidget), m_form(new PretrainingForm),
      m_pause(new QPushButton), m_step(new QPushButton), m_stop(new QPushButton), m_save(new QPushButton),
      m_again(new QPushButton), m_follow(new QCheckBox), m_status(new QLabel), m_done(new QProgressBar),
      m_masked(new CurvePlotView(QStringLiteral("training-masked"))),
      m_next(new CurvePlotView(QStringLiteral("training-next"))),
      m_accuracy(new CurvePlotView(QStringLiteral("training-accuracy"))),
      m_probes(new ProbeListView(QStringLiteral("training-probes"))),
      m_timeline(new TimelineView(QStringLiteral("training-timeline")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->addWidget(m_stack);
    auto *scroll = new QScrollArea; // a low window scrolls the form, never cuts it
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_form);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(scroll);
    m_stack->addWidget(buildRun());
    connectParts();
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
                              {m_again, "training-again"}})
        button->setObjectName(QString::fromLatin1(id));
    m_follow->setObjectName(QStringLiteral("training-follow"));
    m_status->setObjectName(QStringLiteral("training-status"));
    m_done->setTextVisible(false);
    m_done->setFixedSize(72, 8);

    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QPushButton *button : {m_pause, m_step, m_stop, m_save, m_again})
        bar->addWidget(button);
    bar->addSpacing(8);
    bar->addWidget(m_status, 1);
    bar->addWidget(m_follow);
    bar->addWidget(m_done);
    auto *curves = new QHBoxLayout;
    curves->setSpacing(spacing);
    for (View *view : {m_masked, m_next, m_accuracy}) {
        view->setPanel(true);
        curves->addWidget(view, 1);
    }
    m_probes->setPanel(true);
    m_probes->setMinimumHeight(leastProbes);
    m_timeline->setPanel(true);
    m_timeline->setFixedHeight(timelineHeight);
    auto *run = new QWidget;
    auto *column = new QVBoxLayout(run);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    column->addLayout(bar);
    column->addLayout(curves, 3);
    column->addWidget(m_probes, 2);
    column->addWidget(m_timeline);
    return run;
}

TrainingRunner &PretrainingPage::runner() const
{
    return const_cast<PretrainingPage *>(this)->session().training();
}

void PretrainingPage::connectParts()
{
    connect(m_form, &PretrainingForm::startRequested, this, &PretrainingPage::start);
    connect(m_form, &PretrainingForm::filesWanted, this, &PretrainingPage::filesWanted);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { runner().state() == TrainingRunner::State::paused ? runner().resume() : runner().pause(); });
    connect(m_step, &QPushButton::clicked, this, [this] { runner().stepOnce(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { runner().stop(); });
    connect(m_save, &QPushButton::clicked, this, &PretrainingPage::folderToSaveWanted);
    connect(m_again, &QPushButton::clicked, this, [this] { m_stack->setCurrentIndex(0); });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool followed) {
        runner().setFollowed(followed);
        if (followed && runner().progress())
            chooseMoment(m_timeline->current());
    });
    connect(m_timeline, &TimelineView::momentChosen, this, &PretrainingPage::chooseMoment);
    connect(&runner(), &TrainingRunner::stateChanged, this, &PretrainingPage::showState);
    connect(&runner(), &TrainingRunner::progressChanged, this, &PretrainingPage::showProgress);
}

void PretrainingPage::setFiles(const QStringList &files)
{
    m_form->setFiles(files);
    if (!runner().isActive())
        m_stack->setCurrentIndex(0);
}

void PretrainingPage::start()
{
    runner().start(m_form->recipe(), m_form->summary());
}

/// What can be pressed now, and what is said of it.
void PretrainingPage::showState()
{
    using State = TrainingRunner::State;
    const State state = runner().state();
    if (state == State::idle)
        m_stack->setCurrentIndex(0);
    if (state == State::preparing) { // also one that goes on
        m_timeline->setData({});
        m_probes->setTitle(tr("Probe sentences"), runner().title());
        m_stack->setCurrentIndex(1);
    }
    const bool steps = state == State::running || state == State::paused;
    m_pause->setEnabled(steps);
    m_pause->setText(state == State::paused ? tr("Continue") : tr("Pause"));
    m_step->setEnabled(steps);
    m_stop->setEnabled(steps);
    m_save->setEnabled(runner().progress() && state != State::preparing);
    m_again->setVisible(state == State::finished);
    m_stop->setVisible(state != State::finished);
    m_status->setText(stateInWords());
    emit explanationChanged();
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
    return words;
}

void PretrainingPage::showProgress()
{
    const auto progress = runner().progress();
    if (!progress || !isVisible())
        return;
    m_save->setEnabled(true);
    m_status->setText(stateInWords());
    m_done->setRange(0, int(progress->steps));
    m_done->setValue(int(progress->step));
    showCurves(*progress);
    showProbes(*progress);
    showTimeline(*progress);
    emit explanationChanged();
}

/// What happened while another page was seen; a training that rests or has ended reports no more.
void PretrainingPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    showProgress();
}

void PretrainingPage::showCurves(const TrainingProgress &progress)
{
    const auto end = double(progress.steps);
    CurvePlotData masked{
        {{{}, progress.history.maskedLoss.points(), false}, {tr("held out"), progress.history.heldOutMaskedLoss}},
        {{tr("ln V %1").arg(shortNumber(progress.ignorance.uniform_loss)), progress.ignorance.uniform_loss},
         {tr("word frequencies %1").arg(shortNumber(progress.ignorance.frequency_loss)),
          progress.ignorance.frequency_loss}},
        end,
        0,
        0,
        tr("loss")};
    m_masked->setData(masked);
    CurvePlotData next{
        {{{}, progress.history.nextLoss.points(), false}, {tr("held out"), progress.history.heldOutNextLoss}},
        {{tr("ln 2 = 0.693"), std::log(2.)}},
        end,
        0,
        0,
        tr("loss")};
    m_next->setData(next);
    CurvePlotData accuracy;
    const auto labelled = [](const QString &name, const QList<QPointF> &points) {
        return points.isEmpty() ? name : name + u' ' + percentOf(points.last().y());
    };
    accuracy.curves = {{labelled(tr("pairs"), progress.history.heldOutNextAccuracy),
                        inPercent(progress.history.heldOutNextAccuracy), true, Qt::DashLine},
                       {labelled(tr("masked"), progress.history.heldOutMaskedAccuracy),
                        inPercent(progress.history.heldOutMaskedAccuracy)}};
    accuracy.lines = {
        {tr("always “%1” %2").arg(progress.mostFrequentPiece, percentOf(progress.ignorance.most_frequent_share)),
         100 * progress.ignorance.most_frequent_share}};
    if (!progress.history.heldOutNextAccuracy.isEmpty())
        accuracy.lines.append(
            {tr("always NotNext %1").arg(percentOf(progress.alwaysNotNext)), 100 * progress.alwaysNotNext});
    accuracy.xMax = end;
    accuracy.yMax = 104;
    accuracy.quantity = tr("accuracy, %");
    m_accuracy->setData(accuracy);
    m_next->setVisible(!progress.history.nextLoss.isEmpty() || progress.step == 0);
}

void PretrainingPage::showProbes(const TrainingProgress &progress)
{
    ProbeListData data;
    for (std::size_t i = 0; i < progress.probes.size(); ++i) {
        const ProbeAnswer &answer = progress.probes[i];
        const Probe &probe = answer.probe;
        QString text = toQString(probe.text);
        if (!probe.pair.empty())
            text += QStringLiteral(" | ") + toQString(probe.pair);
        const Index count = progress.probesInTraining.value(qsizetype(i));
        QString note = probe.pair.empty() ? count > 0 ? tr("in the training text: %1 ×").arg(count)
                                                      : tr("not word for word in the training text")
                                          : QString();
        if (const auto since = progress.history.rightSince.value(qsizetype(i)))
            note += (note.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("first right at step %1").arg(*since);
        ProbeListData::Row row{text, note, {}, toQString(probe.expected)};
        for (const ProbeAnswer::Guess &guess : answer.guesses)
            row.guesses.append({toQString(guess.token), guess.probability});
        data.rows.append(row);
    }
    m_probes->setData(data);
}

void PretrainingPage::showTimeline(const TrainingProgress &progress)
{
    TimelineData data;
    for (const Index step : progress.moments)
        data.moments.append(double(step));
    if (progress.history.nextLeft)
        data.marks.append(
            {tr("pairs leave %1").arg(percentOf(progress.alwaysNotNext)), double(*progress.history.nextLeft)});
    for (std::size_t i = 0; i < progress.probes.size(); ++i)
        if (const auto since = progress.history.rightSince.value(qsizetype(i));
            since && progress.probes[i].probe.pair.empty())
            data.marks.append({toQString(progress.probes[i].probe.expected), double(*since)});
    data.now = double(progress.step);
    data.end = double(progress.steps);
    m_timeline->setTitle(tr("Time machine"), tr("every page shows the model at the handle · %1 moments, %2 MB")
                                                 .arg(progress.moments.size())
                                                 .arg(double(progress.momentBytes) / 1e6, 0, 'f', 0));
    m_timeline->setData(data);
}

/// Every page then shows the model as it was.
void PretrainingPage::chooseMoment(int moment)
{
    const auto progress = runner().progress();
    if (!progress || progress->moments.isEmpty())
        return;
    if (moment >= 0)
        m_follow->setChecked(false); // the past stands still
    runner().showMoment(moment >= 0 ? Index(m_timeline->data().moments[moment]) : progress->moments.last());
}

QString PretrainingPage::name() const
{
    return tr("Pre-training");
}

Explanation PretrainingPage::explanation() const
{
    Explanation explanation;
    explanation.what =
        tr("A model learns two things at once: to guess covered pieces, and to tell whether B follows A. "
           "Its loss is the sum of both.");
    explanation.tryThis =
        tr("Press Start. Pause when a probe turns green, go back on the time machine, and look at the "
           "same sentence on Attention before and after.");
    explanation.careful =
        tr("“15 %” is a budget of pieces a sequence, and the loss counts only the chosen ones. Single-"
           "sentence chunks always get a random B: more than half of the pairs are NotNext.");
    const auto progress = runner().progress();
    explanation.title = progress ? tr("Step %1").arg(grouped(progress->step)) : name();
    if (!progress || !progress->last)
        return explanation;
    const TrainingStep &last = *progress->last;
    explanation.cellTitle = tr("This step");
    explanation.calculation =
        calculationLines({{tr("masked pieces"), shortNumber(last.loss.masked_lm)},
                          {tr("+ next sentence"), shortNumber(last.loss.next_sentence)},
                          {tr("= loss"), shortNumber(last.loss.total())},
                          {tr("pieces predicted"), QString::number(last.loss.masked_losses.size())},
                          {tr("of them right"), QString::number(last.loss.masked_correct)},
                          {tr("learning rate"), shortNumber(last.learning_rate)},
                          {tr("gradient norm"), shortNumber(last.optimizer.gradient_norm)}});
    return explanation;
}

void PretrainingPage::setColors(const Palette &palette)
{
    Page::setColors(palette);
    m_form->setColors(palette);
    for (QPushButton *button : {m_pause, m_step, m_stop, m_save, m_again})
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
    m_step->setText(tr("One step"));
    m_stop->setText(tr("Stop"));
    m_save->setText(tr("Save as…"));
    m_again->setText(tr("New training"));
    m_follow->setText(tr("other pages follow"));
    m_done->setAccessibleName(tr("Share of the steps"));
    m_masked->setTitle(tr("Masked words: loss"));
    m_next->setTitle(tr("Next sentence: loss"));
    m_accuracy->setTitle(tr("Held-out accuracy"), tr("%"));
    m_probes->setTitle(tr("Probe sentences"),
                       runner().title().isEmpty() ? tr("best guesses as it learns") : runner().title());
    m_timeline->setTitle(tr("Time machine"), m_timeline->subtitle());
    showState();
    showProgress();
}

} // namespace bertlab
