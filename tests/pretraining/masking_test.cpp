#include "pretraining/masking.h"
#include "pretraining/small_corpus.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace bertlab;
using namespace bertlab::test;

namespace {

using Outcome = MaskingCandidate::Outcome;
using Treatment = MaskedPiece::Treatment;

/// [CLS] A [SEP] B [SEP] of words of one to four letters, from a seed.
std::vector<std::int32_t> random_ids(const Vocabulary &vocabulary, std::uint32_t number)
{
    RandomSequence random(99, number, 0);
    std::vector<std::int32_t> ids{vocabulary.cls_id()};
    for (int segment = 0; segment < 2; ++segment) {
        const std::uint64_t words = 1 + random.below(20);
        for (std::uint64_t word = 0; word < words; ++word) {
            const std::uint64_t size = 1 + random.below(4);
            for (std::uint64_t i = 0; i < size; ++i) {
                const std::string letter(1, static_cast<char>('a' + random.below(26)));
                ids.push_back(*vocabulary.find(i == 0 ? letter : "##" + letter));
            }
        }
        ids.push_back(vocabulary.sep_id());
    }
    return ids;
}

bool is_special(const Vocabulary &vocabulary, std::int32_t id)
{
    return id == vocabulary.cls_id() || id == vocabulary.sep_id();
}

} // namespace

class MaskingTest : public QObject
{
    Q_OBJECT

private slots:
    void budgets_round_half_to_even()
    {
        const MaskingOptions options;
        QCOMPARE(masking_budget(3, options), Index(1));  // .45: at least one
        QCOMPARE(masking_budget(10, options), Index(2)); // 1.5
        QCOMPARE(masking_budget(13, options), Index(2)); // 1.95
        QCOMPARE(masking_budget(30, options), Index(4)); // 4.5 to even
        QCOMPARE(masking_budget(50, options), Index(8)); // 7.5 to even
        QCOMPARE(masking_budget(128, options), Index(19));
        QCOMPARE(masking_budget(512, MaskingOptions{.max_predictions = 20}), Index(20));
    }

    void every_sequence_fills_its_budget()
    {
        const Vocabulary vocabulary = letters();
        int pieces = 0, masked = 0, random_pieces = 0, kept = 0;
        for (std::uint32_t number = 0; number < 10'000; ++number) {
            const auto ids = random_ids(vocabulary, number);
            RandomSequence random(1, 0, 0, number);
            const Masking masking = mask_pieces(ids, vocabulary, {}, random);
            const auto words = static_cast<std::size_t>(
                std::ranges::count_if(ids, [&](std::int32_t id) { return !is_special(vocabulary, id); }));
            QCOMPARE(masking.candidates.size(), words);
            QCOMPARE(masking.budget, masking_budget(static_cast<Index>(ids.size()), {}));
            QCOMPARE(static_cast<Index>(masking.pieces.size()), std::min(masking.budget, static_cast<Index>(words)));
            std::set<Index> positions;
            for (const MaskedPiece &piece : masking.pieces) {
                QVERIFY(positions.insert(piece.position).second);
                QCOMPARE(piece.original, ids[static_cast<std::size_t>(piece.position)]);
                QVERIFY(!is_special(vocabulary, piece.original));
                QCOMPARE(piece.treatment == Treatment::mask, piece.mask_roll < 0.8);
                QCOMPARE(piece.second_roll.has_value(), piece.treatment != Treatment::mask);
                if (piece.treatment == Treatment::mask)
                    QCOMPARE(piece.shown, vocabulary.mask_id());
                if (piece.treatment == Treatment::keep)
                    QVERIFY(piece.shown == piece.original && *piece.second_roll < 0.5);
                ++pieces;
                masked += piece.treatment == Treatment::mask;
                random_pieces += piece.treatment == Treatment::random;
                kept += piece.treatment == Treatment::keep;
            }
        }
        const auto within_three_sigma = [pieces](int count, double share) {
            return std::abs(count - pieces * share) < 3 * std::sqrt(pieces * share * (1 - share));
        };
        QVERIFY(within_three_sigma(masked, 0.8));
        QVERIFY(within_three_sigma(random_pieces, 0.1));
        QVERIFY(within_three_sigma(kept, 0.1));
    }

    void every_piece_of_the_vocabulary_may_replace()
    {
        const Vocabulary vocabulary = letters();
        std::set<std::int32_t> shown;
        for (std::uint32_t number = 0; number < 4'000; ++number) {
            RandomSequence random(2, 0, 0, number);
            MaskingOptions options;
            options.split = {.mask = 0, .random = 100, .keep = 0};
            for (const MaskedPiece &piece :
                 mask_pieces(random_ids(vocabulary, number), vocabulary, options, random).pieces) {
                QVERIFY(piece.treatment == Treatment::random);
                shown.insert(piece.shown);
            }
        }
        QCOMPARE(static_cast<std::int32_t>(shown.size()), vocabulary.size());
    }

    void other_splits()
    {
        const Vocabulary vocabulary = letters();
        for (std::uint32_t number = 0; number < 200; ++number) {
            const auto ids = random_ids(vocabulary, number);
            MaskingOptions always, kept;
            always.split = {.mask = 100, .random = 0, .keep = 0};
            kept.split = {.mask = 0, .random = 0, .keep = 100};
            RandomSequence first(2, 0, 0, number), second(2, 0, 0, number);
            for (const MaskedPiece &piece : mask_pieces(ids, vocabulary, always, first).pieces)
                QCOMPARE(piece.shown, vocabulary.mask_id());
            for (const MaskedPiece &piece : mask_pieces(ids, vocabulary, kept, second).pieces)
                QCOMPARE(piece.shown, piece.original);
        }
    }

    void whole_words_are_whole_and_within_the_budget()
    {
        const Vocabulary vocabulary = letters();
        int skipped = 0;
        for (std::uint32_t number = 0; number < 10'000; ++number) {
            const auto ids = random_ids(vocabulary, number);
            RandomSequence random(1, 0, 0, number);
            const Masking masking = mask_pieces(ids, vocabulary, {.whole_word = true}, random);
            std::set<Index> chosen;
            for (const MaskedPiece &piece : masking.pieces)
                chosen.insert(piece.position);
            QVERIFY(static_cast<Index>(chosen.size()) <= masking.budget);
            for (const Index position : chosen) {
                const auto i = static_cast<std::size_t>(position);
                if (i + 1 < ids.size() && Vocabulary::is_continuation(vocabulary.piece(ids[i + 1])))
                    QVERIFY(chosen.contains(position + 1));
                if (Vocabulary::is_continuation(vocabulary.piece(ids[i])))
                    QVERIFY(chosen.contains(position - 1));
            }
            Index left = masking.budget;
            for (const MaskingCandidate &candidate : masking.candidates) {
                const auto size = static_cast<Index>(candidate.positions.size());
                QCOMPARE(candidate.budget_left, left);
                QVERIFY(candidate.outcome == (left == 0      ? Outcome::not_reached
                                              : size <= left ? Outcome::chosen
                                                             : Outcome::does_not_fit));
                left -= candidate.outcome == Outcome::chosen ? size : 0;
                skipped += candidate.outcome == Outcome::does_not_fit;
            }
        }
        QVERIFY(skipped > 100);
    }

    void a_cut_word_begins_behind_the_separator()
    {
        const Vocabulary vocabulary = letters();
        const std::vector<std::int32_t> ids{vocabulary.cls_id(), *vocabulary.find("##a"), *vocabulary.find("##b"),
                                            vocabulary.sep_id(), *vocabulary.find("##c"), vocabulary.sep_id()};
        RandomSequence random(1, 0, 0);
        const Masking masking = mask_pieces(ids, vocabulary, {.probability = 1, .whole_word = true}, random);
        std::set<std::vector<Index>> groups;
        for (const MaskingCandidate &candidate : masking.candidates)
            groups.insert(candidate.positions);
        QVERIFY((groups == std::set<std::vector<Index>>{{1, 2}, {4}}));
    }

    void rolls_by_word()
    {
        const Vocabulary vocabulary = letters();
        for (std::uint32_t number = 0; number < 500; ++number) {
            RandomSequence random(1, 0, 0, number);
            MaskingOptions options;
            options.whole_word = options.roll_per_word = true;
            const Masking masking = mask_pieces(random_ids(vocabulary, number), vocabulary, options, random);
            for (std::size_t i = 1; i < masking.pieces.size(); ++i) // pieces of a word follow each other
                if (Vocabulary::is_continuation(vocabulary.piece(masking.pieces[i].original)))
                    QVERIFY(masking.pieces[i].treatment == masking.pieces[i - 1].treatment);
        }
    }

    void completed_words_keep_the_budget()
    {
        const Vocabulary vocabulary = letters();
        int unmasked = 0;
        for (std::uint32_t number = 0; number < 5'000; ++number) {
            const auto ids = random_ids(vocabulary, number);
            RandomSequence random(1, 0, 0, number);
            const Masking masking = mask_pieces(ids, vocabulary, {.method = MaskingMethod::complete_words}, random);
            std::set<Index> chosen;
            for (const MaskedPiece &piece : masking.pieces)
                QVERIFY(chosen.insert(piece.position).second);
            QVERIFY(static_cast<Index>(chosen.size()) <= masking.budget);
            for (const Index position : chosen) {
                const auto i = static_cast<std::size_t>(position);
                if (i + 1 < ids.size() && Vocabulary::is_continuation(vocabulary.piece(ids[i + 1])))
                    QVERIFY(chosen.contains(position + 1));
            }
            std::set<Index> candidates; // each position once, none lost
            for (const MaskingCandidate &candidate : masking.candidates) {
                unmasked += candidate.outcome == Outcome::unmasked;
                for (const Index position : candidate.positions)
                    QVERIFY(candidates.insert(position).second);
            }
            QCOMPARE(candidates.size(), static_cast<std::size_t>(std::ranges::count_if(
                                            ids, [&](std::int32_t id) { return !is_special(vocabulary, id); })));
        }
        QVERIFY(unmasked > 100);
    }

    void coins_of_their_own()
    {
        const Vocabulary vocabulary = letters();
        int pieces = 0, chosen = 0, empty = 0;
        for (std::uint32_t number = 0; number < 5'000; ++number) {
            RandomSequence random(1, 0, 0, number);
            const Masking masking =
                mask_pieces(random_ids(vocabulary, number), vocabulary, {.method = MaskingMethod::bernoulli}, random);
            for (const MaskingCandidate &candidate : masking.candidates)
                QCOMPARE(candidate.outcome == Outcome::chosen, candidate.roll < 0.15);
            pieces += static_cast<int>(masking.candidates.size());
            chosen += static_cast<int>(masking.pieces.size());
            empty += masking.pieces.empty();
        }
        QVERIFY(std::abs(chosen - pieces * 0.15) < 3 * std::sqrt(pieces * 0.15 * 0.85));
        QVERIFY(empty > 0); // no budget guarantees a piece
    }
};

QTEST_GUILESS_MAIN(MaskingTest)
#include "masking_test.moc"
