#include "pretraining/sentence_set.h"
#include "small_corpus.h"

#include <QTest>

using namespace bertlab;
using namespace bertlab::test;

class SentenceSetTest : public QObject
{
    Q_OBJECT

private:
    Vocabulary m_vocabulary = letters();
    std::string piece(std::int32_t id) const { return std::string(m_vocabulary.piece(id)); }

private slots:
    void holds_what_occurs()
    {
        const EncodedCorpus train = encoded(corpus_of("a b c. d e.\n\nf  G."), m_vocabulary);
        const EncodedCorpus asked = encoded(corpus_of("D e. a b c. f g. a b. a b c d. c b a. b c."), m_vocabulary);
        const SentenceSet set(train);
        QList<bool> found;
        for (Index sentence = 0; sentence < asked.sentences(0); ++sentence)
            found.append(set.contains(asked.sentence(0, sentence)));
        QCOMPARE(found, QList<bool>({true, true, true, false, false, false, false}));
    }

    void a_position_finds_its_sentence_data()
    {
        QTest::addColumn<Objective>("objective");
        QTest::addColumn<int>("length");
        for (const int length : {8, 11, 40}) {
            QTest::addRow("masked, %d tokens", length) << Objective::masked_lm_and_next_sentence << length;
            QTest::addRow("next piece, %d tokens", length) << Objective::next_piece << length;
        }
    }
    /// Each letter stands in one sentence, so that it says which one is right, however the pair was cut.
    void a_position_finds_its_sentence()
    {
        QFETCH(Objective, objective);
        QFETCH(int, length);
        const EncodedCorpus corpus =
            encoded(corpus_of("a b c d e. f g. h.\n\ni j k l m n. o p q.\n\nr s. t u. v w x. y z."), m_vocabulary);
        InstanceOptions options;
        options.objective = objective;
        options.pairs.length = length;
        options.pairs.short_probability = 0.3;
        InstanceStream stream(corpus, m_vocabulary, options, 3);
        DataPosition data;
        std::size_t cut = 0, found = 0;
        while (data.epoch < 20) {
            const PretrainingInstance instance = stream.next(data);
            cut += instance.pair.truncations.size();
            for (Index position = 0; position < static_cast<Index>(instance.original_ids.size()); ++position) {
                const std::int32_t id = instance.original_ids[static_cast<std::size_t>(position)];
                const auto sentence = sentence_at(corpus, instance, position);
                if (id == m_vocabulary.cls_id() || id == m_vocabulary.sep_id()) {
                    QVERIFY(sentence.empty());
                    continue;
                }
                QVERIFY2(std::ranges::find(sentence, id) != sentence.end(), piece(id).c_str());
                QCOMPARE(piece(sentence.back()), std::string("."));
                found += piece(id) != ".";
            }
        }
        QVERIFY(found > 400);
        QCOMPARE(cut > 0, length < 40);
    }
};

QTEST_GUILESS_MAIN(SentenceSetTest)
#include "sentence_set_test.moc"
