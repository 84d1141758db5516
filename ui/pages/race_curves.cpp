#include "pages/race_curves.h"

#include "pages/recipe_wording.h"
#include "pages/training_wording.h"
#include "pages/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bertlab {

namespace {

constexpr qsizetype enoughHeldOut = 8; ///< points, to be a curve
constexpr double airOfRange = 0.08;

struct RaceCurvesWords
{
    Q_DECLARE_TR_FUNCTIONS(RaceCurves)
};

/// Thick and solid is the second run, thin and dashed the first.
CurvePlotData::Curve curveOf(const QList<QPointF> &points, bool isFirst, const QString &name, const QString &label = {})
{
    return {label, points, !isFirst, isFirst ? Qt::DashLine : Qt::SolidLine, name};
}

/// From a little below the lowest point: what parts two curves is small beside a loss. Held-out losses alone, but for
/// short runs that have few of them: then thin curves of every step too.
CurvePlotData lossPlot(const CurveHistory &first, const QList<QPointF> &firstHeldOut, const CurveHistory &second,
                       const QList<QPointF> &secondHeldOut, CurvePlotData::Line known)
{
    CurvePlotData data;
    data.quantity = RaceCurvesWords::tr("loss");
    data.lines = {std::move(known)};
    data.curves = {curveOf(firstHeldOut, true, RaceCurvesWords::tr("first, held out")),
                   curveOf(secondHeldOut, false, RaceCurvesWords::tr("second, held out"))};
    if (std::max(firstHeldOut.size(), secondHeldOut.size()) < enoughHeldOut) {
        data.curves.append({{}, first.points(), false, Qt::DotLine, RaceCurvesWords::tr("first, training")});
        data.curves.append({{}, second.points(), false, Qt::SolidLine, RaceCurvesWords::tr("second, training")});
    }
    double lowest = data.lines[0].value, highest = lowest;
    for (const CurvePlotData::Curve &curve : data.curves)
        for (const QPointF &point : curve.points) {
            lowest = std::min(lowest, point.y());
            highest = std::max(highest, point.y());
        }
    data.yMin = lowest - airOfRange * (highest - lowest);
    data.yMax = highest + airOfRange * (highest - lowest);
    return data;
}

CurvePlotData accuracyPlot(const TrainingHistory &one, const TrainingHistory &two)
{
    CurvePlotData data;
    data.curves = {curveOf(inPercent(one.heldOutNextAccuracy), true, RaceCurvesWords::tr("first, pairs")),
                   curveOf(inPercent(two.heldOutNextAccuracy), false, RaceCurvesWords::tr("second, pairs"),
                           RaceCurvesWords::tr("pairs")),
                   curveOf(inPercent(one.heldOutMaskedAccuracy), true, RaceCurvesWords::tr("first, masked")),
                   curveOf(inPercent(two.heldOutMaskedAccuracy), false, RaceCurvesWords::tr("second, masked"),
                           RaceCurvesWords::tr("masked"))};
    data.yMax = 114; // room for a name over a curve that ends at 100
    data.quantity = RaceCurvesWords::tr("accuracy, %");
    return data;
}

} // namespace

RaceCurves raceCurves(const TrainingProgress &first, const TrainingProgress &second)
{
    const TrainingHistory &one = first.history, &two = second.history;
    RaceCurves curves{
        lossPlot(one.maskedLoss, one.heldOutMaskedLoss, two.maskedLoss, two.heldOutMaskedLoss,
                 {RaceCurvesWords::tr("word frequencies %1").arg(shortNumber(second.ignorance.frequency_loss)),
                  second.ignorance.frequency_loss}),
        lossPlot(one.nextLoss, one.heldOutNextLoss, two.nextLoss, two.heldOutNextLoss,
                 {RaceCurvesWords::tr("ln 2 = 0.693"), std::log(2.)}),
        accuracyPlot(one, two)};
    for (CurvePlotData *data : {&curves.masked, &curves.next, &curves.accuracy})
        data->xMax = double(std::max(first.step, second.steps));
    return curves;
}

QString raceLegend()
{
    return RaceCurvesWords::tr("- - first   — second");
}

ProbeListData raceProbes(const TrainingProgress &first, const TrainingProgress &second, Index step,
                         const QStringList &sides)
{
    const auto guesses = [](const ProbeAnswer &answer) {
        QList<ProbeListData::Guess> guesses;
        for (const ProbeAnswer::Guess &guess : answer.guesses)
            guesses.append({toQString(guess.token), guess.probability});
        return guesses;
    };
    const auto one = answersBehind(first.history, step), two = answersBehind(second.history, step);
    ProbeListData data;
    data.sides = sides;
    for (std::size_t i = 0; i < std::min(one.size(), two.size()); ++i) {
        const Probe &probe = one[i].probe;
        QString text = toQString(probe.text);
        if (!probe.pair.empty())
            text += QStringLiteral(" | ") + toQString(probe.pair);
        data.rows.append({text, {}, guesses(one[i]), toQString(probe.expected), guesses(two[i])});
    }
    return data;
}

QString caveatOfRace(const RunRecipe &first, const RunRecipe &second)
{
    const QList<Setting> differing = differences(first, second);
    const auto found = std::find_if(differing.begin(), differing.end(), changesHeldOut);
    if (found == differing.end())
        return {};
    return RaceCurvesWords::tr(
               "Each run is measured on held-out text made with its own recipe (%1): the two losses are not of one "
               "task. The probe sentences are the same for both.")
        .arg(nameOf(*found));
}

} // namespace bertlab
