#include "pages/example_steps.h"

#include "pages/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bertlab {

namespace {

class ExampleSteps
{
    Q_DECLARE_TR_FUNCTIONS(ExampleSteps)
};
using Look = TokenFlowData::Look;
using Outcome = MaskingCandidate::Outcome;
using Candidate = MaskingGridData::Candidate;

const Document &documentOf(const TrainingExample &example, Index document)
{
    return example.corpus->text.documents[static_cast<std::size_t>(document)];
}

TokenFlowData::Block documentBlock(const TrainingExample &example, ExampleStage stage)
{
    const PairRolls &rolls = example.instance.pair;
    const Document &document = documentOf(example, rolls.document);
    TokenFlowData::Block block;
    block.heading = ExampleSteps::tr("Document %1").arg(rolls.document);
    block.note = ExampleSteps::tr("line %1").arg(document.line);
    block.typeId = -1;
    const Index end = rolls.first_sentence + rolls.chunk_sentences;
    const Index used = end - (stage >= ExampleStage::second ? rolls.put_back : 0);
    Index number = 0;
    for (const std::string &sentence : document.sentences) {
        const bool inChunk = stage >= ExampleStage::chunk && number >= rolls.first_sentence && number < used;
        if (stage >= ExampleStage::split && (number < rolls.first_sentence || number >= end)) {
            ++number; // once the chunk is cut, A and B need the room
            continue;
        }
        block.items.append({.text = toQString(sentence) + u' ',
                            .look = inChunk ? Look::changed : Look::text,
                            .values = {static_cast<double>(number), inChunk ? 1. : 0.}});
        ++number;
    }
    return block;
}

/// Sentences of one segment, as they stand in the corpus.
void appendSentences(TokenFlowData::Block &block, const TrainingExample &example, Index document, Index first,
                     Index count)
{
    const auto &sentences = documentOf(example, document).sentences;
    for (Index i = first; i < first + count; ++i)
        block.items.append(
            {.text = toQString(sentences[static_cast<std::size_t>(i)]), .values = {static_cast<double>(i), 1.}});
}

/// Their pieces: those that truncation takes struck through, or already gone.
void appendPieces(TokenFlowData::Block &block, const TrainingExample &example, Index document, Index first, Index count,
                  bool showCut)
{
    std::vector<std::int32_t> pieces;
    for (Index i = first; i < first + count; ++i)
        std::ranges::copy(example.corpus->pieces.sentence(document, i), std::back_inserter(pieces));
    const bool isFirst = block.typeId == 0;
    std::size_t front = 0, back = 0;
    for (const Truncation &cut : example.instance.pair.truncations)
        if (cut.from_first == isFirst)
            ++(cut.from_front() ? front : back);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool cut = i < front || i >= pieces.size() - back;
        if (cut && !showCut)
            continue;
        const std::string &piece = example.vocabulary().piece(pieces[i]);
        block.items.append({.text = toQString(piece),
                            .look = cut ? Look::tried : Look::chip,
                            .glued = !block.items.isEmpty() && Vocabulary::is_continuation(piece),
                            .values = {static_cast<double>(pieces[i]), cut ? 0. : 1.}});
    }
}

TokenFlowData::Item specialItem(const TrainingExample &example, std::int32_t id)
{
    return {
        .text = toQString(example.vocabulary().piece(id)), .special = true, .values = {static_cast<double>(id), 1.}};
}

void appendSegment(TokenFlowData::Block &block, const TrainingExample &example, ExampleStage stage, Index document,
                   Index first, Index count)
{
    if (stage < ExampleStage::truncation)
        return appendSentences(block, example, document, first, count);
    const bool tokens = stage >= ExampleStage::tokens;
    if (tokens && block.typeId == 0)
        block.items.append(specialItem(example, example.vocabulary().cls_id()));
    appendPieces(block, example, document, first, count, !tokens);
    if (tokens)
        block.items.append(specialItem(example, example.vocabulary().sep_id()));
}

QString coinText(double roll)
{
    return QString::number(roll, 'f', 2).mid(1); // ".14": a column is narrow
}

void showCandidates(MaskingGridData &grid, const TrainingExample &example)
{
    const bool coins = example.options.masking.method == MaskingMethod::bernoulli;
    const auto &candidates = example.instance.masking.candidates;
    for (std::size_t turn = 0; turn < candidates.size(); ++turn) {
        const auto &positions = candidates[turn].positions;
        for (std::size_t i = 0; i < positions.size(); ++i) {
            MaskingGridData::Column &column = grid.columns[positions[i]];
            column.candidate = Candidate::open;
            column.joined = i > 0;
            column.turnNumber = coins ? candidates[turn].roll : static_cast<double>(turn + 1);
            if (i == 0)
                column.turn = coins ? coinText(candidates[turn].roll) : QString::number(turn + 1);
        }
    }
}

void showPassed(MaskingGridData &grid, const MaskingCandidate &candidate)
{
    const bool skipped = candidate.outcome == Outcome::does_not_fit;
    for (const Index position : candidate.positions)
        grid.columns[position].candidate = skipped ? Candidate::skipped : Candidate::givenBack;
    grid.columns[candidate.positions.front()].reason =
        skipped ? ExampleSteps::tr("%n pieces, %1 left", nullptr, static_cast<int>(candidate.positions.size()))
                      .arg(candidate.budget_left)
                : ExampleSteps::tr("back");
}

void showPiece(MaskingGridData &grid, const TrainingExample &example, const MaskedPiece &piece)
{
    MaskingGridData::Column &column = grid.columns[piece.position];
    column.candidate = Candidate::chosen;
    column.roll = QStringLiteral("u=") + coinText(piece.mask_roll);
    column.rollNumber = piece.mask_roll;
    column.seen = toQString(example.vocabulary().piece(piece.shown));
    column.sight = piece.treatment == MaskedPiece::Treatment::mask     ? MaskingGridData::Sight::mask
                   : piece.treatment == MaskedPiece::Treatment::random ? MaskingGridData::Sight::random
                                                                       : MaskingGridData::Sight::kept;
    column.label = toQString(example.vocabulary().piece(piece.original));
}

} // namespace

QList<ExampleStep> stepsOf(const TrainingExample &example)
{
    QList<ExampleStep> steps;
    if (example.corpus) {
        for (const ExampleStage stage : {ExampleStage::document, ExampleStage::chunk, ExampleStage::split,
                                         ExampleStage::coin, ExampleStage::second})
            steps.append({stage});
        if (!example.instance.pair.truncations.empty())
            steps.append({ExampleStage::truncation});
    }
    steps.append({ExampleStage::tokens});
    steps.append({ExampleStage::candidates});
    int piece = 0;
    const auto &candidates = example.instance.masking.candidates;
    for (int i = 0; i < static_cast<int>(candidates.size()); ++i) {
        const MaskingCandidate &candidate = candidates[static_cast<std::size_t>(i)];
        if (candidate.outcome == Outcome::does_not_fit || candidate.outcome == Outcome::unmasked)
            steps.append({ExampleStage::passed, i});
        if (candidate.outcome == Outcome::chosen)
            for (std::size_t k = 0; k < candidate.positions.size(); ++k)
                steps.append({ExampleStage::piece, i, piece++});
    }
    steps.append({ExampleStage::labels});
    return steps;
}

std::pair<int, int> positionsOf(const TrainingExample &example, const ExampleStep &step)
{
    const Masking &masking = example.instance.masking;
    if (step.stage == ExampleStage::piece) {
        const auto position = static_cast<int>(masking.pieces[static_cast<std::size_t>(step.piece)].position);
        return {position, position};
    }
    if (step.stage == ExampleStage::passed) {
        const auto &positions = masking.candidates[static_cast<std::size_t>(step.candidate)].positions;
        return {static_cast<int>(positions.front()), static_cast<int>(positions.back())};
    }
    return {-1, -1};
}

int stepOfPosition(const TrainingExample &example, const QList<ExampleStep> &steps, int position)
{
    for (int step = 0; step < steps.size(); ++step) {
        const auto [first, last] = positionsOf(example, steps[step]);
        if (first >= 0 && first <= position && position <= last)
            return step;
    }
    return -1;
}

TokenFlowData exampleFlow(const TrainingExample &example, ExampleStage stage)
{
    const PairRolls &rolls = example.instance.pair;
    TokenFlowData flow;
    flow.quantity = QStringLiteral("sentence number or id");
    flow.columns = QStringList{ExampleSteps::tr("number"), ExampleSteps::tr("taken")};
    flow.blocks.append(documentBlock(example, stage));
    if (stage >= ExampleStage::split) {
        TokenFlowData::Block a{.heading = ExampleSteps::tr("A (0)"), .typeId = 0};
        appendSegment(a, example, stage, rolls.document, rolls.first_sentence, rolls.sentences_of_first);
        flow.blocks.append(a);
    }
    if (stage >= ExampleStage::second || (stage == ExampleStage::coin && !rolls.is_random_next)) {
        TokenFlowData::Block b{.heading = ExampleSteps::tr("B (1)"), .typeId = 1};
        b.note = rolls.is_random_next ? ExampleSteps::tr("document %1").arg(rolls.second_document)
                                      : ExampleSteps::tr("follows A");
        appendSegment(b, example, stage, rolls.second_document, rolls.second_sentence, rolls.sentences_of_second);
        flow.blocks.append(b);
    }
    return flow;
}

MaskingGridData maskingGrid(const TrainingExample &example, const QList<ExampleStep> &steps, int step)
{
    const PretrainingInstance &instance = example.instance;
    const ExampleStage stage = steps[step].stage;
    const bool coins = example.options.masking.method == MaskingMethod::bernoulli;
    MaskingGridData grid;
    grid.rowNames = {ExampleSteps::tr("Tokens"),
                     coins ? ExampleSteps::tr("Coins: u < .15") : ExampleSteps::tr("Candidates"),
                     ExampleSteps::tr("Chosen"), ExampleSteps::tr("BERT sees"), ExampleSteps::tr("Label")};
    for (std::size_t i = 0; i < instance.original_ids.size(); ++i) {
        const std::int32_t id = instance.original_ids[i];
        MaskingGridData::Column column;
        column.token = {.text = toQString(example.vocabulary().piece(id)),
                        .typeId = instance.token_type_ids[i],
                        .special = id == example.vocabulary().cls_id() || id == example.vocabulary().sep_id()};
        column.seen = column.token.text;
        column.sight = stage < ExampleStage::candidates ? MaskingGridData::Sight::hidden : MaskingGridData::Sight::same;
        grid.columns.append(column);
    }
    if (stage < ExampleStage::candidates)
        return grid;
    showCandidates(grid, example);
    for (int i = 0; i <= step; ++i) {
        if (steps[i].stage == ExampleStage::passed)
            showPassed(grid, instance.masking.candidates[static_cast<std::size_t>(steps[i].candidate)]);
        if (steps[i].stage == ExampleStage::piece)
            showPiece(grid, example, instance.masking.pieces[static_cast<std::size_t>(steps[i].piece)]);
    }
    return grid;
}

ExampleTally tallyOfSteps(const TrainingExample &example, const QList<ExampleStep> &steps, int step)
{
    if (steps[step].stage == ExampleStage::labels)
        return example.tally;
    ExampleTally tally = example.tally;
    tally.runs = steps[step].stage >= ExampleStage::coin ? 1 : 0;
    tally.chosen = tally.masked = tally.random = tally.kept = 0;
    for (int i = 0; i <= step; ++i) {
        if (steps[i].stage != ExampleStage::piece)
            continue;
        const auto treatment = example.instance.masking.pieces[static_cast<std::size_t>(steps[i].piece)].treatment;
        ++tally.chosen;
        ++(treatment == MaskedPiece::Treatment::mask     ? tally.masked
           : treatment == MaskedPiece::Treatment::random ? tally.random
                                                         : tally.kept);
    }
    return tally;
}

} // namespace bertlab
