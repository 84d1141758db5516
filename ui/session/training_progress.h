#pragma once

#include "session/curve_history.h"
#include "session/moments.h"
#include "training/ignorance.h"
#include "training/opened_step.h"
#include "training/probe_changes.h"
#include "training/recipe.h"
#include "training/trainer.h"

#include <QJsonObject>
#include <QList>
#include <QPointF>
#include <QString>

#include <memory>
#include <optional>

namespace bertlab {

/// What the probes answered behind so many steps.
struct AnsweredProbes
{
    Index step;
    std::vector<ProbeAnswer> answers;
};

/// What a run has gone through so far; a run that is saved takes it along.
struct TrainingHistory
{
    CurveHistory maskedLoss, nextLoss, learningRate, gradientNorm; ///< of each step
    CurveHistory tokensPerSecond;                                  ///< of the last seconds, pauses left out
    QList<QPointF> heldOutMaskedLoss, heldOutNextLoss;             ///< where it was evaluated
    QList<QPointF> heldOutMaskedAccuracy, heldOutNextAccuracy;     ///< 0 … 1
    QList<QPointF> heldOutSeenAccuracy, heldOutUnseenAccuracy;     ///< of masked pieces, as in Evaluation
    QList<AnsweredProbes> answers;          ///< where it was evaluated, where it rested, at its end; steps ascending
    QList<std::optional<Index>> rightSince; ///< of each probe: behind so many steps it was right first
    std::optional<Index> nextLeft;          ///< behind so many steps NSP first beat 'always notNext' clearly

    QJsonObject toJson() const;
    static TrainingHistory fromJson(const QJsonObject &json); ///< what is missing stays empty
};

/// What the probes answer behind two steps.
struct MomentComparison
{
    Index before, after; ///< steps
    std::vector<ProbeChange> changes;
};

/// Where a training stands, as the window shows it. Immutable once made.
struct TrainingProgress
{
    Index step = 0, steps = 0; ///< taken so far, and in all
    std::uint64_t tokens = 0;
    double seconds = 0; ///< spent on steps so far
    double tokensPerSecond = 0, secondsLeft = 0;
    TrainingHistory history;
    std::vector<ProbeAnswer> probes;
    QList<Index> probesInTraining; ///< how often each probe's sentence stands in the training text
    QList<Index> moments;          ///< steps behind which the weights are kept
    std::size_t momentBytes = 0;   ///< what they take
    Index mostMoments = 0;         ///< then they thin out
    std::size_t mostMomentBytes = 0;
    Ignorance ignorance;
    double clipNorm = 0;                      ///< 0: gradients are not clipped
    double alwaysNotNext = 0;                 ///< the share of the held-out pairs that are
    Index heldOutSeen = 0, heldOutUnseen = 0; ///< pieces behind the two accuracies
    QString mostFrequentPiece;
    std::shared_ptr<const RunRecipe> recipe; ///< with the size of the vocabulary that came of it
    std::shared_ptr<const TrainingStep> last;
    std::shared_ptr<const OpenedStep> opened; ///< the last one that was taken alone; null before
    std::shared_ptr<const Vocabulary> vocabulary;

    void noteMoments(const Moments &kept); ///< what is said of them, not their weights
};

} // namespace bertlab
