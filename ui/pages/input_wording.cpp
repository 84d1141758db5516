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
using W = InputWording;

Explanation ofText()
{
    return {.title = W::tr("The text"),
            .what = W::tr("The sentences as typed. BERT reads numbers, not letters: six steps lie between."),
            .tryThis = W::tr("Choose the steps one after the other and follow one word."),
            .careful = {}};
}

Explanation ofNormalising(bool lowerCase)
{
    return {.title = W::tr("Normalise"),
            .what = lowerCase
                        ? W::tr("The text is cleaned, capitals become small, accents go, Chinese characters get spaces "
                                "around them. What changed is marked, in the text as typed and in the result.")
                        : W::tr("The text is cleaned and Chinese characters get spaces around them; this model keeps "
                                "capitals and accents. What changed is marked."),
            .tryThis = W::tr("Type Café, 北京大学 or two spaces."),
            .careful = lowerCase ? W::tr("After this step the model cannot tell Polish from polish.")
                                 : W::tr("For a model with capitals, Paris and paris are two words.")};
}

Explanation ofWords()
{
    return {.title = W::tr("Words"),
            .what = W::tr("White space and punctuation end a word; each punctuation mark is a word of its own."),
            .tryThis = W::tr("Type don't or 3.14 and count the words."),
            .careful = W::tr("In Chinese each character is a word for BERT. Whole words need a segmenter.")};
}

Explanation ofWordPiece(const Reading &reading, const QList<SplitText> &texts, const WordPlace &place)
{
    Explanation explanation{
        .title = W::tr("WordPiece"),
        .what = W::tr("For each word the longest piece of the vocabulary that fits its beginning is taken, then the "
                      "longest for the rest. ## marks a piece that continues a word."),
        .tryThis = W::tr("Click a word to see every look into the vocabulary. Type unaffable or pretraining."),
        .careful = W::tr("[UNK] means that no pieces fit, not that nobody knows the word. Try Paris ☃.")};
    if (place.text < 0)
        return explanation;
    const SplitWord &word = texts[place.text].words[place.word];
    explanation.cellTitle = W::tr("This word: %1").arg(toQString(word.word.text));
    const WordPieces searched = reading.model->tokenizer.split(word.word, true);
    QList<std::pair<QString, QString>> lines;
    int tries = 0;
    std::size_t piece = 0;
    for (const MatchAttempt &attempt : searched.attempts) {
        ++tries;
        if (!attempt.found)
            continue;
        lines.append({toQString(attempt.piece), W::tr("try %1").arg(tries)});
        tries = 0;
        ++piece;
    }
    const std::size_t pieces = searched.pieces.size();
    if (piece == 0 || piece != pieces)
        lines.append({toQString(searched.pieces.front()), word.word.special ? W::tr("kept whole") : W::tr("no split")});
    lines.append({W::tr("looks into the vocabulary"), QString::number(searched.attempts.size())});
    if (word.firstToken < 0)
        lines.append({W::tr("cut: the model reads %1 tokens").arg(reading.encoding.size()), {}});
    explanation.calculation = calculationLines(lines);
    return explanation;
}

void addToken(Explanation &explanation, const Reading &reading, int token)
{
    if (token < 0)
        return;
    const auto at = static_cast<std::size_t>(token);
    explanation.cellTitle = W::tr("This token: %1").arg(tokenName(reading, token));
    explanation.calculation = calculationLines({{W::tr("position"), QString::number(token)},
                                                {W::tr("id"), QString::number(reading.input_ids[at])},
                                                {W::tr("type id"), QString::number(reading.encoding.type_ids[at])}});
}

Explanation ofSpecials(const Reading &reading, int token)
{
    Explanation explanation{
        .title = W::tr("[CLS] and [SEP]"),
        .what = W::tr("[CLS] goes before A, [SEP] after A and after B. The type id under each token says which "
                      "sentence it belongs to: 0 for A with [CLS] and its [SEP], 1 for B with its own."),
        .tryThis = W::tr("Empty sentence B: only type 0 stays, with one [SEP] at the end."),
        .careful = W::tr("Type ids say which sentence; the attention mask says what may be looked at. They are not "
                         "the same.")};
    addToken(explanation, reading, token);
    return explanation;
}

Explanation ofIds(const Reading &reading, int token)
{
    Explanation explanation{
        .title = W::tr("Ids"),
        .what = W::tr("Position above, id below. The id is the piece's line in the vocabulary, counted from 0; these "
                      "numbers are all the model gets."),
        .tryThis = W::tr("Type a word twice: both have one id, at two positions."),
        .careful = W::tr("An id is a name. Close numbers mean nothing about meaning.")};
    addToken(explanation, reading, token);
    return explanation;
}

} // namespace

QString stepName(InputPage::Step step)
{
    switch (step) {
    case InputPage::text:
        return W::tr("Text");
    case InputPage::normalise:
        return W::tr("Normalise");
    case InputPage::words:
        return W::tr("Words");
    case InputPage::wordPiece:
        return W::tr("WordPiece");
    case InputPage::specials:
        return W::tr("[CLS] [SEP]");
    case InputPage::ids:
        return W::tr("Ids");
    case InputPage::embeddings:
    case InputPage::steps:
        break;
    }
    return W::tr("Embeddings");
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
        .title = W::tr("What BERT reads"),
        .what = W::tr("Three vectors are added for each token: what it is, which sentence it belongs to, and where it "
                      "stands. LayerNorm of the sum is what layer 1 reads."),
        .tryThis = W::tr("Type a word in both sentences: its token rows are equal, its sums are not. Segment has two "
                         "different rows only."),
        .careful = W::tr("BERT's positions are learned and absolute, though many articles call them sinusoidal.")};
    if (token < 0 || dimension < 0)
        return explanation;
    const EmbeddingOperands cell = embedding_operands(reading.model->bert, *reading.result.trace, token, dimension);
    const QString sentence = reading.encoding.type_ids[static_cast<std::size_t>(token)] == 0 ? W::tr("A") : W::tr("B");
    explanation.cellTitle = W::tr("This cell: %1, dimension %2").arg(tokenName(reading, token)).arg(dimension);
    explanation.calculation = calculationLines(
        {{W::tr("token"), shortNumber(cell.word)},
         {W::tr("+ segment %1").arg(sentence), shortNumber(cell.token_type)},
         {W::tr("+ position %1").arg(token), shortNumber(cell.position)},
         {W::tr("= sum"), shortNumber(cell.sum)},
         {W::tr("− mean of the row"), shortNumber(cell.mean)},
         {W::tr("÷ √(variance + %1)").arg(shortNumber(cell.eps)), shortNumber(std::sqrt(cell.variance + cell.eps))},
         {W::tr("× gamma"), shortNumber(cell.gamma)},
         {W::tr("+ beta"), shortNumber(cell.beta)},
         {W::tr("= LayerNorm"), shortNumber(cell.output)}});
    return explanation;
}

} // namespace bertlab
