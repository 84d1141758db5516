#include "pages/training_wording.h"

#include "pages/wording.h"
#include "plots/number_table.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace bertlab {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TrainingWording", text);
}

QString stepTitle(Index step)
{
    return tr("Step %1").arg(QLocale(QLocale::English).toString(qlonglong(step)));
}

QStringList lossLines(const TrainingStep &step)
{
    return calculationLines({{tr("masked pieces"), shortNumber(step.loss.masked_lm)},
                             {tr("+ next sentence"), shortNumber(step.loss.next_sentence)},
                             {tr("= loss"), shortNumber(step.loss.total())},
                             {tr("pieces predicted"), QString::number(step.loss.masked_losses.size())},
                             {tr("of them right"), QString::number(step.loss.masked_correct)},
                             {tr("learning rate"), shortNumber(step.learning_rate)},
                             {tr("gradient norm"), shortNumber(step.optimizer.gradient_norm)}});
}

} // namespace

Explanation explainCourse(const TrainingProgress *progress)
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
    explanation.title = progress ? stepTitle(progress->step) : tr("Pre-training");
    if (progress && progress->last) {
        explanation.cellTitle = tr("This step");
        explanation.calculation = lossLines(*progress->last);
    }
    return explanation;
}

Explanation explainRates(const TrainingProgress &progress)
{
    Explanation explanation;
    explanation.title = stepTitle(progress.step);
    explanation.what = tr("The learning rate rises over the warm-up and then falls to 0. Gradients whose norm over all "
                          "weights is above the dotted line are shortened to it before AdamW sees them.");
    explanation.tryThis = tr("Start again with a rate ten times as high, or without warm-up, and compare the norms.");
    explanation.careful =
        tr("A large gradient is not a large update: AdamW divides by the root of the mean square, so that most weights "
           "move by about the rate.");
    if (progress.last) {
        const double norm = progress.last->optimizer.gradient_norm;
        explanation.cellTitle = tr("Clipping in this step");
        explanation.calculation = calculationLines(
            {{tr("‖g‖ of all weights"), shortNumber(norm)},
             {tr("most"), shortNumber(progress.clipNorm)},
             {tr("g is multiplied by"),
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
    explanation.what = tr("One batch, as the model read it. The loss of a piece is −ln of the probability that it gave "
                          "to the right one; pieces without a number below do not count.");
    explanation.cellTitle = tr("The loss of this step");
    explanation.calculation = lossLines(step);
    explanation.tryThis = tr("Click a piece with a high loss: how far did one step move its guess? Other pieces of the "
                             "batch may pull the other way.");
    explanation.careful =
        tr("Some pieces to predict are not [MASK]: in BERT's split a tenth are exchanged and a tenth kept, so that "
           "the model cannot trust what it sees.");
    return explanation;
}

Explanation explainGradient(const TrainingProgress &progress)
{
    if (!progress.opened)
        return explainCourse(&progress);
    const OpenedStep &opened = *progress.opened;
    Explanation explanation;
    explanation.title = stepTitle(opened.step->step + 1);
    explanation.what = tr("The gradient says for each weight how the loss would change with it. AdamW keeps its mean m "
                          "and its mean square v, and moves the weight against m, measured by the root of v.");
    explanation.cellTitle = tr("AdamW");
    explanation.calculation = {tr("w ← w − rate·(m̂ / (√v̂ + ε) + decay·w)")};
    explanation.tryThis = tr("Choose the token table: only the pieces of this batch, and through the tied decoder the "
                             "guessed ones, have strong rows. Click a cell to see its update.");
    explanation.careful = tr("The gradient through the keys' bias is 0 but for rounding: it shifts all scores of a row "
                             "alike, and softmax does not see it.");
    return explanation;
}

Explanation explainMoments(const TrainingProgress &progress)
{
    Explanation explanation;
    explanation.title = stepTitle(progress.step);
    explanation.what =
        tr("The same probes, asked at two moments of this training: the upper bar is moment A, the lower "
           "one moment B; the number on the right is what B has more.");
    explanation.tryThis = tr("Move A and B close to each other around the step at which a probe was first right.");
    explanation.careful =
        tr("%1 moments are kept, in %2 MB: dense at the start, sparser later. What lies between two is "
           "gone.")
            .arg(progress.moments.size())
            .arg(double(progress.momentBytes) / 1e6, 0, 'f', 0);
    return explanation;
}

QList<QPointF> inPercent(QList<QPointF> shares)
{
    for (QPointF &point : shares)
        point.setY(100 * point.y());
    return shares;
}

} // namespace bertlab
