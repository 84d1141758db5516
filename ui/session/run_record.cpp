#include "session/run_record.h"

#include <algorithm>

namespace bertlab {

namespace {

std::optional<double> valueAt(const QList<QPointF> &points, Index step)
{
    const auto found = std::find_if(points.begin(), points.end(),
                                    [step](const QPointF &point) { return static_cast<Index>(point.x()) == step; });
    return found == points.end() ? std::nullopt : std::optional(found->y());
}

} // namespace

RunRecord recordOf(const QString &title, const TrainingProgress &progress)
{
    RunRecord record{title, progress};
    record.course.opened.reset();
    record.course.last.reset();
    return record;
}

QList<Index> stepsAskedInBoth(const TrainingHistory &one, const TrainingHistory &other)
{
    QList<Index> steps;
    for (const AnsweredProbes &asked : one.answers)
        if (!answersBehind(other, asked.step).empty())
            steps.append(asked.step);
    return steps;
}

std::vector<ProbeAnswer> answersBehind(const TrainingHistory &history, Index step)
{
    for (const AnsweredProbes &asked : history.answers)
        if (asked.step == step)
            return asked.answers;
    return {};
}

HeldOutNumbers heldOutBehind(const TrainingHistory &history, Index step)
{
    return {valueAt(history.heldOutMaskedLoss, step), valueAt(history.heldOutMaskedAccuracy, step),
            valueAt(history.heldOutNextLoss, step), valueAt(history.heldOutNextAccuracy, step)};
}

std::optional<Index> lastEvaluatedInBoth(const TrainingHistory &one, const TrainingHistory &other)
{
    for (auto point = one.heldOutMaskedLoss.crbegin(); point != one.heldOutMaskedLoss.crend(); ++point)
        if (const auto step = static_cast<Index>(point->x()); valueAt(other.heldOutMaskedLoss, step))
            return step;
    return std::nullopt;
}

} // namespace bertlab
