#include "pages/training_course.h"

#include "pages/controls.h"
#include "pages/training_layout.h"
#include "pages/training_wording.h"
#include "pages/wording.h"
#include "plots/number_table.h"
#include "plots/probe_list.h"
#include "plots/timeline.h"

#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr int timelineHeight = 100, leastProbes = 150;
enum Run { first, second };

QString percentOf(double share)
{
    return QString::number(100 * share, 'f', 0) + QStringLiteral(" %");
}

} // namespace

TrainingCourse::TrainingCourse(QWidget *parent)
    : QWidget(parent), m_masked(new CurvePlotView(QStringLiteral("training-masked"))),
      m_next(new CurvePlotView(QStringLiteral("training-next"))),
      m_accuracy(new CurvePlotView(QStringLiteral("training-accuracy"))),
      m_probes(new ProbeListView(QStringLiteral("training-probes"))),
      m_timeline(new TimelineView(QStringLiteral("training-timeline"))),
      m_run(new SegmentedControl(QStringLiteral("training-run"), 2))
{
    m_probes->setMinimumHeight(leastProbes);
    m_timeline->setFixedHeight(timelineHeight);
    auto *foot = panelsInARow({m_timeline});
    foot->addWidget(m_run);
    m_run->hide();
    layOutTab(*this, panelsInARow({m_masked, m_next, m_accuracy}), *m_probes, foot);
    connect(m_run, &SegmentedControl::currentChanged, this, &TrainingCourse::changeRun);
    connect(m_timeline, &TimelineView::momentChosen, this, [this] {
        showMoment();
        emit momentChosen(currentMoment());
    });
}

void TrainingCourse::begin(const QString &title)
{
    m_title = title;
    m_progress.reset();
    m_asked.reset();
    setRival(nullptr);
    m_timeline->setData({});
    m_probes->setData({});
    m_probes->setTitle(tr("Probe sentences"), title);
}

void TrainingCourse::setProgress(const std::shared_ptr<const TrainingProgress> &progress)
{
    m_progress = progress;
    const bool wasEarlier = currentMoment() >= 0;
    showTimeline(*shown());
    showMoment();
    if (wasEarlier && currentMoment() < 0) // thinned out after all
        emit momentChosen(-1);
}

void TrainingCourse::setRival(const std::shared_ptr<const RunRecord> &rival)
{
    m_rival = rival;
    m_run->setVisible(rival != nullptr);
    m_run->setCurrent(second);
}

bool TrainingCourse::showsRival() const
{
    return m_rival && m_run->current() == first;
}

std::shared_ptr<const TrainingProgress> TrainingCourse::shown() const
{
    return showsRival() ? std::shared_ptr<const TrainingProgress>(m_rival, &m_rival->course) : m_progress;
}

/// The handle stays where it is, so that other pages show what the two had become behind the same step.
void TrainingCourse::changeRun()
{
    const auto progress = shown();
    if (!progress)
        return;
    const auto step = double(currentMoment());
    const auto isNearer = [step](double one, double other) { return std::abs(one - step) < std::abs(other - step); };
    m_asked.reset();
    showTimeline(*progress);
    if (const QList<double> &moments = m_timeline->data().moments; step >= 0)
        m_timeline->setCurrent(int(std::min_element(moments.begin(), moments.end(), isNearer) - moments.begin()));
    showMoment();
    if (step >= 0)
        emit momentChosen(currentMoment());
    else
        emit runChanged();
}

/// All that speaks of one moment: the one at the handle.
void TrainingCourse::showMoment()
{
    const auto progress = shown();
    if (!progress)
        return;
    showLosses(*progress);
    showAccuracy(*progress);
    showProbes(*progress);
    retranslate();
}

void TrainingCourse::setAnswers(const std::shared_ptr<const AnsweredProbes> &asked)
{
    m_asked = asked;
    if (const auto progress = shown())
        showProbes(*progress);
}

QList<CurvePlotData::Mark> TrainingCourse::marks() const
{
    if (currentMoment() < 0)
        return {};
    return {{tr("step %1").arg(grouped(currentMoment())), double(currentMoment())}};
}

qlonglong TrainingCourse::currentMoment() const
{
    const int moment = m_timeline->current();
    return moment < 0 ? -1 : qlonglong(m_timeline->data().moments[moment]);
}

void TrainingCourse::showNow()
{
    m_run->setCurrent(second);
    if (m_progress)
        showTimeline(*m_progress);
    m_timeline->setCurrent(-1);
    showMoment();
}

void TrainingCourse::showLosses(const TrainingProgress &progress)
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
        tr("loss"),
        marks()};
    m_masked->setData(masked);
    CurvePlotData next{
        {{{}, progress.history.nextLoss.points(), false}, {tr("held out"), progress.history.heldOutNextLoss}},
        {{tr("ln 2 = 0.693"), std::log(2.)}},
        end,
        0,
        0,
        tr("loss"),
        marks()};
    m_next->setData(next);
    m_next->setVisible(!progress.history.nextLoss.isEmpty() || progress.step == 0);
}

void TrainingCourse::showAccuracy(const TrainingProgress &progress)
{
    CurvePlotData accuracy;
    const auto labelled = [](const QString &name, const QList<QPointF> &points) {
        return points.isEmpty() ? name : name + u' ' + percentOf(points.last().y());
    };
    const TrainingHistory &history = progress.history;
    accuracy.curves = {{labelled(tr("pairs"), history.heldOutNextAccuracy), inPercent(history.heldOutNextAccuracy),
                        true, Qt::DashLine}};
    if (progress.heldOutSeen > 0 && progress.heldOutUnseen > 0)
        accuracy.curves += {{labelled(tr("seen"), history.heldOutSeenAccuracy), inPercent(history.heldOutSeenAccuracy)},
                            {labelled(tr("new"), history.heldOutUnseenAccuracy),
                             inPercent(history.heldOutUnseenAccuracy), true, Qt::DashDotLine}};
    else
        accuracy.curves.append(
            {labelled(tr("masked"), history.heldOutMaskedAccuracy), inPercent(history.heldOutMaskedAccuracy)});
    m_accuracy->setTitle(tr("Held-out accuracy"), seenInShort(progress));
    accuracy.lines = {
        {tr("always “%1” %2").arg(progress.mostFrequentPiece, percentOf(progress.ignorance.most_frequent_share)),
         100 * progress.ignorance.most_frequent_share}};
    if (!progress.history.heldOutNextAccuracy.isEmpty())
        accuracy.lines.append(
            {tr("always NotNext %1").arg(percentOf(progress.alwaysNotNext)), 100 * progress.alwaysNotNext});
    accuracy.xMax = double(progress.steps);
    accuracy.yMax = 114; // room for a name over a curve that ends at 100
    accuracy.quantity = tr("accuracy, %");
    accuracy.marks = marks();
    m_accuracy->setData(accuracy);
}

/// What was answered at the handle; until that comes, the list stays with the moment that it names.
void TrainingCourse::showProbes(const TrainingProgress &progress)
{
    const bool isNow = currentMoment() < 0;
    if (!isNow && (!m_asked || qlonglong(m_asked->step) != currentMoment()))
        return;
    const std::vector<ProbeAnswer> &answers = isNow ? progress.probes : m_asked->answers;
    m_probes->setTitle(tr("Probe sentences"), isNow ? m_title : tr("behind step %1").arg(grouped(currentMoment())));
    ProbeListData data;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const ProbeAnswer &answer = answers[i];
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

void TrainingCourse::showTimeline(const TrainingProgress &progress)
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
    m_timeline->setData(data);
}

/// Where the handle stands, and what the moments take.
QString TrainingCourse::timelineSubtitle() const
{
    const auto progress = shown();
    if (!progress)
        return {};
    const QString place = currentMoment() < 0
                              ? tr("drag the handle: every page goes back there")
                              : tr("probes and other pages are at step %1").arg(grouped(currentMoment()));
    return place + QStringLiteral(" · ") +
           tr("%1 of at most %2 moments, %3 of %4 MB")
               .arg(progress->moments.size())
               .arg(progress->mostMoments)
               .arg(double(progress->momentBytes) / 1e6, 0, 'f', 0)
               .arg(double(progress->mostMomentBytes) / 1e6, 0, 'f', 0);
}

void TrainingCourse::setColors(const Palette &palette)
{
    m_run->setColors(palette);
}

void TrainingCourse::retranslate()
{
    m_run->setTexts(tr("Which run of the race is seen"), {tr("First run"), tr("Second run")});
    m_masked->setTitle(tr("Masked words: loss"));
    m_next->setTitle(tr("Next sentence: loss"));
    m_accuracy->setTitle(tr("Held-out accuracy"), m_accuracy->subtitle());
    m_probes->setTitle(tr("Probe sentences"),
                       m_probes->subtitle().isEmpty() ? tr("best guesses as it learns") : m_probes->subtitle());
    m_timeline->setTitle(tr("Time machine"), timelineSubtitle());
}

} // namespace bertlab
