#include "base/error.h"
#include "error_sentence.h"
#include "pretraining/sentence_pairs.h"
#include "pretraining/small_corpus.h"

#include <QTest>

#include <cmath>

using namespace bertlab;
using namespace bertlab::test;

namespace {

/// `documents` documents of `sentences` sentences of `pieces` pieces, all different enough to be told apart.
Corpus regular_corpus(int documents, int sentences, int pieces)
{
    std::string text;
    for (int d = 0; d < documents; ++d) {
        for (int s = 0; s < sentences; ++s) {
            for (int p = 0; p < pieces; ++p)
                text += std::string(1, static_cast<char>('a' + (d * 7 + s * 3 + p) % 26)) + " ";
            text += "\n";
        }
        text += "\n";
    }
    return corpus_of(text);
}

std::vector<std::int32_t> pieces_of(const EncodedCorpus &corpus, Index document, Index first, Index count)
{
    std::vector<std::int32_t> pieces;
    for (Index i = 0; i < count; ++i) {
        const auto sentence = corpus.sentence(document, first + i);
        pieces.insert(pieces.end(), sentence.begin(), sentence.end());
    }
    return pieces;
}

} // namespace

class SentencePairsTest : public QObject
{
    Q_OBJECT

private slots:
    /// From its rolls alone, a pair can be made again: nothing else went into it.
    void rolls_tell_everything()
    {
        const EncodedCorpus corpus = encoded(regular_corpus(20, 9, 6), letters());
        const PairOptions options{.length = 24, .short_probability = 0.3};
        int short_targets = 0, truncated = 0, put_back = 0;
        for (Index document = 0; document < corpus.documents(); ++document) {
            RandomSequence random(1, 0, 0, static_cast<std::uint32_t>(document));
            Index next_sentence = 0;
            const auto pairs = pairs_of_document(corpus, document, options, random);
            QVERIFY(!pairs.empty());
            for (const SentencePair &pair : pairs) {
                const PairRolls &rolls = pair.rolls;
                QCOMPARE(rolls.document, document);
                QCOMPARE(rolls.first_sentence, next_sentence); // unused sentences are put back
                next_sentence += rolls.chunk_sentences - rolls.put_back;
                QCOMPARE(rolls.put_back,
                         rolls.is_random_next ? rolls.chunk_sentences - rolls.sentences_of_first : Index(0));
                QVERIFY(rolls.sentences_of_first >= 1);
                QVERIFY(rolls.chunk_sentences == 1 || rolls.sentences_of_first < rolls.chunk_sentences);
                QCOMPARE(rolls.next_roll.has_value(), rolls.chunk_sentences > 1);
                QCOMPARE(rolls.is_random_next, !rolls.next_roll || *rolls.next_roll < 0.5);
                QCOMPARE(rolls.is_random_next, rolls.second_document != document);
                QVERIFY(rolls.short_roll < 0.3 ? rolls.target_length >= 2 && rolls.target_length <= 21
                                               : rolls.target_length == 21);
                // The chunk is full, or the document ends: with its last sentence, and not before it.
                const Index end = rolls.first_sentence + rolls.chunk_sentences;
                QVERIFY((rolls.chunk_sentences - 1) * 6 < rolls.target_length);
                QVERIFY(rolls.chunk_sentences * 6 >= rolls.target_length || end == corpus.sentences(document));

                auto first = pieces_of(corpus, document, rolls.first_sentence, rolls.sentences_of_first);
                auto second =
                    pieces_of(corpus, rolls.second_document, rolls.second_sentence, rolls.sentences_of_second);
                for (const Truncation &truncation : rolls.truncations) {
                    QCOMPARE(truncation.from_first, first.size() > second.size());
                    auto &longer = truncation.from_first ? first : second;
                    longer.erase(truncation.from_front() ? longer.begin() : longer.end() - 1);
                }
                QVERIFY(first == pair.first && second == pair.second);
                QVERIFY(pair.first.size() + pair.second.size() <= 21);
                QVERIFY(rolls.truncations.empty() || pair.first.size() + pair.second.size() == 21);
                truncated += !rolls.truncations.empty();
                put_back += rolls.put_back > 0;
                short_targets += rolls.short_roll < 0.3;
            }
            QCOMPARE(next_sentence, corpus.sentences(document));
        }
        QVERIFY(truncated > 10 && put_back > 10 && short_targets > 3); // the cases did occur
    }

    /// Half of the pairs from chunks of several sentences are random; those of one sentence always.
    void random_next_by_the_coin()
    {
        const EncodedCorpus corpus = encoded(regular_corpus(200, 20, 8), letters());
        int several = 0, random_next = 0, front = 0, truncations = 0;
        for (std::uint32_t epoch = 0; several < 10'000; ++epoch)
            for (Index document = 0; document < corpus.documents(); ++document) {
                RandomSequence random(3, epoch, 0, static_cast<std::uint32_t>(document));
                for (const SentencePair &pair : pairs_of_document(corpus, document, {.length = 32}, random)) {
                    for (const Truncation &truncation : pair.rolls.truncations) {
                        front += truncation.from_front();
                        ++truncations;
                    }
                    if (pair.rolls.chunk_sentences == 1) {
                        QVERIFY(pair.rolls.is_random_next);
                        continue;
                    }
                    ++several;
                    random_next += pair.rolls.is_random_next;
                }
            }
        QVERIFY(std::abs(random_next - several / 2) < 3 * std::sqrt(several / 4.0));
        QVERIFY(truncations > 1000 && std::abs(front - truncations / 2) < 4 * std::sqrt(truncations / 4.0));
    }

    void random_documents_are_even_and_never_the_same()
    {
        const EncodedCorpus corpus = encoded(regular_corpus(5, 1, 4), letters());
        std::array<int, 5> found{};
        for (std::uint32_t epoch = 0; epoch < 4000; ++epoch) {
            RandomSequence random(5, epoch, 0, 2);
            for (const SentencePair &pair : pairs_of_document(corpus, 2, {.length = 16}, random))
                ++found[static_cast<std::size_t>(pair.rolls.second_document)];
        }
        QCOMPARE(found[2], 0);
        for (const std::size_t other : {0, 1, 3, 4})
            QVERIFY(std::abs(found[other] - 1000) < 4 * std::sqrt(4000 * 3.0 / 16));
    }

    void sentences_without_pieces_do_no_harm()
    {
        Corpus text = regular_corpus(3, 3, 4);
        text.documents[0].sentences = {"\u200B"}; // cleaned away altogether
        text.documents[1].sentences[0] = text.documents[1].sentences[2] = "\u200B";
        const EncodedCorpus corpus = encoded(text, letters());
        for (std::uint32_t epoch = 0; epoch < 200; ++epoch)
            for (Index document = 0; document < 3; ++document) {
                RandomSequence random(5, epoch, 0, static_cast<std::uint32_t>(document));
                for (const SentencePair &pair : pairs_of_document(corpus, document, {.length = 12}, random))
                    QVERIFY(!pair.first.empty() && !pair.second.empty());
            }
    }

    void chunks_alone()
    {
        const EncodedCorpus corpus = encoded(regular_corpus(1, 9, 6), letters());
        RandomSequence random(1, 0, 0);
        const auto chunks = chunks_of_document(corpus, 0, {.length = 20, .short_probability = 0}, random);
        QCOMPARE(chunks.size(), std::size_t(3)); // three sentences of 6 fill a target of 18
        for (const SentencePair &chunk : chunks)
            QVERIFY(chunk.first.size() == 18 && chunk.second.empty());
    }

    void too_few_documents()
    {
        const std::string one =
            error_sentence([] { check_pairs_can_be_drawn(encoded(corpus_of("A. B."), letters())); });
        QVERIFY2(one.find("one document") != std::string::npos && one.find("at least two") != std::string::npos,
                 one.c_str());
        check_pairs_can_be_drawn(encoded(corpus_of("A.\n\nB."), letters()));
    }
};

QTEST_GUILESS_MAIN(SentencePairsTest)
#include "sentence_pairs_test.moc"
