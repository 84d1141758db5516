#include "pages/example_wording.h"

#include "pages/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bertlab {

namespace {

class ExampleWording
{
    Q_DECLARE_TR_FUNCTIONS(ExampleWording)
};
using Treatment = MaskedPiece::Treatment;

const MaskedPiece &pieceOf(const TrainingExample &example, const ExampleStep &step)
{
    return example.instance.masking.pieces[static_cast<std::size_t>(step.piece)];
}

const MaskingCandidate &candidateOf(const TrainingExample &example, const ExampleStep &step)
{
    return example.instance.masking.candidates[static_cast<std::size_t>(step.candidate)];
}

QString quoted(const TrainingExample &example, std::int32_t id)
{
    return QStringLiteral("“%1”").arg(toQString(example.vocabulary().piece(id)));
}

/// The pieces of a candidate, joined as one word where they are one.
QString wordOf(const TrainingExample &example, const MaskingCandidate &candidate)
{
    QString word;
    for (const Index position : candidate.positions) {
        const std::string &piece =
            example.vocabulary().piece(example.instance.original_ids[static_cast<std::size_t>(position)]);
        word += toQString(word.isEmpty() || !Vocabulary::is_continuation(piece) ? piece : piece.substr(2));
    }
    return QStringLiteral("“%1”").arg(word);
}

QString shareText(double share)
{
    return QStringLiteral("%1 %").arg(QString::number(share, 'f', share < 99.95 && share != 0 ? 1 : 0));
}

QString percentText(double percent)
{
    return QStringLiteral("%1 %").arg(percent);
}

/// Tokens that may be chosen: all but [CLS] and [SEP].
Index candidatePieces(const TrainingExample &example)
{
    Index sum = 0;
    for (const MaskingCandidate &candidate : example.instance.masking.candidates)
        sum += static_cast<Index>(candidate.positions.size());
    return sum;
}

RollData documentRoll(const TrainingExample &example)
{
    const PairRolls &rolls = example.instance.pair;
    const Index room = example.options.length - 3;
    const double chance = PairOptions().short_probability;
    const bool isShort = rolls.short_roll < chance;
    RollData data;
    data.bars.append(
        {{{ExampleWording::tr("short"), chance, isShort}, {ExampleWording::tr("full length"), 1 - chance, !isShort}},
         rolls.short_roll});
    data.lines.append(
        isShort ? ExampleWording::tr("This document gets a short target: %1, drawn evenly from 2 … %2.")
                      .arg(rolls.target_length)
                      .arg(room)
                : ExampleWording::tr("The target is %1 pieces for A and B: %2 tokens without [CLS] and two [SEP].")
                      .arg(room)
                      .arg(example.options.length));
    data.lines.append(
        ExampleWording::tr("Short ones are there since later inputs are not always long. One roll a document."));
    return data;
}

RollData chunkRoll(const TrainingExample &example)
{
    const PairRolls &rolls = example.instance.pair;
    Index pieces = 0;
    for (Index i = 0; i < rolls.chunk_sentences; ++i)
        pieces += static_cast<Index>(example.corpus->pieces.sentence(rolls.document, rolls.first_sentence + i).size());
    RollData data;
    data.lines.append(ExampleWording::tr("Sentences %1 … %2 are the chunk: %3 pieces, the target is %4.")
                          .arg(rolls.first_sentence)
                          .arg(rolls.first_sentence + rolls.chunk_sentences - 1)
                          .arg(pieces)
                          .arg(rolls.target_length));
    data.lines.append(
        pieces < rolls.target_length
            ? ExampleWording::tr("The document ends before the target is reached.")
            : ExampleWording::tr("Sentences are collected until the target is reached; nothing is rolled here."));
    return data;
}

RollData splitRoll(const TrainingExample &example)
{
    const PairRolls &rolls = example.instance.pair;
    RollData data;
    if (rolls.chunk_sentences == 1) {
        data.lines = QStringList{ExampleWording::tr("The chunk has one sentence: A takes it.")};
        return data;
    }
    RollData::Bar bar;
    const auto places = static_cast<double>(rolls.chunk_sentences - 1);
    for (Index count = 1; count < rolls.chunk_sentences; ++count)
        bar.parts.append({QString::number(count), 1 / places, count == rolls.sentences_of_first});
    data.bars.append(bar);
    data.lines.append(rolls.chunk_sentences == 2
                          ? ExampleWording::tr("Two sentences: A takes the first, one is left.")
                          : ExampleWording::tr("A takes %1 of the %2 sentences, drawn evenly from 1 … %3.")
                                .arg(rolls.sentences_of_first)
                                .arg(rolls.chunk_sentences)
                                .arg(rolls.chunk_sentences - 1));
    data.lines.append(ExampleWording::tr("“Sentence A” in BERT is a span of text, often more than one sentence."));
    return data;
}

RollData coinRoll(const TrainingExample &example)
{
    const PairRolls &rolls = example.instance.pair;
    RollData data;
    if (!rolls.next_roll) {
        data.lines = QStringList{
            ExampleWording::tr("No coin: nothing is left of a chunk of one sentence, so B is always random."),
            ExampleWording::tr("That is why more than half of all pairs are random next.")};
        return data;
    }
    data.bars.append({{{ExampleWording::tr("random"), .5, rolls.is_random_next},
                       {ExampleWording::tr("next"), .5, !rolls.is_random_next}},
                      rolls.next_roll});
    data.lines.append(rolls.is_random_next ? ExampleWording::tr("B comes from another document: NotNext, label 1.")
                                           : ExampleWording::tr("B is what follows A: IsNext, label 0."));
    return data;
}

RollData secondRoll(const TrainingExample &example)
{
    const PairRolls &rolls = example.instance.pair;
    RollData data;
    if (!rolls.is_random_next) {
        data.lines = QStringList{ExampleWording::tr("B is the rest of the chunk: %1 of its %2 sentences.")
                                     .arg(rolls.sentences_of_second)
                                     .arg(rolls.chunk_sentences)};
        return data;
    }
    data.lines.append(
        ExampleWording::tr("Document %1 of %2 is drawn, never the same one, and sentence %3 in it: B begins there.")
            .arg(rolls.second_document)
            .arg(example.corpus->pieces.documents())
            .arg(rolls.second_sentence));
    if (rolls.put_back > 0)
        data.lines.append(
            ExampleWording::tr("Sentences put back: %1. The next example begins with them.").arg(rolls.put_back));
    return data;
}

RollData truncationRoll(const TrainingExample &example)
{
    const auto &cuts = example.instance.pair.truncations;
    const auto count = [&cuts](bool first, bool front) {
        return std::ranges::count_if(
            cuts, [=](const Truncation &cut) { return cut.from_first == first && cut.from_front() == front; });
    };
    RollData data;
    data.bars.append({{{ExampleWording::tr("front"), .5, cuts.back().from_front()},
                       {ExampleWording::tr("back"), .5, !cuts.back().from_front()}},
                      cuts.back().roll});
    data.lines.append(
        ExampleWording::tr(
            "Too long by %1: each time the longer side loses a piece, from the front or the back by a coin.")
            .arg(cuts.size()));
    data.lines.append(
        ExampleWording::tr("A: %1 from the front, %2 from the back. B: %3 and %4. The bar shows the last coin.")
            .arg(count(true, true))
            .arg(count(true, false))
            .arg(count(false, true))
            .arg(count(false, false)));
    return data;
}

RollData tokensRoll(const TrainingExample &example)
{
    const PretrainingInstance &instance = example.instance;
    const auto inA = std::ranges::count(instance.token_type_ids, 0);
    RollData data;
    data.lines.append(ExampleWording::tr("%n tokens: [CLS] A [SEP] B [SEP].", nullptr,
                                         static_cast<int>(instance.original_ids.size())));
    if (!example.corpus && inA == static_cast<std::ptrdiff_t>(instance.original_ids.size()))
        data.lines = QStringList{
            ExampleWording::tr("%n tokens: [CLS] A [SEP].", nullptr, static_cast<int>(instance.original_ids.size()))};
    if (example.corpus)
        data.lines.append(instance.is_random_next ? ExampleWording::tr("The pair's label is 1, NotNext.")
                                                  : ExampleWording::tr("The pair's label is 0, IsNext."));
    return data;
}

RollData candidatesRoll(const TrainingExample &example)
{
    const Masking &masking = example.instance.masking;
    const auto length = static_cast<Index>(example.instance.original_ids.size());
    const MaskingOptions &options = example.options.masking;
    const Index pieces = candidatePieces(example);
    RollData data;
    if (options.method == MaskingMethod::bernoulli) {
        data.lines.append(
            ExampleWording::tr("A coin for each of the %1 that may be chosen: u < %2. How many are chosen differs "
                               "from run to run.")
                .arg(pieces)
                .arg(options.probability));
        data.lines.append(ExampleWording::tr("BERT does not do that: it has a budget for each sequence."));
        return data;
    }
    data.lines.append(
        ExampleWording::tr("Budget: round(%1 × %2) = %3 of %4 that may be chosen, %5.")
            .arg(options.probability)
            .arg(length)
            .arg(masking.budget)
            .arg(pieces)
            .arg(shareText(pieces > 0 ? 100. * static_cast<double>(masking.budget) / static_cast<double>(pieces) : 0)));
    data.lines.append(options.whole_word
                          ? ExampleWording::tr("All words are shuffled; they are taken in turn until the budget is "
                                               "full.")
                          : ExampleWording::tr("All pieces are shuffled; the first ones are chosen until the budget "
                                               "is full."));
    return data;
}

RollData passedRoll(const TrainingExample &example, const ExampleStep &step)
{
    const MaskingCandidate &candidate = candidateOf(example, step);
    RollData data;
    if (candidate.outcome == MaskingCandidate::Outcome::does_not_fit) {
        data.lines.append(ExampleWording::tr("%1 is skipped: %n pieces, %2 left in the budget.", nullptr,
                                             static_cast<int>(candidate.positions.size()))
                              .arg(wordOf(example, candidate))
                              .arg(candidate.budget_left));
        data.lines.append(
            ExampleWording::tr("A word is masked with all its pieces or not at all; a later one may still fit."));
    } else {
        data.lines.append(ExampleWording::tr("%1 is given back: its word does not fit, %2 left in the budget.")
                              .arg(wordOf(example, candidate))
                              .arg(candidate.budget_left));
        data.lines.append(ExampleWording::tr("Other words that were begun are completed with the room."));
    }
    return data;
}

/// The bar of the second roll, where there was one.
RollData::Bar secondBar(const MaskSplit &split, const MaskedPiece &piece)
{
    const double keep = split.keep / (split.keep + split.random);
    return {{{ExampleWording::tr("kept"), keep, piece.treatment == Treatment::keep},
             {ExampleWording::tr("random piece"), 1 - keep, piece.treatment == Treatment::random}},
            piece.second_roll};
}

RollData pieceRoll(const TrainingExample &example, const ExampleStep &step)
{
    const MaskedPiece &piece = pieceOf(example, step);
    const MaskSplit &split = example.options.masking.split;
    RollData data;
    RollData::Bar first{
        {{ExampleWording::tr("%1 [MASK]").arg(percentText(split.mask)), split.mask / 100, !piece.second_roll}},
        piece.mask_roll};
    if (split.mask < 100)
        first.parts.append({ExampleWording::tr("roll again"), 1 - split.mask / 100, piece.second_roll.has_value()});
    data.bars.append(first);
    if (piece.second_roll)
        data.bars.append(secondBar(split, piece));
    const QString original = quoted(example, piece.original), shown = quoted(example, piece.shown);
    data.lines.append(
        piece.treatment == Treatment::mask ? ExampleWording::tr("%1 becomes [MASK]; the label stays %1.").arg(original)
        : piece.treatment == Treatment::keep
            ? ExampleWording::tr("%1 stays as it is, and is still to be predicted.").arg(original)
        : piece.shown == piece.original
            ? ExampleWording::tr("A random piece takes its place: %1, by chance the true one.").arg(shown)
            : ExampleWording::tr("A random piece takes its place: %2; the label stays %1.").arg(original, shown));
    data.lines.append(ExampleWording::tr("Only chosen positions count in the loss, kept ones too."));
    return data;
}

RollData labelsRoll(const TrainingExample &example)
{
    const auto count = static_cast<int>(example.instance.masked_positions.size());
    RollData data;
    data.lines.append(ExampleWording::tr("Positions that count: %1; the loss is the mean over them.").arg(count));
    if (example.corpus)
        data.lines.append(
            example.instance.is_random_next
                ? ExampleWording::tr("The pair counts too: B is from document %1, so its label is 1, NotNext.")
                      .arg(example.instance.pair.second_document)
                : ExampleWording::tr("The pair counts too: B follows A in document %1, so its label is 0, IsNext.")
                      .arg(example.instance.pair.document));
    data.lines.append(ExampleWording::tr("Everything else in the sequence is only read. Each epoch rolls anew."));
    return data;
}

QString carefulOf(ExampleStage stage)
{
    switch (stage) {
    case ExampleStage::document:
    case ExampleStage::chunk:
    case ExampleStage::split:
    case ExampleStage::coin:
    case ExampleStage::second:
    case ExampleStage::truncation:
    case ExampleStage::tokens:
        return ExampleWording::tr(
            "Index 0 means IsNext. Not half of the pairs are random next but 57 to 60 % in BERT's own data: "
            "a chunk of one sentence always gets a random B.");
    case ExampleStage::passed:
        return ExampleWording::tr(
            "Whole-word masking chooses words, but rolls 80/10/10 for each piece. In Chinese each character "
            "is a word for BERT; whole words need a segmenter.");
    case ExampleStage::candidates:
    case ExampleStage::piece:
    case ExampleStage::labels:
        break;
    }
    return ExampleWording::tr(
        "15 % is a budget of pieces in each sequence, not a coin for each word. The loss counts the chosen "
        "positions only, the kept ones too; the random piece can be the true one.");
}

} // namespace

QString stepTitle(const TrainingExample &example, const ExampleStep &step)
{
    switch (step.stage) {
    case ExampleStage::document:
        return ExampleWording::tr("Document: how long shall it be?");
    case ExampleStage::chunk:
        return ExampleWording::tr("Chunk");
    case ExampleStage::split:
        return ExampleWording::tr("A | B: where is the cut?");
    case ExampleStage::coin:
        return ExampleWording::tr("Coin: is B random?");
    case ExampleStage::second:
        return ExampleWording::tr("B");
    case ExampleStage::truncation:
        return ExampleWording::tr("Truncation");
    case ExampleStage::tokens:
        return ExampleWording::tr("Tokens");
    case ExampleStage::candidates:
        return ExampleWording::tr("Candidates and budget");
    case ExampleStage::passed:
        return ExampleWording::tr("Turn %1: %2")
            .arg(step.candidate + 1)
            .arg(wordOf(example, candidateOf(example, step)));
    case ExampleStage::piece:
        return ExampleWording::tr("Roll %1 of %2: %3")
            .arg(step.piece + 1)
            .arg(example.instance.masking.pieces.size())
            .arg(quoted(example, pieceOf(example, step).original));
    case ExampleStage::labels:
        break;
    }
    return ExampleWording::tr("Labels");
}

RollData rollOf(const TrainingExample &example, const ExampleStep &step)
{
    switch (step.stage) {
    case ExampleStage::document:
        return documentRoll(example);
    case ExampleStage::chunk:
        return chunkRoll(example);
    case ExampleStage::split:
        return splitRoll(example);
    case ExampleStage::coin:
        return coinRoll(example);
    case ExampleStage::second:
        return secondRoll(example);
    case ExampleStage::truncation:
        return truncationRoll(example);
    case ExampleStage::tokens:
        return tokensRoll(example);
    case ExampleStage::candidates:
        return candidatesRoll(example);
    case ExampleStage::passed:
        return passedRoll(example, step);
    case ExampleStage::piece:
        return pieceRoll(example, step);
    case ExampleStage::labels:
        break;
    }
    return labelsRoll(example);
}

Explanation explainStep(const TrainingExample &example, const ExampleStep &step)
{
    const RollData roll = rollOf(example, step);
    Explanation explanation{
        .title = ExampleWording::tr("One training example"),
        .what = ExampleWording::tr(
            "From documents to [CLS] A [SEP] B [SEP] to masks: every roll that made this example. After "
            "pre-training no one writes [MASK]; keeping some pieces and disturbing some makes BERT build a "
            "vector for every token."),
        .cellTitle = stepTitle(example, step),
        .tryThis = ExampleWording::tr(
            "Step through the rolls, take a new seed, then run 1,000 times. With whole words a word can be too long "
            "for what is left of the budget."),
        .careful = carefulOf(step.stage),
        .experiment = {ExampleWording::tr("Run it 1,000 times"), QStringLiteral("example"),
                       QStringLiteral("example-run")}};
    if (step.stage >= ExampleStage::candidates && example.options.masking.whole_word) {
        explanation.tryThis = ExampleWording::tr(
            "Read “Let us start pretraining the model.” and take new seeds until its long word has turn 1 or 2: three "
            "pieces do not fit a budget of two. “Complete words” takes it and un-masks another.");
        explanation.careful = carefulOf(ExampleStage::passed);
        explanation.experiment = {ExampleWording::tr("Read a word of three pieces"),
                                  QStringLiteral("example"),
                                  QStringLiteral("example-whole-words"),
                                  QStringLiteral("Let us start pretraining the model."),
                                  {}};
    }
    for (const RollData::Bar &bar : roll.bars)
        for (const RollData::Part &part : bar.parts)
            if (part.chosen)
                explanation.calculation.append(
                    bar.roll ? QStringLiteral("u = %1 → %2").arg(shortNumber(*bar.roll), part.text)
                             : QStringLiteral("→ %1").arg(part.text));
    if (step.stage == ExampleStage::candidates && example.options.masking.method != MaskingMethod::bernoulli)
        explanation.calculation.append(QStringLiteral("round(%1 × %2) = %3")
                                           .arg(example.options.masking.probability)
                                           .arg(example.instance.original_ids.size())
                                           .arg(example.instance.masking.budget));
    return explanation;
}

BarListData tallyBars(const TrainingExample &example, const ExampleTally &tally)
{
    const MaskingOptions &options = example.options.masking;
    BarListData data;
    data.quantity = QStringLiteral("share after %1 runs").arg(tally.runs);
    const auto append = [&data](const QString &label, Index part, Index all, std::optional<double> expected,
                                const QString &note) {
        const double value = all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0;
        data.rows.append({.label = label,
                          .value = value,
                          .number = all > 0 ? shareText(100 * value) : QStringLiteral("–"), // nothing was rolled yet
                          .note = note,
                          .expected = expected});
    };
    append(QStringLiteral("[MASK]"), tally.masked, tally.chosen, options.split.mask / 100, {});
    append(ExampleWording::tr("random"), tally.random, tally.chosen, options.split.random / 100, {});
    append(ExampleWording::tr("kept"), tally.kept, tally.chosen, options.split.keep / 100, {});
    const bool coins = options.method == MaskingMethod::bernoulli;
    const QString often = tally.runs <= 1 ? ExampleWording::tr("%1 of %2").arg(tally.chosen).arg(tally.tokens)
                          : tally.fewest == tally.most
                              ? ExampleWording::tr("%1 in every run").arg(tally.most)
                              : ExampleWording::tr("%1 to %2 a run").arg(tally.fewest).arg(tally.most);
    append(ExampleWording::tr("chosen"), tally.chosen, tally.tokens,
           coins ? std::optional(options.probability * static_cast<double>(tally.candidates) /
                                 static_cast<double>(tally.tokens))
                 : std::nullopt,
           often);
    if (example.corpus)
        append(ExampleWording::tr("random next"), tally.randomNext, tally.runs,
               tally.runs > 0 ? std::optional(tally.expectedRandomNext()) : std::nullopt,
               tally.runs <= 1 ? QString() : ExampleWording::tr("%1 had no coin").arg(tally.alwaysRandom));
    return data;
}

} // namespace bertlab
