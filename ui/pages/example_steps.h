#pragma once

#include "plots/masking_grid.h"
#include "plots/token_flow.h"
#include "session/training_example.h"

#include <QList>

/// How an example of pre-training comes about, roll by roll, as pictures.
namespace bertlab {

/// The stations from a document to labels, in this order.
enum class ExampleStage {
    document,   ///< the roll for a short target length
    chunk,      ///< sentences collected for it
    split,      ///< how many of them A takes
    coin,       ///< is B random?
    second,     ///< where B comes from
    truncation, ///< only if the pair is too long
    tokens,     ///< [CLS] A [SEP] B [SEP]
    candidates, ///< shuffle and budget
    passed,     ///< a candidate that does not fit, or was given back
    piece,      ///< a chosen piece: [MASK], random or kept
    labels,     ///< what counts
};

struct ExampleStep
{
    ExampleStage stage;
    int candidate = -1; ///< passed and piece
    int piece = -1;     ///< piece: its number in the order of the choice
};

/// All steps; sentences that were typed begin with their tokens.
QList<ExampleStep> stepsOf(const TrainingExample &example);
/// The first step about a position, or -1.
int stepOfPosition(const TrainingExample &example, const QList<ExampleStep> &steps, int position);
/// First and last position that a step is about, or {-1, -1}.
std::pair<int, int> positionsOf(const TrainingExample &example, const ExampleStep &step);

/// The document, A and B as they are at a stage. Expects an example from documents.
TokenFlowData exampleFlow(const TrainingExample &example, ExampleStage stage);
/// The tokens with what is known of their masking after steps[step].
MaskingGridData maskingGrid(const TrainingExample &example, const QList<ExampleStep> &steps, int step);

/// What has been rolled after steps[step]; runs is 0 before the coin for B.
ExampleTally tallyOfSteps(const TrainingExample &example, const QList<ExampleStep> &steps, int step);

} // namespace bertlab
