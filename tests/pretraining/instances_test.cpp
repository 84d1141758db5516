#include "error_sentence.h"
#include "pretraining/instances.h"
#include "pretraining/small_corpus.h"

#include <QTest>

#include <array>
#include <map>
#include <set>

using namespace bertlab;
using namespace bertlab::test;

class InstancesTest : public QObject
{
    Q_OBJECT

private:
    Vocabulary m_vocabulary = Vocabulary::from_text(read_text_file(classroom_file("vocab.txt")), "vocab.txt");
    std::array<std::filesystem::path, 1> m_files{classroom_file("heldout.txt")};
    EncodedCorpus m_corpus = encoded(Corpus::read(m_files), m_vocabulary);

private slots:
    void instances_are_what_the_rolls_say()
    {
        InstanceStream stream(m_corpus, m_vocabulary, {.pairs = {.length = 48}}, 1);
        DataPosition position;
        std::array<int, 2> random_next{};
        for (int i = 0; i < 2000; ++i) {
            const PretrainingInstance instance = stream.next(position);
            const auto size = instance.original_ids.size();
            QVERIFY(size <= 48 && instance.input_ids.size() == size && instance.token_type_ids.size() == size);
            QCOMPARE(instance.original_ids.front(), m_vocabulary.cls_id());
            QCOMPARE(instance.original_ids.back(), m_vocabulary.sep_id());
            const auto first_sep = std::ranges::find(instance.original_ids, m_vocabulary.sep_id());
            const auto first_size = static_cast<std::size_t>(first_sep - instance.original_ids.begin()) + 1;
            for (std::size_t token = 0; token < size; ++token)
                QCOMPARE(instance.token_type_ids[token], token < first_size ? 0 : 1);
            QVERIFY(std::ranges::is_sorted(instance.masked_positions));
            QCOMPARE(static_cast<Index>(instance.masked_positions.size()),
                     masking_budget(static_cast<Index>(size), {}));
            std::set<Index> masked(instance.masked_positions.begin(), instance.masked_positions.end());
            for (std::size_t token = 0; token < size; ++token)
                if (!masked.contains(static_cast<Index>(token)))
                    QCOMPARE(instance.input_ids[token], instance.original_ids[token]);
            for (std::size_t k = 0; k < instance.masked_ids.size(); ++k)
                QCOMPARE(instance.masked_ids[k],
                         instance.original_ids[static_cast<std::size_t>(instance.masked_positions[k])]);
            QCOMPARE(instance.is_random_next, instance.pair.is_random_next);
            ++random_next[instance.is_random_next];
        }
        QVERIFY(random_next[0] > 600 && random_next[1] > 1000); // single-sentence chunks are always random
    }

    void an_epoch_has_every_pair_once()
    {
        InstanceStream stream(m_corpus, m_vocabulary, {.pairs = {.length = 48}}, 1);
        DataPosition position;
        const std::uint64_t size = stream.size(0);
        std::map<Index, std::set<Index>> chunks; // document -> first sentences
        for (std::uint64_t i = 0; i < size; ++i) {
            const PretrainingInstance instance = stream.next(position);
            QVERIFY(chunks[instance.pair.document].insert(instance.pair.first_sentence).second);
        }
        QCOMPARE(chunks.size(), std::size_t(88));
        QVERIFY((position == DataPosition{0, size}));
        stream.next(position);
        QVERIFY((position == DataPosition{1, 1}));
    }

    void the_same_position_gives_the_same_instance()
    {
        InstanceStream one(m_corpus, m_vocabulary, {}, 5), other(m_corpus, m_vocabulary, {}, 5),
            another_seed(m_corpus, m_vocabulary, {}, 6);
        DataPosition far{2, 17}, again{2, 17}, elsewhere{2, 17};
        const PretrainingInstance instance = one.next(far);
        other.next(elsewhere); // asked in another order
        elsewhere = {0, 3};
        other.next(elsewhere);
        const PretrainingInstance same = other.next(again);
        QVERIFY(instance.input_ids == same.input_ids && instance.masked_positions == same.masked_positions);
        QVERIFY(far == again);
        DataPosition third{2, 17};
        QVERIFY(another_seed.next(third).input_ids != instance.input_ids);
    }

    void epochs_differ_unless_static()
    {
        for (const bool is_static : {false, true}) {
            InstanceStream stream(m_corpus, m_vocabulary, {.pairs = {.length = 48}, .is_static = is_static}, 1);
            std::array<std::multiset<std::vector<std::int32_t>>, 2> epochs;
            std::array<std::vector<std::int32_t>, 2> first;
            for (std::uint32_t epoch = 0; epoch < 2; ++epoch) {
                DataPosition position{epoch, 0};
                first[epoch] = stream.next(position).input_ids;
                for (position = {epoch, 0}; position.index < stream.size(epoch);)
                    epochs[epoch].insert(stream.next(position).input_ids);
            }
            QCOMPARE(epochs[0] == epochs[1], is_static);
            QVERIFY(first[0] != first[1]); // in a new order either way
        }
    }

    void masks_are_rolled_anew_each_epoch()
    {
        InstanceStream stream(m_corpus, m_vocabulary, {.pairs = {.length = 48}}, 1);
        std::array<std::set<double>, 2> rolls;
        for (std::uint32_t epoch = 0; epoch < 2; ++epoch)
            for (DataPosition position{epoch, 0}; position.index < stream.size(epoch);)
                for (const MaskedPiece &piece : stream.next(position).masking.pieces)
                    rolls[epoch].insert(piece.mask_roll);
        QVERIFY(rolls[0].size() > 1000);
        for (const double roll : rolls[1])
            QVERIFY(!rolls[0].contains(roll));
    }

    void next_pieces()
    {
        InstanceStream stream(m_corpus, m_vocabulary, {.objective = Objective::next_piece, .pairs = {.length = 32}}, 1);
        DataPosition position;
        const PretrainingInstance instance = stream.next(position);
        QVERIFY(instance.input_ids == instance.original_ids);
        QCOMPARE(instance.masked_ids.size(), instance.input_ids.size() - 1);
        for (std::size_t i = 0; i < instance.masked_ids.size(); ++i)
            QVERIFY(instance.masked_positions[i] == static_cast<Index>(i) &&
                    instance.masked_ids[i] == instance.input_ids[i + 1]);
        QCOMPARE(std::ranges::count(instance.token_type_ids, 1), std::ptrdiff_t(0));

        const EncodedCorpus single = encoded(corpus_of("a b c."), letters());
        const Vocabulary vocabulary = letters();
        InstanceStream of_one(single, vocabulary, {.objective = Objective::next_piece}, 1); // needs no other document
        QVERIFY(error_sentence([&] { InstanceStream(single, vocabulary, {}, 1); }).find("one document") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(InstancesTest)
#include "instances_test.moc"
