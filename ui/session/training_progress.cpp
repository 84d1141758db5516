#include "session/training_progress.h"

namespace bertlab {

namespace {

/// Calls visit(name, member) for every curve.
template <typename History, typename Visit>
void forEachCurve(History &history, const Visit &visit)
{
    visit("masked_loss", history.maskedLoss);
    visit("next_loss", history.nextLoss);
    visit("learning_rate", history.learningRate);
    visit("gradient_norm", history.gradientNorm);
    visit("tokens_per_second", history.tokensPerSecond);
    visit("held_out_masked_loss", history.heldOutMaskedLoss);
    visit("held_out_next_loss", history.heldOutNextLoss);
    visit("held_out_masked_accuracy", history.heldOutMaskedAccuracy);
    visit("held_out_next_accuracy", history.heldOutNextAccuracy);
}

QJsonArray toArray(const CurveHistory &curve)
{
    return curve.toJson();
}
QJsonArray toArray(const QList<QPointF> &points)
{
    return jsonOf(points);
}
void take(const QJsonArray &json, CurveHistory &curve)
{
    curve = CurveHistory::fromJson(json);
}
void take(const QJsonArray &json, QList<QPointF> &points)
{
    points = pointsOf(json);
}

QJsonValue valueOf(const std::optional<Index> &step)
{
    return step ? QJsonValue(static_cast<qint64>(*step)) : QJsonValue();
}
std::optional<Index> stepOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional<Index>(value.toInteger()) : std::nullopt;
}

} // namespace

QJsonObject TrainingHistory::toJson() const
{
    QJsonObject json;
    forEachCurve(*this, [&json](const char *name, const auto &curve) { json[QLatin1String(name)] = toArray(curve); });
    QJsonArray since;
    for (const auto &step : rightSince)
        since.append(valueOf(step));
    json["right_since"] = since;
    json["next_left"] = valueOf(nextLeft);
    return json;
}

TrainingHistory TrainingHistory::fromJson(const QJsonObject &json)
{
    TrainingHistory history;
    forEachCurve(history, [&json](const char *name, auto &curve) { take(json[QLatin1String(name)].toArray(), curve); });
    for (const QJsonValue &step : json["right_since"].toArray())
        history.rightSince.append(stepOf(step));
    history.nextLeft = stepOf(json["next_left"]);
    return history;
}

} // namespace bertlab
