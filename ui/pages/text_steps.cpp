#include "pages/text_steps.h"

#include "pages/wording.h"
#include "text/unicode.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace bertlab {

namespace {

using Look = TokenFlowData::Look;
using Block = TokenFlowData::Block;
using Item = TokenFlowData::Item;

class TextSteps
{
    Q_DECLARE_TR_FUNCTIONS(TextSteps)
};

constexpr int mostItems = 1500; ///< of a block: what a model can read is always among them

QString letterOf(int text)
{
    return text == 0 ? TextSteps::tr("A") : TextSteps::tr("B");
}

QString toQString(std::u32string_view text)
{
    return QString::fromUcs4(text.data(), static_cast<qsizetype>(text.size()));
}

/// Text in runs of one look, a new one after each space, so that rows break between words.
QList<Item> runsOf(std::u32string_view text, const std::vector<Look> &looks)
{
    constexpr std::size_t longestRun = 40;
    QList<Item> runs;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= text.size() && runs.size() < mostItems; ++i) {
        const bool ends = i == text.size() || looks[i] != looks[begin] || i - begin == longestRun ||
                          (text[i - 1] == U' ' && text[i] != U' ');
        if (!ends)
            continue;
        QString shown = toQString(text.substr(begin, i - begin));
        if (looks[begin] != Look::text) // a space that came, went or was something else must be seen
            shown.replace(u' ', u'␣').replace(u'\t', u'⇥').replace(u'\n', u'↵');
        runs.append({.text = shown, .look = looks[begin], .glued = begin > 0 && text[begin - 1] != U' '});
        begin = i;
    }
    if (begin < text.size())
        runs.append({.text = TextSteps::tr("… characters more: %1").arg(text.size() - begin), .look = Look::text});
    return runs;
}

/// What of the original stayed as it was, changed, or went.
std::vector<Look> looksOfOriginal(std::u32string_view original, const NormalizedText &normalized)
{
    std::vector<Look> looks(original.size(), Look::dropped);
    for (std::size_t i = 0; i < normalized.text.size(); ++i) {
        const Span from = normalized.origin[i];
        for (auto at = static_cast<std::size_t>(from.begin); at < static_cast<std::size_t>(from.end); ++at) {
            if (original[at] == normalized.text[i])
                looks[at] = Look::text;
            else if (looks[at] == Look::dropped)
                looks[at] = Look::changed;
        }
    }
    return looks;
}

std::vector<Look> looksOfNormalized(std::u32string_view original, const NormalizedText &normalized)
{
    std::vector<Look> looks(normalized.text.size(), Look::changed);
    for (std::size_t i = 0; i < normalized.text.size(); ++i) {
        const Span from = normalized.origin[i];
        if (from.end == from.begin + 1 && original[static_cast<std::size_t>(from.begin)] == normalized.text[i])
            looks[i] = Look::text;
    }
    return looks;
}

/// Removes what passes mostItems and says how many words that were.
void capWords(Block &block, int words, int shownWords)
{
    if (shownWords < words)
        block.items.append({.text = TextSteps::tr("… words more: %1").arg(words - shownWords), .look = Look::text});
}

TokenFlowData tokensFlow(const Reading &reading)
{
    const QList<TokenLabel> labels = tokenLabels(reading);
    TokenFlowData flow;
    for (int position = 0; position < labels.size(); ++position) {
        const TokenLabel &label = labels[position];
        const auto at = static_cast<std::size_t>(position);
        const int sentence = reading.encoding.type_ids[at];
        while (flow.blocks.size() <= sentence) // in the colour of the segment that was read
            flow.blocks.append({.heading = letterOf(static_cast<int>(flow.blocks.size())),
                                .note = {},
                                .typeId = label.typeId,
                                .items = {}});
        const auto &words = reading.encoding.word_index;
        flow.blocks[sentence].items.append(
            {.text = label.text,
             .special = label.special,
             .covered = label.covered,
             .glued = at > 0 && words[at] >= 0 && words[at] == words[at - 1],
             .values = {double(position), double(reading.input_ids[at]), double(label.typeId)}});
    }
    flow.columns = {QStringLiteral("position"), QStringLiteral("input_ids"), QStringLiteral("token_type_ids")};
    return flow;
}

} // namespace

QList<SplitText> splitTexts(const Reading &reading)
{
    const Tokenizer &tokenizer = reading.model->tokenizer;
    QList<SplitText> texts;
    int wordsBefore = 0;
    for (const std::string *original : {&reading.text, reading.pair ? &*reading.pair : nullptr}) {
        if (!original)
            break;
        SplitText text{.original = *original, .normalized = tokenizer.normalize(*original), .words = {}};
        for (const Word &word : tokenizer.words(*original)) {
            text.words.append({word, tokenizer.split(word)});
            text.pieces += static_cast<int>(text.words.last().pieces.pieces.size());
        }
        text.cut = texts.isEmpty() ? reading.encoding.cut_from_text : reading.encoding.cut_from_pair;
        const auto &index = reading.encoding.word_index;
        for (std::size_t token = 0; token < index.size(); ++token) {
            const int word = index[token] - wordsBefore;
            if (index[token] < 0 || word < 0 || word >= text.words.size())
                continue;
            if (text.words[word].firstToken < 0)
                text.words[word].firstToken = static_cast<int>(token);
            text.words[word].lastToken = static_cast<int>(token);
        }
        wordsBefore += static_cast<int>(text.words.size());
        texts.append(text);
    }
    return texts;
}

TokenFlowData textFlow(const QList<SplitText> &texts)
{
    TokenFlowData flow;
    for (int t = 0; t < texts.size(); ++t) {
        const std::u32string original = decode_utf8(texts[t].original, "the text");
        flow.blocks.append({.heading = letterOf(t),
                            .note = TextSteps::tr("characters: %1").arg(original.size()),
                            .typeId = t,
                            .items = runsOf(original, std::vector<Look>(original.size(), Look::text))});
    }
    flow.quantity = QStringLiteral("text");
    return flow;
}

TokenFlowData normalizedFlow(const QList<SplitText> &texts)
{
    TokenFlowData flow;
    for (int t = 0; t < texts.size(); ++t) {
        const std::u32string original = decode_utf8(texts[t].original, "the text");
        const NormalizedText &normalized = texts[t].normalized;
        flow.blocks.append({.heading = letterOf(t),
                            .note = TextSteps::tr("typed"),
                            .typeId = t,
                            .items = runsOf(original, looksOfOriginal(original, normalized))});
        flow.blocks.append({.heading = letterOf(t),
                            .note = TextSteps::tr("normalised"),
                            .typeId = t,
                            .items = runsOf(normalized.text, looksOfNormalized(original, normalized))});
    }
    flow.quantity = QStringLiteral("normalized");
    return flow;
}

TokenFlowData wordsFlow(const QList<SplitText> &texts)
{
    TokenFlowData flow;
    for (int t = 0; t < texts.size(); ++t) {
        const int count = static_cast<int>(texts[t].words.size());
        Block block{.heading = letterOf(t), .note = TextSteps::tr("words: %1").arg(count), .typeId = t, .items = {}};
        for (int w = 0; w < std::min(count, mostItems); ++w) {
            const Word &word = texts[t].words[w].word;
            block.items.append({.text = toQString(word.text),
                                .special = word.special,
                                .values = {double(word.span.begin), double(word.span.end)}});
        }
        capWords(block, count, static_cast<int>(block.items.size()));
        flow.blocks.append(block);
    }
    flow.quantity = QStringLiteral("words");
    flow.columns = {QStringLiteral("begin"), QStringLiteral("end")};
    return flow;
}

TokenFlowData piecesFlow(const QList<SplitText> &texts)
{
    TokenFlowData flow;
    for (int t = 0; t < texts.size(); ++t) {
        const SplitText &text = texts[t];
        Block block{
            .heading = letterOf(t), .note = TextSteps::tr("pieces: %1").arg(text.pieces), .typeId = t, .items = {}};
        int w = 0;
        for (; w < text.words.size() && block.items.size() < mostItems; ++w) {
            const WordPieces &pieces = text.words[w].pieces;
            for (std::size_t p = 0; p < pieces.pieces.size(); ++p)
                block.items.append({.text = toQString(pieces.pieces[p]),
                                    .special = text.words[w].word.special,
                                    .glued = p > 0,
                                    .values = {double(pieces.spans[p].begin), double(pieces.spans[p].end)}});
        }
        capWords(block, static_cast<int>(text.words.size()), w);
        flow.blocks.append(block);
    }
    flow.quantity = QStringLiteral("pieces");
    flow.columns = {QStringLiteral("begin"), QStringLiteral("end")};
    return flow;
}

TokenFlowData segmentsFlow(const Reading &reading)
{
    TokenFlowData flow = tokensFlow(reading);
    for (Block &block : flow.blocks)
        block.note = TextSteps::tr("type %1").arg(block.typeId);
    flow.quantity = QStringLiteral("token_type_ids");
    return flow;
}

TokenFlowData typesFlow(const Reading &reading)
{
    TokenFlowData flow = segmentsFlow(reading);
    for (Block &block : flow.blocks) {
        for (Item &item : block.items)
            item.below = QString::number(block.typeId);
    }
    flow.quantity = QStringLiteral("token_type_ids");
    return flow;
}

TokenFlowData idsFlow(const Reading &reading)
{
    TokenFlowData flow = tokensFlow(reading);
    for (Block &block : flow.blocks) {
        for (Item &item : block.items) {
            item.above = QString::number(item.values[0]);
            item.below = QString::number(item.values[1]);
        }
    }
    flow.quantity = QStringLiteral("input_ids");
    return flow;
}

TokenFlowData attemptsFlow(const Tokenizer &tokenizer, const SplitWord &word, int typeId)
{
    constexpr int mostTries = 200;
    TokenFlowData flow;
    flow.quantity = QStringLiteral("attempts");
    flow.columns = {QStringLiteral("found")};
    const auto say = [&flow, typeId](const QString &heading, const QString &sentence) {
        flow.blocks.append({heading, {}, typeId, {{.text = sentence, .look = Look::text}}});
    };
    if (word.word.special) {
        say({}, TextSteps::tr("Written as a special token: kept whole, not searched."));
        return flow;
    }
    const WordPieces searched = tokenizer.split(word.word, true);
    const QString unknown = toQString(tokenizer.vocabulary().piece(tokenizer.vocabulary().unknown_id()));
    if (searched.too_long) {
        say({}, TextSteps::tr("More than 100 characters: %1 without a search.").arg(unknown));
        return flow;
    }
    Block block{.heading = {}, .note = {}, .typeId = typeId, .items = {}};
    int tries = 0;
    const auto endBlock = [&] {
        block.heading = TextSteps::tr("piece %1").arg(flow.blocks.size() + 1);
        block.note = TextSteps::tr("tries: %1").arg(tries);
        flow.blocks.append(block);
        block.items.clear();
        tries = 0;
    };
    for (const MatchAttempt &attempt : searched.attempts) {
        ++tries;
        if (attempt.found || tries <= mostTries)
            block.items.append({.text = toQString(attempt.piece),
                                .look = attempt.found ? Look::found : Look::tried,
                                .values = {attempt.found ? 1. : 0.}});
        if (attempt.found)
            endBlock();
    }
    if (!block.items.isEmpty()) {
        endBlock();
        say(unknown, TextSteps::tr("No piece fits here, so the whole word becomes %1.").arg(unknown));
    }
    return flow;
}

WordPlace wordOfToken(const QList<SplitText> &texts, int token)
{
    for (int t = 0; token >= 0 && t < texts.size(); ++t)
        for (int w = 0; w < texts[t].words.size(); ++w)
            if (texts[t].words[w].firstToken <= token && token <= texts[t].words[w].lastToken)
                return {t, w};
    return {};
}

int firstItemOfWord(const SplitText &text, int word)
{
    int item = 0;
    for (int w = 0; w < word; ++w)
        item += static_cast<int>(text.words[w].pieces.pieces.size());
    return item;
}

int wordOfItem(const SplitText &text, int item)
{
    for (int w = 0; w < text.words.size(); ++w) {
        item -= static_cast<int>(text.words[w].pieces.pieces.size());
        if (item < 0)
            return w;
    }
    return -1;
}

FlowPlace itemOfToken(const Reading &reading, int token)
{
    if (token < 0 || token >= reading.encoding.size())
        return {};
    const auto &types = reading.encoding.type_ids;
    const auto inA = static_cast<int>(std::count(types.begin(), types.end(), 0));
    return token < inA ? FlowPlace{0, token} : FlowPlace{1, token - inA};
}

int tokenOfItem(const Reading &reading, int block, int item)
{
    const auto &types = reading.encoding.type_ids;
    return item + (block == 0 ? 0 : static_cast<int>(std::count(types.begin(), types.end(), 0)));
}

} // namespace bertlab
