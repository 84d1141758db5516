#include "pages/input_wording.h"

#include "analysis/operands.h"
#include "pages/wording.h"

#include <QCoreApplication>

namespace bertlab {

namespace {

class InputWording
{
    Q_DECLARE_TR_FUNCTIONS(InputWording)
};

Explanation ofText()
{
    return {.title = InputWording::tr("The text"),
            .what = InputWording::tr("The sentences as typed. BERT reads numbers, not letters: six steps lie between."),
            .tryThis = InputWording::tr("Choose the steps one after the other and follow one word."),
            .careful = {}};
}

Explanation ofNormalising(bool lowerCase)
{
    return {.title = InputWording::tr("Normalise"),
            .what = lowerCase
                        ? InputWording::tr(
                              "The text is cleaned, capitals become small, accents go, Chinese characters get spaces "
                              "around them. What changed is marked, in the text as typed and in the result.")
                        : InputWording::tr(
                              "The text is cleaned and Chinese characters get spaces around them; this model keeps "
                              "capitals and accents. What changed is marked."),
            .tryThis = InputWording::tr("Type Café, 北京大学 or two spaces."),
            .careful = lowerCase ? InputWording::tr("After this step the model cannot tell Polish from polish.")
                                 : InputWording::tr("For a model with capitals, Paris and paris are two words.")};
}

Explanation ofWords()
{
    return {.title = InputWording::tr("Words"),
            .what =
                InputWording::tr("White space and punctuation end a word; each punctuation mark is a word of its own."),
            .tryThis = InputWording::tr("Type don't or 3.14 and count the words."),
            .careful = InputWording::tr("In Chinese each character is a word for BERT. Whole words need a segmenter.")};
}

Explanation ofWordPiece(const Reading &reading, const QList<SplitText> &texts, const WordPlace &place)
{
    Explanation explanation{
        .title = InputWording::tr("WordPiece"),
        .what = InputWording::tr(
            "For each word the longest piece of the vocabulary that fits its beginning is taken, then the "
            "longest for the rest. ## marks a piece that continues a word."),
        .tryThis =
            InputWording::tr("Click a word to see every look into the vocabulary. Type unaffable or pretraining."),
        .careful = InputWording::tr("[UNK] means that no pieces fit, not that nobody knows the word."),
        .experiment = {InputWording::tr("Read Paris ☃"), {}, {}, QStringLiteral("Paris ☃")}};
    if (place.text < 0)
        return explanation;
    const SplitWord &word = texts[place.text].words[place.word];
    explanation.cellTitle = InputWording::tr("This word: %1").arg(toQString(word.word.text));
    const WordPieces searched = reading.model->tokenizer.split(word.word, true);
    QList<std::pair<QString, QString>> lines;
    int tries = 0;
    std::size_t piece = 0;
    for (const MatchAttempt &attempt : searched.attempts) {
        ++tries;
        if (!attempt.found)
            continue;
        lines.append({toQString(attempt.piece), InputWording::tr("try %1").arg(tries)});
        tries = 0;
        ++piece;
    }
    const std::size_t pieces = searched.pieces.size();
    if (piece == 0 || piece != pieces)
        lines.append({toQString(searched.pieces.front()),
                      word.word.special ? InputWording::tr("kept whole") : InputWording::tr("no split")});
    lines.append({InputWording::tr("looks into the vocabulary"), QString::number(searched.attempts.size())});
    if (word.firstToken < 0)
        lines.append({InputWording::tr("cut: the model reads %1 tokens").arg(reading.encoding.size()), {}});
    explanation.calculation = calculationLines(lines);
    return explanation;
}

void addToken(Explanation &explanation, const Reading &reading, int token)
{
    if (token < 0)
        return;
    const auto at = static_cast<std::size_t>(token);
    explanation.cellTitle = InputWording::tr("This token: %1").arg(tokenName(reading, token));
    explanation.calculation =
        calculationLines({{InputWording::tr("position"), QString::number(token)},
                          {InputWording::tr("id"), QString::number(reading.input_ids[at])},
                          {InputWording::tr("type id"), QString::number(reading.token_type_ids[at])}});
}

Explanation ofSpecials(const Reading &reading, int token)
{
    Explanation explanation{
        .title = InputWording::tr("[CLS] and [SEP]"),
        .what =
            InputWording::tr("[CLS] goes before A, [SEP] after A and after B. The type id under each token says which "
                             "sentence it belongs to: 0 for A with [CLS] and its [SEP], 1 for B with its own."),
        .tryThis = InputWording::tr("Empty sentence B: only type 0 stays, with one [SEP] at the end."),
        .careful =
            InputWording::tr("Type ids say which sentence; the attention mask says what may be looked at. They are not "
                             "the same."),
        .experiment = {InputWording::tr("Give one for the other"), QStringLiteral("pair"),
                       QStringLiteral("pair-types-as-mask"), QStringLiteral("She cooked pasta."),
                       QStringLiteral("It was delicious.")}};
    addToken(explanation, reading, token);
    return explanation;
}

Explanation ofIds(const Reading &reading, int token)
{
    Explanation explanation{
        .title = InputWording::tr("Ids"),
        .what = InputWording::tr(
            "Position above, id below. The id is the piece's line in the vocabulary, counted from 0; these "
            "numbers are all the model gets. Each chooses a row of the token table; the list has the pieces "
            "whose rows point in the most similar direction."),
        .tryThis = InputWording::tr(
            "Type a word twice: both have one id, at two positions. Click a word and point at a piece of "
            "the list."),
        .careful =
            InputWording::tr("An id is a name: close numbers mean nothing about meaning. A row is the same in every "
                             "sentence; only the layers bring the context in.")};
    addToken(explanation, reading, token);
    return explanation;
}

} // namespace

QString stepName(InputPage::Step step)
{
    switch (step) {
    case InputPage::text:
        return InputWording::tr("Text");
    case InputPage::normalise:
        return InputWording::tr("Normalise");
    case InputPage::words:
        return InputWording::tr("Words");
    case InputPage::wordPiece:
        return InputWording::tr("WordPiece");
    case InputPage::specials:
        return InputWording::tr("[CLS] [SEP]");
    case InputPage::ids:
        return InputWording::tr("Ids");
    case InputPage::embeddings:
    case InputPage::steps:
        break;
    }
    return InputWording::tr("Embeddings");
}

Explanation explainTextStep(InputPage::Step step, const Reading &reading, const QList<SplitText> &texts,
                            const WordPlace &word, int token)
{
    switch (step) {
    case InputPage::normalise:
        return ofNormalising(reading.model->tokenizer.lower_case());
    case InputPage::words:
        return ofWords();
    case InputPage::wordPiece:
        return ofWordPiece(reading, texts, word);
    case InputPage::specials:
        return ofSpecials(reading, token);
    case InputPage::ids:
        return ofIds(reading, token);
    default:
        return ofText();
    }
}

Explanation explainEmbeddings(const Reading &reading, int token, int dimension)
{
    Explanation explanation{
        .title = InputWording::tr("What BERT reads"),
        .what = InputWording::tr(
            "Three vectors are added for each token: what it is, which sentence it belongs to, and where it "
            "stands. LayerNorm of the sum is what layer 1 reads."),
        .tryThis = InputWording::tr(
            "Type a word in both sentences: its token rows are equal, its sums are not. Segment has two "
            "different rows only."),
        .careful =
            InputWording::tr("BERT's positions are learned and absolute, though many articles call them sinusoidal."),
        .experiment = {InputWording::tr("Compare both"), QStringLiteral("input"),
                       QStringLiteral("input-compare-positions")}};
    if (token < 0 || dimension < 0)
        return explanation;
    const EmbeddingOperands cell = embedding_operands(reading.model->bert, *reading.result.trace, token, dimension);
    const QString sentence =
        reading.token_type_ids[static_cast<std::size_t>(token)] == 0 ? InputWording::tr("A") : InputWording::tr("B");
    explanation.cellTitle =
        InputWording::tr("This cell: %1, dimension %2").arg(tokenName(reading, token)).arg(dimension);
    explanation.calculation =
        calculationLines({{InputWording::tr("token"), shortNumber(cell.word)},
                          {InputWording::tr("+ segment %1").arg(sentence), shortNumber(cell.token_type)},
                          {InputWording::tr("+ position %1").arg(token), shortNumber(cell.position)},
                          {InputWording::tr("= sum"), shortNumber(cell.sum)},
                          {InputWording::tr("− mean of the row"), shortNumber(cell.mean)},
                          {InputWording::tr("÷ √(variance + %1)").arg(shortNumber(cell.eps)),
                           shortNumber(std::sqrt(cell.variance + cell.eps))},
                          {InputWording::tr("× gamma"), shortNumber(cell.gamma)},
                          {InputWording::tr("+ beta"), shortNumber(cell.beta)},
                          {InputWording::tr("= LayerNorm"), shortNumber(cell.output)}});
    return explanation;
}

Explanation explainPositions()
{
    return {.title = InputWording::tr("Learned positions and sinusoids"),
            .what = InputWording::tr(
                "The cosine of every two positions: on the left of the rows that this model has for them, on the right "
                "of the sinusoids of the Transformer paper. Of sinusoids only the distance counts; a row was learned "
                "for each position by itself."),
            .tryThis = InputWording::tr(
                "Leave the positions out, then shuffle the words on the page Sentence pair: without positions the "
                "answer does not depend on their order."),
            .careful = InputWording::tr(
                "BERT's positions are learned and absolute, though many articles call them sinusoidal."),
            .experiment = {InputWording::tr("Leave the positions out"), QStringLiteral("input"),
                           QStringLiteral("input-positions-3")}};
}

} // namespace bertlab
