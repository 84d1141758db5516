#include "pages/training_moments.h"

#include "pages/training_layout.h"
#include "pages/training_wording.h"
#include "pages/wording.h"
#include "plots/change_list.h"
#include "plots/curve_plot.h"
#include "plots/timeline.h"

#include <QHBoxLayout>

namespace bertlab {

namespace {

constexpr int timelineHeight = 76, leastChanges = 190;

} // namespace

TrainingMoments::TrainingMoments(QWidget *parent)
    : QWidget(parent), m_loss(new CurvePlotView(QStringLiteral("moments-loss"))),
      m_accuracy(new CurvePlotView(QStringLiteral("moments-accuracy"))),
      m_changes(new ChangeListView(QStringLiteral("moments-changes"))),
      m_before(new TimelineView(QStringLiteral("moments-before"))),
      m_after(new TimelineView(QStringLiteral("moments-after")))
{
    m_changes->setMinimumHeight(leastChanges);
    layOutTab(*this, panelsInARow({m_loss, m_accuracy}), *m_changes, panelsInARow({m_before, m_after}), 2);
    for (TimelineView *timeline : {m_before, m_after}) {
        timeline->setFixedHeight(timelineHeight);
        connect(timeline, &TimelineView::momentChosen, this, &TrainingMoments::want);
    }
}

void TrainingMoments::begin()
{
    m_progress.reset();
    m_wanted = {-1, -1};
    m_changes->setData({});
    for (TimelineView *timeline : {m_before, m_after})
        timeline->setData({});
}

Index TrainingMoments::stepOf(const TimelineView &timeline, Index otherwise) const
{
    return timeline.current() < 0 ? otherwise : Index(timeline.data().moments[timeline.current()]);
}

void TrainingMoments::setProgress(const TrainingProgress &progress)
{
    if (progress.moments.isEmpty())
        return;
    const bool isFirst = m_before->data().moments.isEmpty();
    m_progress = std::make_shared<const TrainingProgress>(progress);
    TimelineData data;
    for (const Index step : progress.moments)
        data.moments.append(double(step));
    data.now = double(progress.step);
    data.end = double(progress.steps);
    for (TimelineView *timeline : {m_before, m_after})
        timeline->setData(data);
    if (isFirst)
        m_before->setCurrent(0);
    want();
}

/// B without a moment of its own is the last one that is kept.
void TrainingMoments::want()
{
    if (!m_progress)
        return;
    const std::pair steps{stepOf(*m_before, m_progress->moments.last()), stepOf(*m_after, m_progress->moments.last())};
    const bool moved = steps != m_wanted;
    m_wanted = steps;
    showCurves(*m_progress);
    retranslate();
    if (moved)
        emit comparisonWanted(steps.first, steps.second);
}

void TrainingMoments::showCurves(const TrainingProgress &progress)
{
    const QList<CurvePlotData::Mark> marks{{QStringLiteral("A"), double(m_wanted.first)},
                                           {QStringLiteral("B"), double(m_wanted.second)}};
    CurvePlotData loss;
    loss.curves = {{{}, progress.history.maskedLoss.points(), false},
                   {tr("held out"), progress.history.heldOutMaskedLoss}};
    loss.quantity = tr("loss");
    CurvePlotData accuracy;
    accuracy.curves = {{tr("pairs"), inPercent(progress.history.heldOutNextAccuracy), true, Qt::DashLine},
                       {tr("masked"), inPercent(progress.history.heldOutMaskedAccuracy)}};
    accuracy.yMax = 114; // room for a name over a curve that ends at 100
    accuracy.quantity = tr("accuracy, %");
    for (CurvePlotData *data : {&loss, &accuracy}) {
        data->xMax = double(progress.steps);
        data->marks = marks;
    }
    m_loss->setData(loss);
    m_accuracy->setData(accuracy);
}

void TrainingMoments::setComparison(const MomentComparison &comparison)
{
    if (std::pair(comparison.before, comparison.after) != m_wanted)
        return;
    ChangeListData data;
    data.before = tr("A, step %1").arg(comparison.before);
    data.after = tr("B, step %1").arg(comparison.after);
    for (const ProbeChange &change : comparison.changes) {
        const Probe &probe = change.probe;
        ChangeListData::Row row{toQString(probe.text), {}, toQString(probe.expected)};
        if (!probe.pair.empty())
            row.text += QStringLiteral(" | ") + toQString(probe.pair);
        for (const ProbeChange::Answer &answer : change.answers)
            row.answers.append({toQString(answer.token), answer.before, answer.after});
        data.rows.append(row);
    }
    m_changes->setData(data);
}

void TrainingMoments::retranslate()
{
    const auto at = [](Index step) { return step < 0 ? QString() : tr("step %1").arg(grouped(step)); };
    m_loss->setTitle(tr("Masked words: loss"));
    m_accuracy->setTitle(tr("Held-out accuracy"), tr("%"));
    m_changes->setTitle(tr("Probe sentences: A → B and the difference"), tr("upper bar A, lower bar B"));
    m_before->setTitle(tr("Moment A"), at(m_wanted.first));
    m_after->setTitle(tr("Moment B"), at(m_wanted.second));
}

} // namespace bertlab
