#include "session/covers.h"

#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace bertlab {

namespace {

using CodePoints = QList<uint>;

/// Lengths of the equal beginning and end of two sequences; they never overlap.
template <typename Equal>
std::pair<qsizetype, qsizetype> commonEnds(qsizetype before, qsizetype after, Equal equal)
{
    const qsizetype shorter = std::min(before, after);
    qsizetype begin = 0, end = 0;
    while (begin < shorter && equal(begin, begin))
        ++begin;
    while (end < shorter - begin && equal(before - 1 - end, after - 1 - end))
        ++end;
    return {begin, end};
}

/// The span in the edited text, nullopt if the edit touched it.
std::optional<Span> movedSpan(const Span &span, const CodePoints &before, const CodePoints &after)
{
    const auto [begin, end] =
        commonEnds(before.size(), after.size(), [&](qsizetype i, qsizetype j) { return before[i] == after[j]; });
    if (span.end <= begin)
        return span;
    if (span.begin < before.size() - end)
        return std::nullopt;
    const auto shift = static_cast<std::int32_t>(after.size() - before.size());
    return Span{span.begin + shift, span.end + shift};
}

/// The tokens that have a part of a span, in order.
std::vector<std::int32_t> tokensIn(const Encoding &encoding, const Vocabulary &vocabulary, const SentenceSpan &wanted)
{
    std::vector<std::int32_t> tokens;
    for (int token = 0; token < encoding.size(); ++token) {
        const auto i = static_cast<std::size_t>(token);
        const Span &span = encoding.offsets[i];
        if (encoding.type_ids[i] == wanted.typeId && span.begin < wanted.span.end && wanted.span.begin < span.end &&
            canCoverToken(encoding, vocabulary, token))
            tokens.push_back(token);
    }
    return tokens;
}

/// The token and its sentence: what must be equal at both ends of an edit.
bool sameToken(const Encoding &a, std::size_t i, const Encoding &b, std::size_t j)
{
    return a.tokens[i] == b.tokens[j] && a.type_ids[i] == b.type_ids[j];
}

int firstOfB(const Encoding &encoding)
{
    const auto b = std::find(encoding.type_ids.begin(), encoding.type_ids.end(), 1);
    return static_cast<int>(b - encoding.type_ids.begin());
}

} // namespace

bool canCoverToken(const Encoding &encoding, const Vocabulary &vocabulary, int token)
{
    if (token < 0 || token >= encoding.size() || encoding.is_added(static_cast<std::size_t>(token)))
        return false;
    const std::int32_t id = encoding.ids[static_cast<std::size_t>(token)];
    return id == vocabulary.unknown_id() || !vocabulary.is_special(id);
}

QList<int> movedTokens(const Encoding &before, const Encoding &after)
{
    QList<int> moved(before.size(), -1);
    const int edges[2][3] = {{0, firstOfB(before), before.size()}, {0, firstOfB(after), after.size()}};
    for (int sentence = 0; sentence < 2; ++sentence) {
        const int from = edges[0][sentence], to = edges[1][sentence];
        const int count = edges[0][sentence + 1] - from, newCount = edges[1][sentence + 1] - to;
        const auto [begin, end] = commonEnds(count, newCount, [&](qsizetype i, qsizetype j) {
            return sameToken(before, static_cast<std::size_t>(from + i), after, static_cast<std::size_t>(to + j));
        });
        for (int i = 0; i < count; ++i) {
            if (i < begin)
                moved[from + i] = to + i;
            else if (i >= count - end)
                moved[from + i] = to + i + newCount - count;
        }
    }
    return moved;
}

Covers::Covers(const QString &text, const QString &pair, const QList<SentenceSpan> &spans)
    : m_sentences{text, pair}, m_spans(spans)
{}

Covers Covers::ofTokens(const QString &text, const QString &pair, const QSet<int> &tokens)
{
    Covers covers(text, pair, {});
    covers.m_tokens = tokens;
    return covers;
}

Covers Covers::ofTokens(const QString &text, const QString &pair, const Encoding &encoding, const QSet<int> &tokens)
{
    Covers covers(text, pair, {});
    for (const int token : tokens) {
        const auto i = static_cast<std::size_t>(token);
        if (token >= 0 && token < encoding.size() && !encoding.is_added(i))
            covers.m_spans.append({encoding.type_ids[i], encoding.offsets[i]});
    }
    return covers;
}

Covers Covers::ofWord(const QString &text, const QString &pair, const QString &word)
{
    const CodePoints wanted = word.toUcs4();
    const QString sentences[] = {text, pair};
    for (int sentence = 0; sentence < 2 && !wanted.isEmpty(); ++sentence) {
        const CodePoints points = sentences[sentence].toUcs4();
        const auto isLetter = [&](qsizetype i) {
            return i >= 0 && i < points.size() && QChar::isLetterOrNumber(points[i]);
        };
        for (qsizetype i = 0; i + wanted.size() <= points.size(); ++i) {
            const qsizetype end = i + wanted.size();
            if (!isLetter(i - 1) && !isLetter(end) && points.sliced(i, wanted.size()) == wanted)
                return {text, pair, {{sentence, {static_cast<std::int32_t>(i), static_cast<std::int32_t>(end)}}}};
        }
    }
    return {text, pair, {}};
}

std::vector<std::int32_t> Covers::placedIn(const Model &model, const QString &text, const QString &pair) const
{
    if (m_spans.isEmpty() && m_tokens.isEmpty())
        return {};
    const auto encode = [&](const QString &a, const QString &b) {
        std::optional<std::string> second;
        if (!b.isEmpty())
            second = b.toStdString();
        return model.tokenizer.encode(a.toStdString(), second,
                                      static_cast<std::int32_t>(model.bert.config().max_position_embeddings));
    };
    const Vocabulary &vocabulary = model.tokenizer.vocabulary();
    if (m_tokens.isEmpty())
        return placedIn(encode(text, pair), vocabulary, text, pair);
    Covers known = ofTokens(m_sentences[0], m_sentences[1], encode(m_sentences[0], m_sentences[1]), m_tokens);
    known.m_spans += m_spans;
    return known.placedIn(encode(text, pair), vocabulary, text, pair);
}

std::vector<std::int32_t> Covers::placedIn(const Encoding &encoding, const Vocabulary &vocabulary, const QString &text,
                                           const QString &pair) const
{
    const QString now[] = {text, pair};
    std::vector<std::int32_t> placed;
    for (const SentenceSpan &was : m_spans) {
        const QString &before = m_sentences[was.typeId], &after = now[was.typeId];
        SentenceSpan wanted = was;
        if (before != after) {
            const std::optional<Span> moved = movedSpan(was.span, before.toUcs4(), after.toUcs4());
            if (!moved)
                continue;
            wanted.span = *moved;
        }
        const std::vector<std::int32_t> tokens = tokensIn(encoding, vocabulary, wanted);
        const auto offset = [&](std::int32_t token) { return encoding.offsets[static_cast<std::size_t>(token)]; };
        if (before != after && (tokens.empty() || offset(tokens.front()).begin != wanted.span.begin ||
                                offset(tokens.back()).end != wanted.span.end))
            continue; // the characters are there, but in a longer piece
        placed.insert(placed.end(), tokens.begin(), tokens.end());
    }
    std::sort(placed.begin(), placed.end());
    placed.erase(std::unique(placed.begin(), placed.end()), placed.end());
    return placed;
}

Covers Covers::swapped() const
{
    Covers covers(m_sentences[1], m_sentences[0], m_spans);
    for (SentenceSpan &span : covers.m_spans)
        span.typeId = 1 - span.typeId;
    return covers;
}

QJsonArray Covers::toJson() const
{
    QJsonArray json;
    for (const SentenceSpan &part : m_spans)
        json.append(QJsonObject{{"sentence", part.typeId}, {"begin", part.span.begin}, {"end", part.span.end}});
    return json;
}

Covers Covers::fromJson(const QString &text, const QString &pair, const QJsonArray &json)
{
    QList<SentenceSpan> spans;
    for (const QJsonValue &value : json) {
        const QJsonObject part = value.toObject();
        const SentenceSpan span{part["sentence"].toInt(-1), {part["begin"].toInt(-1), part["end"].toInt(-1)}};
        if ((span.typeId == 0 || span.typeId == 1) && 0 <= span.span.begin && span.span.begin < span.span.end)
            spans.append(span);
    }
    return {text, pair, spans};
}

} // namespace bertlab
