#include "tasks/word_senses.h"

#include "analysis/similarity.h"
#include "base/error.h"
#include "builtin_models.h"

#include <QTest>

using namespace bertlab;

/// Two senses of a word on the built-in model.
class WordSensesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tells_senses_apart_data();
    void tells_senses_apart();
    void means_are_those_of_the_vectors();
    void a_batch_is_its_sentences();
    void joins_the_pieces_of_a_word();
    void names_what_is_missing();

private:
    std::shared_ptr<const Model> m_model;
    Workers m_workers{2};
};

namespace {

const WordSenses python{"python",
                        {{"The python bit him.", "The python slept under the rock.", "The python is a long snake.",
                          "A python eats mice.", "The python lives in the zoo."},
                         {"The python language is easy.", "A python program is short.", "The python code runs fast.",
                          "My python program has a bug.", "Good python code is short."}}};
const WordSenses bank{
    "bank",
    {{"The bank has our money.", "The bank opened at nine.", "The bank gave her money.", "A bank keeps the money.",
      "The bank lends money."},
     {"The bank of the river was green.", "The bank was wet and muddy.", "The bank of the river is steep.",
      "A bank of grass lay by the water.", "The bank by the river has flowers."}}};

QString sentence_of(const std::function<void()> &call)
{
    try {
        call();
    } catch (const Error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

void WordSensesTest::initTestCase()
{
    const BuiltinModel &model = builtin_models().front();
    m_model = load_model({std::string(model.title), model.config_json, model.vocabulary, true, model.safetensors});
}

void WordSensesTest::tells_senses_apart_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("python") << "python";
    QTest::newRow("bank") << "bank";
}

void WordSensesTest::tells_senses_apart()
{
    QFETCH(QString, word);
    const WordSenseStudy study = study_word_senses(*m_model, word == "bank" ? bank : python, m_workers);
    QCOMPARE(study.layers.size(), std::size_t(5));
    QVERIFY(study.at_one_position());
    QVERIFY(study.layers[0].within > 0.99999 && study.layers[0].between > 0.99999); // one embedding, one position
    QVERIFY(study.layers[4].within > study.layers[4].between + 0.05);
    QVERIFY(study.layers[4].between > study.layers[4].random); // still the same word
}

void WordSensesTest::means_are_those_of_the_vectors()
{
    const WordSenseStudy study = study_word_senses(*m_model, python, m_workers);
    const auto &senses = study.vectors[3];
    QVERIFY(std::abs(study.layers[3].between - mean_similarity(view(senses[0]), view(senses[1]))) < 1e-12);
    const double within = (mean_similarity(view(senses[0])) + mean_similarity(view(senses[1]))) / 2;
    QVERIFY(std::abs(study.layers[3].within - within) < 1e-12);
}

void WordSensesTest::a_batch_is_its_sentences()
{
    WordSenses turned = python;
    std::swap(turned.senses[0][0], turned.senses[0][2]);
    const auto study = study_word_senses(*m_model, python, m_workers),
               other = study_word_senses(*m_model, turned, m_workers);
    QCOMPARE(RowVector(other.vectors[4][0].row(0)), RowVector(study.vectors[4][0].row(2)));
    QCOMPARE(other.vectors[4][1], study.vectors[4][1]);
}

void WordSensesTest::joins_the_pieces_of_a_word()
{
    const WordSenses split{
        "unaffable", {{"He is unaffable.", "She was unaffable."}, {"Unaffable is the dog.", "An unaffable man."}}};
    const WordSenseStudy study = study_word_senses(*m_model, split, m_workers);
    QVERIFY(!study.at_one_position());
    QCOMPARE(study.positions, (std::vector<std::vector<Index>>{{3, 3}, {1, 2}}));
}

void WordSensesTest::names_what_is_missing()
{
    WordSenses wrong = python;
    wrong.senses[1][1] = "The snake is easy.";
    const QString sentence = sentence_of([&] { study_word_senses(*m_model, wrong, m_workers); });
    QVERIFY2(sentence.contains("The snake is easy.") && sentence.contains("python"), qPrintable(sentence));
    wrong.senses[1] = {"The python language is easy."};
    QVERIFY(sentence_of([&] { study_word_senses(*m_model, wrong, m_workers); }).contains("two sentences"));
}

QTEST_APPLESS_MAIN(WordSensesTest)
#include "word_senses_test.moc"
