#include "pages/training_wording.h"

#include "pages/wording.h"
#include "plots/number_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <optional>

namespace bertlab {

namespace {

struct TrainingWording
{
    Q_DECLARE_TR_FUNCTIONS(TrainingWording)
};

QString stepTitle(Index step)
{
    return TrainingWording::tr("Step %1").arg(grouped(step));
}

QStringList lossLines(const TrainingStep &step, Objective objective = Objective::masked_lm_and_next_sentence)
{
    const bool causal = objective == Objective::next_piece;
    return calculationLines({{causal ? TrainingWording::tr("next pieces") : TrainingWording::tr("masked pieces"),
                              shortNumber(step.loss.masked_lm)},
                             {TrainingWording::tr("+ next sentence"), shortNumber(step.loss.next_sentence)},
                             {TrainingWording::tr("= loss"), shortNumber(step.loss.total())},
                             {TrainingWording::tr("pieces predicted"), QString::number(step.loss.masked_losses.size())},
                             {TrainingWording::tr("of them right"), QString::number(step.loss.masked_correct)},
                             {TrainingWording::tr("learning rate"), shortNumber(step.learning_rate)},
                             {TrainingWording::tr("gradient norm"), shortNumber(step.optimizer.gradient_norm)}});
}

/// The newest held-out accuracies, apart for sentences that the model could have learnt by heart.
QStringList seenLines(const TrainingProgress &progress)
{
    const auto share = [](const QList<QPointF> &curve) {
        return curve.isEmpty() ? TrainingWording::tr("none") : shortNumber(curve.last().y());
    };
    return calculationLines(
        {{TrainingWording::tr("right, seen sentences"), share(progress.history.heldOutSeenAccuracy)},
         {TrainingWording::tr("right, new sentences"), share(progress.history.heldOutUnseenAccuracy)}});
}

/// The newest point up to a step: a long curve has not every step any more, and held-out text is read now and then.
std::optional<QPointF> newestUpTo(const QList<QPointF> &points, Index step)
{
    const auto behind = std::upper_bound(points.begin(), points.end(), double(step),
                                         [](double wanted, const QPointF &point) { return wanted < point.x(); });
    return behind == points.begin() ? std::nullopt : std::optional(*std::prev(behind));
}

/// What the curves have at an earlier moment, each number with the step that it is of.
QStringList linesBehind(const TrainingHistory &history, Index step)
{
    QList<std::pair<QString, QString>> lines;
    const auto add = [&](const QString &name, const QList<QPointF> &points) {
        if (const auto point = newestUpTo(points, step))
            lines.append({TrainingWording::tr("%1, step %2").arg(name, grouped(qlonglong(point->x()))),
                          shortNumber(point->y())});
    };
    add(TrainingWording::tr("masked pieces"), history.maskedLoss.points());
    add(TrainingWording::tr("next sentence"), history.nextLoss.points());
    add(TrainingWording::tr("learning rate"), history.learningRate.points());
    add(TrainingWording::tr("gradient norm"), history.gradientNorm.points());
    lines.append({TrainingWording::tr("held out:"), {}});
    add(TrainingWording::tr("masked right"), history.heldOutMaskedAccuracy);
    add(TrainingWording::tr("pairs right"), history.heldOutNextAccuracy);
    return calculationLines(lines);
}

} // namespace

Explanation explainCourse(const TrainingProgress *progress, Index moment)
{
    Explanation explanation;
    explanation.what = TrainingWording::tr(
        "A model learns two things at once: to guess covered pieces, and to tell whether B follows A. "
        "Its loss is the sum of both.");
    explanation.tryThis =
        progress ? TrainingWording::tr("Pause when a probe turns green, go back on the time machine, and look at the "
                                       "same sentence on Attention before and after.")
                 : TrainingWording::tr("Press Start: within a minute or two the classroom world is learnt. Guess which "
                                       "of the probe sentences comes right first.");
    explanation.careful =
        TrainingWording::tr("“15 %” is a budget of pieces a sequence, and the loss counts only the chosen ones. Single-"
                            "sentence chunks always get a random B: more than half of the pairs are NotNext.");
    explanation.title =
        progress ? stepTitle(moment < 0 ? progress->step : moment) : TrainingWording::tr("Pre-training");
    if (progress && (moment >= 0 || !progress->last)) { // what was taken up again has no step of its own yet
        explanation.cellTitle = moment >= 0 ? TrainingWording::tr("At the handle of the time machine")
                                            : TrainingWording::tr("Behind this step");
        explanation.calculation = linesBehind(progress->history, moment >= 0 ? moment : progress->step);
    } else if (progress) {
        explanation.cellTitle = TrainingWording::tr("This step");
        explanation.calculation = lossLines(*progress->last);
        if (progress->heldOutSeen + progress->heldOutUnseen > 0)
            explanation.calculation += QStringList(TrainingWording::tr("held out:")) + seenLines(*progress);
    }
    return explanation;
}

QString seenInShort(const TrainingProgress &progress)
{
    if (progress.heldOutSeen + progress.heldOutUnseen == 0)
        return progress.history.heldOutMaskedLoss.isEmpty() ? TrainingWording::tr("nothing is held out") : QString();
    if (progress.heldOutUnseen == 0)
        return TrainingWording::tr("no new sentence");
    if (progress.heldOutSeen == 0)
        return TrainingWording::tr("no seen sentence");
    return TrainingWording::tr("seen %1, new %2").arg(grouped(progress.heldOutSeen), grouped(progress.heldOutUnseen));
}

Explanation explainRates(const TrainingProgress &progress, Index moment)
{
    Explanation explanation;
    explanation.title = stepTitle(moment < 0 ? progress.step : moment);
    explanation.what = TrainingWording::tr(
        "The learning rate rises over the warm-up and then falls to 0. Gradients whose norm over all "
        "weights is above the dotted line are shortened to it before AdamW sees them.");
    explanation.tryThis =
        TrainingWording::tr("Start again with a rate ten times as high, or without warm-up, and compare the norms.");
    explanation.careful = TrainingWording::tr(
        "A large gradient is not a large update: AdamW divides by the root of the mean square, so that most weights "
        "move by about the rate.");
    const QList<QPointF> norms = progress.history.gradientNorm.points();
    if (const auto newest = newestUpTo(norms, moment < 0 ? progress.step : moment)) {
        const double norm = newest->y();
        explanation.cellTitle = TrainingWording::tr("Clipping in step %1").arg(grouped(qlonglong(newest->x())));
        explanation.calculation = calculationLines(
            {{TrainingWording::tr("‖g‖ of all weights"), shortNumber(norm)},
             {TrainingWording::tr("most"), shortNumber(progress.clipNorm)},
             {TrainingWording::tr("g is multiplied by"),
              shortNumber(progress.clipNorm > 0 ? std::min(1., progress.clipNorm / (norm + 1e-6)) : 1.)}});
    }
    return explanation;
}

Explanation explainBatch(const TrainingProgress &progress)
{
    if (!progress.opened)
        return explainCourse(&progress);
    const TrainingStep &step = *progress.opened->step;
    Explanation explanation;
    explanation.title = stepTitle(step.step + 1);
    const bool causal = progress.opened->objective == Objective::next_piece;
    explanation.what =
        causal ? TrainingWording::tr(
                     "One batch, as the model read it. Each piece sees itself and what is left of it, and guesses the "
                     "next one; its loss is −ln of the probability that it gave to the right one.")
               : TrainingWording::tr(
                     "One batch, as the model read it. The loss of a piece is −ln of the probability that it gave "
                     "to the right one; pieces without a number below do not count.");
    explanation.cellTitle = TrainingWording::tr("The loss of this step");
    explanation.calculation = lossLines(step, progress.opened->objective);
    explanation.tryThis =
        TrainingWording::tr("Click a piece with a high loss: how far did one step move its guess? Other pieces of the "
                            "batch may pull the other way.");
    explanation.careful =
        causal ? TrainingWording::tr(
                     "Every piece but the last [SEP] counts: a batch teaches several times as many guesses as with "
                     "masks, but each from one side alone.")
               : TrainingWording::tr(
                     "Some pieces to predict are not [MASK]: in BERT's split a tenth are exchanged and a tenth kept, "
                     "so that the model cannot trust what it sees.");
    return explanation;
}

Explanation explainGradient(const TrainingProgress &progress)
{
    if (!progress.opened)
        return explainCourse(&progress);
    const OpenedStep &opened = *progress.opened;
    Explanation explanation;
    explanation.title = stepTitle(opened.step->step + 1);
    explanation.what = TrainingWording::tr(
        "The gradient says for each weight how the loss would change with it. AdamW keeps its mean m "
        "and its mean square v, and moves the weight against m, measured by the root of v.");
    explanation.cellTitle = TrainingWording::tr("AdamW");
    explanation.calculation = {TrainingWording::tr("w ← w − rate·(m̂ / (√v̂ + ε) + decay·w)")};
    explanation.tryThis =
        TrainingWording::tr("Choose the token table: only the pieces of this batch, and through the tied decoder the "
                            "guessed ones, have strong rows. Click a cell to see its update.");
    explanation.careful =
        TrainingWording::tr("The gradient through the keys' bias is 0 but for rounding: it shifts all scores of a row "
                            "alike, and softmax does not see it.");
    return explanation;
}

Explanation explainMoments(const TrainingProgress &progress)
{
    Explanation explanation;
    explanation.title = stepTitle(progress.step);
    explanation.what = TrainingWording::tr(
        "The same probes, asked at two moments of this training: the upper bar is moment A, the lower "
        "one moment B; the number on the right is what B has more.");
    explanation.tryThis =
        TrainingWording::tr("Move A and B close to each other around the step at which a probe was first right.");
    explanation.careful =
        TrainingWording::tr(
            "%1 moments are kept, in %2 MB: dense at the start, sparser later. What lies between two is "
            "gone.")
            .arg(progress.moments.size())
            .arg(double(progress.momentBytes) / 1e6, 0, 'f', 0);
    return explanation;
}

Explanation explainRaceForm()
{
    Explanation explanation;
    explanation.title = TrainingWording::tr("Recipe race");
    explanation.what = TrainingWording::tr(
        "What does a setting do? The same training again, with this one setting changed and all else equal, shows it.");
    explanation.tryThis = TrainingWording::tr(
        "Change the learning rate by a factor of four, or the objective to masked pieces alone, and say beforehand "
        "which curve will part, and when.");
    explanation.careful = TrainingWording::tr(
        "Where two settings differ nobody can tell which of them did it: as soon as one is changed the others are "
        "locked.");
    return explanation;
}

Explanation explainRace(const TrainingProgress &second)
{
    Explanation explanation;
    explanation.title = TrainingWording::tr("Race at step %1").arg(grouped(second.step));
    explanation.what = TrainingWording::tr(
        "Two runs on the same text with the same seed that differ in one setting: the first dashed, "
        "the second solid. Below, what both answer behind the same step. Course goes back to the moments of either, "
        "and other pages go along.");
    explanation.tryThis =
        TrainingWording::tr("Guess first which of the two will be ahead, and where; then move the handle back to the "
                            "step at which they part.");
    explanation.careful =
        TrainingWording::tr("One seed is one throw of the dice: a small lead may be luck. Race the same change with "
                            "another seed before you believe it.");
    return explanation;
}

QList<QPointF> inPercent(QList<QPointF> shares)
{
    for (QPointF &point : shares)
        point.setY(100 * point.y());
    return shares;
}

} // namespace bertlab
