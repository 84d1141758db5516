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
    visit("held_out_seen_accuracy", history.heldOutSeenAccuracy);
    visit("held_out_unseen_accuracy", history.heldOutUnseenAccuracy);
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

QJsonObject toObject(const ProbeAnswer &answer)
{
    QJsonArray guesses;
    for (const ProbeAnswer::Guess &guess : answer.guesses)
        guesses.append(QJsonArray{QString::fromStdString(guess.token), guess.probability});
    return {{"text", QString::fromStdString(answer.probe.text)},
            {"pair", QString::fromStdString(answer.probe.pair)},
            {"expected", QString::fromStdString(answer.probe.expected)},
            {"right", answer.is_right},
            {"guesses", guesses}};
}

ProbeAnswer answerOf(const QJsonObject &json)
{
    const auto text = [&json](const char *name) { return json[QLatin1String(name)].toString().toStdString(); };
    ProbeAnswer answer{{text("text"), text("pair"), text("expected")}, {}, json["right"].toBool()};
    for (const QJsonValue &guess : json["guesses"].toArray())
        answer.guesses.push_back({guess[0].toString().toStdString(), guess[1].toDouble()});
    return answer;
}

QJsonArray toArray(const QList<AnsweredProbes> &asked)
{
    QJsonArray json;
    for (const AnsweredProbes &moment : asked) {
        QJsonArray answers;
        for (const ProbeAnswer &answer : moment.answers)
            answers.append(toObject(answer));
        json.append(QJsonObject{{"step", static_cast<qint64>(moment.step)}, {"answers", answers}});
    }
    return json;
}

QList<AnsweredProbes> askedIn(const QJsonArray &json)
{
    QList<AnsweredProbes> asked;
    for (const QJsonValue &moment : json) {
        AnsweredProbes probes{static_cast<Index>(moment["step"].toInteger()), {}};
        for (const QJsonValue &answer : moment["answers"].toArray())
            probes.answers.push_back(answerOf(answer.toObject()));
        asked.append(std::move(probes));
    }
    return asked;
}

} // namespace

void TrainingProgress::noteMoments(const Moments &kept)
{
    moments = kept.steps();
    momentBytes = kept.bytes();
    if (moments.isEmpty())
        return;
    const std::size_t bytesOfOne = momentBytes / std::size_t(moments.size());
    mostMoments = Index(Moments::most(bytesOfOne));
    mostMomentBytes = Moments::mostBytes(bytesOfOne);
}

QJsonObject TrainingHistory::toJson() const
{
    QJsonObject json;
    forEachCurve(*this, [&json](const char *name, const auto &curve) { json[QLatin1String(name)] = toArray(curve); });
    QJsonArray since;
    for (const auto &step : rightSince)
        since.append(valueOf(step));
    json["right_since"] = since;
    json["answers"] = toArray(answers);
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
    history.answers = askedIn(json["answers"].toArray());
    return history;
}

} // namespace bertlab
