#pragma once

#include "io/model_directory.h"

#include <QJsonArray>
#include <QList>
#include <QSet>
#include <QString>

#include <cstdint>
#include <vector>

namespace bertlab {

/// A part of sentence A (type 0) or B (type 1), in code points.
struct SentenceSpan
{
    int typeId = 0;
    Span span;
    bool operator==(const SentenceSpan &) const = default;
};

/// What is covered, remembered by its place in the sentences, so that it outlives an edit and a change of the model.
class Covers
{
public:
    Covers() = default;
    /// Parts of these sentences.
    Covers(const QString &text, const QString &pair, const QList<SentenceSpan> &spans);
    /// Tokens of these sentences, numbered as the model that reads them will split them.
    static Covers ofTokens(const QString &text, const QString &pair, const QSet<int> &tokens);
    /// Tokens of an encoding of these sentences.
    static Covers ofTokens(const QString &text, const QString &pair, const Encoding &encoding, const QSet<int> &tokens);
    /// The first place where a word stands as a whole in one of these sentences; nothing covered if it does not.
    static Covers ofWord(const QString &text, const QString &pair, const QString &word);

    /// The tokens of text and pair to cover. If these are not the sentences that were covered, what is covered moves
    /// with its characters, if they still stand there between an equal beginning and end and pieces begin and end where
    /// they do; of the same sentences every piece that has a part of it is covered. Encodes: not for the GUI thread.
    std::vector<std::int32_t> placedIn(const Model &model, const QString &text, const QString &pair) const;
    /// The same for an encoding of text and pair that is there.
    std::vector<std::int32_t> placedIn(const Encoding &encoding, const Vocabulary &vocabulary, const QString &text,
                                       const QString &pair) const;
    Covers swapped() const; ///< the sentences have changed places

    QJsonArray toJson() const;
    static Covers fromJson(const QString &text, const QString &pair, const QJsonArray &json);

private:
    QString m_sentences[2];
    QList<SentenceSpan> m_spans;
    QSet<int> m_tokens; ///< not yet known as spans
};

/// Whether a token can be covered: neither one that the tokenizer added nor a typed [MASK], [SEP] …
bool canCoverToken(const Encoding &encoding, const Vocabulary &vocabulary, int token);

/// Where each token of `before` stands in `after`, -1 if it is gone: an equal beginning and end of each sentence stay
/// together.
QList<int> movedTokens(const Encoding &before, const Encoding &after);

} // namespace bertlab
