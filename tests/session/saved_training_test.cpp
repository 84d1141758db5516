#include "error_sentence.h"
#include "session/saved_training.h"
#include "session/training_setup.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace bertlab;

class SavedTrainingTest : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;
    QString text() const { return m_folder->filePath("text.txt"); }
    QString saved() const { return m_folder->filePath("training"); }

    void writeText(const char *end = "")
    {
        QFile file(text());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a b c. d e.\n\nf g. h.\n\ni j. k.\n\nl m. n.\n");
        file.write(end);
    }
    /// A run that has not taken a step.
    std::unique_ptr<TrainingMaterial> material() const
    {
        RunRecipe recipe;
        recipe.corpus = {text().toStdString()};
        recipe.vocab_size = 60;
        recipe.instances.pairs.length = 16;
        recipe.steps = 20;
        recipe.take_shape(training_shape("tiny"), Initialization::quick, recipe.steps);
        Workers workers(1);
        return prepare({recipe, {}, {}, {}, {}, {}}, workers, {});
    }
    static TrainingHistory history()
    {
        TrainingHistory history;
        history.maskedLoss.append({1, 5.5});
        history.heldOutMaskedLoss.append({0, 6.25});
        history.rightSince = {std::nullopt, 7};
        history.nextLeft = 9;
        return history;
    }
    void save(const QString &run = "a run", Index step = 7) const
    {
        const auto of = material();
        of->start.step = step;
        Moments moments;
        for (const Index moment : {0, 3, 10}) // by name 10 stands before 3
            moments.keep(moment, of->start.weights);
        saveTraining(saved(),
                     {run, "text · tiny", of->recipe, of->inputs, of->data->tokenizer, of->start, history(), moments});
    }
    Index savedStep() const
    {
        const auto told = savedTraining(saved());
        return told ? told->step : -1;
    }

private slots:
    void init()
    {
        m_folder.emplace();
        writeText();
    }

    void comes_back_as_it_was()
    {
        QVERIFY(!savedTraining(saved()));
        save();
        save(); // in the place of the first
        const auto told = savedTraining(saved());
        QVERIFY(told && told->title == "text · tiny" && told->step == 7 && told->steps == 20);
        const StoredRun stored = loadTraining(saved());
        const auto of = material();
        QVERIFY(std::ranges::equal(stored.state.weights.values(), of->start.weights.values()));
        QCOMPARE(stored.state.step, Index(7));
        QCOMPARE(stored.tokenizer.vocabulary().to_text(), of->data->tokenizer.vocabulary().to_text());
        QVERIFY(stored.recipe.config == of->recipe.config);
        QCOMPARE(stored.history.maskedLoss.points(), QList<QPointF>{QPointF(1, 5.5)});
        QCOMPARE(stored.history.heldOutMaskedLoss, QList<QPointF>{QPointF(0, 6.25)});
        QVERIFY(!stored.history.rightSince[0] && stored.history.rightSince[1] == 7 && stored.history.nextLeft == 9);
        QCOMPARE(stored.moments.steps(), QList<Index>({0, 3, 10}));
        QVERIFY(std::ranges::equal(stored.moments.at(3)->values(), of->start.weights.values()));
        discardTraining(saved());
        QVERIFY(!savedTraining(saved()) && !QDir(saved()).exists());
    }

    void a_race_brings_the_first_run_along()
    {
        const auto of = material();
        RunRecord first{"first", {}};
        first.course.recipe = std::make_shared<const RunRecipe>(of->recipe);
        first.course.tokens = 12345;
        first.course.step = first.course.steps = 9;
        first.course.history = history();
        first.course.history.answers = {{9, {{{"a [MASK]", {}, "b"}, {{"b", 0.5}}, true}}}};
        first.course.probesInTraining = {71, 0};
        first.course.mostFrequentPiece = "the";
        Parameters weights = of->start.weights;
        weights.values()[0] = 42;
        first.moments.keep(5, weights);
        const auto rival = std::make_shared<const RunRecord>(first);
        for (int time = 0; time < 2; ++time) // the second one finds the moments there
            saveTraining(saved(),
                         {"a run", "text", of->recipe, of->inputs, of->data->tokenizer, of->start, {}, {}, rival});
        const auto read = loadTraining(saved()).rival;
        QVERIFY(read && savedTraining(saved())->isRace);
        QCOMPARE(read->course.tokens, std::uint64_t(12345));
        QCOMPARE(read->course.probes.size(), std::size_t(1));
        QCOMPARE(read->course.probesInTraining, first.course.probesInTraining);
        QCOMPARE(read->course.mostFrequentPiece, QString("the"));
        QCOMPARE(read->course.moments, QList<Index>{5});
        QVERIFY(std::ranges::equal(read->moments.at(5)->values(), weights.values()));
    }

    void ended_while_it_was_saved()
    {
        save();
        QVERIFY(QDir().rename(saved(), saved() + ".new")); // between the last two strokes
        QVERIFY(savedTraining(saved()));
        QCOMPARE(loadTraining(saved()).state.step, Index(7));

        QVERIFY(QDir().mkpath(saved() + ".new/checkpoints")); // one that was begun
        QVERIFY(savedTraining(saved()));
        QCOMPARE(loadTraining(saved()).state.step, Index(7));

        QVERIFY(QDir().rename(saved(), saved() + ".old")); // the older one was being removed: what is left of it
        save("a run", 9);
        QVERIFY(QDir().rename(saved(), saved() + ".new"));
        QVERIFY(QDir().rename(saved() + ".old", saved()));
        QVERIFY(QDir(saved() + "/checkpoints").removeRecursively());
        QCOMPARE(savedStep(), Index(9));
        QCOMPARE(loadTraining(saved()).state.step, Index(9));

        QVERIFY(QDir().rename(saved(), saved() + ".new")); // and nobody looked before the next one was saved
        save("a run", 11);
        QCOMPARE(loadTraining(saved()).state.step, Index(11));
    }

    void a_save_that_fails_leaves_the_one_before()
    {
        save();
        QFile inTheWay(saved() + ".new");
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QVERIFY(!error_sentence([this] { save("a run", 9); }).empty());
        QCOMPARE(loadTraining(saved()).state.step, Index(7));
        QVERIFY(inTheWay.remove());

        QVERIFY(QDir().mkpath(saved() + ".new/history.json/in the way")); // removed with what was begun
        save("a run", 9);
        QCOMPARE(savedStep(), Index(9));
    }

    void moments_of_the_same_run_are_written_once()
    {
        const auto time = [this] { return QFileInfo(saved() + "/moments/3.safetensors").lastModified(); };
        const QDateTime longAgo(QDate(2020, 1, 1), QTime(12, 0));
        const auto age = [&] {
            QFile file(saved() + "/moments/3.safetensors");
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(longAgo, QFileDevice::FileModificationTime));
        };
        save();
        age();
        save("a run", 9);
        QCOMPARE(time(), longAgo);
        QCOMPARE(loadTraining(saved()).moments.steps(), QList<Index>({0, 3, 10}));
        save("another run"); // with other weights behind the same step
        QVERIFY(time() != longAgo);
    }

    void set_aside_it_comes_back()
    {
        setAsideTraining(saved()); // nothing is there
        save();
        setAsideTraining(saved());
        QCOMPARE(savedStep(), Index(7)); // no other was saved
        setAsideTraining(saved());
        save("another run", 9);
        QCOMPARE(savedStep(), Index(9));
        discardTraining(saved());
        QCOMPARE(savedStep(), Index(7));
    }

    void what_changed_or_is_damaged_is_told()
    {
        save();
        writeText("o p.\n");
        const auto sentence = [this] {
            return QString::fromStdString(error_sentence([this] { loadTraining(saved()); }));
        };
        QVERIFY2(sentence().contains("text.txt has changed since"), qPrintable(sentence()));
        writeText();
        QCOMPARE(sentence(), QString("no error"));
        for (const char *name : {"history.json", "recipe.json", "vocab.txt", "moments/3.safetensors"}) {
            save(name);
            QFile file(saved() + '/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.close();
            QVERIFY2(sentence() != "no error", name);
        }
        save();
        QVERIFY(QDir(saved() + "/checkpoints").removeRecursively());
        QVERIFY2(sentence().contains("checkpoint"), qPrintable(sentence()));
    }
};

QTEST_GUILESS_MAIN(SavedTrainingTest)
#include "saved_training_test.moc"
