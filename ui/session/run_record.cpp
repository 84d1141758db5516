#include "session/run_record.h"

#include "training/recipe_json.h"

#include <algorithm>

namespace bertlab {

namespace {

std::optional<double> valueAt(const QList<QPointF> &points, Index step)
{
    const auto found = std::find_if(points.begin(), points.end(),
                                    [step](const QPointF &point) { return static_cast<Index>(point.x()) == step; });
    return found == points.end() ? std::nullopt : std::optional(found->y());
}

/// Calls visit(name, member) for every number beside the history.
template <typename Course, typename Visit>
void forEachNumber(Course &course, const Visit &visit)
{
    visit("step", course.step);
    visit("steps", course.steps);
    visit("tokens", course.tokens);
    visit("seconds", course.seconds);
    visit("uniform_loss", course.ignorance.uniform_loss);
    visit("frequency_loss", course.ignorance.frequency_loss);
    visit("most_frequent_share", course.ignorance.most_frequent_share);
    visit("clip_norm", course.clipNorm);
    visit("always_not_next", course.alwaysNotNext);
    visit("held_out_seen", course.heldOutSeen);
    visit("held_out_unseen", course.heldOutUnseen);
}

} // namespace

RunRecord recordOf(const QString &title, const TrainingProgress &progress)
{
    RunRecord record{title, progress};
    record.course.opened.reset();
    record.course.last.reset();
    return record;
}

QJsonObject jsonOf(const RunRecord &record)
{
    QJsonObject json{{"title", record.title},
                     {"recipe", QString::fromStdString(write_recipe(*record.course.recipe))},
                     {"history", record.course.history.toJson()}};
    forEachNumber(record.course,
                  [&json](const char *name, auto value) { json[QLatin1String(name)] = static_cast<double>(value); });
    QJsonArray counts;
    for (const Index count : record.course.probesInTraining)
        counts.append(static_cast<qint64>(count));
    json["probes_in_training"] = counts;
    json["most_frequent_piece"] = record.course.mostFrequentPiece;
    return json;
}

RunRecord recordFrom(const QJsonObject &json, const std::string &name)
{
    RunRecord record;
    record.title = json["title"].toString();
    record.course.recipe =
        std::make_shared<const RunRecipe>(parse_recipe(json["recipe"].toString().toStdString(), name));
    record.course.history = TrainingHistory::fromJson(json["history"].toObject());
    if (!record.course.history.answers.isEmpty())
        record.course.probes = record.course.history.answers.last().answers; // it rested or ended there
    for (const QJsonValue &count : json["probes_in_training"].toArray())
        record.course.probesInTraining.append(count.toInteger());
    record.course.mostFrequentPiece = json["most_frequent_piece"].toString();
    forEachNumber(record.course, [&json](const char *name, auto &value) {
        value = static_cast<std::remove_reference_t<decltype(value)>>(json[QLatin1String(name)].toDouble());
    });
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
