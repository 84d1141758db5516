#include "pages/attention_picture.h"

#include "analysis/attention_maps.h"
#include "pages/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bertlab {

namespace {

class Picture
{
    Q_DECLARE_TR_FUNCTIONS(AttentionPicture)
};

/// The tokens of each word; special tokens are words of their own.
QList<QList<int>> wordsIn(const Encoding &encoding, bool joined)
{
    QList<QList<int>> words;
    for (int token = 0; token < encoding.size(); ++token) {
        const auto at = static_cast<std::size_t>(token);
        const bool goesOn = joined && token > 0 && encoding.word_index[at] >= 0 &&
                            encoding.word_index[at] == encoding.word_index[at - 1] &&
                            encoding.type_ids[at] == encoding.type_ids[at - 1];
        if (goesOn)
            words.last().append(token);
        else
            words.append(QList<int>{token});
    }
    return words;
}

/// The label of a word: its pieces joined, without their ##.
TokenLabel joinedLabel(const QList<TokenLabel> &labels, const QList<int> &tokens)
{
    TokenLabel label = labels[tokens.first()];
    for (const int token : tokens.mid(1)) {
        const QString &text = labels[token].text;
        label.text += text.startsWith(QStringLiteral("##")) ? text.mid(2) : text;
        label.covered = label.covered || labels[token].covered;
    }
    return label;
}

std::vector<Index> wordNumbers(const QList<QList<int>> &words)
{
    std::vector<Index> numbers;
    for (Index word = 0; word < words.size(); ++word)
        numbers.insert(numbers.end(), static_cast<std::size_t>(words[word].size()), word);
    return numbers;
}

template <typename List>
List picked(const List &list, const std::vector<Index> &indices)
{
    List result;
    for (const Index index : indices)
        result.append(list[index]);
    return result;
}

} // namespace

int AttentionPicture::indexOf(const QList<QList<int>> &tokens, int token)
{
    const auto found =
        std::find_if(tokens.begin(), tokens.end(), [token](const QList<int> &each) { return each.contains(token); });
    return found == tokens.end() ? -1 : static_cast<int>(found - tokens.begin());
}

AttentionPicture attentionPicture(const Reading &reading, const ConstMatrixView &map, const AttentionChoice &choice)
{
    const QList<QList<int>> words = wordsIn(reading.encoding, choice.words);
    const QList<TokenLabel> tokens = tokenLabels(reading);
    QList<TokenLabel> labels;
    QStringList names;
    for (const QList<int> &word : words) {
        labels.append(joinedLabel(tokens, word));
        names.append(QString::number(word.first()) + u' ' + labels.last().text);
    }
    const Matrix whole = choice.words ? map_of_words(map, wordNumbers(words)) : Matrix(map);

    using Part = AttentionChoice::Part;
    std::vector<Index> kept, from, to;
    for (Index i = 0; i < words.size(); ++i) {
        if (choice.hidesSpecials && labels[i].special)
            continue;
        kept.push_back(i);
        const int sentence = reading.encoding.type_ids[static_cast<std::size_t>(words[i].first())];
        if (choice.part != (sentence == 0 ? Part::fromBToA : Part::fromAToB))
            from.push_back(i);
        if (choice.part != (sentence == 0 ? Part::fromAToB : Part::fromBToA))
            to.push_back(i);
    }
    // A row is renormalised over what is left of it, before one part of the map is chosen.
    const Matrix left = part_of_map(view(whole), kept, kept, choice.hidesSpecials && choice.renormalises);
    const auto placesOf = [&kept](const std::vector<Index> &wanted) {
        std::vector<Index> places;
        for (const Index index : wanted)
            places.push_back(std::find(kept.begin(), kept.end(), index) - kept.begin());
        return places;
    };
    const std::vector<Index> rows = placesOf(from), columns = placesOf(to);

    AttentionPicture picture;
    picture.values = part_of_map(view(left), rows, columns, false);
    picture.links = Matrix::Zero(left.rows(), left.cols());
    for (const Index row : rows)
        for (const Index column : columns)
            picture.links(row, column) = left(row, column);
    picture.rows = picked(words, from);
    picture.columns = picked(words, to);
    picture.linkTokens = picked(words, kept);
    picture.rowLabels = picked(labels, from);
    picture.columnLabels = picked(labels, to);
    picture.linkLabels = picked(labels, kept);
    picture.rowNames = picked(names, from);
    picture.columnNames = picked(names, to);
    return picture;
}

QString wordsOf(const AttentionChoice &choice, int heads)
{
    QStringList words;
    if (choice.source == AttentionChoice::Source::mean)
        words << Picture::tr("mean of %1 heads").arg(heads);
    else if (choice.source == AttentionChoice::Source::rollout)
        words << Picture::tr("rollout, 0.5 attention + 0.5 identity");
    if (choice.part == AttentionChoice::Part::fromAToB)
        words << Picture::tr("A → B");
    else if (choice.part == AttentionChoice::Part::fromBToA)
        words << Picture::tr("B → A");
    if (choice.words)
        words << Picture::tr("words");
    if (choice.hidesSpecials)
        words << (choice.renormalises ? Picture::tr("without [CLS] and [SEP], rows sum to 1 again")
                                      : Picture::tr("without [CLS] and [SEP], not renormalised"));
    return words.join(QStringLiteral(" · "));
}

} // namespace bertlab
