#include "error_sentence.h"
#include "text/wordpiece_trainer.h"

#include <QTest>

#include <map>
#include <set>
#include <tuple>

using namespace bertlab;

namespace {

using Pieces = std::vector<std::string>;

Pieces pieces_of(const Vocabulary &vocabulary, std::int32_t first = 5)
{
    Pieces pieces;
    for (std::int32_t id = first; id < vocabulary.size(); ++id)
        pieces.push_back(vocabulary.piece(id));
    return pieces;
}

WordCounts counts_of(std::string_view text, bool lower_case = true)
{
    WordCounter counter(lower_case);
    counter.add(text);
    return counter.counts();
}

/// Counts every pair of every word again before each merge: slow, and plainly the definition.
Pieces merge_plainly(const WordCounts &counts, std::size_t merges, std::uint64_t min_frequency)
{
    std::map<std::string, Pieces> words;
    std::set<std::string> inner, alone;
    for (const auto &[word, count] : counts)
        for (std::size_t i = 0; i < word.size(); ++i) {
            alone.insert(word.substr(i, 1));
            if (i > 0)
                inner.insert("##" + word.substr(i, 1));
            words[word].push_back((i > 0 ? "##" : "") + word.substr(i, 1));
        }
    Pieces pieces(alone.begin(), alone.end());
    pieces.insert(pieces.end(), inner.begin(), inner.end());
    const auto age = [&pieces](const std::string &piece) { return std::ranges::find(pieces, piece) - pieces.begin(); };
    while (merges-- > 0) {
        std::map<std::pair<std::string, std::string>, std::uint64_t> pairs;
        for (const auto &[word, split] : words)
            for (std::size_t i = 1; i < split.size(); ++i)
                pairs[{split[i - 1], split[i]}] += counts.at(word);
        const auto best = std::ranges::min_element(pairs, [&](const auto &a, const auto &b) {
            return std::tuple(-static_cast<double>(a.second), age(a.first.first), age(a.first.second)) <
                   std::tuple(-static_cast<double>(b.second), age(b.first.first), age(b.first.second));
        });
        if (best == pairs.end() || best->second < min_frequency)
            break;
        const auto [left, right] = best->first;
        const std::string merged = left + right.substr(2);
        for (auto &[word, split] : words)
            for (std::size_t i = 0; i + 1 < split.size(); ++i)
                if (split[i] == left && split[i + 1] == right) {
                    split[i] = merged;
                    split.erase(split.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                }
        if (std::ranges::find(pieces, merged) == pieces.end())
            pieces.push_back(merged);
    }
    return pieces;
}

} // namespace

class WordpieceTrainerTest : public QObject
{
    Q_OBJECT

private slots:
    void special_tokens_then_characters_then_merges()
    {
        // l o: 5 times, lo w: 5, e r: 2 and n e: 2 (the older piece wins), …
        const WordCounts counts = counts_of("low low low lower lower new");
        const Vocabulary vocabulary = train_wordpiece(counts, {.vocab_size = 100});
        QCOMPARE(vocabulary.piece(0), std::string("[PAD]"));
        QCOMPARE(vocabulary.mask_id(), 4);
        const Pieces expected{"e", "l", "n", "o", "r", "w", "##e", "##o", "##r", "##w", "lo", "low", "##er", "lower"};
        QVERIFY(pieces_of(vocabulary) == expected); // "new" occurs once: below min_frequency
    }

    void stops_at_the_size_asked_for()
    {
        const WordCounts counts = counts_of("low low low lower lower new");
        QVERIFY((pieces_of(train_wordpiece(counts, {.vocab_size = 16}), 15) == Pieces{"lo"}));
        QCOMPARE(train_wordpiece(counts, {.vocab_size = 15}).size(), 15); // the characters alone
        const std::string small = error_sentence([&] { train_wordpiece(counts, {.vocab_size = 14}); });
        QVERIFY2(small.find("14") != std::string::npos && small.find("15") != std::string::npos, small.c_str());
        QVERIFY(error_sentence([] { train_wordpiece({}, {}); }).find("no words") != std::string::npos);
    }

    void equals_the_plain_definition_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void equals_the_plain_definition()
    {
        QFETCH(int, seed);
        std::uint32_t state = static_cast<std::uint32_t>(seed) * 2654435761u + 1;
        const auto below = [&state](std::uint32_t bound) { // few letters: pairs overlap, repeat and tie
            state = state * 1664525u + 1013904223u;
            return (state >> 16) % bound;
        };
        WordCounts counts;
        for (int i = 0; i < 60; ++i) {
            std::string word;
            for (std::uint32_t size = 1 + below(8); word.size() < size;)
                word += static_cast<char>('a' + below(3));
            counts[word] += 1 + below(4);
        }
        const Vocabulary vocabulary = train_wordpiece(counts, {.vocab_size = 60});
        const Pieces expected = merge_plainly(counts, 200, 2);
        const Pieces found = pieces_of(vocabulary);
        QVERIFY(found.size() == std::min<std::size_t>(expected.size(), 55));
        QVERIFY(std::equal(found.begin(), found.end(), expected.begin()));
    }

    void rare_characters_get_no_piece()
    {
        const Vocabulary vocabulary =
            train_wordpiece(counts_of("aab aab aab xb yb"), {.vocab_size = 50, .alphabet = 2});
        for (const std::string &piece : pieces_of(vocabulary))
            QVERIFY2(piece.find_first_of("xy") == std::string::npos, piece.c_str());
        QCOMPARE(Tokenizer(vocabulary, true).encode("x").tokens[1], std::string("[UNK]"));
    }

    void words_are_those_of_the_basic_tokenizer()
    {
        WordCounter lower(true), cased(false);
        for (WordCounter *counter : {&lower, &cased})
            counter->add("Über-über [MASK] 中中");
        QVERIFY((lower.counts() == WordCounts{{"uber", 2}, {"-", 1}, {"中", 2}}));
        QVERIFY((cased.counts() == WordCounts{{"Über", 1}, {"über", 1}, {"-", 1}, {"中", 2}}));
        QCOMPARE(lower.words(), std::uint64_t(5));
        QVERIFY(error_sentence([&] { lower.add("\xFF", "notes.txt"); }).find("notes.txt") != std::string::npos);
    }

    void cancelling()
    {
        WordPieceTrainerOptions options{.vocab_size = 100, .is_cancelled = [] { return true; }};
        QVERIFY_EXCEPTION_THROWN(train_wordpiece(counts_of("low low lower"), options), Cancelled);
    }
};

QTEST_GUILESS_MAIN(WordpieceTrainerTest)
#include "wordpiece_trainer_test.moc"
