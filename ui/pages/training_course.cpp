#include "pages/training_course.h"

#include "pages/training_wording.h"
#include "pages/wording.h"
#include "plots/curve_plot.h"
#include "plots/number_table.h"
#include "plots/probe_list.h"
#include "plots/timeline.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cmath>

namespace bertlab {

namespace {

constexpr int spacing = 12, timelineHeight = 112, leastProbes = 150;

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
      m_timeline(new TimelineView(QStringLiteral("training-timeline")))
{
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
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    column->addLayout(curves, 3);
    column->addWidget(m_probes, 2);
    column->addWidget(m_timeline);
    connect(m_timeline, &TimelineView::momentChosen, this, [this] { emit momentChosen(currentMoment()); });
}

void TrainingCourse::begin(const QString &title)
{
    m_timeline->setData({});
    m_probes->setTitle(tr("Probe sentences"), title);
}

void TrainingCourse::setProgress(const TrainingProgress &progress)
{
    showLosses(progress);
    showAccuracy(progress);
    showProbes(progress);
    showTimeline(progress);
}

qlonglong TrainingCourse::currentMoment() const
{
    const int moment = m_timeline->current();
    return moment < 0 ? -1 : qlonglong(m_timeline->data().moments[moment]);
}

void TrainingCourse::showNow()
{
    m_timeline->setCurrent(-1);
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
    m_accuracy->setData(accuracy);
}

void TrainingCourse::showProbes(const TrainingProgress &progress)
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
    m_timeline->setTitle(tr("Time machine"), tr("every page shows the model at the handle · %1 moments, %2 MB")
                                                 .arg(progress.moments.size())
                                                 .arg(double(progress.momentBytes) / 1e6, 0, 'f', 0));
    m_timeline->setData(data);
}

void TrainingCourse::retranslate()
{
    m_masked->setTitle(tr("Masked words: loss"));
    m_next->setTitle(tr("Next sentence: loss"));
    m_accuracy->setTitle(tr("Held-out accuracy"), m_accuracy->subtitle());
    m_probes->setTitle(tr("Probe sentences"),
                       m_probes->subtitle().isEmpty() ? tr("best guesses as it learns") : m_probes->subtitle());
    m_timeline->setTitle(tr("Time machine"), m_timeline->subtitle());
}

} // namespace bertlab
