#pragma once

#include "plots/token_flow.h"
#include "tasks/reading.h"

#include <QList>
#include <QString>

/// How a text becomes tokens, step by step, as the tokenizer of the model does it.
namespace bertlab {

struct SplitWord
{
    Word word;
    WordPieces pieces;
    int firstToken = -1, lastToken = -1; ///< of the encoding; -1: cut, since the model reads no more
};

/// Sentence A or B on its way.
struct SplitText
{
    std::string original;
    NormalizedText normalized;
    QList<SplitWord> words;
    int pieces = 0; ///< of all words
    int cut = 0;    ///< of them, not read by the model
};

/// One for A, one for B if there is one.
QList<SplitText> splitTexts(const Reading &reading);

TokenFlowData textFlow(const QList<SplitText> &texts);
/// The text as typed and as normalised, what changed marked in both.
TokenFlowData normalizedFlow(const QList<SplitText> &texts);
TokenFlowData wordsFlow(const QList<SplitText> &texts);
TokenFlowData piecesFlow(const QList<SplitText> &texts);
/// What the model reads; [MASK] where a piece is covered. Plain, with type ids below, or with positions above
/// and ids below.
TokenFlowData segmentsFlow(const Reading &reading);
TokenFlowData typesFlow(const Reading &reading);
TokenFlowData idsFlow(const Reading &reading);

/// Every look into the vocabulary for one word, a block a piece.
TokenFlowData attemptsFlow(const Tokenizer &tokenizer, const SplitWord &word, int typeId);

/// Where the items of a flow come from and go to.
struct WordPlace
{
    int text = -1, word = -1;
    bool operator==(const WordPlace &) const = default;
};
WordPlace wordOfToken(const QList<SplitText> &texts, int token);
/// Items of piecesFlow: of the pieces of a word the first, and the word of an item.
int firstItemOfWord(const SplitText &text, int word);
int wordOfItem(const SplitText &text, int item);
/// Items of typesFlow and idsFlow: a block for each sentence.
struct FlowPlace
{
    int block = -1, item = -1;
};
FlowPlace itemOfToken(const Reading &reading, int token); ///< -1, -1 for no token
int tokenOfItem(const Reading &reading, int block, int item);

} // namespace bertlab
